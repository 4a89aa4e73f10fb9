"""What the page of the audit shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from app.models import AuditEntry
from app.services.accounts.account_views import Choice
from app.services.audit.audit_search import AuditFilter, find_entries, known_actors, known_acts
from app.services.audit.audit_wording import act_text, actor_text, detail_texts, kind_text, subject_text
from app.services.showing.wording import PLACE, Wording


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act: at what hour, who, what, about what; `subject_query` leads to all that was done with it.

    It is empty where who acted is also what the act was about.
    """

    hour_text: str
    at: str
    who_text: str
    act_text: str
    subject_text: str
    subject_query: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AuditDay:
    """The acts of one day in Québec."""

    day_text: str
    rows: tuple[AuditRow, ...]


@dataclass(frozen=True, slots=True)
class ActKind:
    """Acts of one kind, to choose from; the kind itself is a choice too."""

    text: str
    everything: Choice
    acts: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class AuditView:
    """A page of the audit. A query is what follows `?` in an address; empty where there is no such page."""

    days: tuple[AuditDay, ...]
    count_text: str
    people: tuple[Choice, ...]
    kinds: tuple[ActKind, ...]
    subject: str
    from_on: str
    to_on: str
    is_narrowed: bool
    filter_query: str
    newer_query: str
    older_query: str


def view_audit(
    session: Session, words: Wording, wanted: AuditFilter, before: int | None, after: int | None
) -> AuditView:
    """Return the page of the entries that one looks for."""
    page = find_entries(session, wanted, before, after)
    query = _query(wanted)
    return AuditView(
        days=tuple(
            AuditDay(words.day(day), tuple(_row(words, one) for one in entries))
            for day, entries in groupby(page.entries, key=lambda one: _day(one.at))
        ),
        count_text=words.ngettext("%(num)s acte", "%(num)s actes", page.total),
        people=_people(words, known_actors(session), wanted.actor),
        kinds=_kinds(words, known_acts(session), wanted.act),
        subject=wanted.subject,
        from_on=wanted.from_on.isoformat() if wanted.from_on else "",
        to_on=wanted.to_on.isoformat() if wanted.to_on else "",
        is_narrowed=bool(query),
        filter_query=urlencode(query),
        newer_query=urlencode({**query, "apres": page.newer_than}) if page.newer_than else "",
        older_query=urlencode({**query, "avant": page.older_than}) if page.older_than else "",
    )


def _query(wanted: AuditFilter) -> dict[str, str | int]:
    values = {
        "personne": wanted.actor,
        "acte": wanted.act,
        "sujet": wanted.subject,
        "du": wanted.from_on.isoformat() if wanted.from_on else "",
        "au": wanted.to_on.isoformat() if wanted.to_on else "",
    }
    return {name: value for name, value in values.items() if value}


def _row(words: Wording, entry: AuditEntry) -> AuditRow:
    return AuditRow(
        hour_text=words.hour_of(entry.at),
        at=entry.at.isoformat(),
        who_text=actor_text(words, entry.actor),
        act_text=act_text(words, entry.action),
        subject_text=subject_text(words, entry.subject),
        subject_query="" if entry.subject == entry.actor else urlencode({"sujet": entry.subject}),
        details=detail_texts(words, entry.details),
    )


def _people(words: Wording, actors: list[str], chosen: str) -> tuple[Choice, ...]:
    known = actors if not chosen or chosen in actors else [*actors, chosen]
    people = [Choice(one, actor_text(words, one), one == chosen) for one in known]
    return tuple(sorted(people, key=lambda one: one.text.casefold()))


def _kinds(words: Wording, actions: list[str], chosen: str) -> tuple[ActKind, ...]:
    kinds = []
    for kind, of_kind in groupby(actions, key=lambda action: action.partition(".")[0]):
        text = kind_text(words, kind)
        whole = Choice(kind, words.gettext("%(kind)s : tout", kind=text), kind == chosen)
        acts = [Choice(one, act_text(words, one), one == chosen) for one in of_kind]
        kinds.append(ActKind(text, whole, tuple(sorted(acts, key=lambda one: one.text.casefold()))))
    return tuple(sorted(kinds, key=lambda one: one.text.casefold()))


def _day(at: datetime) -> date:
    return at.astimezone(PLACE).date()
