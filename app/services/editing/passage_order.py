"""Reads the order of a transcript from its rows, and makes the rows follow another one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.domain.spoken_order import ExchangePlace, Order, Place, Speaker, exchanges, turns
from app.models import Exchange, Passage, Turn

Row = TypeVar("Row", Turn, Exchange)


def read_order(session: Session, transcript_id: int) -> Order:
    """Return the places of all passages of a transcript, in order; their words are not read."""
    rows = session.execute(
        select(
            Passage.id,
            Passage.start_seconds,
            Passage.end_seconds,
            Passage.turn_id,
            Passage.exchange_id,
            Turn.speaker_role,
            Turn.voice,
            Turn.is_speaker_confirmed,
        )
        .join(Turn, Passage.turn_id == Turn.id)
        .where(Passage.transcript_id == transcript_id)
        .order_by(Passage.position)
    )
    places: list[Place] = []
    turn_before: int | None = None
    exchange_before: int | None = None
    for passage_id, start, end, turn_id, exchange_id, role, voice, is_confirmed in rows:
        place: ExchangePlace = "outside"
        if exchange_id is not None:
            place = "continues" if exchange_id == exchange_before else "starts"
            exchange_before = exchange_id
        speaker = Speaker(role, voice, is_confirmed)
        places.append(Place(passage_id, start, end, speaker, turn_id != turn_before, place))
        turn_before = turn_id
    return tuple(places)


def write_order(session: Session, transcript_id: int, order: Order) -> None:
    """Make turns, exchanges and positions follow an order; every passage in it has its row already.

    A turn or an exchange that goes on keeps its row, the one of its first passage where that is free.
    """
    session.flush()
    now_in = {
        passage_id: (turn_id, exchange_id)
        for passage_id, turn_id, exchange_id in session.execute(
            select(Passage.id, Passage.turn_id, Passage.exchange_id).where(
                Passage.transcript_id == transcript_id
            )
        )
    }
    turn_of = _write_turns(session, transcript_id, turns(order), {id: one[0] for id, one in now_in.items()})
    exchange_of = _write_exchanges(
        session, transcript_id, exchanges(order), {id: one[1] for id, one in now_in.items()}
    )
    wanted = {
        one.passage_id: (turn_of[one.passage_id], exchange_of.get(one.passage_id), position)
        for position, one in enumerate(order)
    }
    present = {
        id: (turn_id, exchange_id, position)
        for id, turn_id, exchange_id, position in session.execute(
            select(Passage.id, Passage.turn_id, Passage.exchange_id, Passage.position).where(
                Passage.transcript_id == transcript_id
            )
        )
    }
    changed = [
        {"id": id, "turn_id": turn_id, "exchange_id": exchange_id, "position": position}
        for id, (turn_id, exchange_id, position) in wanted.items()
        if present[id] != (turn_id, exchange_id, position)
    ]
    _update(session, Passage, changed)
    _remove(session, Turn, transcript_id, turn_of.values())
    _remove(session, Exchange, transcript_id, exchange_of.values())
    session.expire_all()


def _write_turns(
    session: Session, transcript_id: int, groups: Sequence[Sequence[Place]], rows: dict[str, int | None]
) -> dict[str, int]:
    values = [
        {
            "speaker_role": group[0].speaker.role,
            "is_speaker_confirmed": group[0].speaker.is_confirmed,
            "voice": group[0].speaker.voice,
            **_span(group),
        }
        for group in groups
    ]
    return _write_groups(session, Turn, transcript_id, groups, values, rows)


def _write_exchanges(
    session: Session, transcript_id: int, groups: Sequence[Sequence[Place]], rows: dict[str, int | None]
) -> dict[str, int]:
    values = [_span(group) for group in groups]
    return _write_groups(session, Exchange, transcript_id, groups, values, rows)


def _write_groups(
    session: Session,
    kind: type[Row],
    transcript_id: int,
    groups: Sequence[Sequence[Place]],
    values: Sequence[dict[str, Any]],
    rows: dict[str, int | None],
) -> dict[str, int]:
    """Give each group a row; returns the row of each passage."""
    rows_of_kind = session.scalars(select(kind).where(kind.transcript_id == transcript_id))
    present = {row.id: row for row in rows_of_kind}
    taken: set[int] = set()
    changed: list[dict[str, Any]] = []
    row_of: dict[str, int] = {}
    for position, (group, value) in enumerate(zip(groups, values, strict=True)):
        wished = (rows.get(one.passage_id) for one in group)
        row_id = next((id for id in wished if id is not None and id not in taken), None)
        if row_id is None:
            # Positions from the end down: none of the rows of old has one below zero.
            row = kind(transcript_id=transcript_id, position=-1_000_000 - position, **value)
            session.add(row)
            session.flush()
            row_id = row.id
            changed.append({"id": row_id, "position": position})
        else:
            wanted = {**value, "position": position}
            if any(getattr(present[row_id], name) != one for name, one in wanted.items()):
                changed.append({"id": row_id, **wanted})
        taken.add(row_id)
        row_of.update((one.passage_id, row_id) for one in group)
    # The rows that nothing goes on with must not keep a position that another one takes.
    left = sorted(present.keys() - taken)
    changed += [{"id": id, "position": -2_000_000 - number} for number, id in enumerate(left)]
    _update(session, kind, changed)
    return row_of


def _update(
    session: Session, kind: type[Passage] | type[Turn] | type[Exchange], rows: Sequence[dict[str, Any]]
) -> None:
    """Write rows whose positions may change places: positions are unique at every moment."""
    if not rows:
        return
    aside = [{"id": one["id"], "position": -3_000_000 - number} for number, one in enumerate(rows)]
    session.execute(update(kind), aside)
    # One statement a set of columns: SQLAlchemy sends rows of equal columns together.
    session.execute(update(kind), list(rows))


def _remove(session: Session, kind: type[Row], transcript_id: int, kept: Iterable[int]) -> None:
    present = set(session.scalars(select(kind.id).where(kind.transcript_id == transcript_id)))
    gone = present - set(kept)
    if gone:
        session.execute(delete(kind).where(kind.id.in_(gone)))


def _span(group: Sequence[Place]) -> dict[str, float]:
    return {
        "start_seconds": min(one.start_seconds for one in group),
        "end_seconds": max(one.end_seconds for one in group),
    }
