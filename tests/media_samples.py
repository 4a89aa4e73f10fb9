"""Builds sample recordings and hostile files; everything is made on the spot by ffmpeg or by hand."""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import imageio_ffmpeg
import numpy as np

from transcription.speech_audio import read_speech

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "media" / "demo"
SAVARD, TESSIER, LAVOIE = (DEMO / name for name in ("demo-savard.3gp", "demo-tessier.mov", "demo-lavoie.m4a"))
_BRANCHES = (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"stbl")


def run_tool(*arguments: str | Path) -> None:
    """Run the packaged ffmpeg on files of our own making: that of a system may lack encoders."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-loglevel", "error", "-y", *map(str, arguments)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def cut_sample(source: Path, path: Path, seconds: float) -> Path:
    """Write the beginning of a recording, its streams as they are."""
    run_tool("-i", source, "-t", str(seconds), "-c", "copy", path)
    return path


def make_beep(path: Path, *arguments: str, seconds: float = 3.0, beep_at: float = 1.0) -> Path:
    """Write silence with one short beep at `beep_at`, encoded as `arguments` say."""
    sound = f"0.5*sin(2*PI*1000*t)*between(t,{beep_at},{beep_at + 0.2})"
    run_tool("-f", "lavfi", "-i", f"aevalsrc='{sound}':s=48000:d={seconds}", "-ac", "1", *arguments, path)
    return path


def make_video(path: Path, *arguments: str, seconds: float = 3.0, size: str = "640x480") -> Path:
    """Write a test picture with a tone."""
    picture = f"testsrc2=size={size}:rate=15:duration={seconds}"
    sound = f"sine=frequency=440:duration={seconds}"
    run_tool(
        "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-pix_fmt", "yuv420p", *arguments, path
    )
    return path


def beep_seconds(wav: Path) -> float:
    """Return when the beep begins in decoded speech."""
    loud = np.flatnonzero(np.abs(read_speech(wav)) > 0.1)
    return float(loud[0]) / 16_000


def wav_header(sample_rate: int, channels: int = 1, data_bytes: int = 64) -> bytes:
    """Return a small WAV file whose header says what you like."""
    frame = 2 * channels & 0xFFFF
    rate_bytes = sample_rate * frame & 0xFFFFFFFF
    layout = struct.pack("<IHHIIHH", 16, 1, channels, sample_rate, rate_bytes, frame, 16)
    body = b"WAVEfmt " + layout + b"data" + struct.pack("<I", data_bytes) + bytes(data_bytes)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def atom(kind: bytes, content: bytes) -> bytes:
    """Return one QuickTime atom."""
    return struct.pack(">I4s", 8 + len(content), kind) + content


def edit_atoms(data: bytes, edit: Callable[[bytes, bytes], bytes | None]) -> bytes:
    """Rebuild a QuickTime file whose index comes last; `edit` gives a leaf's new content, None to drop it."""
    parts = []
    for kind, content in _atoms(data):
        changed = edit_atoms(content, edit) if kind in _BRANCHES else edit(kind, content)
        if changed is not None:
            parts.append(atom(kind, changed))
    return b"".join(parts)


def declare_hours(data: bytes, hours: int) -> bytes:
    """Make every header of a QuickTime file of one track claim so many hours."""
    timescales = []

    def edit(kind: bytes, content: bytes) -> bytes | None:
        if kind in (b"mvhd", b"mdhd"):
            timescales.append(struct.unpack_from(">I", content, 12)[0])
            # Version 1 of these atoms has 64 bits for times.
            times = struct.pack(">QQIQ", 0, 0, timescales[-1], hours * 3600 * timescales[-1])
            return b"\x01\0\0\0" + times + content[20:]
        if kind == b"stts":
            entries = struct.iter_unpack(">II", content[8:])
            samples = sum(count for count, _ in entries)
            return struct.pack(">IIII", 0, 1, samples, hours * 3600 * timescales[-1] // samples)
        return None if kind == b"edts" else content

    return edit_atoms(data, edit)


def refer_elsewhere(data: bytes, other: Path) -> bytes:
    """Make a QuickTime file say that its sound lies in another file (an alias in `dref`)."""
    name = str(other).encode()
    # Alias record: 150 bytes, of which two say how many levels up to go and down; then entry 2, the path.
    alias = bytes(130) + struct.pack(">HH", 1, 1) + bytes(16)
    alias += struct.pack(">HH", 2, len(name)) + name + b"\x00" * (len(name) % 2)
    entry = atom(b"alis", struct.pack(">I", 0) + alias + struct.pack(">HH", 0xFFFF, 0))

    def edit(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">II", 0, 1) + entry if kind == b"dref" else content

    return edit_atoms(data, edit)


def _atoms(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 0
    while position + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, position)
        yield kind, data[position + 8 : position + size]
        position += size
