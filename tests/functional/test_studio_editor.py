"""A curator edits a transcript: each edit answers a script and a plain form, and no text is ever lost."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.models import HeardSpan, Passage, PassageDraft, Transcript
from tests.builders import Said

JSON = {"accept": "application/json"}
SAID = [
    Said("interviewer", "Que ferez-vous pour la fibre ?", exchange=1),
    Said("leader", "La fibre se rendra dans chaque village", exchange=1),
    Said("leader", "avant deux ans je le promets", exchange=1),
    Said("interviewer", "Et les données ?", exchange=2),
    Said("leader", "Elles seront ouvertes", exchange=2),
]


class Desk:
    """A curator at the editor of one interview."""

    def __init__(self, client, interview_id: int) -> None:
        self.client = client
        self.page = f"/atelier/entrevues/{interview_id}/texte"
        self.interview_id = interview_id

    def text(self) -> dict:
        return self.client.get(f"{self.page}.json").json()

    def passage(self, position: int) -> dict:
        return self.text()["passages"][position]

    def act(self, position: int, verb: str, form: dict | None = None, **headers: str):
        """Do something to a passage as a script does, with what is read now as seen."""
        passage = self.passage(position)
        fields = {"seen": passage["number"], **(form or {})}
        return self.client.act(f"/atelier/passages/{passage['id']}/{verb}", fields, **(headers or JSON))


@pytest.fixture
def interview_id(inventing) -> int:
    with inventing() as invented:
        return invented.interview(invented.leader("savard"), None, SAID, state="in_review").id


@pytest.fixture
def desk(signed_in, interview_id) -> Desk:
    return Desk(signed_in, interview_id)


def test_the_page_is_a_form_a_passage_and_its_sound_is_heard_before_publication(desk, client):
    page = desk.client.get(desk.page).text
    assert page.count('data-line="') == len(SAID)
    assert "La fibre se rendra dans chaque village</textarea>" in page
    sound = page.partition('<source src="')[2].partition('"')[0]
    assert sound.startswith("/atelier/media/")
    assert desk.client.get(sound).status_code == 200
    assert "private" in desk.client.get(sound).headers["cache-control"]
    assert client.get(sound).headers["location"].startswith("/atelier/connexion")
    assert client.get(sound.removeprefix("/atelier")).status_code == 404


def test_a_saved_text_answers_what_changed_and_keeps_the_times_of_other_words(desk):
    before = desk.passage(1)
    answer = desk.act(1, "texte", {"text": "La fibre ira dans chaque village"}).json()
    assert (answer["is_new"], answer["gone"], answer["search"]) == (True, [], True)
    (after,) = answer["passages"]
    assert after["words"][0] == before["words"][0]
    assert after["words"][-1] == before["words"][-1]
    assert after["status"]["code"] == "corrected"
    assert (after["number"], after["previous"]) == (answer["revision"], before["previous"])
    assert any("Camille" in line for line in after["settled"])
    assert after == desk.passage(1)


def test_the_same_text_again_is_no_revision(desk):
    answer = desk.act(1, "texte", {"text": desk.passage(1)["text"]}).json()
    assert not answer["is_new"]
    assert answer["revision"] == 1
    assert answer["passages"] == [desk.passage(1)]


def test_a_plain_form_is_led_back_to_its_passage(desk):
    passage = desk.passage(1)
    response = desk.act(1, "texte", {"text": "La fibre ira partout"}, accept="text/html")
    assert response.status_code == 303
    assert response.headers["location"] == f"{desk.page}?avis=enregistre#p-{passage['id']}"
    assert "C’est enregistré." in desk.client.get(response.headers["location"].partition("#")[0]).text
    assert desk.passage(1)["text"] == "La fibre ira partout"


def test_who_comes_second_sees_both_texts_and_loses_none(desk, sign_in, interview_id):
    other = Desk(sign_in("Dominique"), interview_id)
    seen = desk.passage(1)
    other.act(1, "texte", {"text": "La fibre ira dans chaque village"})
    form = {"text": "La fibre se rendra dans tous les villages", "seen": seen["number"]}
    refused = desk.act(1, "texte", form)
    assert refused.status_code == 409
    conflict = refused.json()
    assert (conflict["by"], conflict["text"]) == ("Dominique", "La fibre ira dans chaque village")
    assert conflict["mine"] == form["text"]
    assert ["added", "se rendra"] in conflict["difference"]
    assert ["removed", "ira"] in conflict["difference"]
    page = desk.act(1, "texte", form, accept="text/html")
    assert page.status_code == 409
    assert "<ins>se rendra</ins>" in page.text
    assert "<del>ira</del>" in page.text
    # The number that the conflict tells is the one to save mine over theirs with, or what I made of both.
    kept = desk.act(1, "texte", {**form, "seen": conflict["number"]})
    assert kept.status_code == 200
    assert desk.passage(1)["text"] == form["text"]


def test_an_edit_of_a_passage_that_was_joined_meanwhile_leads_to_where_it_went(desk):
    passage, next_one = desk.passage(1), desk.passage(2)
    desk.act(1, "reunir", {"next": next_one["id"], "next_seen": next_one["number"]})
    form = {"text": "avant deux ans, promis", "seen": next_one["number"]}
    refused = desk.client.act(f"/atelier/passages/{next_one['id']}/texte", form, **JSON)
    conflict = refused.json()
    assert (refused.status_code, conflict["is_gone"], conflict["mine"]) == (409, True, form["text"])
    assert conflict["passages"][0]["id"] == passage["id"]
    assert conflict["text"].endswith("avant deux ans je le promets")


def test_a_cut_makes_two_passages_and_a_joining_one(desk):
    whole = desk.passage(1)
    answer = desk.act(1, "couper", {"first_word": 3}).json()
    first, second = answer["passages"]
    assert (first["text"], second["text"]) == ("La fibre se", "rendra dans chaque village")
    assert (first["id"], second["previous"]) == (whole["id"], whole["id"])
    joined = desk.act(1, "reunir", {"next": second["id"], "next_seen": second["number"]}).json()
    assert joined["gone"] == [second["id"]]
    assert joined["passages"][0]["text"] == whole["text"]


def test_a_refusal_says_why(desk):
    refused = desk.act(1, "couper", {"first_word": 0})
    assert refused.status_code == 400
    assert "mot" in refused.json()["detail"]


def test_inaudible_words_become_one_mark_and_heard_words_bear_no_figure(desk):
    marked = desk.act(1, "inaudible", {"first_word": 2, "end_word": 4}).json()["passages"][0]
    assert marked["text"] == "La fibre [inaudible] dans chaque village"
    heard = desk.act(1, "entendu", {"first_word": 0, "end_word": 2}).json()["passages"][0]
    assert [word[3] for word in heard["words"][:3]] == [None, None, None]
    assert heard["status"]["code"] == "corrected"
    checked = desk.act(1, "verifie").json()["passages"][0]
    assert checked["status"]["code"] == "checked"


def test_what_the_machine_gave_up_is_a_doubt_until_a_person_settles_it(signed_in, inventing):
    said = [Said("leader", "La fibre [inaudible] partout"), Said("leader", "et [inaudible] avant deux ans")]
    with inventing() as invented:
        interview_id = invented.interview(invented.leader("savard"), None, said, state="in_review").id
        transcript_id = invented.session.scalars(select(Transcript.id)).one()
    desk = Desk(signed_in, interview_id)
    assert [desk.passage(0)["doubts"], desk.passage(1)["doubts"]] == [[2], [1]]
    # Another text around it leaves the mark the machine's, and so does a mark that a person adds.
    saved = desk.act(0, "texte", {"text": "La vibre [inaudible] partout"}).json()["passages"][0]
    assert saved["doubts"] == [2]
    marked = desk.act(0, "inaudible", {"first_word": 0, "end_word": 1}).json()["passages"][0]
    assert (marked["words"][0][0], marked["doubts"]) == ("[inaudible]", [2])
    assert desk.act(0, "verifie").json()["passages"][0]["doubts"] == []
    # Heard in the guided pass, and left.
    with inventing() as invented:
        start, end = desk.passage(1)["words"][1][1:3]
        invented.session.add(HeardSpan(transcript_id=transcript_id, start_seconds=start, end_seconds=end))
    assert desk.passage(1)["doubts"] == []


def test_a_passage_is_checked_with_what_was_typed_in_it_even_when_that_is_nothing(desk):
    checked = desk.act(1, "verifie", {"text": "La fibre ira partout", "has_text": "true"}).json()["passages"][
        0
    ]
    assert (checked["text"], checked["status"]["code"]) == ("La fibre ira partout", "checked")
    emptied = desk.act(1, "verifie", {"text": "", "has_text": "true"}).json()["passages"][0]
    assert (emptied["text"], emptied["words"]) == ("", [])


def test_edges_move_between_the_neighbours_only(desk):
    moved = desk.act(1, "bords", {"start": 10.5, "end": 19.25}).json()["passages"][0]
    assert (moved["start"], moved["end"]) == (10.5, 19.25)
    assert desk.act(1, "bords", {"start": 9.0, "end": 19.25}).status_code == 400
    assert desk.act(1, "bords", {"start": "nan", "end": 19.25}).status_code == 422


def test_who_speaks_is_told_for_a_passage_or_its_turn(desk):
    answer = desk.act(1, "locuteur", {"role": "unknown"}).json()
    told = next(one for one in answer["passages"] if one["id"] == desk.passage(1)["id"])
    assert (told["speaker"]["role"], told["speaker"]["is_confirmed"]) == ("unknown", True)
    assert any(line.startswith("Qui parle") for line in told["settled"])
    # Told the same, the two passages read as one turn; then the turn is told at once.
    desk.act(2, "locuteur", {"role": "unknown"})
    desk.act(2, "locuteur", {"role": "leader", "scope": "turn"})
    assert [desk.passage(number)["speaker"]["role"] for number in (1, 2)] == ["leader", "leader"]
    assert desk.act(1, "locuteur", {"role": "leader", "scope": "voice"}).status_code == 400


def test_an_exchange_is_placed(desk):
    answer = desk.act(2, "echange", {"place": "starts"}).json()
    assert answer["passages"][0]["exchange"] == "starts"
    assert desk.act(2, "echange", {"place": "elsewhere"}).status_code == 422


def test_an_edit_is_undone_and_done_again_by_its_revision(desk):
    before = desk.passage(1)["text"]
    path = f"/atelier/entrevues/{desk.interview_id}/reprendre"
    saved = desk.act(1, "texte", {"text": "Autre chose"}).json()["revision"]
    undone = desk.client.act(path, {"revision": saved}, **JSON).json()
    assert desk.passage(1)["text"] == before
    assert undone["passages"] == [desk.passage(1)]
    desk.client.act(path, {"revision": undone["revision"]}, **JSON)
    assert desk.passage(1)["text"] == "Autre chose"
    # What somebody built upon is not undone under them.
    assert desk.client.act(path, {"revision": saved}, **JSON).status_code == 409


def test_a_draft_is_kept_for_its_author_alone_and_goes_when_the_text_is_saved(desk, sign_in, archive):
    passage = desk.passage(1)
    kept = desk.act(1, "brouillon", {"text": "La fibre ira\x00 sans tarder"})
    assert set(kept.json()) == {"saved_at"}
    draft = desk.passage(1)["draft"]
    assert (draft["text"], draft["seen"]) == ("La fibre ira sans tarder", passage["number"])
    assert desk.passage(1)["text"] == passage["text"]
    page = desk.client.get(desk.page).text
    assert "La fibre ira sans tarder</textarea>" in page
    assert "Abandonner le brouillon" in page
    assert Desk(sign_in("Dominique"), desk.interview_id).passage(1)["draft"] is None
    desk.act(1, "texte", {"text": "La fibre ira sans tarder"})
    with archive.database.read() as session:
        assert session.scalars(select(PassageDraft)).all() == []


def test_a_draft_is_given_up(desk):
    desk.act(1, "brouillon", {"text": "Autre chose"})
    response = desk.act(1, "brouillon/abandon", accept="text/html")
    assert response.headers["location"].startswith(f"{desk.page}?avis=abandon#")
    assert desk.passage(1)["draft"] is None


def test_a_refused_save_leaves_the_draft_where_it_is(desk, sign_in, interview_id):
    seen = desk.passage(1)
    desk.act(1, "brouillon", {"text": "Le mien"})
    Desk(sign_in("Dominique"), interview_id).act(1, "texte", {"text": "Le leur"})
    assert desk.act(1, "texte", {"text": "Le mien", "seen": seen["number"]}).status_code == 409
    assert desk.passage(1)["draft"]["text"] == "Le mien"


def test_every_tool_has_a_form_without_scripts(desk):
    passage = desk.passage(1)
    page = desk.client.get(f"/atelier/passages/{passage['id']}/outils").text
    for verb in ("locuteur", "couper", "reunir", "inaudible", "bords", "echange"):
        assert f'action="/atelier/passages/{passage["id"]}/{verb}"' in page
    assert desk.client.get("/atelier/passages/aaaaaaaaaa/outils").status_code == 404


def test_the_ribbon_of_a_passage_shows_a_little_around_it(desk):
    passage = desk.passage(1)
    ribbon = desk.client.get(f"/atelier/passages/{passage['id']}/ruban").json()
    assert ribbon["svg"].startswith("<svg")
    assert ribbon["from"] < passage["start"] < passage["end"] < ribbon["until"]


def test_a_page_that_outlived_its_session_learns_who_is_signed_in_now(desk, client):
    known = desk.client.get("/atelier/jeton.json", headers=JSON)
    assert known.json() == {"curator": desk.client.curator_id, "token": desk.client.token}
    assert known.headers["cache-control"] == "no-store"
    assert client.get("/atelier/jeton.json", headers=JSON).status_code == 401


def test_nobody_edits_without_an_account_or_from_elsewhere(desk, client, archive):
    passage = desk.passage(1)
    path = f"/atelier/passages/{passage['id']}/texte"
    form = {"text": "Faux", "seen": passage["number"], "token": "made up"}
    origin = {"origin": "https://franquette.invalid"}
    assert client.post(path, data=form, headers={**origin, **JSON}).status_code == 401
    assert desk.client.post(path, data=form, headers=origin).status_code == 400
    with archive.database.read() as session:
        assert session.get(Passage, passage["id"]).text == passage["text"]


def test_an_interview_without_a_text_says_so(signed_in, inventing):
    with inventing() as invented:
        interview = invented.interview(invented.leader("tessier"), None, state="in_review")
    page = signed_in.get(f"/atelier/entrevues/{interview.id}/texte")
    assert page.status_code == 200
    assert "Pas encore de texte" in page.text
    assert signed_in.get(f"/atelier/entrevues/{interview.id}/texte.json").status_code == 404
    assert signed_in.get("/atelier/entrevues/9999/texte").status_code == 404
