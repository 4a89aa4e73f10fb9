"""Who would stay unread if only some became public."""

from __future__ import annotations

from app.domain.publication_checklist import Readiness, left_behind, open_points


def waiting(number: int, leader: str, campaign: str | None = "c", *, has_text=True, is_public=False):
    return Readiness(number, leader, campaign, has_text, is_public, 0, 0, is_consent_noted=True)


def test_only_leaders_of_the_same_campaign_with_a_text_are_left_behind() -> None:
    everything = [
        waiting(1, "Savard"),
        waiting(2, "Tessier"),
        waiting(3, "Lavoie", has_text=False),
        waiting(4, "Roy", campaign="other"),
        waiting(5, "Nadeau", is_public=True),
    ]
    assert left_behind([1], everything) == ("Tessier",)
    assert left_behind([1, 2], everything) == ()


def test_a_second_interview_of_a_leader_who_is_read_leaves_nobody_behind() -> None:
    everything = [waiting(1, "Savard"), waiting(2, "Tessier"), waiting(3, "Tessier", is_public=True)]
    assert left_behind([1], everything) == ()


def test_interviews_outside_any_campaign_leave_nobody_behind() -> None:
    assert left_behind([1], [waiting(1, "Savard", None), waiting(2, "Tessier", None)]) == ()


def test_each_point_is_met_or_not() -> None:
    one = Readiness(1, "Savard", "c", has_text=True, is_public=False, turns_to_confirm=2, spots_to_hear=0,
                    is_consent_noted=False)  # fmt: skip
    assert open_points(one, ("Tessier",)) == {
        "speakers": False, "spots": True, "consent": False, "balance": False,
    }  # fmt: skip
