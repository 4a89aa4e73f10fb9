"""Finds the programs that the media gate starts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import lru_cache
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


@lru_cache
def ffmpeg_version() -> str:
    """Return what ffmpeg says of its own version; it is asked once, and given no file."""
    told = subprocess.run(
        [ffmpeg_program(), "-version"], capture_output=True, text=True, check=False, timeout=60
    ).stdout
    words = told.split()
    return words[2] if words[:2] == ["ffmpeg", "version"] and len(words) > 2 else "?"


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
