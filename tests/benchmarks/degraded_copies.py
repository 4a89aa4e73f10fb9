"""Makes worse copies of recordings with known words, for fitting confidence on more than one kind of sound.

    python tests/benchmarks/degraded_copies.py FOLDER OUT

Each copy keeps its truth. The kinds are those of phones: a noisy street on an old telephone codec, a weak
signal at a low bit rate, an overloaded microphone.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from transcription.ground_truth import GroundTruth, find_ground_truths  # noqa: E402
from transcription.media_tool import ffmpeg_program  # noqa: E402

RATE_HZ = 16_000
Sound = NDArray[np.float64]


def street(sound: Sound, random: np.random.Generator) -> Sound:
    """Add pink noise 6 dB under the speech, louder and softer by turns."""
    spectrum = np.fft.rfft(random.standard_normal(len(sound)))
    frequencies = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    noise = np.fft.irfft(spectrum / np.sqrt(np.maximum(frequencies, 30.0)), len(sound))
    noise *= 1.0 + 0.4 * np.sin(2 * np.pi * np.arange(len(sound)) / (5 * RATE_HZ))
    return sound + noise / noise.std() * speech_level(sound) * 10 ** (-6 / 20)


def weak(sound: Sound, random: np.random.Generator) -> Sound:
    """Bring the sound down by 25 dB over a hiss of its own."""
    return 10 ** (-25 / 20) * (sound + 0.05 * speech_level(sound) * random.standard_normal(len(sound)))


def overloaded(sound: Sound, random: np.random.Generator) -> Sound:
    """Clip what goes beyond the usual level of the speech."""
    limit = 1.2 * speech_level(sound)
    return np.clip(sound, -limit, limit) / limit * 0.8


KINDS: dict[str, tuple[Callable[[Sound, np.random.Generator], Sound], str, tuple[str, ...]]] = {
    "street": (street, "3gp", ("-ar", "8000", "-c:a", "libopencore_amrnb", "-b:a", "7.95k")),
    "weak": (weak, "ogg", ("-c:a", "libopus", "-b:a", "12k")),
    "overloaded": (overloaded, "m4a", ("-c:a", "aac", "-b:a", "24k")),
}


def speech_level(sound: Sound) -> float:
    """Return the usual level of the louder half of the sound."""
    frames = sound[: len(sound) // 320 * 320].reshape(-1, 320).std(axis=1)
    return float(np.sqrt(np.mean(frames[frames >= np.median(frames)] ** 2)))


def copy(truth: GroundTruth, kind: str, out: Path) -> Path:
    """Write one worse copy with its truth beside it."""
    worsen, suffix, codec = KINDS[kind]
    decoded = run("-i", str(truth.media_path), "-ac", "1", "-ar", str(RATE_HZ), "-f", "f32le", "-")
    sound = np.frombuffer(decoded, np.float32).astype(float)
    worse = worsen(sound, np.random.default_rng(len(sound))).astype("<f4")
    media = out / f"{truth.name}-{kind}.{suffix}"
    run("-f", "f32le", "-ar", str(RATE_HZ), "-ac", "1", "-i", "-", *codec, str(media), sound=worse.tobytes())
    beside = media.with_suffix(truth.path.suffix)
    if truth.turns:
        values = {**json.loads(truth.path.read_text(encoding="utf-8")), "media": media.name}
        beside.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
    else:
        beside.write_text(truth.plain_text, encoding="utf-8")
    return media


def run(*arguments: str, sound: bytes | None = None) -> bytes:
    """Run ffmpeg and return what it writes."""
    command = [ffmpeg_program(), "-v", "error", "-y", *arguments]
    return subprocess.run(command, input=sound, stdout=subprocess.PIPE, check=True).stdout


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for known in find_ground_truths(given.folder):
        for name in KINDS:
            print(copy(known, name, given.out))
