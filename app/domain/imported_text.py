"""Puts a text that exists already into the passages of a transcript; words that agree keep their times."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain import passage_state, spoken_order
from app.domain.passage_state import PassageState
from app.domain.spoken_order import ExchangePlace, Order, Place, Speaker
from app.domain.transcript_edit import spoken_tokens

SPEAKERS = ("leader", "interviewer", "unknown")


@dataclass(frozen=True, slots=True)
class SaidThere:
    """Words of the text that belong to a passage; `role` is who says them, None where the text is silent."""

    text: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Imported:
    """The passages that the text changes, and the order of all of them."""

    states: Mapping[str, PassageState]
    order: Order


def put_into(
    order: Order,
    states: Mapping[str, PassageState],
    said: Mapping[str, Sequence[SaidThere]],
    new_id: Callable[[float], str],
    *,
    is_checked: bool,
) -> Imported:
    """Return the transcript with the text in place of what was there.

    Parameters
    ----------
    order, states
        The transcript as it is.
    said : mapping of str to sequence of SaidThere
        The passages that the text covers, by id: an empty sequence says that nothing was said there.
    new_id : callable
        Gives the id of a new passage that begins at a second: a passage is cut where the speaker changes.
    is_checked : bool
        Whether a person vouches for every word.
    """
    changed: dict[str, PassageState] = {}
    roles: dict[str, list[str]] = {role: [] for role in SPEAKERS}
    placed = list(order)
    for place in order:
        if place.passage_id not in said:
            continue
        runs = _runs(said[place.passage_id])
        pieces = _pieces(states[place.passage_id], runs, new_id, is_checked)
        for piece, (role, _tokens) in zip(pieces, runs or [(None, ())], strict=True):
            if piece != states.get(piece.id):
                changed[piece.id] = piece
            if role is not None:
                roles[role].append(piece.id)
        placed[placed.index(place) : placed.index(place) + 1] = _places(place, pieces)
    new_order: Order = tuple(placed)
    for role, ids in roles.items():
        new_order = spoken_order.with_speaker(new_order, ids, role) if ids else new_order
    return Imported(changed, new_order)


def _runs(said: Sequence[SaidThere]) -> list[tuple[str | None, tuple[str, ...]]]:
    """Return who says which tokens, neighbours of one speaker together."""
    runs: list[tuple[str | None, tuple[str, ...]]] = []
    for one in said:
        tokens = spoken_tokens(one.text)
        if not tokens:
            continue
        if runs and runs[-1][0] == one.role:
            runs[-1] = (one.role, (*runs[-1][1], *tokens))
        else:
            runs.append((one.role, tokens))
    return runs


def _pieces(
    state: PassageState,
    runs: Sequence[tuple[str | None, tuple[str, ...]]],
    new_id: Callable[[float], str],
    is_checked: bool,
) -> list[PassageState]:
    tokens = [token for _role, run in runs for token in run]
    whole = passage_state.with_text(state, " ".join(tokens))
    if whole != state and whole.status == "checked":
        whole = replace(whole, status="corrected")  # somebody wrote it; that does not mean that they listened
    if is_checked:
        whole = passage_state.heard(whole)
    pieces = [whole]
    for _role, run in runs[:-1]:
        last = pieces.pop()
        pieces += passage_state.split(last, len(run), new_id(last.words[len(run)].start_seconds))
    return pieces


def _places(place: Place, pieces: Sequence[PassageState]) -> list[Place]:
    first = replace(place, start_seconds=pieces[0].start_seconds, end_seconds=pieces[0].end_seconds)
    # What the machine heard as one voice holds another one, and nobody knows which.
    speaker = Speaker(place.speaker.role, None, place.speaker.is_confirmed)
    exchange: ExchangePlace = "outside" if place.exchange == "outside" else "continues"
    return [
        first,
        *(Place(one.id, one.start_seconds, one.end_seconds, speaker, True, exchange) for one in pieces[1:]),
    ]
