"""Measures who speaks on recordings with ground truth, as recorded and made worse (see docs/decisions/0002).

    python tests/benchmarks/speakers_benchmark.py FOLDER [--only NAME ...] [--sounds NAME ...]
        [--spread-words]

FOLDER holds recordings with NAME.json ground truth. Prints for each kind of sound and each recording: words
given to the wrong speaker and to nobody (share of the seconds of words), and the speaker error by time
(collar 0.25 s) of the turns and of the passages. Words are those that the engine hears in the recording as
it is; `--spread-words` takes those of the truth instead, spread evenly over their turns, and runs no engine.
"""

from __future__ import annotations

import argparse
import dataclasses
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.spread_words import spread_words  # noqa: E402
from tests.transcript_cache import raw_transcript  # noqa: E402
from transcription.ground_truth import GroundTruth, find_ground_truths  # noqa: E402
from transcription.media_gate import decode_speech  # noqa: E402
from transcription.media_tool import ffmpeg_program  # noqa: E402
from transcription.raw_transcript import Word  # noqa: E402
from transcription.scoring import SpokenSpan, score_speakers  # noqa: E402
from transcription.speakers import WordSpeaker, tell_speakers  # noqa: E402
from transcription.speech_audio import SAMPLE_RATE_HZ, read_speech  # noqa: E402
from transcription.speech_regions import find_speech  # noqa: E402
from transcription.spoken_structure import build  # noqa: E402
from transcription.word_languages import word_languages  # noqa: E402

Samples = NDArray[np.float32]


def with_noise(samples: Samples, ratio_db: float) -> Samples:
    """Add noise that falls with frequency, as engines and wind do, at a speech-to-noise ratio."""
    spectrum = np.fft.rfft(np.random.default_rng(1).normal(size=len(samples)))
    spectrum /= np.sqrt(np.maximum(np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE_HZ), 50.0))
    noise = np.fft.irfft(spectrum, len(samples))
    gain = np.sqrt((samples**2).mean() / (noise**2).mean() / 10 ** (ratio_db / 10))
    mixed = samples + gain * noise
    return np.asarray(mixed / max(1.0, float(np.abs(mixed).max())), dtype=np.float32)


def through_amr(samples: Samples) -> Samples:
    """Send the sound through a telephone's codec, AMR-NB at 12.2 kbit/s and 8 kHz."""
    raw = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    plain = ["-f", "s16le", "-ac", "1", "-ar", str(SAMPLE_RATE_HZ)]
    narrow = ["-ar", "8000", "-ac", "1", "-c:a", "libopencore_amrnb", "-b:a", "12.2k", "-f", "amr"]
    quiet = [ffmpeg_program(), "-hide_banner", "-loglevel", "error"]
    coded = subprocess.run(
        [*quiet, *plain, "-i", "-", *narrow, "-"], input=raw, capture_output=True, check=True
    ).stdout
    decoded = subprocess.run(
        [*quiet, "-f", "amr", "-i", "-", *plain, "-"], input=coded, capture_output=True, check=True
    ).stdout
    return np.frombuffer(decoded, "<i2").astype(np.float32) / 32_768


SOUNDS: dict[str, Callable[[Samples], Samples]] = {
    "as recorded": lambda samples: samples,
    "noise 10 dB": lambda samples: with_noise(samples, 10),
    "noise 5 dB": lambda samples: with_noise(samples, 5),
    "noise 0 dB": lambda samples: with_noise(samples, 0),
    "AMR": through_amr,
    "noise 5 dB, AMR": lambda samples: through_amr(with_noise(samples, 5)),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Measured:
    """Shares of word seconds wrong and unknown; speaker error by turns and passages; confused seconds."""

    wrong: float
    unknown: float
    turn_error: float
    passage_error: float
    confused_seconds: float
    crossed_passages: int


def heard_words(truth: GroundTruth) -> tuple[tuple[Word, ...], tuple[str, ...]]:
    """Return the words that the engine hears, and their languages."""
    transcript = raw_transcript(truth)
    return transcript.words, word_languages(transcript)


def measure(
    truth: GroundTruth, words: Sequence[Word], languages: Sequence[str], samples: Samples
) -> Measured:
    """Tell the speakers of one recording and compare with the truth."""
    regions = find_speech(samples)
    speakers = tell_speakers(samples, words, regions, languages)
    structure = build(words, speakers, regions, languages)
    wanted = [true_role(truth, word) for word in words]
    lengths = [spoken_seconds(word) for word in words]
    wrong, unknown = word_errors(speakers, wanted, lengths)

    def error(parts: Sequence) -> tuple[float, float]:
        spans = [SpokenSpan(part.role, part.start_seconds, part.end_seconds) for part in parts]
        scored = score_speakers(truth.spans, spans)
        return scored.error_rate, scored.confused_seconds

    crossed = sum(
        passage.role != "unknown"
        and max(own := wanted[passage.first_word : passage.end_word], key=own.count) != passage.role
        for passage in structure.passages
    )
    turn_error, confused = error(structure.turns)
    return Measured(wrong, unknown, turn_error, error(structure.passages)[0], confused, crossed)


def word_errors(
    speakers: Sequence[WordSpeaker], wanted: Sequence[str], lengths: Sequence[float]
) -> tuple[float, float]:
    """Return the shares of word seconds given to the wrong speaker and to nobody."""
    total = sum(lengths) or 1.0
    told = list(zip(speakers, wanted, lengths, strict=True))
    wrong = sum(length for speaker, role, length in told if speaker.role not in (role, "unknown"))
    unknown = sum(length for speaker, _, length in told if speaker.role == "unknown")
    return wrong / total, unknown / total


def true_role(truth: GroundTruth, word: Word) -> str:
    """Return who speaks a word, judged by its last moment: engines stretch words over the pause before."""
    moment = max(word.end_seconds - 0.1, word.start_seconds)
    return min(truth.turns, key=lambda t: max(t.start_seconds - moment, moment - t.end_seconds, 0.0)).role


def spoken_seconds(word: Word) -> float:
    """Return how long a word sounds; a mark that stands alone does not."""
    if not any(character.isalnum() for character in word.text):
        return 0.0
    return min(word.end_seconds - word.start_seconds, 0.6)


def print_table(folder: Path, only: Sequence[str], sounds: Sequence[str], *, is_spread: bool) -> None:
    """Measure every recording in every sound and print a row for each."""
    print("| sound | recording | wrong | unknown | by turns | by passages | confused s | crossed |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for truth in find_ground_truths(folder):
        if only and truth.name not in only:
            continue
        with tempfile.TemporaryDirectory(prefix="franquette-bench-") as scratch:
            decode_speech(truth.media_path, Path(scratch) / "speech.wav")
            samples = read_speech(Path(scratch) / "speech.wav")
        words, languages = spread_words(truth) if is_spread else heard_words(truth)
        for name in sounds:
            m = measure(truth, words, languages, SOUNDS[name](samples))
            numbers = (m.wrong, m.unknown, m.turn_error, m.passage_error)
            listed = " | ".join(f"{number:.3f}" for number in numbers)
            print(
                f"| {name} | {truth.name} | {listed} | {m.confused_seconds:.1f} | {m.crossed_passages} |",
                flush=True,
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--sounds", nargs="+", choices=list(SOUNDS), default=list(SOUNDS))
    parser.add_argument("--spread-words", action="store_true")
    given = parser.parse_args()
    print_table(given.folder, given.only, given.sounds, is_spread=given.spread_words)
