"""Curators decide which pages elsewhere are shown, one by one or by the whole site."""

from __future__ import annotations

import secrets
from html import unescape

import pytest
from sqlalchemy import select

from app.models import AuditEntry, Interview, Mention, RefusedHost
from app.models.base import now
from app.services.mentions.mention_studio import PAGE_LENGTH
from tests.builders import Said

PATH = "/atelier/mentions"
PAGE = "/entrevues/entrevue-savard"


@pytest.fixture
def found(archive, inventing):
    """Adds a mention of the interview in a state; returns its number."""
    with inventing() as invented:
        invented.interview(invented.leader("savard", "Inventée Savard"), None, [Said("leader", "La fibre.")])

    def find(
        state: str = "found", title: str = "Un billet", host: str = "blogue.example", failure: str = ""
    ) -> int:
        with archive.database.write() as session:
            mention = Mention(
                status_key=secrets.token_urlsafe(8),
                source_url=f"https://{host}/{secrets.token_hex(4)}",
                source_host=host,
                target_path=PAGE,
                interview_id=session.scalars(select(Interview.id)).one(),
                protocol="webmention",
                state=state,
                title=title,
                failure_code=failure,
                looked_at=now(),
                next_look_at=now() if state == "waiting" else None,
            )
            session.add(mention)
            session.flush()
            return mention.id

    return find


def mention(archive, number: int) -> Mention:
    with archive.database.read() as session:
        return session.get_one(Mention, number)


def acts_of(archive, actor: str) -> list[str]:
    with archive.database.read() as session:
        query = select(AuditEntry.action).where(AuditEntry.actor == actor).order_by(AuditEntry.id)
        return [one for one in session.scalars(query) if one.startswith("mention.")]


def test_a_found_page_is_shown_once_a_person_says_so_and_taken_off_again(
    archive, client, signed_in, found
) -> None:
    number = found()
    page = signed_in.get(PATH).text
    assert f'action="{PATH}/{number}/montrer"' in page
    assert 'rel="noopener noreferrer nofollow ugc"' in page
    assert "Entrevue avec Inventée Savard" in page
    assert "Un billet" not in client.get(PAGE).text
    done = signed_in.act(f"{PATH}/{number}/montrer", {"title": "Un billet", "etat": "found"})
    assert (done.status_code, done.headers["location"]) == (303, f"{PATH}?etat=found&avis=montree")
    assert "Un billet" in client.get(PAGE).text
    assert mention(archive, number).curator_id == signed_in.curator_id
    assert "Ne plus montrer" in signed_in.get(f"{PATH}?etat=shown").text
    assert signed_in.act(f"{PATH}/{number}/refuser").status_code == 303
    assert "Un billet" not in client.get(PAGE).text
    # To refuse twice is to refuse once.
    assert signed_in.act(f"{PATH}/{number}/refuser").status_code == 303
    assert acts_of(archive, signed_in.actor) == ["mention.shown", "mention.refused"]


def test_only_a_page_whose_link_was_found_may_be_shown(archive, signed_in, found) -> None:
    for state in ("waiting", "shown", "refused", "gone", "failed"):
        number = found(state, failure="no_link")
        assert signed_in.act(f"{PATH}/{number}/montrer", {"title": "Un billet"}).status_code == 409
        assert mention(archive, number).state == state
    assert acts_of(archive, signed_in.actor) == []


def test_a_title_that_changed_under_the_curator_is_not_shown(archive, signed_in, found) -> None:
    number = found(title="Achetez ici")
    assert signed_in.act(f"{PATH}/{number}/montrer", {"title": "Un billet"}).status_code == 409
    assert mention(archive, number).state == "found"


def test_a_page_may_be_looked_at_again(archive, signed_in, found) -> None:
    for state in ("refused", "gone", "failed", "found", "shown"):
        number = found(state, failure="no_link")
        assert signed_in.act(f"{PATH}/{number}/revoir", {"etat": state}).status_code == 303
        seen = mention(archive, number)
        then = state if state in ("found", "shown") else "waiting"
        assert (seen.state, seen.try_count, seen.failure_code) == (then, 0, "")
        assert seen.next_look_at is not None
    assert acts_of(archive, signed_in.actor) == ["mention.looked_again"] * 5


def test_a_whole_site_is_refused_and_taken_again(archive, client, signed_in, found) -> None:
    mine = [found(), found("shown"), found("waiting")]
    other = found(host="ami.example")
    assert signed_in.act(f"{PATH}/{mine[0]}/refuser-le-site").status_code == 303
    assert [mention(archive, one).state for one in mine] == ["refused"] * 3
    assert mention(archive, mine[2]).next_look_at is None
    assert mention(archive, other).state == "found"
    assert "blogue.example" in signed_in.get(PATH).text
    sent = {"source": "https://blogue.example/neuf", "target": f"https://franquette.invalid{PAGE}"}
    assert client.post("/webmention", data=sent).status_code == 400
    assert signed_in.act(f"{PATH}/sites", {"host": "blogue.example"}).status_code == 303
    assert client.post("/webmention", data=sent).status_code == 201
    assert signed_in.act(f"{PATH}/sites", {"host": "blogue.example"}).status_code == 404
    with archive.database.read() as session:
        assert session.scalars(select(RefusedHost)).all() == []
    assert acts_of(archive, signed_in.actor) == ["mention.host_refused", "mention.host_allowed"]


def test_each_state_has_its_list_and_says_why_in_the_language_of_the_curator(signed_in, found) -> None:
    found("failed", title="", failure="private_address")
    found("gone", title="Disparu", failure="no_link")
    failed = unescape(signed_in.get(f"{PATH}?etat=failed").text)
    assert "Dernière visite : la page est sur un réseau privé." in failed.replace("\u00a0", " ")
    assert "Disparu</bdi>" not in failed
    assert "Disparu</bdi>" in signed_in.get(f"{PATH}?etat=gone").text
    assert "Rien ici" in signed_in.get(f"{PATH}?etat=invented").text
    signed_in.act("/atelier/langue", {"language": "en"})
    assert "Last visit: the page is on a private network." in signed_in.get(f"{PATH}?etat=failed").text


def test_a_long_list_has_pages(signed_in, found) -> None:
    for number in range(PAGE_LENGTH + 1):
        found(title=f"Billet {number}")
    first, second = signed_in.get(PATH).text, signed_in.get(f"{PATH}?etat=found&page=2").text
    assert f"Billet {PAGE_LENGTH}</bdi>" in first
    assert "Billet 0</bdi>" not in first
    assert "Billet 0</bdi>" in second
    assert "Billet 0</bdi>" in signed_in.get(f"{PATH}?page=99999").text


def test_a_hostile_title_and_address_are_text_in_the_studio(archive, signed_in, found) -> None:
    number = found(title="<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}%(x)s")
    with archive.database.write() as session:
        session.get_one(Mention, number).source_url = 'https://blogue.example/?"><script>alert(2)</script>'
    page = signed_in.get(PATH).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ 7*7 }}%(x)s" in page


def test_what_is_not_there_is_not_found(signed_in, found) -> None:
    for verb in ("montrer", "refuser", "revoir", "refuser-le-site"):
        assert signed_in.act(f"{PATH}/999/{verb}").status_code == 404
        assert signed_in.act(f"{PATH}/{10**12}/{verb}").status_code == 422


def test_a_host_is_refused_with_its_sub_domains_however_it_is_written(
    archive, client, signed_in, found
) -> None:
    number, below, beside = found(), found(host="www.blogue.example"), found(host="autreblogue.example")
    assert signed_in.act(f"{PATH}/{number}/refuser-le-site").status_code == 303
    states = [mention(archive, one).state for one in (number, below, beside)]
    assert states == ["refused", "refused", "found"]
    target = f"https://franquette.invalid{PAGE}"
    for host, status in {
        "blogue.example.": 400,
        "www.blogue.example": 400,
        "A.B.blogue.example.": 400,
        "autreblogue.example": 201,
        "example": 201,
    }.items():
        sent = {"source": f"https://{host}/neuf", "target": target}
        assert client.post("/webmention", data=sent).status_code == status, host
