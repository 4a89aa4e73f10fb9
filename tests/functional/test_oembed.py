"""oEmbed as blogs use it: an address is pasted, its page tells where to ask, the answer is kept as far as
the blog trusts it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree import ElementTree

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.domain.timecode import media_fragment
from app.models import Interview, Passage, Recording, Transcript
from app.services.accounts.curator_accounts import add_curator
from app.services.clips.clip_file_views import ClipFileView
from app.services.clips.clip_making import WordAddress, make_clip
from app.services.clips.clip_sharing import share_of
from app.services.clips.clip_view import read_clip
from app.services.clips.clip_withdrawal import withdraw_clip
from app.services.editing.revision_writing import Editor
from app.services.editing.transcript_editing import Seen, join_with_next, split_passage
from app.services.publishing.interview_publishing import withdraw
from app.services.showing.reader import Reader
from tests.builders import Said
from tests.pasting_blog import SITE, Blog

SLUG = "entrevue-savard"


@dataclass(frozen=True)
class Quoted:
    """The names of what there is to paste."""

    clip: str
    passage: str
    transcript_id: int


@pytest.fixture
def quoted(archive, inventing) -> Quoted:
    with inventing() as invented:
        who = invented.leader("savard", "Hélène <b>Savard</b> & fille")
        said = [
            Said("interviewer", "Allez-vous ouvrir les données ?", exchange=1),
            Said("leader", "Non. Nous ne voulons pas fermer <script>tout</script> cela. Jamais.", exchange=1),
        ]
        invented.interview(who, invented.campaign(), said)
        invented.interview(invented.leader("roy", "Léo Roy"), None, said, slug="cachee", state="draft")
    with archive.database.write() as session:
        passage = session.scalars(
            select(Passage.id)
            .join(Transcript, Transcript.id == Passage.transcript_id)
            .join(Recording, Recording.id == Transcript.recording_id)
            .join(Interview, Interview.id == Recording.interview_id)
            .where(Interview.slug == SLUG, Passage.position == 1)
        ).one()
        clip = make_clip(session, SLUG, WordAddress(passage, 3), WordAddress(passage, 5))
        return Quoted(clip.id, passage, clip.transcript_id)


@pytest.fixture
def blog(client) -> Blog:
    return Blog(client)


def ask(client, url: str, **parameters: str) -> httpx.Response:
    return client.get(f"/oembed?{urlencode({'url': url, **parameters})}")


def test_pages_tell_where_to_ask_in_both_forms_and_languages(blog, client, quoted) -> None:
    for path in (
        f"/extraits/{quoted.clip}",
        f"/en/clips/{quoted.clip}",
        f"/passages/{quoted.passage}",
        f"/entrevues/{SLUG}",
        f"/en/interviews/{SLUG}",
    ):
        found = blog.find(SITE + path)
        assert set(found) == {"application/json+oembed", "text/xml+oembed"}, path
        for url in found.values():
            assert url.startswith(f"{SITE}/oembed?")
            assert client.get(url.removeprefix(SITE)).status_code == 200
        told = [one for one in client.get(path).headers.get_list("link") if "json+oembed" in one]
        assert [found["application/json+oembed"] in one for one in told] == [True]
    assert blog.find(f"{SITE}/chefs") == {}


def test_a_pasted_clip_stands_in_the_article_as_words_then_frame(blog, client, quoted) -> None:
    pasted = blog.paste(f"{SITE}/extraits/{quoted.clip}", maxwidth="500", maxheight="750")
    assert pasted is not None
    quotation, frame = pasted.split("</blockquote>")
    # The words, the rest of the sentence that they cut, who, when and where, and a link that outlives us.
    assert quotation.startswith("<blockquote>«\u202f[Nous ne] voulons pas fermer")
    assert "cela.]\u202f»" in quotation
    assert "14 août 2026" in quotation and "autobus, Rimouski" in quotation
    assert f'<a href="{SITE}/extraits/{quoted.clip}">' in quotation
    assert "coupe une phrase" in quotation
    assert f'src="{SITE}/embed/extraits/{quoted.clip}#?secret=' in frame
    source = re.search(r'src="([^"#]*)', frame)
    assert source
    page = client.get(source[1].removeprefix(SITE))
    assert page.status_code == 200
    assert "frame-ancestors *" in page.headers["content-security-policy"]
    # A secret after the address, a sandbox without origin: the frame needs only its scripts, open to it.
    for script in re.findall(r'<script type="module" src="([^"]+)"', page.text):
        assert client.get(script).headers["access-control-allow-origin"] == "*"


def test_a_pasted_moment_keeps_its_start_and_its_end(blog, client, quoted) -> None:
    for address in (f"{SITE}/entrevues/{SLUG}#t=11,17", f"{SITE}/entrevues/{SLUG}?t=11,17"):
        pasted = blog.paste(address)
        assert pasted is not None
        start, end = map(float, re.search(r"#t=([\d.]+),([\d.]+)", pasted).groups())  # type: ignore[union-attr]
        assert 10 <= start < end <= 18
        source = re.search(r'src="([^"#]*)', pasted)
        assert source
        page = client.get(source[1].removeprefix(SITE).replace("&amp;", "&"))
        assert f'data-start="{start}' in page.text
        assert page.status_code == 200
    found = blog.find(f"{SITE}/entrevues/{SLUG}?t=11,17")["application/json+oembed"]
    assert dict(parse_qsl(urlsplit(found).query))["url"].endswith("?t=11,17")


def test_a_pasted_passage_is_quoted_whole_and_keeps_no_clip(blog, client, quoted, archive) -> None:
    pasted = blog.paste(f"{SITE}/en/passages/{quoted.passage}")
    assert pasted is not None
    assert pasted.startswith("<blockquote>«\u202fNon. Nous ne")
    assert f'src="{SITE}/en/embed/passages/{quoted.passage}#' in pasted
    page = client.get(f"/en/embed/passages/{quoted.passage}")
    assert page.status_code == 200
    assert f"{SITE}/en/passages/{quoted.passage}" in page.text
    assert client.get("/api/v1/clips").json()["total"] == 1


def test_an_interview_without_a_moment_is_a_link(client, quoted) -> None:
    told = ask(client, f"{SITE}/entrevues/{SLUG}").json()
    assert told["type"] == "link"
    assert "html" not in told
    assert told["title"].startswith("Entrevue avec Hélène")


def test_a_moment_in_which_nothing_is_said_is_shown_nowhere(client, quoted) -> None:
    assert ask(client, f"{SITE}/entrevues/{SLUG}#t=500,600").json()["type"] == "link"
    assert client.get(f"/embed/entrevues/{SLUG}?t=500,600").status_code == 404
    assert client.get("/embed/entrevues/cachee?t=1,9").status_code == 404


def test_a_passage_joined_to_another_is_shown_where_its_words_are_now(client, quoted, archive) -> None:
    def seen(session, position: int) -> Seen:
        found = session.scalars(
            select(Passage).where(Passage.transcript_id == quoted.transcript_id, Passage.position == position)
        ).one()
        return Seen(found.id, found.revision_number)

    editor = Editor("curator:Camille")
    with archive.database.write() as session:
        split_passage(session, editor, seen(session, 1), 1)
    with archive.database.write() as session:
        gone = seen(session, 2)
        join_with_next(session, editor, seen(session, 1), gone)
    told = ask(client, f"{SITE}/passages/{gone.passage_id}").json()
    assert f'href="{SITE}/passages/{quoted.passage}"' in told["html"]
    assert "voulons pas fermer" in told["html"]


def test_the_answer_holds_what_the_specification_asks_for(client, quoted) -> None:
    asked = f"/oembed?{urlencode({'url': f'{SITE}/extraits/{quoted.clip}'})}"
    answer = client.get(asked, headers={"origin": "https://blogue.example"})
    assert answer.headers["content-type"] == "application/json"
    # Scripts of any site may ask.
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, max-age=60"
    told = answer.json()
    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert told["provider_name"] == "Franquette"
    assert told["provider_url"] == f"{SITE}/"
    assert told["author_url"] == f"{SITE}/chefs/savard"
    assert isinstance(told["width"], int) and isinstance(told["height"], int)
    assert (told["thumbnail_width"], told["thumbnail_height"]) == (1200, 630)
    thumbnail = client.get(told["thumbnail_url"].removeprefix(SITE))
    assert thumbnail.headers["content-type"] == "image/png"
    again = client.get(asked, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_xml_says_the_same_as_json(client, quoted) -> None:
    address = f"{SITE}/extraits/{quoted.clip}"
    answer = ask(client, address, format="xml")
    assert answer.headers["content-type"].split(";")[0] == "text/xml"
    root = ElementTree.fromstring(answer.content)  # noqa: S314 (our own answer)
    assert root.tag == "oembed"
    in_json = {name: str(value) for name, value in ask(client, address).json().items()}
    assert {one.tag: one.text for one in root} == in_json


def test_the_room_of_the_blog_is_respected(client, quoted) -> None:
    for width, height in (("320", "200"), ("1", "1"), ("240", ""), ("99999", "100")):
        told = ask(client, f"{SITE}/extraits/{quoted.clip}", maxwidth=width, maxheight=height).json()
        assert told["width"] <= int(width)
        assert f'width="{told["width"]}" height="{told["height"]}"' in told["html"]
        assert told.get("thumbnail_width", 0) <= int(width)
        if height:
            assert told["height"] <= int(height)
            assert told.get("thumbnail_height", 0) <= int(height)


def test_what_people_wrote_is_text_in_the_answer(client, quoted) -> None:
    html = ask(client, f"{SITE}/extraits/{quoted.clip}").json()["html"]
    assert "<script" not in html and "<b>" not in html
    assert "&lt;script&gt;" in html and "&lt;b&gt;Savard" in html
    kept = _Tags()
    kept.feed(html)
    assert kept.tags == ["blockquote", "p", "p", "a", "p", "iframe"]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


REFUSED = (
    ({}, 400),
    ({"url": ""}, 400),
    ({"url": f"{SITE}/extraits/zzzzzzzzzz"}, 404),
    ({"url": f"{SITE}/entrevues/cachee"}, 404),
    ({"url": f"{SITE}/embed/extraits/zzzzzzzzzz"}, 404),
    ({"url": f"{SITE}/passages/zzz"}, 404),
    ({"url": f"{SITE}/atelier"}, 404),
    ({"url": "https://ailleurs.example/extraits/bcdfgh2345"}, 404),
    ({"url": "https://franquette.invalid@ailleurs.example/extraits/bcdfgh2345"}, 404),
    ({"url": "javascript:alert(1)"}, 404),
    ({"url": f"{SITE}/extraits/" + "b" * 20_000}, 404),
    ({"url": f"{SITE}/extraits/zzzzzzzzzz", "format": "yaml"}, 501),
    ({"url": f"{SITE}/extraits/zzzzzzzzzz", "maxwidth": "0"}, 400),
    ({"url": f"{SITE}/extraits/zzzzzzzzzz", "maxheight": "-3"}, 400),
    ({"url": f"{SITE}/extraits/zzzzzzzzzz", "maxwidth": "²"}, 400),
)


def test_what_is_not_ours_to_show_is_refused_as_the_specification_says(client, quoted) -> None:
    for query, status in REFUSED:
        answer = client.get(f"/oembed?{urlencode(query)}")
        assert answer.status_code == status, query
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]


def test_what_was_withdrawn_is_gone(client, quoted, archive) -> None:
    with archive.database.write() as session:
        curator = add_curator(session, "Camille", "une phrase assez longue")
        session.flush()
        withdraw_clip(session, quoted.clip, Editor("curator:Camille", curator.id), "Cité hors contexte.")
    assert ask(client, f"{SITE}/extraits/{quoted.clip}").status_code == 410
    assert ask(client, f"{SITE}/passages/{quoted.passage}").status_code == 200
    with archive.database.write() as session:
        interview_id = session.scalars(select(Interview.id).where(Interview.slug == SLUG)).one()
        withdraw(session, interview_id, "curator:Camille", "Demande de la personne.")
    for path in (f"/passages/{quoted.passage}", f"/entrevues/{SLUG}#t=1,2", f"/entrevues/{SLUG}"):
        assert ask(client, SITE + path, format="xml").status_code == 410


def test_a_clip_s_card_has_its_words_its_picture_and_its_sound(client, quoted) -> None:
    head = _Metas()
    head.feed(client.get(f"/en/clips/{quoted.clip}").text)
    told = head.told
    assert told["og:url"] == f"{SITE}/en/clips/{quoted.clip}"
    assert told["og:description"] == told["og:image:alt"]
    assert "[Nous ne] voulons pas" in told["og:description"]
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert client.get(told["og:image"].removeprefix(SITE)).status_code == 200
    assert client.get(told["og:audio"].removeprefix(SITE).split("#")[0]).status_code == 200
    assert (told["og:locale"], told["og:locale:alternate"]) == ("en_CA", "fr_CA")
    assert told["twitter:card"] == "summary_large_image"


def test_every_page_but_an_error_has_a_card_and_one_address(client, quoted) -> None:
    for path in ("/", "/chefs/savard", f"/entrevues/{SLUG}", "/themes", "/methode"):
        page = client.get(path).text
        head = _Metas()
        head.feed(page)
        assert head.told["og:url"] == SITE + path
        assert f'<link rel="canonical" href="{SITE}{path}">' in page
        assert head.told["og:title"] and head.told["og:description"]
    wrong = client.get("/extraits/zzzzzzzzzz").text
    assert "og:" not in wrong and "canonical" not in wrong


def test_a_card_plays_the_files_that_were_cut_rather_than_the_whole(site, archive, quoted) -> None:
    with archive.database.read() as session:
        reader = Reader(session, site.state.site.words("fr"), site.state.site.shelf)
        view = read_clip(reader, quoted.clip)
        files = [
            ClipFileView(kind, "", "", state, f"/media/extraits/{quoted.clip}/{kind}", "", 100)
            for kind, state in (
                ("m4a", "ready"),
                ("opus", "ready"),
                ("wide_video", "ready"),
                ("mp3", "making"),
            )
        ]
        cut, whole = (share_of(reader.words, view, given).media for given in (files, ()))
    assert [(one.kind, one.url.rsplit("/", 1)[-1]) for one in cut] == [
        ("video", "wide_video"),
        ("audio", "m4a"),
    ]
    assert [one.url.rsplit("#", 1)[-1] for one in whole] == [
        media_fragment(view.start_seconds, view.end_seconds)
    ]


class _Metas(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name = values.get("property") or values.get("name")
        if tag == "meta" and name:
            self.told[name] = values.get("content") or ""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(max_size=120),
        st.builds(SITE.__add__, st.text(max_size=60)),
        st.builds(f"{SITE}/entrevues/{SLUG}".__add__, st.text("#?t=,.:0123456789npt%", max_size=30)),
    ),
    st.dictionaries(st.sampled_from(["maxwidth", "maxheight", "format"]), st.text(max_size=8)),
)
def test_no_address_breaks_the_answer(client, quoted, url: str, more: dict[str, str]) -> None:
    query = urlencode({"url": url, **more}, errors="replace")
    assert client.get(f"/oembed?{query}").status_code in (200, 400, 404, 501)
