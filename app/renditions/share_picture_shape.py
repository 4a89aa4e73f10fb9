"""The two shapes of share pictures; every size is decided here, the same for every leader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SharePictureShape:
    """Sizes of a share picture, in pixels.

    Attributes
    ----------
    width, height : int
        Of the picture.
    margin, top, bottom : int
        Beside the text, above the wordmark and below the last line.
    quotation_sizes : tuple of int
        Letters of the quotation, from the largest: the first at which it fits is taken.
    wordmark, address, name, facts, line, note : int
        Letters of the wordmark, the address, the name of who speaks, the party with day and place, the line
        under the ribbon, and the notes.
    name_lines, fact_lines : int
        At most so many lines for the name, and for the party with day and place.
    ribbon : int
        Height of the sound ribbon.
    gap : int
        Between the quotation and what is above and below it.
    is_address_below : bool
        Whether the address stands under the wordmark or at the other end of its line.
    """

    width: int
    height: int
    margin: int
    top: int
    bottom: int
    quotation_sizes: tuple[int, ...]
    wordmark: int
    address: int
    name: int
    facts: int
    line: int
    note: int
    name_lines: int
    fact_lines: int
    ribbon: int
    gap: int
    is_address_below: bool

    def height_at(self, width: int) -> int:
        """Return the height of the picture when it is drawn `width` pixels wide."""
        return round(self.height * width / self.width)


# Shown about 340 pixels wide on a phone: 38 pixels here are 11 there.
WIDE = SharePictureShape(
    width=1200, height=630, margin=64, top=44, bottom=36,
    quotation_sizes=(76, 68, 61, 55, 50, 46, 42, 38),
    wordmark=38, address=23, name=32, facts=25, line=22, note=19, name_lines=2, fact_lines=2,
    ribbon=62, gap=22, is_address_below=False,
)  # fmt: skip
# Shown as wide as a phone, under buttons at the top and the bottom that other sites draw.
TALL = SharePictureShape(
    width=1080, height=1920, margin=84, top=170, bottom=170,
    quotation_sizes=(112, 100, 90, 81, 73, 66, 60, 54, 49, 45),
    wordmark=64, address=33, name=48, facts=37, line=33, note=28, name_lines=4, fact_lines=4,
    ribbon=120, gap=56, is_address_below=True,
)  # fmt: skip
SHAPES = {"wide": WIDE, "tall": TALL}
