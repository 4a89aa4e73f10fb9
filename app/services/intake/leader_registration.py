"""Finds leaders and parties by name, or lists them for the first time."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.slug import slugify
from app.models import Leader, Leadership, Party


def register_party(
    session: Session,
    name: str,
    *,
    short_name: str = "",
    colour: str | None = None,
    is_synthetic: bool = False,
) -> Party:
    """Return the party of that name, added when it is new."""
    slug = slugify(name)
    party = session.scalar(select(Party).where((Party.slug == slug) | (Party.name == name)))
    if party is None:
        party = Party(slug=slug, name=name.strip(), is_synthetic=is_synthetic)
        session.add(party)
    if short_name:
        party.short_name = short_name
    if colour:
        party.colour = colour
    session.flush()
    return party


def register_leader(session: Session, name: str, party: Party, *, is_synthetic: bool = False) -> Leader:
    """Return the leader of that name, added when new, and known to have headed that party."""
    slug = slugify(name)
    leader = session.scalar(select(Leader).where(Leader.slug == slug))
    if leader is None:
        leader = Leader(slug=slug, name=name.strip(), is_synthetic=is_synthetic)
        session.add(leader)
        session.flush()
    headed = select(Leadership).where(Leadership.leader_id == leader.id, Leadership.party_id == party.id)
    if session.scalars(headed).first() is None:
        session.add(Leadership(leader_id=leader.id, party_id=party.id))
    session.flush()
    return leader
