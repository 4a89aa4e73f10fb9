"""Reads what the sound ribbons of a page are drawn from: who speaks when, and themes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Interview, Passage, Tag, Theme, Turn
from app.renditions.sound_ribbon import (
    RibbonColours,
    RibbonHeight,
    RibbonMark,
    RibbonRole,
    RibbonSpan,
)
from app.services.showing.ribbon_shelf import RibbonOrder, RibbonShelf
from app.services.showing.wording import Wording

_ID = re.compile(r"\br[0-9a-f]{9}\b")


class ThemeSpan(NamedTuple):
    """A theme spoken of between two moments, with its labels in both languages."""

    start_seconds: float
    end_seconds: float
    slug: str
    label_fr: str
    label_en: str


class Ribbons:
    """Draws the ribbons of one page; no two of them share an id."""

    def __init__(
        self,
        shelf: RibbonShelf | None,
        spans: Mapping[int, Sequence[RibbonSpan]],
        marks: Mapping[int, Sequence[ThemeSpan]],
    ) -> None:
        self._shelf = shelf
        self._spans = spans
        self._marks = marks
        self._drawn: dict[str, int] = {}

    def text(self, interview: Interview, words: Wording) -> str:
        """Return the text alternative of an interview's ribbon."""
        recording = interview.recording
        if recording is None or recording.duration_seconds is None:
            return ""
        return words.gettext(
            "Ruban sonore : %(leader)s, %(length)s",
            leader=interview.leader.name,
            length=words.length(recording.duration_seconds),
        )

    def whole(self, interview: Interview, words: Wording) -> str:
        """Return the ribbon of an interview as cards show it; empty without a sound."""
        return self._whole(interview, words, RibbonHeight.BAND)

    def player(self, interview: Interview, words: Wording) -> str:
        """Return the ribbon of an interview as the player shows it; empty without a sound."""
        return self._whole(interview, words, RibbonHeight.FULL)

    def span(self, interview: Interview, start_seconds: float, end_seconds: float, words: Wording) -> str:
        """Return the ribbon of a passage; empty without a sound."""
        spans = tuple(
            one
            for one in self._spans.get(interview.id, ())
            if one.start_seconds < end_seconds and one.end_seconds > start_seconds
        )
        title = words.gettext(
            "Ruban sonore du passage : %(leader)s, %(length)s",
            leader=interview.leader.name,
            length=words.length(end_seconds - start_seconds),
        )
        return self._draw(interview, start_seconds, end_seconds, spans, (), RibbonHeight.THREAD, title)

    def window(self, interview: Interview, start_seconds: float, end_seconds: float, words: Wording) -> str:
        """Return the sound between two moments as tall as the player shows it, for who moves edges in it."""
        spans = tuple(
            one
            for one in self._spans.get(interview.id, ())
            if one.start_seconds < end_seconds and one.end_seconds > start_seconds
        )
        title = self.text(interview, words)
        return self._draw(interview, start_seconds, end_seconds, spans, (), RibbonHeight.FULL, title)

    def picture(
        self, interview: Interview, words: Wording, colours: RibbonColours, played: tuple[float, float]
    ) -> str:
        """Return the whole recording with one span filled, for programs that know no style sheet."""
        spans, title = tuple(self._spans.get(interview.id, ())), self.text(interview, words)
        order = self._order(interview, 0.0, None, spans, (), RibbonHeight.FULL, title)
        if self._shelf is None or order is None:
            return ""
        return self._shelf.ribbon(replace(order, colours=colours, played=played))

    def _whole(self, interview: Interview, words: Wording, height: RibbonHeight) -> str:
        marks = tuple(
            RibbonMark(one.start_seconds, one.end_seconds, one.slug, words.pick(one.label_fr, one.label_en))
            for one in self._marks.get(interview.id, ())
        )
        spans = tuple(self._spans.get(interview.id, ()))
        return self._draw(interview, 0.0, None, spans, marks, height, self.text(interview, words))

    def _draw(
        self,
        interview: Interview,
        start_seconds: float,
        end_seconds: float | None,
        spans: tuple[RibbonSpan, ...],
        marks: tuple[RibbonMark, ...],
        height: RibbonHeight,
        title: str,
    ) -> str:
        order = self._order(interview, start_seconds, end_seconds, spans, marks, height, title)
        return self._with_own_id(self._shelf.ribbon(order)) if self._shelf and order else ""

    def _order(
        self,
        interview: Interview,
        start_seconds: float,
        end_seconds: float | None,
        spans: tuple[RibbonSpan, ...],
        marks: tuple[RibbonMark, ...],
        height: RibbonHeight,
        title: str,
    ) -> RibbonOrder | None:
        media_key = peaks_key(interview)
        if self._shelf is None or interview.recording is None or media_key is None:
            return None
        end = end_seconds or interview.recording.duration_seconds or self._shelf.duration_seconds(media_key)
        if end is None:
            return None
        return RibbonOrder(media_key, start_seconds, end, spans, marks, height, title)

    def _with_own_id(self, drawn: str) -> str:
        found = _ID.search(drawn)
        if found is None:
            return drawn
        name = found[0]
        times = self._drawn.get(name, 0)
        self._drawn[name] = times + 1
        return drawn.replace(name, f"{name}-{times}") if times else drawn


def peaks_key(interview: Interview) -> str | None:
    """Return where the peaks of an interview are kept, if they were made."""
    renditions = interview.recording.renditions if interview.recording else ()
    return next((one.media_key for one in renditions if one.kind == "peaks"), None)


def without_ribbons() -> Ribbons:
    """Return ribbons for a page that draws none."""
    return Ribbons(None, {}, {})


def read_ribbons(session: Session, shelf: RibbonShelf, interviews: Sequence[Interview]) -> Ribbons:
    """Read who speaks when, and on what, in these interviews: two queries, whatever their number."""
    owner = {
        one.recording.transcript.id: one.id
        for one in interviews
        if one.recording is not None and one.recording.transcript is not None
    }
    spans: dict[int, list[RibbonSpan]] = {}
    marks: dict[int, list[ThemeSpan]] = {}
    if not owner:
        return Ribbons(shelf, spans, marks)
    turns = session.execute(
        select(Turn.transcript_id, Turn.start_seconds, Turn.end_seconds, Turn.speaker_role)
        .where(Turn.transcript_id.in_(owner))
        .order_by(Turn.transcript_id, Turn.position)
    )
    for transcript_id, start, end, role in turns:
        spans.setdefault(owner[transcript_id], []).append(RibbonSpan(start, end, cast(RibbonRole, role)))
    tagged = session.execute(
        select(
            Passage.transcript_id,
            Passage.start_seconds,
            Passage.end_seconds,
            Theme.slug,
            Theme.label_fr,
            Theme.label_en,
        )
        .join(Tag, Tag.passage_id == Passage.id)
        .join(Theme, Theme.id == Tag.theme_id)
        .where(Passage.transcript_id.in_(owner))
        .order_by(Passage.transcript_id, Passage.position, Theme.position)
    )
    for transcript_id, start, end, slug, label_fr, label_en in tagged:
        marks.setdefault(owner[transcript_id], []).append(ThemeSpan(start, end, slug, label_fr, label_en))
    return Ribbons(shelf, spans, marks)
