"""Reads who confirmed who speaks in a passage, and when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Curator, PassageVersion, Revision, Turn

TELLING = ("speaker.told", "voice.told")


class Confirmation(NamedTuple):
    """The last time that a person said who speaks in a passage. The name is for curators only."""

    name: str
    at: datetime


Confirmations = Mapping[str, Confirmation]
"""By passage."""


def read_confirmations(
    session: Session, transcript_id: int, passage_ids: Collection[str] | None = None
) -> Confirmations:
    """Return, by passage, who confirmed what is said of its speaker now; only where a person did."""
    query = (
        select(
            PassageVersion.passage_id,
            PassageVersion.speaker_role,
            PassageVersion.is_speaker_confirmed,
            Revision.action,
            Revision.created_at,
            Curator.name,
        )
        .join(Revision, PassageVersion.revision_id == Revision.id)
        .outerjoin(Curator, Revision.curator_id == Curator.id)
        .where(Revision.transcript_id == transcript_id, PassageVersion.is_present)
        .order_by(Revision.number)
    )
    if passage_ids is not None:
        query = query.where(PassageVersion.passage_id.in_(passage_ids))
    found: dict[str, tuple[str, Confirmation]] = {}
    for passage_id, role, is_confirmed, action, at, name in session.execute(query):
        stands = is_confirmed and passage_id in found and found[passage_id][0] == role
        if not stands:
            found.pop(passage_id, None)
        # A cut or a restoring carries over what somebody else had said, nobody knows when.
        if is_confirmed and not stands and action in TELLING:
            found[passage_id] = (role, Confirmation(name or "franquette", at))
    return {passage_id: confirmation for passage_id, (_role, confirmation) in found.items()}


def confirmed_at(confirmations: Confirmations, turn: Turn) -> datetime | None:
    """Return when a person last said who speaks in a turn; None where nobody did, or nobody knows when."""
    known = [confirmations[passage.id].at for passage in turn.passages if passage.id in confirmations]
    return max(known, default=None)
