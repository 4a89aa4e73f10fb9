"""A curator hears each voice, and says once whose it is."""

from __future__ import annotations

import re
from html import unescape

import numpy as np
import pytest
from sqlalchemy import select

from app.models import Passage, Recording, Turn, Voice
from tests.builders import Said

SAID = [
    Said("interviewer", "Et la fibre dans les villages ?", seconds=4, voice=0),
    Said("leader", "Chaque village aura la fibre.", seconds=9, voice=1),
    Said("interviewer", "Quand ?", seconds=1, voice=0),
    Said("leader", "Avant deux ans.", seconds=6, voice=1),
    Said("unknown", "Attention la porte.", seconds=3),
]


@pytest.fixture
def page(inventing, archive) -> str:
    with inventing() as invented:
        session = invented.session
        interview = invented.interview(invented.leader("savard"), None, SAID)
        recording_id = session.scalars(select(Recording.id)).one()
        for role, number in (("interviewer", 0), ("leader", 1)):
            embedding = np.eye(256, dtype="<f4")[number].tobytes()
            session.add(
                Voice(
                    recording_id=recording_id, number=number, speaker_role=role, told_by="talk",
                    speech_seconds=5.0, embedding=embedding,
                )
            )  # fmt: skip
    return f"/atelier/entrevues/{interview.id}/voix"


def roles(archive) -> list[tuple[str, bool]]:
    with archive.database.read() as session:
        turns = session.scalars(select(Turn).order_by(Turn.position))
        return [(one.speaker_role, one.is_speaker_confirmed) for one in turns]


def test_each_voice_is_shown_with_its_share_its_samples_and_why_the_machine_thinks_so(signed_in, page):
    html = unescape(signed_in.get(page).text)
    assert html.index("Voix 2") < html.index("Voix 1")
    assert re.search(r"65\s%", html)
    assert "reconnue à sa façon de parler" in html
    assert "1 passage trop court" in html
    assert "Chaque village aura la fibre." in html
    assert "/atelier/media/" in html
    lone = html.partition("Passages à part")[2]
    assert "Attention la porte." in lone
    assert "Aucune voix reconnue ici." in lone


def test_a_voice_is_told_once_for_all_its_turns_and_readers_see_since_when(signed_in, archive, page):
    done = signed_in.act(page, {"voice": "1", "role": "leader"})
    assert done.status_code == 303
    said = [("interviewer", False), ("leader", True)]
    assert roles(archive) == [*said, *said, ("unknown", False)]
    assert "confirmé par Camille le" in unescape(signed_in.get(page).text)
    public = unescape(signed_in.get("/entrevues/entrevue-savard").text)
    assert "Voix confirmée par une personne le" in public
    assert "Camille" not in public
    with archive.database.read() as session:
        passage_id = session.scalars(select(Passage.id).where(Passage.position == 1)).one()
    passage = unescape(signed_in.get(f"/passages/{passage_id}").text)
    assert "Voix confirmée par une personne le" in passage


def test_a_single_passage_is_told_by_itself_and_stands_apart(signed_in, archive, page):
    html = signed_in.get(page).text
    fields = dict(
        re.findall(r'<input type="hidden" name="(passage|seen)" value="([^"]*)"', html.partition("a-part")[2])
    )
    assert signed_in.act(page, {**fields, "role": "interviewer"}).status_code == 303
    assert roles(archive)[-1] == ("interviewer", True)
    late = signed_in.act(page, {**fields, "role": "leader"})
    assert late.status_code == 409


def test_a_voice_that_is_not_heard_is_refused(signed_in, page):
    assert signed_in.act(page, {"voice": "7", "role": "leader"}).status_code == 400
    assert signed_in.act(page, {"voice": "1", "role": "driver"}).status_code == 400
    assert signed_in.get("/atelier/entrevues/9999/voix").status_code == 404
