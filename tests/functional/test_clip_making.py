"""Any reader makes a clip of chosen words, by one form with and without scripts; no flood gets through."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import select

from app.models import Clip, Passage, PassageRedirect, Revision
from app.services.clips.clip_making import WordAddress, make_clip
from app.web.reader_gate import Limit, ReaderGate
from tests.builders import Said
from tests.reader_client import ReaderClient

SAID = [
    Said("interviewer", "Et la fibre ?"),
    Said("leader", "Nous ne voulons pas publier ces données cette année.", seconds=9.0),
    Said("leader", "Jamais, jamais de la vie."),
]
FORM = "/entrevues/entrevue-savard/extrait"


@pytest.fixture
def passages(archive, inventing) -> list[str]:
    """Return the passages of an interview, in order; each word of the second lasts a second."""
    with inventing() as invented:
        invented.interview(invented.leader("savard", "Inventée Savard"), None, SAID)
    with archive.database.read() as session:
        return list(session.scalars(select(Passage.id).order_by(Passage.position)))


@pytest.fixture
def reader(site) -> ReaderClient:
    return ReaderClient(site, "192.0.2.1")


def kept(archive) -> list[Clip]:
    with archive.database.read() as session:
        return list(session.scalars(select(Clip).order_by(Clip.made_at)))


def plain(text: str) -> str:
    """Return a page as one would type it: without tags and with plain spaces and apostrophes."""
    shown = unescape(re.sub(r"<[^>]+>", " ", text))
    return " ".join(shown.replace("’", "'").split())


def chosen(text: str) -> tuple[str, ...]:
    """Return the passages or words that are chosen in the lists of a page."""
    return tuple(re.findall(r'<option value="([0-9a-z]{10}(?:\.\d+)?)" selected', text))


def test_the_first_page_lists_every_passage_with_its_moment_its_voice_and_its_first_words(reader, passages):
    page = reader.get(FORM)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    for first, text in zip(
        passages,
        (
            "0:00 · Intervieweuse inventée · Et la fibre",
            "0:10 · Inventée Savard · Nous",
            "0:19 · Inventée Savard",
        ),
        strict=True,
    ):
        assert page.text.count(f'<option value="{first}">{text}') == 2
    assert 'name="de"' in page.text
    assert 'name="a"' in page.text
    assert "Make a clip" in reader.get("/en/interviews/entrevue-savard/clip").text


def test_passages_that_were_chosen_show_their_words_and_sound_and_what_their_sentences_lack(reader, passages):
    page = reader.get(f"{FORM}?de={passages[1]}.3&a={passages[2]}.1")
    assert chosen(page.text) == (f"{passages[1]}.3", f"{passages[2]}.1")
    assert "#t=13.0,23.0" in page.text
    told = plain(page.text)
    assert "pas publier ces données cette année. Jamais, jamais" in told
    assert "Avant l'extrait, dans la même phrase : Nous ne voulons" in told
    assert "Après l'extrait, dans la même phrase : de la vie." in told
    assert "coupe une phrase qui contient « ne »" in told
    assert f'name="first" value="{passages[1]}.3"' in page.text
    assert f'name="last" value="{passages[2]}.1"' in page.text


def test_a_word_of_the_lists_is_read_with_its_number_and_its_neighbours(reader, passages):
    page = unescape(reader.get(f"{FORM}?de={passages[1]}&a={passages[1]}").text)
    assert f'<option value="{passages[1]}.0" selected>1. Nous ne voulons</option>' in page
    assert f'<option value="{passages[1]}.8" selected>9. données cette année.</option>' in page
    # The passages beside it are offered too: an extract may grow.
    assert f'<option value="{passages[0]}.0">' in page
    assert f'<option value="{passages[2]}.0">' in page


def test_edges_in_the_wrong_order_are_put_right(reader, passages):
    turned = reader.get(f"{FORM}?de={passages[2]}.1&a={passages[1]}.3")
    assert chosen(turned.text) == (f"{passages[1]}.3", f"{passages[2]}.1")


def test_one_edge_alone_means_its_passage(reader, passages):
    assert chosen(reader.get(f"{FORM}?de={passages[2]}").text) == (f"{passages[2]}.0", f"{passages[2]}.4")
    assert chosen(reader.get(f"{FORM}?a={passages[2]}").text) == (f"{passages[2]}.0", f"{passages[2]}.4")


def test_keeping_leads_to_the_page_of_the_clip_in_the_language_of_the_reader(archive, reader, passages):
    edges = {"first": f"{passages[1]}.3", "last": f"{passages[2]}.1"}
    sent = reader.send(FORM, edges)
    assert sent.status_code == 303
    (clip,) = kept(archive)
    assert clip.text == "pas publier ces données cette année. Jamais, jamais"
    assert sent.headers["location"] == f"/extraits/{clip.id}"
    assert reader.get(sent.headers["location"]).status_code == 200
    english = reader.send("/en/interviews/entrevue-savard/clip", edges)
    assert english.headers["location"] == f"/en/clips/{clip.id}"
    assert len(kept(archive)) == 1


def test_two_readers_who_keep_the_same_words_at_the_same_moment_get_the_same_clip(
    archive, monkeypatch, passages
):
    edges = WordAddress(passages[1], 0), WordAddress(passages[1], 2)
    with archive.database.write() as session:
        clip = make_clip(session, "entrevue-savard", *edges)
    # What the slower one saw: nobody had kept these words yet.
    monkeypatch.setattr("app.services.clips.clip_making._named", lambda _session, _span: (clip.id, None))
    with archive.database.write() as session:
        assert make_clip(session, "entrevue-savard", *edges).id == clip.id
    assert len(kept(archive)) == 1


def test_the_pages_of_interview_and_passage_lead_to_the_form(reader, passages):
    interview = unescape(reader.get("/entrevues/entrevue-savard").text)
    for one in passages:
        assert f'href="{FORM}?de={one}&a={one}"' in interview
    assert f'href="{FORM}"' in interview
    assert f'action="{FORM}"' in interview
    assert f'href="{FORM}?de={passages[1]}&a={passages[1]}"' in unescape(
        reader.get(f"/passages/{passages[1]}").text
    )


REFUSALS = (
    ("{1}.5", "{1}.2", "vient avant le premier"),
    ("{2}.0", "{1}.0", "vient avant le premier"),
    ("{1}.99", "{1}.99", "ne se lisent plus ainsi"),
    ("gonegonego.0", "{1}.2", "ne se lisent plus ainsi"),
    ("{1}", "{1}", "Choisissez le premier et le dernier mot"),
    ("", "", "Choisissez le premier et le dernier mot"),
    ("{1}.-1", "'; --", "Choisissez le premier et le dernier mot"),
)


def test_a_refusal_says_why_on_the_page_of_the_form(archive, reader, passages):
    for first, last, sentence in REFUSALS:
        edges = {"first": first.format(*passages), "last": last.format(*passages)}
        answer = reader.send(FORM, edges)
        assert answer.status_code == 400
        assert sentence in plain(answer.text), edges
        assert "Faire un extrait" in answer.text
    assert not kept(archive)


def test_words_that_last_too_long_come_back_with_what_was_chosen_and_no_way_to_keep_them(
    archive, inventing, reader
):
    with inventing() as invented:
        said = [Said("leader", f"Phrase numéro {number}.", seconds=60.0) for number in range(8)]
        invented.interview(invented.leader("savard"), None, said)
    with archive.database.read() as session:
        ids = list(session.scalars(select(Passage.id).order_by(Passage.position)))
    answer = reader.send(FORM, {"first": f"{ids[0]}.0", "last": f"{ids[3]}.2"})
    assert answer.status_code == 400
    assert "Cet extrait dure 240 s ; un extrait dure au plus 180 s" in plain(answer.text)
    assert chosen(answer.text) == (f"{ids[0]}.0", f"{ids[3]}.2")
    assert 'name="first"' not in answer.text
    assert "Garder cet extrait" in reader.get(f"{FORM}?de={ids[0]}&a={ids[2]}").text
    far = reader.get(f"{FORM}?de={ids[0]}&a={ids[7]}")
    assert "trop loin l'un de l'autre" in plain(far.text)
    assert chosen(far.text) == (ids[0], ids[7])
    assert not kept(archive)


def test_a_form_on_another_site_keeps_nothing(archive, reader, passages):
    edges = {"first": f"{passages[1]}.3", "last": f"{passages[1]}.5"}
    for origin in ("https://elsewhere.invalid", "null"):
        answer = reader.send(FORM, edges, origin=origin)
        assert answer.status_code == 400
        assert "ne vient pas de nos pages" in plain(answer.text)
        assert chosen(answer.text) == (f"{passages[1]}.3", f"{passages[1]}.5")
    assert not kept(archive)


def test_a_flood_is_stopped_and_what_was_chosen_comes_back(archive, site, passages):
    site.state.reader_gate = ReaderGate(limits={"clip": Limit(of_one=2, of_all=3)})

    def send(address: str, last: int):
        edges = {"first": f"{passages[1]}.0", "last": f"{passages[1]}.{last}"}
        return ReaderClient(site, address).send(FORM, edges)

    answers = [send("192.0.2.1", last) for last in range(3)]
    assert [one.status_code for one in answers] == [303, 303, 429]
    assert "Il arrive trop d'envois" in plain(answers[-1].text)
    assert chosen(answers[-1].text) == (f"{passages[1]}.0", f"{passages[1]}.2")
    assert "Garder cet extrait" in answers[-1].text
    # Words that are a clip already cost nothing, however often they are sent.
    assert {send("192.0.2.1", 1).status_code for _ in range(5)} == {303}
    assert [send(f"192.0.2.{number}", number).status_code for number in (3, 4)] == [303, 429]
    assert len(kept(archive)) == 3


def test_a_huge_body_is_not_read(archive, reader, passages):
    assert reader.send(FORM, {"first": "x" * 200_000, "last": ""}).status_code == 413
    assert reader.send(FORM, {"first": "x" * 500, "last": ""}).status_code == 422
    assert not kept(archive)


def test_what_is_not_public_or_has_no_text_makes_no_clip(archive, inventing, reader):
    with inventing() as invented:
        invented.interview(invented.leader("bois"), None, SAID, state="draft")
        invented.interview(invented.leader("roy"), None, SAID, state="withdrawn", reason="Essai.")
        invented.interview(invented.leader("muet"), None, [])
    for slug, status in (("bois", 404), ("roy", 410), ("muet", 404), ("personne", 404)):
        path = f"/entrevues/entrevue-{slug}/extrait"
        assert reader.get(path).status_code == status
        assert reader.send(path, {"first": "a.0", "last": "a.1"}).status_code == status
        assert reader.send(path, {}, origin="https://elsewhere.invalid").status_code == status
    assert not kept(archive)


def test_the_words_of_another_interview_are_not_those_of_this_one(archive, inventing, reader, passages):
    with inventing() as invented:
        invented.interview(invented.leader("roy"), None, SAID)
    edges = {"first": f"{passages[1]}.0", "last": f"{passages[1]}.2"}
    assert reader.send("/entrevues/entrevue-roy/extrait", edges).status_code == 400
    assert "ne se lisent plus" in plain(reader.get(f"/entrevues/entrevue-roy/extrait?de={passages[1]}").text)
    assert not kept(archive)


def test_a_passage_that_was_joined_to_another_leads_to_that_one_but_its_numbers_mean_nothing(
    archive, reader, passages
):
    with archive.database.write() as session:
        revision = session.scalars(select(Revision)).one()
        session.add(
            PassageRedirect(passage_id="gonegonego", into_passage_id=passages[2], revision_id=revision.id)
        )
    assert chosen(reader.get(f"{FORM}?de=gonegonego").text) == (f"{passages[2]}.0", f"{passages[2]}.4")
    assert chosen(reader.get(f"{FORM}?de=gonegonego.2&a={passages[2]}").text)[0] == f"{passages[2]}.0"
    sent = reader.send(FORM, {"first": "gonegonego.0", "last": f"{passages[2]}.1"})
    assert sent.status_code == 400
    assert not kept(archive)


def test_an_address_that_is_markup_stays_text(reader, passages):
    page = reader.get(f"{FORM}?de=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&a={passages[0]}")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
