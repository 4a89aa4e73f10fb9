"""Turns the drawing of a share picture into PNG, with our own fonts and no other."""

from __future__ import annotations

import resvg_py

from app.renditions.share_picture_text import Typeface

_FONTS = [str(face.path) for face in Typeface]


def draw_png(svg: str, width: int | None = None) -> bytes:
    """Return a drawing of ours as PNG; the same drawing gives the same bytes.

    Parameters
    ----------
    width : int, optional
        In pixels, other than that of the drawing.

    Raises
    ------
    ValueError
        It is no drawing.
    """
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True, font_files=_FONTS)
    )
