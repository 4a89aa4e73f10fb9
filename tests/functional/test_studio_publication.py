"""Several interviews become public together, now or later, with a list of what is missing."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from app.models import AuditEntry, Interview, PublicationPlan
from app.models.base import now
from app.services.publishing.interview_publishing import withdraw
from app.services.publishing.publication_planning import plan_publication, publish_due
from tests.builders import Said

SAID = [Said("leader", "Toutes les données seront ouvertes.")]
DESPITE = {"despite": True, "reason": "scrutin demain"}


@pytest.fixture
def interviews(inventing) -> dict[str, int]:
    """Three leaders of one campaign; nothing of theirs is public."""
    with inventing() as invented:
        campaign = invented.campaign()
        return {
            name: invented.interview(invented.leader(name), campaign, SAID, state="in_review").id
            for name in ("savard", "tessier", "lavoie")
        }


def states(archive) -> dict[str, str]:
    with archive.database.read() as session:
        return {one.slug: one.state for one in session.scalars(select(Interview))}


def test_open_points_are_said_and_stop_who_does_not_say_to_go_on(archive, signed_in, interviews) -> None:
    page = signed_in.get("/atelier/publication").text
    assert "Publiée seule, elle laisse derrière" in page
    assert "attribuée que par la machine" in page
    refused = signed_in.act("/atelier/publication", {"interview": interviews["savard"], "reason": "vite"})
    assert refused.status_code == 400
    assert "Cochez" in refused.text
    assert 'value="vite"' in refused.text
    assert set(states(archive).values()) == {"in_review"}


def test_going_on_despite_them_is_kept_with_its_reason(archive, signed_in, interviews) -> None:
    form = {"interview": interviews["savard"], "despite": "true", "reason": "scrutin demain"}
    assert signed_in.act("/atelier/publication", form).headers["location"].endswith("avis=publiees")
    with archive.database.read() as session:
        details = session.scalars(
            select(AuditEntry.details).where(AuditEntry.action == "interview.published")
        ).one()
    assert details["reason"] == "scrutin demain"
    assert {"speakers", "consent", "balance"} <= set(details["despite"])


def test_noting_consent_meets_its_point(signed_in, interviews) -> None:
    for interview_id in interviews.values():
        note = {"note": "De vive voix, le 14 août."}
        assert signed_in.act(f"/atelier/entrevues/{interview_id}/accord", note).status_code == 303
    page = unescape(signed_in.get("/atelier/publication").text).replace("\u2019", "'")
    assert page.count("L'accord pour publier est noté.") == 3
    assert "accord pour publier n'est pas noté" not in page


def test_several_become_public_together_at_the_moment_set(archive, client, signed_in, interviews) -> None:
    at = now() + timedelta(hours=1)
    with archive.database.write() as session:
        plan_publication(session, list(interviews.values()), at, "curator:Camille", **DESPITE)
    assert publish_due(archive.database, archive.index, at - timedelta(seconds=1)) == 0
    assert set(states(archive).values()) == {"in_review"}
    assert publish_due(archive.database, archive.index, at) == 3
    assert publish_due(archive.database, archive.index, at) == 0
    assert set(states(archive).values()) == {"published"}
    assert client.get("/api/v1/search?q=ouvertes").json()["total"] == 3


def test_a_plan_that_cannot_be_kept_whole_publishes_nothing(archive, signed_in, interviews) -> None:
    at = now() + timedelta(hours=1)
    with archive.database.write() as session:
        plan_publication(session, list(interviews.values()), at, "curator:Camille", **DESPITE)
        session.get_one(Interview, interviews["lavoie"]).state = "published"
        session.get_one(Interview, interviews["lavoie"]).published_at = now()
        withdraw(session, interviews["lavoie"], "curator:Camille", "voix mal reconnue")
    assert publish_due(archive.database, archive.index, at) == 0
    assert sorted(states(archive).values()) == ["in_review", "in_review", "withdrawn"]
    assert "retirée depuis" in signed_in.get("/atelier/publication").text


def test_a_plan_is_made_shown_and_given_up_in_the_studio(archive, signed_in, interviews) -> None:
    form = {
        "interview": list(interviews.values()),
        "at": "2099-09-14T06:00",
        "despite": "true",
        "reason": "r",
    }
    assert signed_in.act("/atelier/publication", form).headers["location"].endswith("avis=prevues")
    page = signed_in.get("/atelier/publication").text
    assert "À venir" in page
    with archive.database.read() as session:
        plan = session.scalars(select(PublicationPlan)).one()
    assert plan.publish_at.hour == 10  # six in the morning in Québec
    signed_in.act(f"/atelier/publication/{plan.id}/annuler")
    assert publish_due(archive.database, archive.index, plan.publish_at) == 0
    assert signed_in.act(f"/atelier/publication/{plan.id}/annuler").status_code == 400


@pytest.mark.parametrize("at", ["2001-01-01T00:00", "demain", "9999-99-99T00:00"])
def test_a_moment_that_cannot_be_is_refused(archive, signed_in, interviews, at) -> None:
    form = {"interview": interviews["savard"], "at": at, "despite": "true", "reason": "r"}
    assert signed_in.act("/atelier/publication", form).status_code == 400
    assert set(states(archive).values()) == {"in_review"}
