"""Draws a quotation as a picture to share: its words, who said them, where they come from, and its sound.

The layout is the same for every leader: the wordmark and the address at the top, the quotation in the middle,
and from the bottom up the notes, the line under the ribbon, the ribbon, the facts and the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.xml_text import xml_text
from app.renditions.share_picture_fitting import FittedQuotation, QuotationPaints, QuotedVoice, fit_quotation
from app.renditions.share_picture_shape import SharePictureShape
from app.renditions.share_picture_sheet import (
    ACCENT,
    BESIDE,
    INK,
    LEADING,
    QUIET,
    SOFT,
    Box,
    Sheet,
    label_lines,
)
from app.renditions.share_picture_text import Line, Typeface, pieces_of, shorten, width_of
from app.renditions.sound_ribbon import RibbonColours, RibbonHeight

RIBBON_COLOURS = RibbonColours(
    leader=INK,
    interviewer="#918774",
    unknown="#6a6254",
    pause="#d3cab9",
    mark=QUIET,
    played=ACCENT,
    played_pale="#b56f92",
)
_PAINTS = QuotationPaints(quoted=INK, beside=BESIDE, voice=SOFT)
# Stays with what is before it: only an ordinary space parts lines.
_SEPARATOR = "\u00a0· "


@dataclass(frozen=True, slots=True)
class SharePictureWords:
    """All that a share picture shows, ready to print.

    Attributes
    ----------
    voices : tuple of QuotedVoice
        The quotation.
    name, party, party_colour, facts : str, str, str or None, tuple of str
        Who speaks; the party, empty where the leader is not who speaks; the colour of its small mark; day
        and place.
    address, continued : str, str
        Where the quotation is read, without scheme; the words that say that it goes on there.
    extract, status, status_code : str, str, str
        How long it is and of what; who stands behind the text: `machine`, `corrected` or `checked`.
    notes : tuple of str
        What must be known of it, in sentences.
    cut_note : str
        What must be known when the cut sentences are not shown whole; may be empty.
    ribbon_svg : str
        The sound of the whole recording with the quotation filled; may be empty.
    span : (float, float)
        Where the quotation begins and ends in the recording, as shares of its length.
    """

    voices: tuple[QuotedVoice, ...]
    name: str
    party: str
    party_colour: str | None
    facts: tuple[str, ...]
    address: str
    continued: str
    extract: str
    status: str
    status_code: str
    notes: tuple[str, ...]
    cut_note: str
    ribbon_svg: str
    span: tuple[float, float]


@dataclass(frozen=True, slots=True)
class SharePicture:
    """A picture as SVG, with where each line of it is; `is_cut` when words of the quotation are left out."""

    svg: str
    boxes: tuple[Box, ...]
    is_cut: bool


def compose_share_picture(words: SharePictureWords, shape: SharePictureShape) -> SharePicture:
    """Return the picture of a quotation in a shape."""
    picture = _compose(words, shape, words.notes)
    if picture.is_cut and words.cut_note:
        return _compose(words, shape, (words.cut_note, *words.notes))
    return picture


def _compose(words: SharePictureWords, shape: SharePictureShape, notes: Sequence[str]) -> SharePicture:
    sheet = Sheet(shape)
    top = _draw_header(sheet, words)
    bottom = _draw_foot(sheet, words, notes)
    room = bottom - top
    continued_height = shape.facts * LEADING
    fitted = fit_quotation(
        words.voices, _PAINTS, sheet.room, room, shape.quotation_sizes, room - continued_height
    )
    height = fitted.height + (continued_height if fitted.is_cut else 0)
    _draw_quotation(sheet, fitted, top + max(0.0, (room - height) / 2), words.continued)
    return SharePicture(sheet.svg(), tuple(sheet.boxes), fitted.is_cut)


def _draw_header(sheet: Sheet, words: SharePictureWords) -> float:
    """Draw the wordmark, the address and a rule; return where the room for the quotation begins."""
    shape = sheet.shape
    baseline = shape.top + 0.72 * shape.wordmark
    sheet.words("Franquette", shape.margin, baseline, shape.wordmark, Typeface.SPEECH, INK, "wordmark")
    width = width_of(words.address, Typeface.LABEL, shape.address)
    mark = width_of("Franquette", Typeface.SPEECH, shape.wordmark)
    if shape.is_address_below or mark + 2 * shape.gap + width > sheet.room:
        baseline += shape.address * 1.6
        left = float(shape.margin)
    else:
        left = shape.width - shape.margin - width
    sheet.words(words.address, left, baseline, shape.address, Typeface.LABEL, QUIET, "address")
    rule = baseline + 0.62 * shape.address
    sheet.draw(f'<path fill="{INK}" d="M{shape.margin} {rule:.1f}h{sheet.room}v1.5h-{sheet.room}z"/>')
    return rule + shape.gap


def _draw_foot(sheet: Sheet, words: SharePictureWords, notes: Sequence[str]) -> float:
    """Draw from the bottom up what stands under the quotation; return where its room ends."""
    shape = sheet.shape
    bottom = float(shape.height - shape.bottom)
    bottom = sheet.stack(
        label_lines(" ".join(notes), QUIET, shape.note, sheet.room), bottom, shape.note, "notes"
    )
    bottom = _draw_line(sheet, words, bottom - (0.3 * shape.line if notes else 0))
    bottom = _draw_ribbon(sheet, words, bottom - 0.35 * shape.line)
    bottom = _draw_facts(sheet, words, bottom - 0.7 * shape.line)
    name = pieces_of(words.name, Typeface.LABEL_STRONG, INK)
    lines = shorten(name, shape.name, sheet.room, shape.name_lines)
    return sheet.stack(lines, bottom, shape.name, "name") - shape.gap


def _draw_line(sheet: Sheet, words: SharePictureWords, bottom: float) -> float:
    """Draw how long the quotation is at one end, who stands behind its text at the other."""
    shape = sheet.shape
    size, mark = shape.line, 0.62 * shape.line
    status = width_of(words.status, Typeface.LABEL, size) + 1.5 * mark
    extract = width_of(words.extract, Typeface.LABEL, size)
    is_one_line = extract + status + 2 * size <= sheet.room
    left = shape.width - shape.margin - status if is_one_line else float(shape.margin)
    baseline = bottom - 0.3 * size
    sheet.draw(_status_mark(words.status_code, left + mark / 2, baseline - 0.35 * size, mark / 2))
    sheet.words(words.status, left + 1.5 * mark, baseline, size, Typeface.LABEL, SOFT, "status")
    top = bottom - size * LEADING
    lines = label_lines(words.extract, SOFT, size, sheet.room)
    return sheet.stack(lines, bottom if is_one_line else top, size, "extract")


def _draw_ribbon(sheet: Sheet, words: SharePictureWords, bottom: float) -> float:
    """Draw the sound of the recording, with a bar under the quotation."""
    shape = sheet.shape
    if not words.ribbon_svg:
        return bottom
    # The ribbon keeps the lowest part of its height for marks of themes: the bar takes it.
    marks = shape.ribbon * RibbonHeight.FULL.marks_pixels / RibbonHeight.FULL.pixels
    top = bottom - shape.ribbon
    across, down = sheet.room / shape.width, shape.ribbon / RibbonHeight.FULL.pixels
    sheet.draw(f'<g transform="translate({shape.margin} {top:.2f}) scale({across:.6f} {down:.6f})">')
    sheet.draw(f"{words.ribbon_svg}</g>")
    first, last = (shape.margin + share * sheet.room for share in words.span)
    # A short quotation in three hours is still seen.
    wide = min(max(last - first, 8.0), shape.margin + sheet.room - first)
    sheet.draw(f'<path fill="{ACCENT}" d="M{first:.1f} {bottom - marks / 2:.1f}h{wide:.1f}v{marks / 2:.1f}')
    sheet.draw(f'h-{wide:.1f}z"/>')
    sheet.boxes.append(Box("ribbon", shape.margin, top, sheet.room, shape.ribbon))
    return top


def _draw_facts(sheet: Sheet, words: SharePictureWords, bottom: float) -> float:
    """Draw the party with its mark, the day and the place."""
    shape = sheet.shape
    size = shape.facts
    side = 0.58 * size if words.party else 0.0
    indent = side * 1.6
    text = _SEPARATOR.join(one for one in (words.party, *words.facts) if one)
    lines = shorten(pieces_of(text, Typeface.LABEL, SOFT), size, sheet.room - indent, shape.fact_lines)
    lines = tuple(_without_last_separator(line) for line in lines)
    top = sheet.stack(lines, bottom, size, "facts", indent)
    if words.party:
        middle = top + 0.62 * size
        sheet.draw(
            f'<rect x="{shape.margin + 0.75:.2f}" y="{middle - side / 2 + 0.75:.2f}" width="{side:.2f}"'
            f' height="{side:.2f}" fill="{xml_text(words.party_colour or "none")}" stroke="{QUIET}"'
            ' stroke-width="1.5"/>'
        )
    return top


def _without_last_separator(line: Line) -> Line:
    """Return a line that does not end with the point between two facts: the end of a line parts them."""
    *others, last = line
    text = last.piece.text.removesuffix(_SEPARATOR.rstrip(" "))
    return (*others, replace(last, piece=replace(last.piece, text=text)))


def _draw_quotation(sheet: Sheet, fitted: FittedQuotation, top: float, continued: str) -> None:
    for one in fitted.lines:
        sheet.line(one.line, sheet.shape.margin, top + one.baseline, one.size, "quotation")
    if fitted.is_cut:
        size = sheet.shape.facts
        baseline = top + fitted.height + 0.95 * size
        sheet.words(continued, sheet.shape.margin, baseline, size, Typeface.LABEL_STRONG, ACCENT, "continued")


def _status_mark(code: str, x: float, y: float, radius: float) -> str:
    """Return the mark that the site sets beside a state of a text: dashed, half full or full."""
    stroke = 0.27 * radius
    ring = f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}" stroke="{SOFT}" stroke-width="{stroke:.2f}"'
    if code == "machine":
        dash = radius * 0.395
        return f'{ring} fill="none" stroke-dasharray="{dash:.3f} {dash * 0.988:.3f}"/>'
    if code == "corrected":
        half = f"M{x:.2f} {y - radius:.2f}a{radius:.2f} {radius:.2f} 0 0 0 0 {2 * radius:.2f}z"
        return f'{ring} fill="none"/><path fill="{SOFT}" d="{half}"/>'
    return f'{ring} fill="{SOFT}"/>'
