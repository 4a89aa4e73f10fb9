"""Turns the drawing of a share picture into PNG, with our own fonts and no other."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from app.renditions.share_picture_text import Typeface

_FONTS = [str(face.path) for face in Typeface]
# A process of its own: the library lets no other thread of this one run while it draws.
_CHILD = Path(__file__).with_name("png_drawing_child.py")
_LONGEST_SECONDS = 30.0


def draw_png(svg: str, width: int | None = None) -> bytes:
    """Return a drawing of ours as PNG; the same drawing gives the same bytes.

    Parameters
    ----------
    width : int, optional
        In pixels, other than that of the drawing.

    Raises
    ------
    ValueError
        It is no drawing, or took far too long.
    """
    order = json.dumps({"svg": svg, "width": width, "fonts": _FONTS}).encode()
    command = [sys.executable, "-I", "-B", str(_CHILD)]
    try:
        done = subprocess.run(command, input=order, capture_output=True, timeout=_LONGEST_SECONDS, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise ValueError("the drawing can't be made") from error
    return done.stdout
