"""Reads what the sound ribbons of a page are drawn from: peaks, who speaks when, and themes."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Interview, Passage, Tag, Theme, Turn
from app.renditions.peaks import Peaks
from app.renditions.sound_ribbon import RibbonHeight, RibbonMark, RibbonRole, RibbonSpan, draw_ribbon
from app.services.wording import Wording
from app.storage.media_store import MediaMissing, MediaStore

KEPT_PEAKS = 256
_ID = re.compile(r"\br[0-9a-f]{9}\b")


class PeaksShelf:
    """Keeps the peaks read last, so that a page does not open the same files again."""

    def __init__(self, store: MediaStore) -> None:
        self._store = store
        self._kept: OrderedDict[str, Peaks | None] = OrderedDict()
        self._lock = Lock()

    def peaks(self, media_key: str) -> Peaks | None:
        """Return the peaks under a key; None when they are missing or can't be read."""
        with self._lock:
            if media_key in self._kept:
                self._kept.move_to_end(media_key)
                return self._kept[media_key]
        try:
            with self._store.local_copy(media_key) as path:
                peaks = Peaks.from_json(json.loads(path.read_text(encoding="utf-8")))
        except (MediaMissing, OSError, ValueError, KeyError):
            # A page without its drawing is still a page; `franquette check` reports what is missing.
            return None
        with self._lock:
            self._kept[media_key] = peaks
            if len(self._kept) > KEPT_PEAKS:
                self._kept.popitem(last=False)
        return peaks


class Ribbons:
    """Draws the ribbons of one page; no two of them share an id."""

    def __init__(
        self,
        shelf: PeaksShelf | None,
        spans: Mapping[int, Sequence[RibbonSpan]],
        marks: Mapping[int, Sequence[tuple[float, float, Theme]]],
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
        return self._draw(interview, words, RibbonHeight.BAND)

    def player(self, interview: Interview, words: Wording) -> str:
        """Return the ribbon of an interview as the player shows it; empty without a sound."""
        return self._draw(interview, words, RibbonHeight.FULL)

    def span(self, interview: Interview, start_seconds: float, end_seconds: float, words: Wording) -> str:
        """Return the ribbon of a passage; empty without a sound."""
        peaks = self._peaks(interview)
        length = end_seconds - start_seconds
        if peaks is None or length <= 0 or peaks.duration_seconds <= 0:
            return ""
        per_second = len(peaks.levels) / peaks.duration_seconds
        first = min(len(peaks.levels) - 1, int(start_seconds * per_second))
        levels = peaks.levels[first : max(first + 1, round(end_seconds * per_second))]
        spans = [
            RibbonSpan(
                max(0.0, one.start_seconds - start_seconds),
                min(length, one.end_seconds - start_seconds),
                one.role,
            )
            for one in self._spans.get(interview.id, ())
            if one.start_seconds < end_seconds and one.end_seconds > start_seconds
        ]
        title = words.gettext(
            "Ruban sonore du passage : %(leader)s, %(length)s",
            leader=interview.leader.name,
            length=words.length(length),
        )
        drawn = draw_ribbon(
            Peaks(length, levels, peaks.rule),
            spans,
            (),
            duration_seconds=length,
            height=RibbonHeight.THREAD,
            title=title,
        )
        return self._with_own_id(drawn)

    def _draw(self, interview: Interview, words: Wording, height: RibbonHeight) -> str:
        peaks = self._peaks(interview)
        if peaks is None or interview.recording is None:
            return ""
        marks = [
            RibbonMark(start, end, theme.slug, words.pick(theme.label_fr, theme.label_en))
            for start, end, theme in self._marks.get(interview.id, ())
        ]
        drawn = draw_ribbon(
            peaks,
            self._spans.get(interview.id, ()),
            marks,
            duration_seconds=interview.recording.duration_seconds or peaks.duration_seconds,
            height=height,
            title=self.text(interview, words),
        )
        return self._with_own_id(drawn)

    def _peaks(self, interview: Interview) -> Peaks | None:
        if self._shelf is None or interview.recording is None:
            return None
        for rendition in interview.recording.renditions:
            if rendition.kind == "peaks":
                return self._shelf.peaks(rendition.media_key)
        return None

    def _with_own_id(self, drawn: str) -> str:
        found = _ID.search(drawn)
        if found is None:
            return drawn
        name = found[0]
        times = self._drawn.get(name, 0)
        self._drawn[name] = times + 1
        return drawn.replace(name, f"{name}-{times}") if times else drawn


def without_ribbons() -> Ribbons:
    """Return ribbons for a page that draws none."""
    return Ribbons(None, {}, {})


def read_ribbons(session: Session, shelf: PeaksShelf, interviews: Sequence[Interview]) -> Ribbons:
    """Read who speaks when, and on what, in these interviews: two queries, whatever their number."""
    owner = {
        one.recording.transcript.id: one.id
        for one in interviews
        if one.recording is not None and one.recording.transcript is not None
    }
    spans: dict[int, list[RibbonSpan]] = {}
    marks: dict[int, list[tuple[float, float, Theme]]] = {}
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
        select(Passage.transcript_id, Passage.start_seconds, Passage.end_seconds, Theme)
        .join(Tag, Tag.passage_id == Passage.id)
        .join(Theme, Theme.id == Tag.theme_id)
        .where(Passage.transcript_id.in_(owner))
        .order_by(Passage.transcript_id, Passage.position, Theme.position)
    )
    for transcript_id, start, end, theme in tagged:
        marks.setdefault(owner[transcript_id], []).append((start, end, theme))
    return Ribbons(shelf, spans, marks)
