"""Slows down who guesses passwords, without ever shutting an account's owner out.

Each try is counted under keys, and each key has its own pace:

- a device from which this account was entered before counts by itself, whatever happens elsewhere;
- other tries count by address, and by account and address together;
- all of them count by account too. That count refuses nobody: it only narrows what one new address may try
  while many addresses try one account.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from app.domain.network_address import counted_address
from app.domain.try_limit import TryLimit
from app.models import Curator, LoginTry
from app.services.audit.audit_writing import write_audit

WINDOW = timedelta(minutes=15)
REPORT_EVERY = timedelta(hours=1)
DROPPED_AT_ONCE = 100
OF_ONE = TryLimit(8, WINDOW)
OF_ADDRESS = TryLimit(30, WINDOW)
OF_ACCOUNT = TryLimit(24, WINDOW)
OF_NEW_ADDRESS_UNDER_ATTACK = TryLimit(2, WINDOW)


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody at the door: the name they give, their address, their device if known for that name."""

    name: str
    address: str
    device: str | None = None

    @property
    def folded_name(self) -> str:
        """Return the name as it is counted."""
        return self.name.strip().casefold()


@dataclass(frozen=True, slots=True)
class Count:
    """One key that a try counts under. `refuses` tells whether a full one turns the try away."""

    kind: str
    what: str
    limit: TryLimit
    refuses: bool = True


def count_try(session: Session, signing_key: str, knock: Knock, at: datetime) -> timedelta:
    """Count a try before it is made, so that many at once count like many in a row.

    Returns
    -------
    timedelta
        Zero when it may be made; else how long to wait, and nothing was counted.
    """
    _forget_old(session, at)
    counts = _counts_of(knock)
    rows = _locked(session, signing_key, counts, at)
    if not knock.device:
        counts = _narrowed(counts, rows, at)
    waits = [one.limit.wait(rows[one.kind].forgotten_at, at) for one in counts if one.refuses]
    longest = max(waits)
    if longest:
        return longest
    for one in counts:
        row = rows[one.kind]
        row.forgotten_at = one.limit.after_try(row.forgotten_at, at)
        if one.limit.wait(row.forgotten_at, at) and _is_due(row, at):
            row.reported_at = at
            _report(session, knock, one)
    session.flush()
    return timedelta(0)


def forgive(session: Session, signing_key: str, knock: Knock) -> None:
    """Forget what somebody who came in had failed: their own tries, not those of their whole address."""
    own = [one for one in _counts_of(knock) if one.kind in ("device", "pair", "narrow")]
    hashes = [_hash(signing_key, one) for one in own]
    session.execute(delete(LoginTry).where(LoginTry.key_hash.in_(hashes)))


def _counts_of(knock: Knock) -> tuple[Count, ...]:
    if knock.device:
        return (Count("device", knock.device, OF_ONE),)
    address = counted_address(knock.address)
    pair = f"{knock.folded_name}\n{address}"
    return (
        Count("account", knock.folded_name, OF_ACCOUNT, refuses=False),
        Count("address", address, OF_ADDRESS),
        Count("narrow", pair, OF_NEW_ADDRESS_UNDER_ATTACK),
        Count("pair", pair, OF_ONE),
    )


def _narrowed(counts: tuple[Count, ...], rows: dict[str, LoginTry], at: datetime) -> tuple[Count, ...]:
    """Choose which of the two paces of account and address holds."""
    is_under_attack = bool(OF_ACCOUNT.wait(rows["account"].forgotten_at, at))
    unused = "pair" if is_under_attack else "narrow"
    return tuple(one for one in counts if one.kind != unused)


def _locked(session: Session, signing_key: str, counts: Iterable[Count], at: datetime) -> dict[str, LoginTry]:
    """Return the rows of the keys, made where missing, held until the end of the transaction."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    rows = {}
    # Always in the same order of kinds: two tries at once wait for each other and never both.
    for one in counts:
        key = _hash(signing_key, one)
        session.execute(insert(LoginTry).values(key_hash=key, forgotten_at=at).on_conflict_do_nothing())
        rows[one.kind] = session.scalars(
            select(LoginTry).where(LoginTry.key_hash == key).with_for_update()
        ).one()
    return rows


def _is_due(row: LoginTry, at: datetime) -> bool:
    return row.reported_at is None or row.reported_at <= at - REPORT_EVERY


def _forget_old(session: Session, at: datetime) -> None:
    """Drop some rows that count nothing any more; those another try holds are left to it."""
    is_reported_lately = LoginTry.reported_at.is_not(None) & (LoginTry.reported_at > at - REPORT_EVERY)
    old = (
        select(LoginTry.key_hash)
        .where(LoginTry.forgotten_at < at, ~is_reported_lately)
        .order_by(LoginTry.forgotten_at)
        .limit(DROPPED_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    session.execute(delete(LoginTry).where(LoginTry.key_hash.in_(session.scalars(old).all())))


def _report(session: Session, knock: Knock, count: Count) -> None:
    """Write a burst of failed tries once an hour. What was typed is written only if it names an account."""
    name = session.scalar(select(Curator.name).where(Curator.name == knock.name.strip()))
    subject = f"curator:{name}" if name is not None and count.kind != "address" else "login:form"
    details = {"tries": count.limit.most, "address": knock.address}
    write_audit(session, "visitor", "login.slowed_down", subject, details)


def _hash(signing_key: str, count: Count) -> str:
    message = f"{count.kind}\n{count.what}".encode("utf-8", "surrogateescape")
    return hmac.new(signing_key.encode(), message, hashlib.sha256).hexdigest()
