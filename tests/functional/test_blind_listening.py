"""Readers hear a few doubtful seconds: nothing tells whose they are, and two who agree are heard."""

from __future__ import annotations

import re
import subprocess
from html import unescape

import pytest
from sqlalchemy import select

from app.models import Correction, Interview, Passage
from app.web.reader_gate import Limit, ReaderGate
from tests.builders import Said
from tests.media_samples import make_beep
from tests.reader_client import ReaderClient
from transcription.media_tool import ffmpeg_program

NAME, PARTY = "Inventée Savardine", "Parti inventé savardine"
SAID = [Said("leader", "Nous ouvrirons toutes les données publiques du gouvernement.", seconds=5.0)]


@pytest.fixture
def interview_id(inventing) -> int:
    with inventing() as invented:
        return invented.interview(invented.leader("savardine", NAME), None, SAID).id


@pytest.fixture
def readers(site) -> list[ReaderClient]:
    return [ReaderClient(site, f"192.0.2.{number}") for number in range(1, 7)]


def ticket_on(page) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert found, unescape(page.text)
    return found[1]


def answer(reader: ReaderClient, text: str = "", kind: str = "text", **more: str):
    ticket = ticket_on(reader.get("/ecouter"))
    return reader.send("/ecouter", {"ticket": ticket, "answer": kind, "text": text, **more})


def kept(archive) -> list[Correction]:
    with archive.database.read() as session:
        return list(session.scalars(select(Correction).order_by(Correction.id)))


@pytest.mark.parametrize("path", ["/ecouter", "/en/listen"])
def test_nothing_on_the_page_tells_who_speaks_or_what(archive, interview_id, readers, path):
    page = readers[0].get(path)
    with archive.database.read() as session:
        interview = session.get_one(Interview, interview_id)
        passage = session.scalars(select(Passage)).one()
    told = unescape(page.text) + str(page.headers)
    for secret in (
        NAME, PARTY, "savardine", interview.slug, passage.id, "ouvrirons", "données publiques", "14 août",
        "Rimouski", "Intervieweuse", "renditions", "0:00",
    ):  # fmt: skip
        assert secret not in told, secret
    assert not re.search(r"[0-9a-f]{64}", page.text)
    assert ticket_on(page) not in ticket_on(readers[0].get(path))


def test_the_sound_is_only_those_seconds_and_its_file_tells_nothing(
    archive, interview_id, readers, tmp_path, monkeypatch
):
    beep = make_beep(
        tmp_path / "whole.m4a", "-c:a", "aac", "-metadata", f"title={NAME}", seconds=30.0, beep_at=2.0
    )
    monkeypatch.setattr(type(archive.store), "local_copy", lambda _store, _key: _Given(beep))
    page = readers[0].get("/ecouter")
    url = re.search(r'<audio[^>]* src="([^"]+)"', page.text)[1]
    assert re.fullmatch(r"/media/ecoute/[\w-]+/son\.m4a", url)
    sound = readers[0].get(url)
    assert sound.status_code == 200
    assert sound.headers["content-type"] == "audio/mp4"
    assert "private" in sound.headers["cache-control"]
    assert NAME.encode() not in sound.content
    part = readers[0].get(url, headers={"range": "bytes=0-99"})
    assert part.status_code == 206
    assert len(part.content) == 100
    # Safari asks for a piece first; whoever asks again gets the same file, without another cut.
    assert readers[1].get(url).content == sound.content
    path = tmp_path / "heard.m4a"
    path.write_bytes(sound.content)
    said = subprocess.run([ffmpeg_program(), "-i", path], capture_output=True, text=True, check=False).stderr
    hours, minutes, seconds = re.search(r"Duration: (\d+):(\d+):([\d.]+)", said).groups()
    assert (hours, minutes) == ("00", "00")
    assert 4.9 < float(seconds) < 5.4
    assert "title" not in said
    assert readers[0].get("/media/ecoute/aaaaaaaaaaaaaaaaaaaaaaaa/son.m4a").status_code == 404


class _Given:
    def __init__(self, path):
        self._path = path

    def __enter__(self):
        return self._path

    def __exit__(self, *_error):
        return None


def test_two_readers_who_write_it_differently_but_hear_the_same_agree(
    archive, interview_id, readers, signed_in
):
    assert answer(readers[0], "nous ouvrirons tous les données 3").status_code == 303
    alone = signed_in.get("/atelier/corrections").text
    assert "1 personne, à l’oreille seule" in unescape(alone)
    assert "d’accord entre elles" not in unescape(alone)
    assert answer(readers[1], "Nous ouvrirons... tous les données trois !").status_code == 303
    told = unescape(signed_in.get("/atelier/corrections").text)
    assert "2 personnes, à l’oreille seule" in told
    assert "d’accord entre elles" in told
    assert "nous ouvrirons" not in unescape(readers[2].get("/passages/" + kept(archive)[0].passage_id).text)
    # Agreed: the spot needs no more ears.
    assert "Rien à écouter" in unescape(readers[2].get("/ecouter").text)


def test_one_reader_in_two_windows_agrees_with_nobody(archive, interview_id, readers, signed_in):
    tickets = [ticket_on(readers[0].get("/ecouter")) for _ in range(2)]
    for ticket in tickets:
        sent = readers[0].send("/ecouter", {"ticket": ticket, "answer": "text", "text": "tout autre chose"})
        assert sent.status_code == 303
    assert len(kept(archive)) == 1
    assert "d’accord" not in unescape(signed_in.get("/atelier/corrections").text)
    # The same spot is not offered again to who has answered for it.
    assert "Rien à écouter" in unescape(readers[0].get("/ecouter").text)


def test_a_ticket_takes_one_answer(archive, interview_id, readers):
    ticket = ticket_on(readers[0].get("/ecouter"))
    form = {"ticket": ticket, "answer": "text", "text": "tout autre chose"}
    assert readers[0].send("/ecouter", form).status_code == 303
    again = readers[1].send("/ecouter", form)
    assert "a déjà sa réponse" in unescape(again.text)
    assert len(kept(archive)) == 1


def test_nothing_said_and_not_made_out_are_answers(archive, interview_id, readers, signed_in):
    for reader, kind in zip(readers, ("nothing", "unclear", "nothing", "unclear"), strict=False):
        assert answer(reader, "ignored", kind).status_code == 303
        if len(kept(archive)) == 3:
            break
    assert [(one.answer, one.text) for one in kept(archive)] == [
        ("nothing", ""), ("unclear", ""), ("nothing", "")
    ]  # fmt: skip
    told = unescape(signed_in.get("/atelier/corrections").text)
    assert "Rien n’a été dit ici" in told
    assert "[inaudible]" in told


def test_who_hears_the_words_that_stand_there_leaves_nothing_to_decide(
    archive, interview_id, readers, signed_in
):
    heard = "nous ouvrirons toutes les données publiques du gouvernement"
    assert answer(readers[0], heard).status_code == 303
    assert [one.state for one in kept(archive)] == ["same"]
    assert "Rien n’attend" in unescape(signed_in.get("/atelier/corrections").text)


def test_an_answer_that_can_not_be_taken_comes_back_with_its_sound(archive, interview_id, readers):
    for text in ("", "...", "x " * 400, "voir www.spam.invalid"):
        ticket = ticket_on(readers[0].get("/ecouter"))
        refused = readers[0].send("/ecouter", {"ticket": ticket, "answer": "text", "text": text})
        assert refused.status_code == 400
        assert ticket_on(refused) == ticket
        assert text in unescape(refused.text)
    hostile = readers[0].send("/ecouter", {"ticket": ticket, "text": "</textarea><script>x</script> www.a.b"})
    assert "<script>x" not in hostile.text
    assert not kept(archive)


def test_traps_other_sites_and_floods_leave_nothing(archive, site, interview_id, readers):
    assert answer(readers[0], "un mot", website="x").status_code == 303
    ticket = ticket_on(readers[0].get("/ecouter"))
    sent = {"ticket": ticket, "text": "un mot"}
    assert readers[0].send("/ecouter", sent, origin="https://elsewhere.invalid").status_code == 400
    assert "a déjà sa réponse" in unescape(readers[0].send("/ecouter", {**sent, "ticket": "made up"}).text)
    assert readers[0].send("/ecouter", {**sent, "answer": "other"}).status_code == 422
    site.state.reader_gate = ReaderGate(limits={"listen": Limit(2, 3), "answer": Limit(0, 9)})
    assert readers[0].send("/ecouter", sent).status_code == 429
    assert [readers[0].get("/ecouter").status_code for _ in range(3)] == [200, 200, 429]
    assert [readers[1].get("/ecouter").status_code for _ in range(2)] == [200, 429]
    assert not kept(archive)


def test_leaders_are_drawn_alike_however_long_they_spoke(archive, inventing, site):
    long = [Said("leader", f"Une longue phrase numéro {n} est dite.", seconds=5.0) for n in range(30)]
    with inventing() as invented:
        invented.interview(invented.leader("longue"), None, long)
        invented.interview(invented.leader("breve"), None, SAID)
        invented.interview(invented.leader("tue"), None, SAID, state="draft")
    from random import Random

    from app.services.corrections.blind_listening import choose_spot

    chance = Random(12)
    with archive.database.read() as session:
        drawn = [choose_spot(session, lambda _id: "x", chance).interview_id for _ in range(60)]
        slugs = dict(session.execute(select(Interview.id, Interview.slug)).all())
    counts = {slug: drawn.count(number) for number, slug in slugs.items()}
    assert counts["entrevue-tue"] == 0
    assert 18 <= counts["entrevue-breve"] <= 42
