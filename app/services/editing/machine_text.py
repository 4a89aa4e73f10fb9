"""The machine's text as the guided pass and the editor weigh it: passages, turns, and what was set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.doubtful_spots import MachinePassage, MachineTurn, Reason, RemovedRun
from app.domain.passage_state import INAUDIBLE
from app.domain.settled_spots import Span, UntoldWords
from app.domain.transcript_edit import TimedWord
from app.models import HeardSpan, PassageVersion, Revision, Segment, Word
from app.models.transcript import HEARD_AGAIN
from transcription.unknown_words import unknown_words

# Words set aside for one reason, no further apart than this, are one run.
_LONGEST_GAP_SECONDS = 1.0


def machine_passages(versions: Iterable[PassageVersion], revision: Revision) -> tuple[MachinePassage, ...]:
    """Return passages with the words that no dictionary has; those the engine was told of are known."""
    terms = _told_terms(revision)
    return tuple(
        MachinePassage(
            version.passage_id,
            version.language,
            tuple(TimedWord(*word) for word in version.words),
            unknown_words([word[0] for word in version.words], version.language, terms),
        )
        for version in versions
    )


def machine_turns(versions: Sequence[PassageVersion]) -> tuple[MachineTurn, ...]:
    """Return who speaks in each turn."""
    return tuple(
        MachineTurn(
            group[0].passage_id,
            min(one.start_seconds for one in group),
            max(one.end_seconds for one in group),
            group[0].speaker_role,
            group[0].voice,
            " ".join(one.text for one in group),
        )
        for group in _turns(versions)
    )


def removed_runs(session: Session, revision_id: int) -> tuple[RemovedRun, ...]:
    """Return what was taken out of an engine's text, in order of time."""
    rows = session.execute(
        select(Word.text, Word.start_seconds, Word.end_seconds, Word.removed_because)
        .join(Segment, Word.segment_id == Segment.id)
        .where(Segment.revision_id == revision_id, Word.removed_because != "")
        .order_by(Segment.position, Word.position)
    )
    runs: list[RemovedRun] = []
    for text, start, end, reason in rows:
        last = runs[-1] if runs else None
        if last and last.reason == reason and start - last.end_seconds <= _LONGEST_GAP_SECONDS:
            runs[-1] = RemovedRun(last.start_seconds, end, f"{last.text} {text}", last.reason)
        else:
            runs.append(RemovedRun(start, end, text, cast(Reason, reason)))
    return tuple(runs)


def untold_again(session: Session, transcript_id: int) -> UntoldWords:
    """Return the words without probability that a machine gave when it heard the recording again.

    They may have been taken over into passages; that they have none says nothing of a person.
    """
    rows = session.execute(
        select(Word.text, Word.start_seconds, Word.end_seconds)
        .join(Segment, Word.segment_id == Segment.id)
        .join(Revision, Segment.revision_id == Revision.id)
        .where(
            Revision.transcript_id == transcript_id,
            Revision.action == HEARD_AGAIN,
            Word.probability.is_(None),
            Word.removed_because == "",
        )
    )
    return frozenset((text, round(start, 3), round(end, 3)) for text, start, end in rows)


def unheard_marks(session: Session, transcript_id: int) -> UntoldWords:
    """Return the `[inaudible]` marks that a machine made, but for those that a person heard and left."""
    texts = session.scalars(
        select(PassageVersion.words)
        .join(Revision, PassageVersion.revision_id == Revision.id)
        .where(
            Revision.transcript_id == transcript_id,
            Revision.made_by == "machine",
            PassageVersion.text.contains(INAUDIBLE, autoescape=True),
        )
    )
    first = {(text, start, end) for words in texts for text, start, end, sure in words if sure is None}
    heard = [
        Span(start, end)
        for start, end in session.execute(
            select(HeardSpan.start_seconds, HeardSpan.end_seconds).where(
                HeardSpan.transcript_id == transcript_id
            )
        )
    ]
    return frozenset(
        (text, start, end)
        for text, start, end in first | untold_again(session, transcript_id)
        if text.startswith(INAUDIBLE) and not any(span.holds(Span(start, end)) for span in heard)
    )


def _turns(versions: Sequence[PassageVersion]) -> Iterator[list[PassageVersion]]:
    group: list[PassageVersion] = []
    for version in versions:
        if version.starts_turn and group:
            yield group
            group = []
        group.append(version)
    if group:
        yield group


def _told_terms(revision: Revision) -> list[str]:
    told = (revision.settings or {}).get("vocabulary")
    if not isinstance(told, Mapping):
        return []
    return [str(term) for terms in told.values() for term in terms]
