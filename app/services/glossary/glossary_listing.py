"""Reads the glossary."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, case, or_, select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from app.errors import translatable as _
from app.models import GlossaryEntry
from app.models.glossary import ENTRY_KINDS

# Names first: what is listed first is what an engine with little room is told.
_KIND_ORDER = case({kind: place for place, kind in enumerate(ENTRY_KINDS)}, value=GlossaryEntry.kind)


def list_entries(session: Session, *, with_retired: bool = False) -> Sequence[GlossaryEntry]:
    """Return the entries of all campaigns: names, places, jargon, each in the order of the alphabet."""
    query = _entries().order_by(_KIND_ORDER, GlossaryEntry.text, GlossaryEntry.id)
    if not with_retired:
        query = query.where(GlossaryEntry.retired_at.is_(None))
    return session.scalars(query).all()


def entries_known_in(session: Session, campaign_id: int | None) -> Sequence[GlossaryEntry]:
    """Return the entries in use that hold in a campaign: its own first, then those of every campaign."""
    return session.scalars(
        _entries()
        .where(
            GlossaryEntry.retired_at.is_(None),
            or_(GlossaryEntry.campaign_id.is_(None), GlossaryEntry.campaign_id == campaign_id),
        )
        .order_by(GlossaryEntry.campaign_id.is_(None), _KIND_ORDER, GlossaryEntry.id)
    ).all()


def find_entry(session: Session, entry_id: int) -> GlossaryEntry:
    """Return an entry, retired or not.

    Raises
    ------
    NotFound
        No entry has that id.
    """
    entry = session.scalars(_entries().where(GlossaryEntry.id == entry_id)).one_or_none()
    if entry is None:
        raise NotFound(_("Cette entrée du glossaire n'existe pas."))
    return entry


def _entries() -> Select[GlossaryEntry]:
    return select(GlossaryEntry).options(joinedload(GlossaryEntry.campaign), joinedload(GlossaryEntry.theme))
