"""Pages that cite ours, as readers see them once a person let them in."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.models import Clip, Mention
from app.models.base import now
from tests.mention_senders import OURS, SOURCE, change, send


@pytest.fixture
def shown(archive, client, citable):
    """Shows a mention of a page under a title."""

    def show(page: str, title: str, source: str = SOURCE) -> None:
        assert send(client, OURS + citable[page], source).status_code == 201
        with archive.database.write() as session:
            mention = session.scalars(
                select(Mention).where(Mention.source_url == source, Mention.target_path == citable[page])
            ).one()
            mention.state, mention.title, mention.next_look_at = "shown", title, None

    return show


def test_the_interview_lists_all_and_passage_and_clip_their_own(client, citable, shown) -> None:
    shown("interview", "Billet sur tout", "https://a.example/1")
    shown("passage", "Billet sur un passage", "https://b.example/2")
    shown("clip", "Billet sur un extrait", "https://c.example/3")
    everything, passage, clip = (client.get(citable[one]).text for one in ("interview", "passage", "clip"))
    assert all(f"Billet sur {one}" in everything for one in ("tout", "un passage", "un extrait"))
    assert "Billet sur un passage" in passage
    assert "Billet sur un extrait" not in passage
    assert "Billet sur un extrait" in clip
    assert "Billet sur tout" not in clip
    assert (
        '<a href="https://c.example/3" rel="nofollow ugc noopener"><bdi>Billet sur un extrait</bdi></a>'
        in clip
    )
    assert "c.example ·" in clip
    assert "Cited elsewhere" in client.get("/en/clips/" + citable["clip"].rpartition("/")[2]).text


def test_only_what_a_person_let_in_is_shown(archive, client, citable, shown) -> None:
    shown("clip", "Un billet")
    for state in ("waiting", "found", "refused", "gone", "failed"):
        change(archive, state=state, failure_code="no_link")
        for page in ("interview", "clip"):
            told = client.get(citable[page]).text
            assert "Un billet" not in told, state
            assert "Cité ailleurs" not in told


def test_a_title_is_text_whatever_it_holds(client, citable, shown) -> None:
    shown("clip", "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}%(x)s")
    told = client.get(citable["clip"]).text
    assert "<script>alert" not in told
    assert "<img src=x" not in told
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in told
    assert "{{ 7*7 }}%(x)s" in told


def test_a_page_without_title_goes_by_its_address_and_is_listed_once(client, citable, shown) -> None:
    shown("clip", "", "https://blogue.example/a?b=c&d=%22")
    shown("interview", "", "https://blogue.example/a?b=c&d=%22")
    told = client.get(citable["interview"]).text
    assert told.count('href="https://blogue.example/a?b=c&amp;d=%22"') == 1
    assert "<bdi>blogue.example/a?b=c&amp;d=%22</bdi>" in told


def test_many_pages_are_folded(client, citable, shown) -> None:
    for number in range(12):
        shown("clip", f"Billet {number}", f"https://b{number}.example/")
    told = client.get(citable["clip"]).text
    assert "2 autres pages" in told
    assert told.count('rel="nofollow ugc noopener"') == 12


def test_who_cites_a_withdrawn_clip_is_not_shown_on_its_interview(
    archive, client, citable, shown, sign_in
) -> None:
    shown("clip", "Un billet")
    curator = sign_in()
    with archive.database.write() as session:
        clip = session.scalars(select(Clip)).one()
        clip.withdrawn_at, clip.curator_id = now(), curator.curator_id
    assert "Un billet" not in client.get(citable["interview"]).text
    assert "retirée" in send(client, OURS + citable["clip"], "https://d.example/").text
