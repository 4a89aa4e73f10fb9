"""Finds the programs that the media gate starts."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from transcription.media_values import MediaToolUnusable


def ffmpeg_program() -> str:
    """Return the path of ffmpeg: FRANQUETTE_FFMPEG, else that on the PATH, else that of imageio-ffmpeg."""
    chosen = os.environ.get("FRANQUETTE_FFMPEG")
    if chosen:
        found = shutil.which(chosen)
        if found is None:
            raise MediaToolUnusable(f"FRANQUETTE_FFMPEG names {chosen!r}, which is not a program")
        return str(Path(found).resolve())
    found = shutil.which("ffmpeg")
    return str(Path(found).resolve()) if found else _packaged_ffmpeg()


def python_program(script: Path) -> list[str]:
    """Return the command that runs `script` with this Python, apart from its surroundings."""
    return [sys.executable, "-I", "-B", str(script)]


def _packaged_ffmpeg() -> str:
    try:
        import imageio_ffmpeg

        return str(Path(imageio_ffmpeg.get_ffmpeg_exe()).resolve())
    except (ImportError, RuntimeError) as error:
        message = "no ffmpeg: install one, set FRANQUETTE_FFMPEG, or install imageio-ffmpeg"
        raise MediaToolUnusable(message) from error
