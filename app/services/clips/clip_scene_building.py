"""Turns the view of a clip into what its videos show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from app.renditions.clip_scene import ClipScene, ScenePart, SceneWord
from app.renditions.sound_ribbon import RibbonRole, RibbonSpan
from app.services.clips.clip_finding import AnchoredClip
from app.services.clips.clip_views import ClipPart, ClipView
from app.services.showing.view_parts import WordView
from app.services.showing.wording import Wording

# As much of a cut sentence as has room beside the words that are heard.
_MOST_BESIDE_CHARACTERS = 60
_NO_COLOUR = "#655e52"


def build_scene(words: Wording, view: ClipView, found: AnchoredClip) -> ClipScene:
    """Return what is drawn around the sound of a clip."""
    party = view.interview.leader.party
    is_told_apart = not view.is_leader_alone
    last = len(view.parts) - 1
    parts = tuple(
        ScenePart(
            part.speaker_text if is_told_apart else "",
            (
                *_beside(view.before if number == 0 else "", is_before=True),
                *_quoted(part, view.start_seconds),
                *_beside(view.after if number == last else "", is_before=False),
            ),
        )
        for number, part in enumerate(view.parts)
    )
    recorded = (view.interview.recorded_text, view.interview.place, _unbroken(view.status.text))
    address = view.permalink.split("://", 1)[-1]
    notices = (view.synthetic_notice, view.attribution_notice, view.cut_notice, view.change_text)
    return ClipScene(
        heading=words.gettext("Entrevue avec"),
        leader_name=view.interview.leader.name,
        party_name=party.name if party else "",
        party_colour=_colour(party.colour if party else None),
        parts=parts,
        credit=" · ".join(one for one in recorded if one),
        address=f"Franquette · {address}",
        notices=tuple(one for one in notices if one),
        spans=tuple(_spans(found)),
        duration_seconds=view.end_seconds - view.start_seconds,
    )


def _quoted(part: ClipPart, start_seconds: float) -> Iterator[SceneWord]:
    """Yield the words of a part inside its quotation marks."""
    opening, closing = ("“", "”") if part.language == "en" else ("«\u202f", "\u202f»")
    yield SceneWord(opening)
    for number, word in enumerate(part.words):
        yield _word(word, start_seconds, has_space=number > 0 and word.has_space_before)
    yield SceneWord(closing, has_space_before=False)


def _word(word: WordView, start_seconds: float, *, has_space: bool) -> SceneWord:
    start = max(0.0, word.start_seconds - start_seconds)
    # Thousandths, so that a sum of seconds that ends in ...99999 is no other scene.
    return SceneWord(
        word.text, round(start, 3), round(max(start, word.end_seconds - start_seconds), 3), has_space
    )


def _beside(text: str, *, is_before: bool) -> Iterator[SceneWord]:
    """Yield the part of a cut sentence that is not heard, shortened at its far end, said to be so."""
    said = text.split(" ")
    while len(" ".join(said)) > _MOST_BESIDE_CHARACTERS and len(said) > 1:
        said = said[1:] if is_before else said[:-1]
    shortened = " ".join(said)
    if shortened != text:
        shortened = f"…\u00a0{shortened}" if is_before else f"{shortened}\u00a0…"
    for word in shortened.split(" "):
        if word:
            yield SceneWord(word, is_beside=True)


def _spans(found: AnchoredClip) -> Iterator[RibbonSpan]:
    """Yield who speaks, turn by turn, from the beginning of the clip."""
    length = found.end_seconds - found.start_seconds
    turns = {one.turn.id: one.turn for one in found.window.passages}
    for turn in turns.values():
        start, end = turn.start_seconds - found.start_seconds, turn.end_seconds - found.start_seconds
        if start < length and end > 0:
            role = cast(RibbonRole, turn.speaker_role)
            yield RibbonSpan(round(max(0.0, start), 3), round(min(length, end), 3), role)


def _colour(given: str | None) -> str:
    return given.lower() if given and re.fullmatch(r"#[0-9a-fA-F]{6}", given) else _NO_COLOUR


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")
