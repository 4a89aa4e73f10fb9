"""A clip in the frames of other sites: what it shows, who may frame it, how long it stays, who is counted."""

from __future__ import annotations

import gzip
import random
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.domain.timecode import media_fragment
from app.models import Clip, ClipSite, Interview, Passage
from app.services.clips import clip_counting
from app.services.clips.clip_making import WordAddress, make_clip
from app.services.clips.clip_withdrawal import withdraw_clip
from app.services.clips.embed_noting import NOTES_A_MINUTE, EmbedNoting
from app.services.editing.revision_writing import Editor
from app.services.editing.transcript_editing import Seen, save_text
from app.services.publishing.interview_publishing import withdraw
from app.web import embeds
from app.web.answer_shelf import KEPT_ANSWERS, AnswerShelf
from tests.builders import Said

QUESTION = Said("interviewer", "Allez-vous ouvrir les données ?", exchange=1)
ANSWER = Said("leader", "Non. Nous ne voulons pas fermer les données du gouvernement. Jamais.", exchange=1)
CURATOR = Editor("curator:Camille")
FRAMED = {"sec-fetch-dest": "iframe", "sec-fetch-site": "cross-site"}


@pytest.fixture
def clip_id(archive, inventing) -> str:
    """« voulons pas fermer les données », in a video that stands upright."""
    with inventing() as invented:
        campaign = invented.campaign()
        invented.invitation(campaign, invented.leader("roy", "Roy Inventé"), "declined")
        who = invented.leader("savard", "Hélène <Savard>")
        invented.interview(who, campaign, [QUESTION, ANSWER], has_video=True)
    with archive.database.write() as session:
        passage = session.scalars(select(Passage.id).order_by(Passage.position)).all()[1]
        clip = make_clip(session, "entrevue-savard", WordAddress(passage, 3), WordAddress(passage, 7))
        return clip.id


@pytest.fixture
def curator(sign_in) -> Editor:
    known = sign_in()
    return Editor(known.actor, known.curator_id)


@pytest.fixture
def embed(client, clip_id):
    """Asks for the clip's frame as a browser does on a site; gives the answer."""

    def ask(referer: str = "", path: str = "/embed/extraits/", **headers: str):
        sent = {**FRAMED, "referer": referer} if referer else {}
        return client.get(f"{path}{clip_id}", headers={**sent, **headers})

    return ask


def sites(archive) -> dict[str, tuple[date, date]]:
    with archive.database.read() as session:
        return {one.host: (one.first_seen_on, one.last_seen_on) for one in session.scalars(select(ClipSite))}


def test_the_frame_holds_the_words_and_where_they_come_from(embed, clip_id):
    page = embed().text
    said = re.findall(r'<span class="w" data-s="[\d.]+" data-e="[\d.]+">([^<]+)</span>', page)
    assert said == ["voulons", "pas", "fermer", "les", "données"]
    beside = " ".join(re.findall(r'class="clip-beside"><span[^>]*>[^<]*</span>([^<]+)</span>', page))
    assert beside == "Nous ne du gouvernement."
    for words in (
        "Hélène &lt;Savard&gt;", "Parti inventé savard", "14\u00a0août 2026", "autobus, Rimouski",
        "Texte de la machine", f"franquette.invalid/extraits/{clip_id}",
    ):  # fmt: skip
        assert words in page.replace("14 août", "14\u00a0août"), words
    assert re.search(r"Extrait de \d+\s+s d.une entrevue de 20\s+s", page)
    assert 'href="/entrevues/entrevue-savard#t=' in page
    english = embed(path="/en/embed/clips/").text
    assert 'lang="en"' in english and "/en/interviews/entrevue-savard#t=" in english


def test_an_upright_picture_stays_upright_and_plays_from_the_first_word_to_the_last(archive, embed, clip_id):
    page = embed().text
    with archive.database.read() as session:
        clip = session.get(Clip, clip_id)
    video = re.search(r"<video[^>]*>.*?</video>", page, re.DOTALL)
    assert video and 'width="480" height="854"' in video[0] and 'preload="none"' in video[0]
    assert f"#{media_fragment(clip.start_seconds, clip.end_seconds)}" in video[0]
    assert "is-upright" in page


def test_nothing_is_inline_nothing_is_kept_and_every_address_is_ours(embed):
    answer = embed()
    assert "set-cookie" not in answer.headers
    assert "<script>" not in answer.text and " style=" not in answer.text
    for kind in ("src", "href"):
        for address in re.findall(rf'<(?:script|link|video|source|img)[^>]* {kind}="([^"]+)"', answer.text):
            assert address.startswith(("/", "https://franquette.invalid/"))


def test_only_this_page_may_be_framed(client, embed, clip_id):
    here = embed().headers
    assert "frame-ancestors *" in here["content-security-policy"]
    assert "x-frame-options" not in here
    assert here["cross-origin-resource-policy"] == "cross-origin"
    assert here["cross-origin-embedder-policy"] == "require-corp"
    for path in (
        "/",
        f"/extraits/{clip_id}",
        "/entrevues/entrevue-savard",
        "/atelier/connexion",
        "/embed/rien",
    ):
        headers = client.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert headers["x-frame-options"] == "DENY", path


def test_a_frame_in_a_sandbox_may_load_what_it_needs_and_open_our_pages(client, embed, clip_id):
    needed = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', embed().text))
    assert len(needed) > 8
    for path in needed:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    for path in (f"/extraits/{clip_id}", "/entrevues/entrevue-savard"):
        assert "cross-origin-opener-policy" not in client.get(path).headers
    assert client.get("/atelier/connexion").headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("length", ["a sentence", "three minutes, spoken fast"])
def test_all_that_a_frame_loads_before_its_sound_is_small(client, archive, inventing, embed, length):
    answer = embed()
    if length != "a sentence":
        chance = random.Random(2012)
        letters = "aaabcdeeeeeefghiiijlmnnnoopqrssssttttuuuv"
        said = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _word in range(650)]
        with inventing() as invented:
            who = invented.leader("tessier")
            invented.interview(who, None, [Said("leader", " ".join(said) + ".", seconds=178.0)])
        with archive.database.write() as session:
            passage = session.scalars(select(Passage).order_by(Passage.end_seconds.desc())).first()
            words = WordAddress(passage.id, 0), WordAddress(passage.id, len(said) - 1)
            long = make_clip(session, "entrevue-tessier", *words).id
        answer = client.get(f"/embed/extraits/{long}")
        assert answer.text.count('class="w"') == len(said)
    weight = len(gzip.compress(answer.content, 5)) + sum(
        len(f"{k}: {v}\r\n") for k, v in answer.headers.items()
    )
    # No browser fetches the icon of a frame.
    loaded = re.sub(r'<link rel="icon"[^>]*>', "", answer.text)
    for path in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', loaded)):
        part = client.get(path)
        weight += len(gzip.compress(part.content, 5)) + sum(
            len(f"{k}: {v}\r\n") for k, v in part.headers.items()
        )
    assert weight < 30_000


def test_what_has_not_changed_is_not_sent_again_and_a_correction_is(archive, embed):
    first = embed()
    assert first.headers["cache-control"] == "public, max-age=40"
    again = embed(**{"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "cache-control", "content-security-policy", "cross-origin-resource-policy"):
        assert again.headers[name] == first.headers[name], name
    assert "x-frame-options" not in again.headers
    with archive.database.write() as session:
        passage = session.scalars(select(Passage).order_by(Passage.position)).all()[1]
        corrected = passage.text.replace("fermer", "verrouiller")
        save_text(session, CURATOR, Seen(passage.id, passage.revision_number), corrected)
    changed = embed(**{"if-none-match": first.headers["etag"]})
    assert changed.status_code == 200
    assert "Texte corrigé depuis la citation" in changed.text
    assert re.search(r"<del>.*fermer.*</del>", changed.text) and re.search(
        r"<ins>.*verrouiller.*</ins>", changed.text
    )


def test_a_frame_is_made_once_until_somebody_decides_something_or_a_while_has_passed(
    archive, embed, clip_id, site, curator, monkeypatch
):
    made = []
    real = embeds.read_clip
    monkeypatch.setattr(embeds, "read_clip", lambda *given: (made.append(given), real(*given))[1])
    second = [0.0]
    site.state.answer_shelf = AnswerShelf(clock=lambda: second[0])
    first, again, english = embed(), embed(), embed(path="/en/embed/clips/")
    assert len(made) == 2
    assert first.text == again.text != english.text
    second[0] = 20.0
    embed()
    assert len(made) == 3
    with archive.database.write() as session:
        withdraw_clip(session, clip_id, curator, "Trop court")
    assert embed().status_code == 410


def test_the_frames_kept_find_an_end():
    shelf = AnswerShelf()
    for number in range(KEPT_ANSWERS + 1):
        shelf.keep(f"/{number}", 1, "page")
    assert shelf.find("/0", 1) is None
    assert shelf.find(f"/{KEPT_ANSWERS}", 1) == "page"
    assert shelf.find(f"/{KEPT_ANSWERS}", 2) is None


def test_a_withdrawn_clip_leaves_a_dated_note_that_can_be_framed(archive, embed, clip_id, curator):
    with archive.database.write() as session:
        withdraw_clip(session, clip_id, curator, "Coupée <trop> court")
    gone = embed("https://blogue.example/")
    assert gone.status_code == 410
    assert "a été retiré" in gone.text and "Coupée &lt;trop&gt; court" in gone.text
    assert f'datetime="{datetime.now(UTC).date()}"' in gone.text
    assert "voulons" not in gone.text and "<audio" not in gone.text and "<video" not in gone.text
    assert "frame-ancestors *" in gone.headers["content-security-policy"]
    assert int(gone.headers["cache-control"].rpartition("=")[2]) <= 60
    assert sites(archive) == {}


def test_the_clip_of_a_withdrawn_interview_goes_with_it(archive, embed):
    with archive.database.write() as session:
        withdraw(session, session.scalars(select(Interview.id)).one(), CURATOR.actor, "Retirée à la demande")
    gone = embed(path="/en/embed/clips/")
    assert gone.status_code == 410 and "Retirée à la demande" in gone.text and 'lang="en"' in gone.text


@pytest.mark.parametrize("name", ["zzzzzzzzzz", "x", "%3Cscript%3E", "a" * 300])
def test_a_clip_that_never_was_says_so_in_the_frame(client, clip_id, name):
    missing = client.get(f"/embed/extraits/{name}")
    assert missing.status_code == 404
    assert "<script>" not in missing.text.replace('<script type="module"', "")
    assert "frame-ancestors *" in missing.headers["content-security-policy"]


def test_a_site_is_noted_with_its_first_day_and_its_last(archive, embed, site):
    day = datetime(2026, 9, 1, 15, tzinfo=UTC)
    site.state.embed_noting = EmbedNoting(archive.database, instant=lambda: day)
    embed("https://www.blogue.example/2012/09/un-billet?lecteur=Jeanne")
    embed("https://blogue.example/autre")
    assert sites(archive) == {"blogue.example": (date(2026, 9, 1), date(2026, 9, 1))}
    day += timedelta(days=3)
    embed("https://blogue.example/")
    assert sites(archive) == {"blogue.example": (date(2026, 9, 1), date(2026, 9, 4))}


def test_a_frame_that_is_unchanged_is_noted_as_well(archive, embed):
    etag = embed().headers["etag"]
    assert embed("https://blogue.example/", **{"if-none-match": etag}).status_code == 304
    assert set(sites(archive)) == {"blogue.example"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"referer": "https://blogue.example/"},
        {**FRAMED},
        {**FRAMED, "referer": "https://localhost/"},
        {**FRAMED, "referer": "https://franquette.invalid/extraits/x"},
        {**FRAMED, "referer": "https://blogue.example/", "sec-fetch-dest": "document"},
        {**FRAMED, "referer": "https://blogue.example/", "sec-fetch-site": "same-origin"},
    ],
)
def test_what_is_not_the_frame_of_another_site_is_not_noted(archive, client, clip_id, headers):
    assert client.get(f"/embed/extraits/{clip_id}", headers=headers).status_code == 200
    assert sites(archive) == {}


def test_a_flood_of_the_same_site_is_written_once_and_one_of_invented_names_finds_an_end(
    archive, clip_id, monkeypatch
):
    written = []
    real = clip_counting.note_site
    monkeypatch.setattr(
        "app.services.clips.embed_noting.note_site", lambda *given: (written.append(given), real(*given))
    )
    minute = [0.0]
    noting = EmbedNoting(archive.database, clock=lambda: minute[0])
    for _time in range(50):
        noting.note(clip_id, "blogue.example")
    assert len(written) == 1
    for number in range(NOTES_A_MINUTE * 3):
        noting.note(clip_id, f"invente-{number}.example")
    assert len(written) == NOTES_A_MINUTE
    minute[0] = 61.0
    noting.note(clip_id, "autre.example")
    assert "autre.example" in sites(archive)


def test_a_clip_has_no_more_sites_than_are_noted(archive, clip_id, monkeypatch):
    monkeypatch.setattr(clip_counting, "MOST_SITES_A_CLIP", 2)
    noting = EmbedNoting(archive.database)
    for name in ("un.example", "deux.example", "trois.example"):
        noting.note(clip_id, name)
    assert set(sites(archive)) == {"un.example", "deux.example"}


def test_the_account_counts_clips_and_sites_leader_by_leader_in_the_drawn_order(
    archive, client, embed, clip_id, curator
):
    embed("https://un.example/")
    embed("https://deux.example/")
    quoted = client.get("/api/v1/campaigns").json()["campaigns"][0]
    assert [one["leader"] for one in quoted["quoted"]] == quoted["leaders"]
    by_leader = {one["leader"]: (one["clips"], one["sites"]) for one in quoted["quoted"]}
    assert by_leader == {"savard": (1, 2), "roy": (0, 0)}
    page = client.get("/methode").text
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th><td[^>]*>(\d+)</td><td[^>]*>(\d+)</td></tr>', page)
    assert sorted(rows) == [("Hélène &lt;Savard&gt;", "1", "2"), ("Roy Inventé", "0", "0")]
    assert "ordre de grandeur" in page and "un.example" not in page
    with archive.database.write() as session:
        withdraw_clip(session, clip_id, curator, "Trop court")
    assert client.get("/api/v1/campaigns").json()["campaigns"][0]["quoted"][0]["clips"] == 0
