"""The two shapes of a clip's video, and where each thing stands in them: the same rule for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.renditions.clip_scene import ClipScene
from app.renditions.share_picture_text import Line, Typeface, break_lines, pieces_of

# Names shrink to that share of their size before they take a third line.
_LEAST_SHARE = 0.6
_MOST_LINES = 2
# Leading, as a share of the size.
NAME_LEADING, TEXT_LEADING, SPEECH_LEADING = 1.16, 1.36, 1.3


@dataclass(frozen=True, slots=True)
class VideoShape:
    """Sizes of a shape, in pixels.

    Attributes
    ----------
    width, height : int
        Of the video.
    margin, top, bottom : int
        Kept free at the sides, above and below.
    heading, name, small : int
        Letters of the heading and party, of the leader's name, and of the credits.
    speech_sizes, beside_sizes : tuple of int
        Letters of the captions, the largest first; without a picture and with one.
    speech_lines, beside_lines : int
        Most lines of captions at once; without a picture and with one.
    ribbon, thin_ribbon : int
        Height of the ribbon; without a picture and with one.
    gap : int
        Between two blocks.
    """

    width: int
    height: int
    margin: int
    top: int
    bottom: int
    heading: int
    name: int
    small: int
    speech_sizes: tuple[int, ...]
    speech_lines: int
    beside_sizes: tuple[int, ...]
    beside_lines: int
    ribbon: int
    thin_ribbon: int
    gap: int

    @property
    def is_wide(self) -> bool:
        """Whether it is wider than tall."""
        return self.width > self.height

    @property
    def inner_width(self) -> int:
        """What is left between the margins."""
        return self.width - 2 * self.margin


# Players of telephones draw their buttons over the top and the bottom.
TALL = VideoShape(
    width=1080, height=1920, margin=84, top=120, bottom=120, heading=36, name=60, small=31,
    speech_sizes=(112, 96, 82, 72), speech_lines=7, beside_sizes=(62, 54), beside_lines=4,
    ribbon=200, thin_ribbon=84, gap=52,
)  # fmt: skip
WIDE = VideoShape(
    width=1920, height=1080, margin=110, top=76, bottom=70, heading=32, name=52, small=27,
    speech_sizes=(104, 88, 76, 66), speech_lines=4, beside_sizes=(72, 62, 52), beside_lines=7,
    ribbon=130, thin_ribbon=64, gap=46,
)  # fmt: skip
SHAPES: Mapping[str, VideoShape] = {"tall_video": TALL, "wide_video": WIDE}


@dataclass(frozen=True, slots=True)
class Box:
    """A place in the video, in whole pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of small text, where it begins and stands, in its letters."""

    text: str
    face: Typeface
    colour: str
    left: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class ClipFrame:
    """Where everything stands.

    Attributes
    ----------
    lines : tuple of SetLine
        All text but the captions.
    party_mark : Box
        The square in the party's colour, as high as its letters.
    captions : Box
        Room for the captions; `speech_sizes` and `most_lines` say how they are set in it.
    picture : Box or None
        Room in which the picture stands whole, upright and uncut.
    """

    shape: VideoShape
    lines: tuple[SetLine, ...]
    rules: tuple[Box, ...]
    party_mark: Box
    captions: Box
    speech_sizes: tuple[int, ...]
    most_lines: int
    ribbon: Box
    picture: Box | None


@dataclass(frozen=True, slots=True)
class FramePaints:
    """Paints of the text around the captions."""

    strong: str
    soft: str


def lay_out(
    scene: ClipScene, shape: VideoShape, paints: FramePaints, picture_size: tuple[int, int] | None
) -> ClipFrame:
    """Place everything for a scene: the source on the bottom, above it who speaks, the words and the ribbon.

    A picture stands under the name in an upright video, and beside all the rest in a wide one.

    Parameters
    ----------
    picture_size : (int, int) or None
        Width and height of the picture as shown, in pixels; None where there is none.
    """
    foot, foot_top = _foot(scene, shape, paints)
    rules = (
        Box(shape.margin, shape.top, shape.inner_width, 4),
        Box(shape.margin, foot_top - 2, shape.inner_width, 2),
    )
    room = Box(shape.margin, shape.top + 4, shape.inner_width, foot_top - shape.gap - shape.top - 4)
    picture = None
    if picture_size and shape.is_wide:
        top = room.top + shape.gap
        picture = _fitted(picture_size, Box(room.left, top, room.width // 2 - shape.gap, room.bottom - top))
        left = picture.left + picture.width + shape.gap
        room = Box(left, room.top, room.left + room.width - left, room.height)
    head, mark, head_bottom = _head(scene, shape, paints, room)
    height = shape.thin_ribbon if picture_size else shape.ribbon
    ribbon = Box(room.left, room.bottom - height, room.width, height)
    top = head_bottom + shape.gap
    captions = Box(room.left, top, room.width, ribbon.top - shape.gap - top)
    if picture_size and not shape.is_wide:
        words = round(shape.beside_lines * shape.beside_sizes[-1] * SPEECH_LEADING) + shape.gap
        picture = _fitted(picture_size, Box(room.left, top, room.width, captions.height - words))
        top = picture.bottom + shape.gap
        captions = Box(room.left, top, room.width, captions.bottom - top)
    sizes, most = shape.speech_sizes, shape.speech_lines
    if picture_size:
        sizes, most = shape.beside_sizes, shape.beside_lines
    return ClipFrame(shape, (*head, *foot), rules, mark, captions, sizes, most, ribbon, picture)


def _head(
    scene: ClipScene, shape: VideoShape, paints: FramePaints, room: Box
) -> tuple[list[SetLine], Box, int]:
    """Return the heading, the name and the party, the party's mark, and where they end."""
    column = _Column(room.left, room.width, shape.top + shape.heading * 0.9)
    column.write(scene.heading, Typeface.LABEL, paints.soft, shape.heading, TEXT_LEADING)
    size = column.fitting_size(scene.leader_name, Typeface.LABEL_STRONG, shape.name)
    column.write(scene.leader_name, Typeface.LABEL_STRONG, paints.strong, size, NAME_LEADING)
    side = round(shape.heading * 0.72)
    indent = round(side * 1.6)
    party = _Column(room.left + indent, room.width - indent, column.bottom + shape.heading * 0.2)
    size = party.fitting_size(scene.party_name, Typeface.LABEL, shape.heading)
    party.write(scene.party_name, Typeface.LABEL, paints.soft, size, TEXT_LEADING)
    first_baseline = round(party.lines[0].baseline) if party.lines else 0
    mark = Box(room.left, first_baseline - side, side, side)
    return [*column.lines, *party.lines], mark, round(party.bottom)


def _foot(scene: ClipScene, shape: VideoShape, paints: FramePaints) -> tuple[list[SetLine], int]:
    """Return the source and the notices, and where they begin: they stand on the bottom."""
    column = _Column(shape.margin, shape.inner_width, shape.small * 0.7)
    column.write(scene.credit, Typeface.LABEL, paints.soft, shape.small, TEXT_LEADING)
    column.write(scene.address, Typeface.LABEL_STRONG, paints.strong, shape.small, TEXT_LEADING)
    column.write(" ".join(scene.notices), Typeface.LABEL, paints.soft, shape.small, TEXT_LEADING)
    top = shape.height - shape.bottom - round(column.bottom)
    return [replace(one, baseline=one.baseline + top) for one in column.lines], top


def _fitted(size: tuple[int, int], room: Box) -> Box:
    """Return a picture as large as its room allows, whole; both sides even, as colour in pairs needs."""
    width, height = size
    scale = min(room.width / width, room.height / height)
    return Box(room.left, room.top, max(2, int(width * scale / 2) * 2), max(2, int(height * scale / 2) * 2))


class _Column:
    """Lines set one under the other."""

    def __init__(self, left: float, width: float, top: float) -> None:
        self._left, self._width = left, width
        self.bottom = top
        self.lines: list[SetLine] = []

    def fitting_size(self, text: str, face: Typeface, size: int) -> int:
        """Return letters in which a name takes two lines at most: a long one takes no room from a picture."""
        for tried in range(size, round(size * _LEAST_SHARE), -2):
            if len(self._broken(text, face, "", tried)) <= _MOST_LINES:
                return tried
        return round(size * _LEAST_SHARE)

    def _broken(self, text: str, face: Typeface, colour: str, size: int) -> tuple[Line, ...]:
        # Lines are drawn by another program than measures them: a hair of room is left.
        return break_lines(pieces_of(text, face, colour), size, 0.985 * self._width)

    def write(self, text: str, face: Typeface, colour: str, size: int, leading: float) -> None:
        for line in self._broken(text, face, colour, size):
            words = " ".join(placed.piece.text for placed in line)
            self.bottom += size * leading
            baseline = self.bottom - size * (leading - 0.94)
            self.lines.append(SetLine(words, face, colour, self._left, baseline, size))
