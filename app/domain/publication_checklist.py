"""What a person should know before an interview becomes public. Facts in, points out: nobody is forced."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

Point = Literal["speakers", "spots", "consent", "balance"]
POINTS: tuple[Point, ...] = ("speakers", "spots", "consent", "balance")


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is known of one interview that waits to be public.

    `turns_to_confirm`: turns in which only a machine says who speaks. `spots_to_hear`: doubtful spots that
    nobody has settled. `campaign`: the campaign's slug, None outside of any. `is_public`: it can be read now.
    """

    interview_id: int
    leader: str
    campaign: str | None
    has_text: bool
    is_public: bool
    turns_to_confirm: int
    spots_to_hear: int
    is_consent_noted: bool


def left_behind(chosen: Collection[int], all_interviews: Collection[Readiness]) -> tuple[str, ...]:
    """Return the leaders of the same campaigns who would stay unread if the chosen interviews became public.

    Only those count whose interview has a text: for them it is this decision that keeps it from readers. A
    leader one of whose interviews is public, or chosen, is not left behind.
    """
    campaigns = {one.campaign for one in all_interviews if one.interview_id in chosen} - {None}
    same = [one for one in all_interviews if one.campaign in campaigns]
    read = {one.leader for one in same if one.is_public or one.interview_id in chosen}
    return tuple(sorted({one.leader for one in same if one.has_text} - read))


def open_points(one: Readiness, leaders_left_behind: Collection[str]) -> Mapping[Point, bool]:
    """Return each point of the list and whether it is met."""
    return {
        "speakers": one.turns_to_confirm == 0,
        "spots": one.spots_to_hear == 0,
        "consent": one.is_consent_noted,
        "balance": not leaders_left_behind,
    }
