"""Finds entries of the audit: by person, kind of act, subject and days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.models import AuditEntry
from app.services.showing.wording import PLACE

ENTRIES_A_PAGE = 50
_READ_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What one looks for; what is empty does not narrow.

    `act` is a code (`interview.published`) or a kind (`interview`); `subject` is found anywhere in what
    the act was about; `from_on` and `to_on` are days in Québec, both included.
    """

    actor: str = ""
    act: str = ""
    subject: str = ""
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Entries, the newest first. From `newer_than` and `older_than` one goes on; None at an end."""

    entries: tuple[AuditEntry, ...]
    total: int
    newer_than: int | None
    older_than: int | None


def find_entries(
    session: Session, wanted: AuditFilter, before: int | None = None, after: int | None = None
) -> AuditPage:
    """Return a page of the entries older than `before`, or newer than `after`, or the newest of all."""
    found = select(AuditEntry).where(*_conditions(wanted))
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    if after is not None:
        page = found.where(AuditEntry.id > after).order_by(AuditEntry.id).limit(ENTRIES_A_PAGE)
        entries = list(reversed(session.scalars(page).all()))
    else:
        older = found if before is None else found.where(AuditEntry.id < before)
        page = older.order_by(AuditEntry.id.desc()).limit(ENTRIES_A_PAGE)
        entries = list(session.scalars(page))
    if not entries:
        return AuditPage((), total, None, None)
    newest, oldest = entries[0].id, entries[-1].id
    return AuditPage(
        entries=tuple(entries),
        total=total,
        newer_than=newest if _has_any(session, found.where(AuditEntry.id > newest)) else None,
        older_than=oldest if _has_any(session, found.where(AuditEntry.id < oldest)) else None,
    )


def read_entries(session: Session, wanted: AuditFilter) -> Iterator[AuditEntry]:
    """Give all entries found, the newest first, without holding them all in memory."""
    found = select(AuditEntry).where(*_conditions(wanted)).order_by(AuditEntry.id.desc())
    yield from session.scalars(found.execution_options(yield_per=_READ_AT_ONCE))


def known_actors(session: Session) -> list[str]:
    """Return everybody who ever did something."""
    return list(session.scalars(select(AuditEntry.actor).distinct().order_by(AuditEntry.actor)))


def known_acts(session: Session) -> list[str]:
    """Return the codes of all that was ever done."""
    return list(session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)))


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.actor:
        conditions.append(AuditEntry.actor == wanted.actor)
    if "." in wanted.act:
        conditions.append(AuditEntry.action == wanted.act)
    elif wanted.act:
        conditions.append(AuditEntry.action.startswith(f"{wanted.act}.", autoescape=True))
    if wanted.subject:
        conditions.append(AuditEntry.subject.icontains(wanted.subject, autoescape=True))
    if wanted.from_on:
        conditions.append(AuditEntry.at >= _midnight(wanted.from_on))
    if wanted.to_on:
        conditions.append(AuditEntry.at < _midnight(wanted.to_on + timedelta(days=1)))
    return conditions


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PLACE)


def _has_any(session: Session, found: Select[AuditEntry]) -> bool:
    return session.scalars(found.limit(1)).first() is not None
