"""Reads what a person types about a recording, against the people and campaigns that the archive knows."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.slug import slugify
from app.errors import Refused
from app.errors import translatable as _
from app.models import Leader, Leadership, Party
from app.services.intake.recording_intake import IntakeDetails

MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class TypedDetails:
    """The fields of the form, as typed; `is_new_…` are ticks that a name is meant to be new."""

    leader: str = ""
    is_new_leader: str = ""
    party: str = ""
    is_new_party: str = ""
    campaign: str = ""
    recorded_on: str = ""
    place: str = ""
    interviewer: str = ""
    language: str = "fr"

    @classmethod
    def from_fields(cls, given: Mapping[str, Any]) -> TypedDetails:
        """Keep the fields that are known and are text, each on one line and capped."""
        known = {one.name for one in fields(cls)}
        texts = {name: value for name, value in given.items() if name in known and isinstance(value, str)}
        return cls(**{name: " ".join(value.split())[:MOST_CHARACTERS] for name, value in texts.items()})

    def to_fields(self) -> dict[str, str]:
        """Return what `from_fields` reads."""
        return asdict(self)


def read_details(session: Session, typed: TypedDetails) -> IntakeDetails:
    """Return what was typed as the intake wants it.

    A name that the archive does not know must be ticked as new: a slip of the keyboard would list a second
    leader for everybody to see.

    Raises
    ------
    Refused
        A day that is none, a name that is missing, or one that is unknown and not said to be new.
    """
    leader_slug = slugify(typed.leader)
    leader = session.scalar(select(Leader).where(Leader.slug == leader_slug)) if leader_slug else None
    if leader_slug and leader is None and not typed.is_new_leader:
        raise _unknown(
            typed.leader,
            session.scalars(select(Leader.name)).all(),
            _("« %(name)s » n'est pas dans l'archive. Corrigez le nom, ou cochez « nouvelle personne »."),
            _("« %(name)s » n'est pas dans l'archive ; il y a « %(near)s ». "
              "Corrigez le nom, ou cochez « nouvelle personne »."),
        )  # fmt: skip
    party = typed.party or (_party_of(session, leader) if leader else "")
    party_slug = slugify(party)
    is_known = party_slug and session.scalar(
        select(Party.id).where((Party.slug == party_slug) | (Party.name == party))
    )
    if party_slug and is_known is None and not typed.is_new_party:
        raise _unknown(
            party,
            session.scalars(select(Party.name)).all(),
            _("Le parti « %(name)s » n'est pas dans l'archive. Corrigez-le, ou cochez « nouveau parti »."),
            _("Le parti « %(name)s » n'est pas dans l'archive ; il y a « %(near)s ». "
              "Corrigez-le, ou cochez « nouveau parti »."),
        )  # fmt: skip
    return IntakeDetails(
        leader=leader.name if leader else typed.leader,
        party=party,
        recorded_on=_day(typed.recorded_on),
        place=typed.place,
        interviewer=typed.interviewer,
        campaign_slug=typed.campaign or None,
        language=typed.language,
    )


def _day(text: str) -> date:
    if not text:
        raise Refused(_("Le jour de l'enregistrement manque. Indiquez-le : l'archive est rangée par jour."))
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(
            _("« %(text)s » n'est pas une date. Écrivez année-mois-jour, par exemple 2026-08-14."), text=text
        ) from error


def _party_of(session: Session, leader: Leader) -> str:
    """Return the one party that the leader is known to head; empty where it could be several."""
    names = session.scalars(
        select(Party.name)
        .join(Leadership, Leadership.party_id == Party.id)
        .where(Leadership.leader_id == leader.id, Leadership.to_on.is_(None))
        .distinct()
    ).all()
    return names[0] if len(names) == 1 else ""


def _unknown(name: str, known: Any, alone: str, with_near: str) -> Refused:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
    return Refused(with_near, name=name, near=near[0]) if near else Refused(alone, name=name)
