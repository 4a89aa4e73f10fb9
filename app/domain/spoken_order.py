"""The order of a transcript: which passage begins a turn or an exchange, and who speaks in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

ExchangePlace = Literal["starts", "continues", "outside"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks. `voice` numbers the voices heard in the recording, None where none was told apart."""

    role: str
    voice: int | None
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Place:
    """The place of one passage; its span in seconds."""

    passage_id: str
    start_seconds: float
    end_seconds: float
    speaker: Speaker
    starts_turn: bool
    exchange: ExchangePlace


Order = tuple[Place, ...]


def with_speaker(order: Order, passage_ids: Collection[str], role: str) -> Order:
    """Return the order once a person said who speaks in some passages.

    Neighbours of one speaker read as one turn, others do not; turns that nothing was said of stay apart.
    """
    said = {one.passage_id for one in order if one.passage_id in passage_ids}
    changed = [
        replace(one, speaker=replace(one.speaker, role=role, is_confirmed=True))
        if one.passage_id in said
        else one
        for one in order
    ]
    return _turns_redrawn(changed, said)


def with_exchange(order: Order, passage_id: str, place: ExchangePlace) -> Order:
    """Return the order once an exchange starts at a passage, goes on in it, or leaves it out."""
    return tuple(replace(one, exchange=place) if one.passage_id == passage_id else one for one in order)


def followed_by(order: Order, passage_id: str, new: Place) -> Order:
    """Return the order with a place put right after a passage."""
    placed: list[Place] = []
    for one in order:
        placed.append(one)
        if one.passage_id == passage_id:
            placed.append(new)
    return tuple(placed)


def sorted_order(places: Sequence[Place]) -> Order:
    """Return places in the order of their sound; the first of all begins a turn."""
    ordered = sorted(places, key=lambda one: (one.start_seconds, one.end_seconds, one.passage_id))
    if ordered and not ordered[0].starts_turn:
        ordered[0] = replace(ordered[0], starts_turn=True)
    return tuple(
        replace(one, starts_turn=True) if number and one.speaker != ordered[number - 1].speaker else one
        for number, one in enumerate(ordered)
    )


def turns(order: Order) -> list[list[Place]]:
    """Return the passages of each turn."""
    return _runs(order, lambda one: one.starts_turn)


def exchanges(order: Order) -> list[list[Place]]:
    """Return the passages of each exchange; those outside of any are left out."""
    inside = [one for one in order if one.exchange != "outside"]
    return _runs(inside, lambda one: one.exchange == "starts")


def _runs(places: Sequence[Place], is_start: Callable[[Place], bool]) -> list[list[Place]]:
    runs: list[list[Place]] = []
    for one in places:
        if not runs or is_start(one):
            runs.append([])
        runs[-1].append(one)
    return runs


def _turns_redrawn(places: Sequence[Place], changed: Collection[str]) -> Order:
    redrawn: list[Place] = []
    for number, one in enumerate(places):
        before = places[number - 1] if number else None
        is_touched = one.passage_id in changed or (before is not None and before.passage_id in changed)
        if before is None or not is_touched:
            redrawn.append(one)
        else:
            redrawn.append(replace(one, starts_turn=before.speaker != one.speaker))
    return tuple(redrawn)
