"""Finds where words would be replaced, in all interviews at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.domain.word_replacing import Replaced, Replacing, replace_words
from app.models import Campaign, Interview, Passage, Recording, Transcript
from app.services.editing.revision_writing import state_of

# So many fit into one form, and are as many as anybody reads before agreeing.
MOST_PASSAGES = 200
Reach = Literal["machine", "people", "checked"]


@dataclass(frozen=True, slots=True)
class ReplacingRequest:
    """What a curator wants replaced, and where.

    Attributes
    ----------
    reach : 'machine', 'people' or 'checked'
        Only words the machine made; those of people too; passages too that somebody checked as a whole.
    campaign : str
        Slug; empty: in all interviews.
    """

    find: str
    by: str
    minds_case: bool = False
    reach: Reach = "machine"
    campaign: str = ""

    @property
    def replacing(self) -> Replacing:
        """Return the rule for a text."""
        return Replacing(self.find, self.by, self.minds_case, only_machine=self.reach == "machine")


@dataclass(frozen=True, slots=True)
class ReplaceablePassage:
    """A passage and what would be replaced in it."""

    passage: Passage
    replaced: Replaced


@dataclass(frozen=True, slots=True)
class ReplaceablePassages:
    """Where words would be replaced: at most 200 passages, in the order of speech, out of `passage_count`."""

    found: tuple[ReplaceablePassage, ...]
    passage_count: int
    place_count: int


def find_replaceable(session: Session, request: ReplacingRequest) -> ReplaceablePassages:
    """Find the passages in which something would be replaced, of all interviews but withdrawn ones."""
    ids = _ids_with_words(session, request)
    found = _replaceable(session, request, ids)
    return ReplaceablePassages(
        tuple(found[:MOST_PASSAGES]), len(found), sum(len(one.replaced.places) for one in found)
    )


def replacement_in(passage: Passage, request: ReplacingRequest) -> Replaced | None:
    """Return what would be replaced in a passage, or None."""
    if passage.status == "checked" and request.reach != "checked":
        return None
    return replace_words(state_of(passage).words, request.replacing)


def _ids_with_words(session: Session, request: ReplacingRequest) -> list[str]:
    """Look at the texts alone first: words with their times weigh ten times as much."""
    query = (
        select(Passage.id, Passage.text)
        .join(Transcript, Passage.transcript_id == Transcript.id)
        .join(Recording, Transcript.recording_id == Recording.id)
        .join(Interview, Recording.interview_id == Interview.id)
        .where(Interview.state != "withdrawn")
    )
    if request.campaign:
        query = query.join(Campaign, Interview.campaign_id == Campaign.id).where(
            Campaign.slug == request.campaign
        )
    sought = request.replacing.sought
    return [row.id for row in session.execute(query) if any(sought.places_in(row.text))]


def _replaceable(
    session: Session, request: ReplacingRequest, ids: Collection[str]
) -> Sequence[ReplaceablePassage]:
    passages = session.scalars(
        select(Passage)
        .join(Transcript, Passage.transcript_id == Transcript.id)
        .join(Recording, Transcript.recording_id == Recording.id)
        .join(Interview, Recording.interview_id == Interview.id)
        .where(Passage.id.in_(ids))
        .options(joinedload(Passage.turn))
        .order_by(Interview.recorded_on.desc(), Interview.id, Passage.position)
    )
    pairs = ((passage, replacement_in(passage, request)) for passage in passages)
    return [ReplaceablePassage(passage, replaced) for passage, replaced in pairs if replaced]
