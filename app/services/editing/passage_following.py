"""Finds where the words of a passage are now: an edit may have joined it to another."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.errors import NotFound
from app.errors import translatable as _
from app.models import Interview, Passage, PassageRedirect, Recording, Tag
from app.services.reading.campaign_reading import interviews_with_parts


def present_ids(session: Session, passage_ids: Iterable[str]) -> dict[str, str]:
    """Return, for each passage, the id under which its words are read now: its own, or another's."""
    asked = set(passage_ids)
    moved = session.execute(
        select(PassageRedirect.passage_id, PassageRedirect.into_passage_id).where(
            PassageRedirect.passage_id.in_(asked)
        )
    )
    return {one: one for one in asked} | dict(moved.all())


def former_ids(session: Session, passage_ids: Iterable[str]) -> dict[str, str]:
    """Return the passages whose words are now in one of these, each with that one; these themselves too."""
    asked = set(passage_ids)
    moved = session.execute(
        select(PassageRedirect.passage_id, PassageRedirect.into_passage_id).where(
            PassageRedirect.into_passage_id.in_(asked)
        )
    )
    return {one: one for one in asked} | dict(moved.all())


def find_present_passage(session: Session, passage_id: str) -> tuple[Passage, Interview]:
    """Return the passage that holds the words now, with turn and tags, and its interview, public or not.

    Raises
    ------
    NotFound
        No passage has, or had, that id.
    """
    now_id = present_ids(session, [passage_id])[passage_id]
    passage = session.scalars(
        select(Passage)
        .where(Passage.id == now_id)
        .options(
            joinedload(Passage.turn),
            selectinload(Passage.tags).joinedload(Tag.theme),
            joinedload(Passage.transcript),
        )
    ).one_or_none()
    if passage is None:
        raise NotFound(_("Aucun passage ne porte le numéro « %(id)s »."), id=passage_id)
    interview = session.scalars(
        interviews_with_parts()
        .join(Recording, Recording.interview_id == Interview.id)
        .where(Recording.id == passage.transcript.recording_id)
    ).one()
    return passage, interview
