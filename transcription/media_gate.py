"""The one place where a decoder meets an upload.

A file passes three walls: its first bytes must be those of a recording; its container is named to the
decoder, never guessed, and is one of those in `media_allow_list`; and every decoder runs as a child process
with little memory, time and reach (`media_child`). Nothing that names other files is ever opened.
"""

from __future__ import annotations

import errno
import json
import wave
from collections.abc import Callable, Sequence
from pathlib import Path

from transcription.media_allow_list import CODEC_WHITELIST, DEMUXERS, FORMAT_WHITELIST
from transcription.media_child import ChildEnd, ChildLimits, run_child
from transcription.media_judgement import judge
from transcription.media_output import writing_to
from transcription.media_signature import container_of
from transcription.media_tool import ffmpeg_program, python_program
from transcription.media_values import (
    DEFAULT_LIMITS,
    MediaLimits,
    MediaProbe,
    MediaRefused,
    MediaStorageFull,
    MediaToolUnusable,
    RefusalCode,
)

__all__ = [
    "DEFAULT_LIMITS",
    "SOUND_FROM_ZERO",
    "MediaLimits",
    "MediaProbe",
    "MediaRefused",
    "MediaStorageFull",
    "MediaToolUnusable",
    "RefusalCode",
    "decode_speech",
    "probe",
    "run_ffmpeg",
]

SPEECH_RATE_HZ = 16_000
# Silence fills a late start and any gap, so that second 0 and every later second are those a player shows.
SOUND_FROM_ZERO = "aresample=async=1:first_pts=0"

_PROBE_SCRIPT = Path(__file__).with_name("media_probe_process.py")
_NO_ROOM = "No space left on device"
_NOT_THE_RECORDING = (
    "Unknown encoder",
    "Unrecognized option",
    "No such filter",
    "Option not found",
    "Unable to choose an output",
)


def probe(path: Path, *, limits: MediaLimits = DEFAULT_LIMITS) -> MediaProbe:
    """Look at a file and return its facts, or refuse it.

    Raises
    ------
    MediaRefused
        With any of its codes; the file is then no recording, or not one that can be used.
    """
    container = container_of(path)
    command = [
        *python_program(_PROBE_SCRIPT),
        str(path.resolve()),
        DEMUXERS[container],
        FORMAT_WHITELIST,
        CODEC_WHITELIST,
        str(limits.max_pixels),
    ]
    end = run_child(command, ChildLimits(limits.probe_seconds, limits.memory_bytes))
    if end.ran_out_of_time:
        raise MediaRefused("took_too_long", limit_seconds=f"{limits.probe_seconds:g}")
    if "ModuleNotFoundError" in end.stderr or "ImportError" in end.stderr:
        raise MediaToolUnusable(f"the probe cannot load PyAV: {end.stderr.strip().splitlines()[-1]}")
    try:
        facts = json.loads(end.stdout)
    except ValueError:
        raise MediaRefused("damaged", reason=f"probe ended with {end.exit_code}") from None
    return judge(facts, container, limits)


def decode_speech(
    path: Path,
    wav_path: Path,
    *,
    media: MediaProbe | None = None,
    progress: Callable[[float], None] | None = None,
    limits: MediaLimits = DEFAULT_LIMITS,
) -> float:
    """Write the sound of a recording as a 16 kHz mono 16-bit WAV file, second 0 being second 0 of the player.

    Parameters
    ----------
    media : MediaProbe, optional
        What `probe` said of this very file; asked again when absent.
    progress : callable, optional
        Gets the seconds of sound done.

    Returns
    -------
    float
        Duration in seconds of what was written.

    Raises
    ------
    MediaRefused
        As `probe` does, and `damaged` where less than half of the measured duration could be decoded.
    """
    media = media or probe(path, limits=limits)
    arguments = ["-map", f"0:{media.audio_stream}", "-af", SOUND_FROM_ZERO]
    arguments += ["-ac", "1", "-ar", str(SPEECH_RATE_HZ), "-c:a", "pcm_s16le", "-bitexact", "-f", "wav"]
    run_ffmpeg(
        path, wav_path, arguments, duration_seconds=media.duration_seconds, progress=progress, limits=limits
    )
    with wave.open(str(wav_path), "rb") as written:
        decoded_seconds = written.getnframes() / written.getframerate()
    if decoded_seconds < media.duration_seconds / 2:
        wav_path.unlink()
        raise MediaRefused("damaged", readable_seconds=f"{decoded_seconds:.1f}")
    return decoded_seconds


def run_ffmpeg(
    source: Path,
    destination: Path,
    output_arguments: Sequence[str],
    *,
    duration_seconds: float,
    progress: Callable[[float], None] | None = None,
    start_seconds: float | None = None,
    beside: Path | None = None,
    limits: MediaLimits = DEFAULT_LIMITS,
) -> None:
    """Convert `source` into `destination` in a confined process; the destination appears whole or not at all.

    Parameters
    ----------
    output_arguments : sequence of str
        What ffmpeg gets between input and output; names the streams (`-map`) and the format (`-f`).
    duration_seconds : float
        Of the recording; time and size allowed follow from it.
    progress : callable, optional
        Gets the seconds written.
    start_seconds : float, optional
        Where to begin reading.
    beside : Path, optional
        A second recording, read from its beginning as input 1; it passes the same walls.

    Raises
    ------
    MediaRefused
        `damaged`, `took_too_long` or `too_large` (the result outgrew its limit).
    MediaStorageFull
        The disk has no room for the result.
    MediaToolUnusable
        No ffmpeg, or one without what the arguments ask for.
    """
    inputs = _input_arguments(source, start_seconds, limits)
    if beside is not None:
        inputs += _input_arguments(beside, None, limits)
    wall_seconds = limits.wall_seconds(duration_seconds)
    child_limits = ChildLimits(wall_seconds, limits.memory_bytes, limits.output_bytes(duration_seconds))
    listener = _progress_listener(progress) if progress is not None else None
    with writing_to(destination) as part:
        command = [*_ffmpeg_command(), *inputs, "-sn", "-dn", "-threads", "2"]
        # The caller's own -t, if any, comes later and wins.
        command += ["-t", f"{limits.max_duration_seconds:g}", *output_arguments, "-y", f"file:{part}"]
        end = run_child(command, child_limits, listener)
        _refuse_failure(end, destination, wall_seconds)
        if not part.exists() or part.stat().st_size == 0:
            raise MediaRefused("damaged", reason="nothing came out")


def _ffmpeg_command() -> list[str]:
    command = [ffmpeg_program(), "-hide_banner", "-nostdin", "-loglevel", "error", "-nostats"]
    return [*command, "-progress", "pipe:1", "-filter_threads", "2"]


def _input_arguments(path: Path, start_seconds: float | None, limits: MediaLimits) -> list[str]:
    """Return how ffmpeg is to open a file; options before an input hold for that one alone."""
    demuxer = DEMUXERS[container_of(path)]
    arguments = ["-threads", "2", "-protocol_whitelist", "file", "-format_whitelist", FORMAT_WHITELIST]
    arguments += ["-codec_whitelist", CODEC_WHITELIST, "-max_pixels", str(limits.max_pixels)]
    arguments += ["-max_streams", "32"]
    if demuxer == "mov":
        arguments += ["-enable_drefs", "0", "-use_absolute_path", "0"]
    if start_seconds is not None:
        arguments += ["-ss", f"{start_seconds:.6f}"]
    return [*arguments, "-f", demuxer, "-i", f"file:{path.resolve()}"]


def _progress_listener(progress: Callable[[float], None]) -> Callable[[str], None]:
    def listen(line: str) -> None:
        name, _, value = line.partition("=")
        if name == "out_time_us" and value.strip().isdigit():
            progress(int(value) / 1_000_000)

    return listen


def _refuse_failure(end: ChildEnd, destination: Path, wall_seconds: float) -> None:
    if end.exit_code == 0 and not end.timed_out:
        return
    if end.ran_out_of_time:
        raise MediaRefused("took_too_long", limit_seconds=f"{wall_seconds:g}")
    if _NO_ROOM in end.stderr:
        raise MediaStorageFull(errno.ENOSPC, "no space left on the disk", str(destination))
    if end.grew_too_large or "File too large" in end.stderr:
        raise MediaRefused("too_large", what="result")
    said = end.stderr.strip().splitlines() or [f"exit code {end.exit_code}"]
    for line in said:
        if any(words in line for words in _NOT_THE_RECORDING):
            raise MediaToolUnusable(f"{ffmpeg_program()}: {line}")
    raise MediaRefused("damaged", reason=said[-1][:200])
