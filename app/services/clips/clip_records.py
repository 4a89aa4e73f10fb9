"""The shapes in which the API gives clips, and what fills them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Literal

from pydantic import Field
from sqlalchemy import ColumnElement, func, select

from app.domain.clip_anchor import SpokenWord, text_of
from app.models import Clip, Interview
from app.services.clips.clip_finding import AnchoredClip, anchor_clips, find_clip
from app.services.exporting.export_records import Record, SpeakerRecord, WordRecord
from app.services.exporting.record_building import RecordBuilder
from app.services.showing.reader import Reader


class ClipPartRecord(Record):
    """The words of a clip that are in one passage."""

    passage: str
    speaker: SpeakerRecord
    language: str
    text: str
    words: list[WordRecord]


class SentenceRecord(Record):
    """A sentence beside a clip."""

    speaker_role: Literal["leader", "interviewer", "unknown"]
    text: str
    start_seconds: float
    end_seconds: float


class QuotedRecord(Record):
    """A clip as it was when it was quoted; this never changes."""

    text: str
    start_seconds: float
    end_seconds: float
    revision: int = Field(description="Number of the transcript's revision then.")
    made_at: datetime


class ClipRecord(Record):
    """A quoted span, where its words are read now.

    `state` is `same`, `corrected` (the text or the speaker changed since) or `gone` (nothing of the words is
    left in the text; the sound stays). `before` and `after` are the rest of the sentences that it cuts.
    """

    id: str
    interview: str
    leader: str
    party: str
    recorded_on: date | None
    is_synthetic: bool
    state: Literal["same", "corrected", "gone"]
    start_seconds: float
    end_seconds: float
    text: str
    parts: list[ClipPartRecord]
    before: str
    after: str
    previous: SentenceRecord | None
    next: SentenceRecord | None
    status: Literal["machine", "corrected", "checked"]
    quoted: QuotedRecord
    recording_sha256: str
    url: str
    embed_url: str


class ClipsRecord(Record):
    """Public clips, the latest first."""

    total: int
    clips: list[ClipRecord]


def export_clip(reader: Reader, clip_id: str) -> ClipRecord:
    """Return a public clip; raises as `find_clip`."""
    return _record(reader, find_clip(reader.session, clip_id))


def export_clips(reader: Reader, interview_slug: str | None, limit: int, offset: int) -> ClipsRecord:
    """Return public clips, of one interview or of all, the latest first."""
    total = reader.session.scalar(
        select(func.count(Clip.id)).join(Interview).where(*_is_public(interview_slug))
    )
    clips = reader.session.scalars(
        select(Clip)
        .join(Interview)
        .where(*_is_public(interview_slug))
        .order_by(Clip.made_at.desc(), Clip.id)
        .limit(limit)
        .offset(offset)
    ).all()
    found = anchor_clips(reader.session, clips)
    return ClipsRecord(total=total or 0, clips=[_record(reader, one) for one in found])


def _is_public(interview_slug: str | None) -> Iterator[ColumnElement[bool]]:
    yield Clip.withdrawn_at.is_(None)
    yield Interview.state == "published"
    if interview_slug is not None:
        yield Interview.slug == interview_slug


def _record(reader: Reader, found: AnchoredClip) -> ClipRecord:
    clip, interview = found.clip, found.interview
    context = found.context
    builder = RecordBuilder(reader.words)
    return ClipRecord.model_validate(
        {
            "id": clip.id,
            "interview": interview.slug,
            "leader": interview.leader.slug,
            "party": interview.party.slug,
            "recorded_on": interview.recorded_on,
            "is_synthetic": interview.is_synthetic,
            "state": found.state,
            "start_seconds": found.start_seconds,
            "end_seconds": found.end_seconds,
            "text": found.text,
            "parts": list(_parts(builder, found)),
            "before": text_of(_words(found, context.before if context else None)),
            "after": text_of(_words(found, context.after if context else None)),
            "previous": _sentence(found, context.previous if context else None),
            "next": _sentence(found, context.next if context else None),
            "status": found.status,
            "quoted": QuotedRecord(
                text=clip.text,
                start_seconds=clip.start_seconds,
                end_seconds=clip.end_seconds,
                revision=clip.revision_number,
                made_at=clip.made_at,
            ),
            "recording_sha256": clip.recording_sha256,
            "url": builder.page("clip", id=clip.id),
            "embed_url": builder.page("embed_clip", id=clip.id),
        }
    )


def _parts(builder: RecordBuilder, found: AnchoredClip) -> Iterator[ClipPartRecord]:
    passages = {one.id: one for one in found.window.passages}
    for passage_id, said in groupby(found.words, lambda word: word.passage_id):
        run, passage = tuple(said), passages[passage_id]
        yield ClipPartRecord(
            passage=passage_id,
            speaker=builder.speaker(passage, found.interview),
            language=passage.language,
            text=text_of(run),
            words=[
                WordRecord(
                    text=one.text,
                    start_seconds=one.start_seconds,
                    end_seconds=one.end_seconds,
                    probability=passage.words[one.number][3],
                )
                for one in run
            ],
        )


def _sentence(found: AnchoredClip, span: tuple[int, int] | None) -> SentenceRecord | None:
    words = _words(found, span)
    if not words:
        return None
    of_passage = {one.id: one.turn.speaker_role for one in found.window.passages}
    return SentenceRecord.model_validate(
        {
            "speaker_role": of_passage[words[0].passage_id],
            "text": text_of(words),
            "start_seconds": words[0].start_seconds,
            "end_seconds": words[-1].end_seconds,
        }
    )


def _words(found: AnchoredClip, span: tuple[int, int] | None) -> tuple[SpokenWord, ...]:
    return found.window.words[slice(*span)] if span else ()
