"""Breaks what is said in a clip into pages of a few lines, each shown while its words are heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.renditions.clip_scene import ScenePart, SceneWord
from app.renditions.share_picture_text import Typeface, width_of

_PAUSE_MARKS = (",", ";", ":", "—", "–")
# A page that ends with its sentence may stay as empty as that.
_LEAST_FULL = 0.5
# Lines are measured to be drawn by another program: this much room, as a share, is left for its rounding.
_ROOM = 0.985


@dataclass(frozen=True, slots=True)
class CaptionPage:
    """Lines of words shown together, from one moment up to another, with who says them (or nothing)."""

    speaker_text: str
    lines: tuple[tuple[SceneWord, ...], ...]
    start_seconds: float
    end_seconds: float


def caption_pages(
    parts: Sequence[ScenePart],
    *,
    size_pixels: float,
    width_pixels: float,
    most_lines: int,
    duration_seconds: float,
) -> tuple[CaptionPage, ...]:
    """Return the pages of a clip, one after the other without a gap.

    A page ends with a part, else with a sentence, else at a comma, else where it is full. Lines of a page are
    about as long as each other.

    Parameters
    ----------
    size_pixels : float
        Size of the letters.
    width_pixels : float
        Longest line.
    most_lines : int
        Lines of a page.
    """
    setting = _Setting(size_pixels, width_pixels * _ROOM, most_lines)
    drafts = [
        (part.speaker_text, lines)
        for part in parts
        for lines in _pages_of(setting.narrow_enough(part.words), setting)
    ]
    starts = [0.0] + [_first_start(lines) for _, lines in drafts[1:]]
    # Words heard at once, as machines sometimes time them, still come in order.
    for number, (before, start) in enumerate(pairwise(starts), 1):
        starts[number] = max(before, start)
    ends = [*starts[1:], duration_seconds]
    return tuple(
        CaptionPage(speaker, lines, start, end)
        for (speaker, lines), start, end in zip(drafts, starts, ends, strict=True)
    )


def word_width(word: SceneWord, size_pixels: float) -> float:
    """Return how wide a word is drawn, in pixels."""
    return width_of(word.text, face_of(word), size_pixels)


def face_of(word: SceneWord) -> Typeface:
    """Return the typeface of a word: what is not heard is a little lighter."""
    return Typeface.SPEECH_BESIDE if word.is_beside else Typeface.SPEECH


@dataclass(frozen=True, slots=True)
class _Setting:
    size: float
    width: float
    most_lines: int

    @property
    def space(self) -> float:
        return width_of(" ", Typeface.SPEECH, self.size)

    def lines(self, words: Sequence[SceneWord], width: float) -> list[list[SceneWord]]:
        lines: list[list[SceneWord]] = []
        taken = 0.0
        for joined in _joined(words):
            wide = sum(word_width(one, self.size) for one in joined)
            if lines and taken + self.space + wide <= width:
                lines[-1].extend(joined)
                taken += self.space + wide
            else:
                lines.append(list(joined))
                taken = wide
        return lines

    def narrow_enough(self, words: Sequence[SceneWord]) -> list[SceneWord]:
        """Break what is wider than a line, such as an address read out."""
        kept: list[SceneWord] = []
        for word in words:
            rest = word
            while word_width(rest, self.size) > self.width and len(rest.text) > 1:
                end = len(rest.text) - 1
                while end > 1 and width_of(rest.text[:end], face_of(word), self.size) > self.width:
                    end -= 1
                kept.append(replace(rest, text=rest.text[:end]))
                rest = replace(rest, text=rest.text[end:], has_space_before=True)
            kept.append(rest)
        return kept


def _joined(words: Sequence[SceneWord]) -> Iterator[Sequence[SceneWord]]:
    """Yield words with those that follow without a space: « l' » and « école », a mark and its word."""
    first = 0
    for number in range(1, len(words) + 1):
        if number == len(words) or words[number].has_space_before:
            yield words[first:number]
            first = number


def _pages_of(words: Sequence[SceneWord], setting: _Setting) -> list[tuple[tuple[SceneWord, ...], ...]]:
    pages = []
    first = 0
    while first < len(words):
        end = _page_end(words, first, setting)
        pages.append(_balanced(words[first:end], setting))
        first = end
    return pages


def _page_end(words: Sequence[SceneWord], first: int, setting: _Setting) -> int:
    """Return where a page that begins with word `first` ends."""
    full = first + sum(map(len, setting.lines(words[first:], setting.width)[: setting.most_lines]))
    if full >= len(words):
        return len(words)
    least = first + max(1, round((full - first) * _LEAST_FULL))
    for ends in (_ends_sentence, _ends_clause):
        for end in range(full, least - 1, -1):
            if ends(words[end - 1].text) and words[end].has_space_before:
                return end
    # What is not heard needs a heard word to be shown with.
    while full > least and not (
        words[full].has_space_before and any(one.start_seconds is not None for one in words[full:])
    ):
        full -= 1
    return full


def _ends_sentence(text: str) -> bool:
    # « M. » ends a page at worst, not a sentence.
    return text.rstrip("»”\"')\u202f").endswith((".", "?", "!", "…"))


def _ends_clause(text: str) -> bool:
    return text.endswith(_PAUSE_MARKS)


def _balanced(words: Sequence[SceneWord], setting: _Setting) -> tuple[tuple[SceneWord, ...], ...]:
    """Return words in as few lines as the width allows, at the least width that needs no more."""
    count = len(setting.lines(words, setting.width))
    least, most = 0.0, setting.width
    while most - least > setting.space:
        middle = (least + most) / 2
        tried = setting.lines(words, middle)
        if len(tried) > count or any(_line_width(line, setting) > middle for line in tried):
            least = middle
        else:
            most = middle
    return tuple(tuple(line) for line in setting.lines(words, most))


def _line_width(line: Sequence[SceneWord], setting: _Setting) -> float:
    spaces = sum(setting.space for number, one in enumerate(line) if number and one.has_space_before)
    return spaces + sum(word_width(one, setting.size) for one in line)


def _first_start(lines: tuple[tuple[SceneWord, ...], ...]) -> float:
    return next((one.start_seconds for line in lines for one in line if one.start_seconds is not None), 0.0)
