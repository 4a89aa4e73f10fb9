"""The sheet that a share picture is drawn on: lines of text, where each is, and the paints of the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.xml_text import xml_text
from app.renditions.share_picture_shape import SharePictureShape
from app.renditions.share_picture_text import Line, Typeface, break_lines, pieces_of, shorten

# The site's own colours on paper, those of app/static/css/tokens.css.
PAPER = "#faf6ed"
INK = "#1c1a16"
SOFT = "#4f4a41"
QUIET = "#655e52"
BESIDE = "#7a7263"
ACCENT = "#7b1f4e"
# Leading of everything but the quotation, as a share of the size of its letters.
LEADING = 1.36


@dataclass(frozen=True, slots=True)
class Box:
    """Where something is drawn, in pixels: `part` says what."""

    part: str
    left: float
    top: float
    width: float
    height: float


class Sheet:
    """What is drawn of a picture so far, and where."""

    def __init__(self, shape: SharePictureShape) -> None:
        self.shape = shape
        self.room = shape.width - 2 * shape.margin
        self.boxes: list[Box] = []
        self._drawn: list[str] = []

    def draw(self, markup: str) -> None:
        """Draw markup that is safe already."""
        self._drawn.append(markup)

    def line(self, line: Line, left: float, baseline: float, size: float, part: str) -> None:
        """Draw a line of text and keep its box."""
        for one in line:
            face = one.piece.face
            self.draw(
                f'<text x="{left + one.left:.2f}" y="{baseline:.2f}" font-family="{face.family}"'
                f' font-weight="{face.weight}" font-size="{size:g}" fill="{one.piece.colour}">'
                f"{xml_text(one.piece.text)}</text>"
            )
        if line:
            wide = line[-1].left + line[-1].width
            self.boxes.append(Box(part, left, baseline - 0.8 * size, wide, 1.02 * size))

    def words(
        self, text: str, left: float, baseline: float, size: float, face: Typeface, colour: str, part: str
    ) -> None:
        """Draw words in one line, cut with an ellipsis where they would leave the sheet."""
        width = self.shape.width - self.shape.margin - left
        for line in shorten(pieces_of(text, face, colour), size, width, 1):
            self.line(line, left, baseline, size, part)

    def stack(
        self, lines: Sequence[Line], bottom: float, size: float, part: str, indent: float = 0.0
    ) -> float:
        """Draw lines so that the last ends at `bottom`; return where the first begins."""
        top = bottom - len(lines) * size * LEADING
        for number, line in enumerate(lines, 1):
            baseline = top + number * size * LEADING - 0.3 * size
            self.line(line, self.shape.margin + indent, baseline, size, part)
        return top

    def svg(self) -> str:
        """Return the sheet."""
        wide, high = self.shape.width, self.shape.height
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}"'
            f' viewBox="0 0 {wide} {high}">'
            f'<path fill="{PAPER}" d="M0 0h{wide}v{high}H0z"/>{"".join(self._drawn)}</svg>'
        )


def label_lines(text: str, colour: str, size: float, width: float) -> tuple[Line, ...]:
    """Return a text of ours in lines."""
    return break_lines(pieces_of(text, Typeface.LABEL, colour), size, width)
