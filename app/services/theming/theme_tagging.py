"""Tags the passages of a recording by theme, as a machine; what a curator decided stays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.database import Database
from app.models import Exchange, Interview, Passage, Recording, Tag, Theme, ThemeDecision, Transcript
from app.services.theming.passage_matching import PassageMatches, match_passages
from app.services.theming.theme_knowledge import ThemeKnowledge, current_knowledge
from transcription.part_memory import PartMemory
from transcription.theme_matching import ThemeMatch


@dataclass(frozen=True, slots=True)
class TagChanges:
    """How many machine tags a tagging added, removed, and left with the same theme."""

    added: int = 0
    removed: int = 0
    kept: int = 0

    def __add__(self, other: TagChanges) -> TagChanges:
        return TagChanges(self.added + other.added, self.removed + other.removed, self.kept + other.kept)


def tag_recording(
    database: Database,
    recording_id: int,
    theme: str | None = None,
    progress: Callable[[float], None] | None = None,
    memory: PartMemory | None = None,
) -> TagChanges:
    """Replace the machine's tags on the passages of a recording, of all themes or of one.

    Matching takes seconds, for hours of talk a minute: the database is written to, and other writers wait,
    only afterwards. `progress` gets the share done, in 0..1; `memory` keeps what is
    matched, for a run after a stop.
    """
    with database.read() as session:
        found = match_recording(session, recording_id, progress, memory)
    with database.write() as session:
        return keep_machine_tags(session, recording_id, found, theme)


def tag_passages(database: Database, recording_id: int, passage_ids: Collection[str]) -> TagChanges:
    """Replace the machine's tags on single passages, read with the exchanges they stand in."""
    with database.read() as session:
        near = _with_exchanges(session, recording_id, passage_ids)
        found = match_passages(_knowledge(session, recording_id), near, only=passage_ids)
    with database.write() as session:
        wanted = _passages(session, recording_id, Passage.id.in_(passage_ids))
        return _keep(session, wanted, found)


def match_recording(
    session: Session,
    recording_id: int,
    progress: Callable[[float], None] | None = None,
    memory: PartMemory | None = None,
) -> PassageMatches:
    """Return what the machine, with all it was taught so far, finds in the passages of a recording."""
    knowledge = _knowledge(session, recording_id)
    return match_passages(knowledge, _passages(session, recording_id), progress, memory)


def keep_machine_tags(
    session: Session, recording_id: int, found: PassageMatches, theme: str | None = None
) -> TagChanges:
    """Make the machine's tags what was found, but where a curator decided: theirs stay, refused ones too."""
    return _keep(session, _passages(session, recording_id), found, theme)


def _keep(
    session: Session, passages: Sequence[Passage], found: PassageMatches, theme: str | None = None
) -> TagChanges:
    themes = session.scalars(select(Theme).where(Theme.retired_on.is_(None))).all()
    theme_ids = {one.slug: one.id for one in themes if theme in (None, one.slug)}
    decided = _decided(session, [passage.id for passage in passages])
    changes = TagChanges()
    for passage in passages:
        wanted = {
            theme_ids[match.slug]: match for match in found.get(passage.id, ()) if match.slug in theme_ids
        }
        settled = decided[passage.id] | {tag.theme_id for tag in passage.tags if tag.source == "curator"}
        changes += _replace(session, passage, wanted, settled, set(theme_ids.values()))
    session.flush()
    return changes


def _replace(
    session: Session,
    passage: Passage,
    wanted: Mapping[int, ThemeMatch],
    settled: set[int],
    theme_ids: set[int],
) -> TagChanges:
    # Tags of retired themes, and of themes that were not asked for, stay.
    old = {tag.theme_id: tag for tag in passage.tags if tag.source == "machine" and tag.theme_id in theme_ids}
    new = {theme_id: match for theme_id, match in wanted.items() if theme_id not in settled}
    for theme_id, tag in old.items():
        if theme_id not in new:
            session.delete(tag)
    for theme_id, match in new.items():
        tag = old.get(theme_id) or Tag(passage_id=passage.id, theme_id=theme_id, source="machine")
        tag.score, tag.is_inherited = match.score, match.is_inherited
        tag.evidence, tag.nearest_example = list(match.evidence), match.nearest_example
        session.add(tag)
    return TagChanges(
        len(new.keys() - old.keys()), len(old.keys() - new.keys()), len(new.keys() & old.keys())
    )


def _decided(session: Session, passage_ids: Sequence[str]) -> dict[str, set[int]]:
    """Return the themes that a person decided about, yes or no, on each passage."""
    decided: dict[str, set[int]] = {passage_id: set() for passage_id in passage_ids}
    rows = session.execute(
        select(ThemeDecision.passage_id, ThemeDecision.theme_id).where(
            ThemeDecision.passage_id.in_(passage_ids)
        )
    )
    for passage_id, theme_id in rows:
        decided[passage_id].add(theme_id)
    return decided


def _with_exchanges(session: Session, recording_id: int, passage_ids: Collection[str]) -> Sequence[Passage]:
    """Return passages with all those of their exchanges and of the ones before, which lend them context."""
    own = select(Passage.exchange_id).where(Passage.id.in_(passage_ids))
    ids = set(session.scalars(own.where(Passage.exchange_id.is_not(None))))
    positions = set(session.scalars(select(Exchange.position).where(Exchange.id.in_(ids))))
    before = (
        select(Exchange.id)
        .join(Transcript, Exchange.transcript_id == Transcript.id)
        .where(
            Transcript.recording_id == recording_id,
            Exchange.position.in_([position - 1 for position in positions]),
        )
    )
    ids |= set(session.scalars(before))
    return _passages(session, recording_id, or_(Passage.id.in_(passage_ids), Passage.exchange_id.in_(ids)))


def _passages(session: Session, recording_id: int, *narrowed: ColumnElement[bool]) -> Sequence[Passage]:
    return session.scalars(
        select(Passage)
        .join(Transcript, Passage.transcript_id == Transcript.id)
        .where(Transcript.recording_id == recording_id, *narrowed)
        .options(joinedload(Passage.turn), selectinload(Passage.tags))
        .order_by(Passage.position)
    ).all()


def _knowledge(session: Session, recording_id: int) -> ThemeKnowledge:
    campaign_id = session.scalar(
        select(Interview.campaign_id)
        .join(Recording, Recording.interview_id == Interview.id)
        .where(Recording.id == recording_id)
    )
    return current_knowledge(session, campaign_id)
