"""Draws one SVG, told on standard input as JSON, and writes the PNG to standard output. Run as a file."""

from __future__ import annotations

import json
import os
import sys

import resvg_py


def main() -> None:
    """Draw after whatever serves the site."""
    os.nice(10)
    order = json.load(sys.stdin.buffer)
    drawn = resvg_py.svg_to_bytes(
        svg_string=order["svg"], width=order["width"], skip_system_fonts=True, font_files=order["fonts"]
    )
    sys.stdout.buffer.write(bytes(drawn))


if __name__ == "__main__":
    main()
