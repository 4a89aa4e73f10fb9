"""A clip's page, its life through corrections, and what stands where it was withdrawn."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from sqlalchemy import select

from app.models import AuditEntry, Clip, Passage, Turn
from app.services.clips.clip_making import WordAddress, make_clip
from app.services.editing.revision_writing import Editor
from app.services.editing.transcript_editing import Seen, join_with_next, save_text, tell_speaker
from app.services.publishing.interview_publishing import withdraw
from tests.builders import Said

QUESTION = Said("interviewer", "Allez-vous ouvrir les données ?", exchange=1)
ANSWER = Said("leader", "Non. Nous ne voulons pas fermer les données du gouvernement. Jamais.", exchange=1)
MORE = Said("leader", "Et la fibre viendra <bientôt>.", exchange=2)
SLUG = "entrevue-savard"
CURATOR = Editor("curator:Camille")


@pytest.fixture
def said(archive, inventing) -> list[str]:
    """A public interview; the ids of its passages."""
    with inventing() as invented:
        invented.interview(
            invented.leader("savard", "Hélène Savard"), invented.campaign(), [QUESTION, ANSWER, MORE]
        )
    with archive.database.read() as session:
        return list(session.scalars(select(Passage.id).order_by(Passage.position)))


@pytest.fixture
def quote(archive, said):
    """Keeps a clip from a word to another: (passage, word) twice; gives its id."""

    def keep(first: tuple[int, int], last: tuple[int, int]) -> str:
        with archive.database.write() as session:
            clip = make_clip(
                session, SLUG, WordAddress(said[first[0]], first[1]), WordAddress(said[last[0]], last[1])
            )
            return clip.id

    return keep


@pytest.fixture
def change(archive, said):
    """Edits a passage as a curator does."""

    def do(edit, number: int, *values):
        with archive.database.write() as session:
            passage = session.get(Passage, said[number])
            assert passage is not None
            return edit(session, CURATOR, Seen(passage.id, passage.revision_number), *values)

    return do


def test_a_clip_shows_its_words_its_speaker_and_the_whole_sentence_it_cuts(client, quote) -> None:
    page = client.get(f"/extraits/{quote((1, 5), (1, 7))}")
    assert page.status_code == 200
    for told in ("fermer", "Hélène Savard", "Nous ne voulons pas", "du gouvernement.", "14 août 2026"):
        assert told in page.text
    # What was left out turns the sense round: it is said.
    assert "«\u202fne\u202f», «\u202fpas\u202f»" in page.text
    assert "Extrait de 3" in page.text.replace("\u00a0", " ")


def test_a_clip_that_cuts_no_sentence_says_nothing_of_it(client, quote) -> None:
    page = client.get(f"/extraits/{quote((1, 1), (1, 9))}").text
    assert "coupe une phrase" not in page
    assert "clip-beside" not in page


def test_a_clip_of_two_voices_names_both(client, quote) -> None:
    record = client.get(f"/api/v1/clips/{quote((0, 3), (1, 0))}").json()
    assert [one["speaker"]["role"] for one in record["parts"]] == ["interviewer", "leader"]
    assert record["before"] == "Allez-vous ouvrir les"
    page = client.get(record["url"].removeprefix("https://franquette.invalid")).text
    assert "Intervieweuse inventée" in page


def test_the_same_words_are_the_same_clip_and_corrected_ones_another(quote, change) -> None:
    first = quote((1, 1), (1, 9))
    assert quote((1, 1), (1, 9)) == first
    change(save_text, 1, "Non. Nous ne voulons pas fermer les données des gouvernements. Jamais.")
    assert quote((1, 1), (1, 9)) != first


def test_a_correction_is_announced_with_the_difference(client, quote, change) -> None:
    clip_id = quote((1, 1), (1, 9))
    change(save_text, 1, "Non. Nous voulons pas fermer les données du gouvernement. Jamais.")
    page = client.get(f"/extraits/{clip_id}").text
    assert "Texte corrigé depuis la citation" in page
    assert "</span>ne</del>" in page
    record = client.get(f"/api/v1/clips/{clip_id}").json()
    assert record["state"] == "corrected"
    assert record["text"] == "Nous voulons pas fermer les données du gouvernement."
    assert record["quoted"]["text"] == "Nous ne voulons pas fermer les données du gouvernement."


def test_words_that_are_no_more_leave_their_sound(client, quote, change) -> None:
    clip_id = quote((2, 0), (2, 4))
    change(save_text, 2, "")
    page = client.get(f"/extraits/{clip_id}")
    assert page.status_code == 200
    assert "ne sont plus dans le texte corrigé" in page.text
    assert "&lt;bientôt&gt;" in page.text
    assert "<audio" in page.text
    # What nobody stands behind any more is not drawn into videos; its sound can be taken along.
    assert "fichier-m4a" in page.text and "fichier-tall-video" not in page.text


def test_another_speaker_is_announced_and_shown(archive, client, quote, said) -> None:
    clip_id = quote((1, 1), (1, 9))
    with archive.database.write() as session:
        passage = session.get(Passage, said[1])
        seen = [Seen(passage.id, passage.revision_number)]
        tell_speaker(session, CURATOR, passage.transcript_id, seen, "interviewer")
    page = client.get(f"/extraits/{clip_id}").text
    assert "La personne qui parle a été corrigée" in page
    assert "Hélène Savard ne les a pas dits." in page


def test_a_passage_that_was_joined_to_another_still_holds_its_clips(archive, client, quote, said) -> None:
    with archive.database.write() as session:
        # Only passages of one speaker and exchange can be joined.
        second = session.get(Passage, said[2])
        first = session.get(Passage, said[1])
        second.exchange_id = first.exchange_id
        second.turn_id = first.turn_id
        session.flush()
        session.execute(Turn.__table__.delete().where(Turn.position == 2))
    clip_id = quote((2, 1), (2, 3))
    with archive.database.write() as session:
        numbers = {one: session.get(Passage, one).revision_number for one in said[1:]}
        join_with_next(session, CURATOR, *(Seen(one, number) for one, number in numbers.items()))
    assert client.get(f"/api/v1/clips/{clip_id}").json()["text"] == "la fibre viendra"


def test_what_was_withdrawn_says_so_at_every_address(archive, client, quote, signed_in) -> None:
    kept, gone = quote((1, 1), (1, 9)), quote((2, 0), (2, 2))
    answer = signed_in.act(f"/atelier/extraits/{gone}/retirer", {"reason": "Sorti de son contexte."})
    assert answer.headers["location"] == "/atelier/extraits?avis=retire"
    for path in (f"/extraits/{gone}", f"/en/clips/{gone}"):
        page = client.get(path)
        assert page.status_code == 410
        assert "Sorti de son contexte." in page.text
    problem = client.get(f"/api/v1/clips/{gone}")
    assert (problem.status_code, problem.json()["clip"]) == (410, gone)
    assert [one["id"] for one in client.get("/api/v1/clips").json()["clips"]] == [kept]
    with archive.database.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "clip.withdrawn")).one()
        assert (entry.actor, entry.subject) == (signed_in.actor, f"clip:{gone}")
    listed = client.get("/sitemap.xml").text
    assert f"/extraits/{kept}<" in listed and gone not in listed
    signed_in.act(f"/atelier/extraits/{gone}/retablir")
    assert client.get(f"/extraits/{gone}").status_code == 200


def test_clips_of_a_withdrawn_interview_are_withdrawn(archive, client, quote) -> None:
    clip_id = quote((1, 1), (1, 9))
    with archive.database.write() as session:
        clip = session.get(Clip, clip_id)
        assert clip is not None
        withdraw(session, clip.interview_id, "curator:Camille", "À la demande de la personne.")
    assert client.get(f"/extraits/{clip_id}").status_code == 410
    assert client.get("/api/v1/clips").json() == {"total": 0, "clips": []}
    [tombstone] = deleted(client.get("/flux/extraits.atom").content)
    assert tombstone.get("ref") == f"https://franquette.invalid/extraits/{clip_id}"


def test_a_clip_can_be_withdrawn_only_with_a_reason(quote, signed_in) -> None:
    clip_id = quote((1, 1), (1, 9))
    answer = signed_in.act(f"/atelier/extraits/{clip_id}/retirer", {"reason": "  "})
    assert answer.status_code == 400
    assert "Dites pourquoi" in answer.text
    assert "Rétablir" not in signed_in.get("/atelier/extraits").text


def test_the_studio_lists_the_clips_and_what_changed(change, quote, signed_in) -> None:
    quote((1, 1), (1, 9))
    quote((0, 0), (0, 4))
    change(save_text, 1, "Autre chose.")
    page = signed_in.get("/atelier/extraits").text
    assert "2 extraits" in page.replace("\u00a0", " ")
    # Whose words they are is never left to guess.
    for who in ("Intervieweuse inventée", "Hélène Savard"):
        assert f'<p class="small quiet">{who}</p>' in page
    assert "Texte corrigé depuis la citation" in page


def test_every_page_leads_to_the_feed_of_its_language(client, said) -> None:
    assert 'type="application/atom+xml" href="/flux/extraits.atom"' in client.get("/").text
    assert 'type="application/atom+xml" href="/en/feeds/clips.atom"' in client.get("/en").text


def test_the_feed_holds_the_latest_clips(client, quote) -> None:
    clip_id = quote((1, 1), (1, 9))
    for path in ("/flux/extraits.atom", "/en/feeds/clips.atom"):
        answer = client.get(path)
        assert answer.headers["content-type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(answer.content)  # noqa: S314 (our own)
        [entry] = feed.findall("{*}entry")
        assert clip_id in entry.findtext("{*}id", "")
        assert "Hélène Savard" in entry.findtext("{*}content", "")
        assert client.get(path, headers={"if-none-match": answer.headers["etag"]}).status_code == 304


def test_the_feed_holds_a_few_clips_of_each_leader_and_stays_a_feed(client, quote, signed_in) -> None:
    clips = [quote((1, first), (1, 9)) for first in range(8)]
    signed_in.act(f"/atelier/extraits/{clips[0]}/retirer", {"reason": "Deux\x0blignes\x01."})
    feed = client.get("/flux/extraits.atom").content
    [tombstone] = deleted(feed)
    assert tombstone.findtext("{http://purl.org/atompub/tombstones/1.0}comment", "").startswith("Deux")
    assert len(ElementTree.fromstring(feed).findall("{*}entry")) == 5  # noqa: S314 (our own)


@pytest.mark.parametrize("text", ["", "Autre chose fut dit là."])
def test_words_of_the_interviewer_are_never_given_to_the_leader(client, change, quote, text) -> None:
    clip_id = quote((0, 0), (0, 4))
    change(save_text, 0, text)
    page = client.get(f"/extraits/{clip_id}").text
    figure = page[page.index("<figcaption>") : page.index("</figcaption>")]
    assert "Intervieweuse inventée" in figure
    assert "/chefs/savard" not in figure
    assert "Hélène Savard ne les a pas dits." in page
    frame = client.get(f"/embed/extraits/{clip_id}").text
    assert "<strong>Intervieweuse inventée</strong>" in frame
    told = client.get(f"/oembed?url=https://franquette.invalid/extraits/{clip_id}").json()
    assert (told["author_name"], "author_url" in told) == ("Intervieweuse inventée", False)
    assert "Hélène Savard (" not in told["html"]


def test_an_unknown_clip_is_not_found(client, said) -> None:
    for path in ("/extraits/22222bbbbb", "/api/v1/clips/22222bbbbb", "/extraits/%2e%2e"):
        assert client.get(path).status_code == 404


def deleted(feed: bytes) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(feed)  # noqa: S314 (our own)
    return root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
