"""Webmention and Pingback: who may say what, and what is answered. Nothing is visited here."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.main import create_app
from app.models import Curator, Mention, RefusedHost
from app.models.base import now
from app.services.editing.transcript_editing import Editor, Seen, join_with_next
from app.services.mentions import mention_receiving, mention_room
from app.web.reader_gate import LIMITS, Limit, ReaderGate
from tests.conftest import SiteClient
from tests.mention_senders import OURS, SOURCE, change, mentions, ping, send
from tests.reader_client import ReaderClient

# Where to send it.


def test_pages_that_can_be_cited_say_where_to_tell_it_and_no_other_does(client, citable) -> None:
    clip = citable["clip"].rpartition("/")[2]
    for path in (citable["interview"], citable["passage"], citable["clip"], f"/en/clips/{clip}"):
        response = client.get(path)
        assert f'<{OURS}/webmention>; rel="webmention"' in response.headers.get_list("link")
        assert response.headers["x-pingback"] == f"{OURS}/pingback"
        head = response.text.partition("</head>")[0]
        assert f'<link rel="webmention" href="{OURS}/webmention">' in head
        assert f'<link rel="pingback" href="{OURS}/pingback">' in head
    known = {"if-none-match": response.headers["etag"]}
    for other in (client.request("HEAD", path), client.get(path, headers=known)):
        assert other.headers["x-pingback"] == f"{OURS}/pingback"
    for path in ("/chefs", "/methode", "/rien", f"/embed/extraits/{clip}", citable["withdrawn"]):
        response = client.get(path)
        assert not any("webmention" in one for one in response.headers.get_list("link")), path
        assert "x-pingback" not in response.headers
        assert 'rel="webmention"' not in response.text
        assert 'rel="pingback"' not in response.text


# Webmention, as its receivers are tested.


def test_a_mention_is_taken_in_and_its_status_is_to_be_followed(archive, client, citable) -> None:
    for page in ("interview", "passage", "clip"):
        answer = send(client, OURS + citable[page])
        assert answer.status_code == 201
        assert answer.text.startswith("Merci.")
        mention = mentions(archive)[-1]
        assert (mention.state, mention.source_url, mention.target_path) == ("waiting", SOURCE, citable[page])
        assert (mention.source_host, mention.protocol) == ("blogue.example", "webmention")
        assert (mention.passage_id is not None) == (page == "passage")
        assert (mention.clip_id is not None) == (page == "clip")
    where = answer.headers["location"]
    assert where.startswith(f"{OURS}/webmention/")
    status = client.get(where.removeprefix(OURS))
    assert status.text == "Reçue\u00a0: nous n’avons pas encore regardé la page.\n"
    in_english = client.get(where.removeprefix(OURS), headers={"accept-language": "en-CA"})
    assert in_english.text.startswith("Received:")


def test_the_status_says_what_became_of_it(archive, client, citable) -> None:
    where = send(client, OURS + citable["clip"]).headers["location"]
    for state, told in {
        "found": "une personne décidera",
        "shown": "Montrée",
        "refused": "a décidé de ne pas",
        "gone": "n’y est plus",
        "failed": "Non prise\u00a0: la page ne mène pas à la nôtre.",
    }.items():
        change(archive, state=state, failure_code="no_link")
        assert told in client.get(where.removeprefix(OURS)).text
    assert client.get("/webmention/invented").status_code == 404


def test_the_answer_speaks_the_language_of_the_page_cited(client, citable) -> None:
    assert send(client, f"{OURS}/en/interviews/entrevue-savard").text.startswith("Thank you.")
    assert "withdrawn" in send(client, f"{OURS}/en/interviews/entrevue-roy").text


def test_all_addresses_of_a_page_are_one_target(archive, client, citable) -> None:
    clip = citable["clip"].rpartition("/")[2]
    for target in (
        f"/extraits/{clip}", f"/en/clips/{clip}", f"/embed/extraits/{clip}", f"/en/embed/clips/{clip}?x=y",
        f"/extraits/{clip}#t=1,2",
    ):  # fmt: skip
        assert send(client, OURS + target).status_code == 201
    assert send(client, OURS + citable["clip"], SOURCE + "#comment-1").status_code == 201
    assert [one.target_path for one in mentions(archive)] == [citable["clip"]]


UNFIT = (
    {},
    {"source": SOURCE},
    {"target": "TARGET"},
    {"source": "", "target": "TARGET"},
    {"source": "billet", "target": "TARGET"},
    {"source": "mailto:a@b.example", "target": "TARGET"},
    {"source": "javascript:alert(1)", "target": "TARGET"},
    {"source": "https://blogue.example:22/", "target": "TARGET"},
    {"source": "https://a:b@blogue.example/", "target": "TARGET"},
    {"source": "TARGET", "target": "TARGET"},
    {"source": f"{OURS}/chefs", "target": "TARGET"},
    {"source": SOURCE, "target": "billet"},
    {"source": SOURCE, "target": f"{OURS}/"},
    {"source": SOURCE, "target": f"{OURS}/chefs/savard"},
    {"source": SOURCE, "target": f"{OURS}/entrevues/inconnue"},
    {"source": SOURCE, "target": f"{OURS}/extraits/inconnueee"},
    {"source": SOURCE, "target": "DRAFT"},
    {"source": SOURCE, "target": "WITHDRAWN"},
    {"source": SOURCE, "target": "https://ailleurs.example/entrevues/entrevue-savard"},
)


def test_what_does_not_suit_is_refused_with_a_sentence(archive, client, citable) -> None:
    places = {"TARGET": "interview", "DRAFT": "draft", "WITHDRAWN": "withdrawn"}
    for form in UNFIT:
        sent = {name: OURS + citable[places[one]] if one in places else one for name, one in form.items()}
        answer = client.post("/webmention", data=sent)
        assert answer.status_code == 400, form
        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.text.rstrip().endswith("."), form
    assert mentions(archive) == []


def test_a_body_that_is_no_form_is_refused(archive, client, citable) -> None:
    answer = client.post("/webmention", json={"source": SOURCE, "target": OURS + citable["clip"]})
    assert answer.status_code == 400
    assert client.get("/webmention").status_code == 405
    assert mentions(archive) == []


def test_another_site_may_not_make_its_visitors_send_it(archive, site, client, citable, narrow) -> None:
    visitor = ReaderClient(site, "192.0.2.1")
    for told in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "null"},
                 {"origin": "https://hostile.example", "sec-fetch-site": "cross-site"}):  # fmt: skip
        answer = send(visitor, OURS + citable["clip"], **told)
        assert answer.status_code == 400
        assert "access-control-allow-origin" not in answer.headers
        assert ping(visitor, SOURCE, OURS + citable["clip"], **told) == 49
    assert mentions(archive) == []
    # Nobody's room was taken by it.
    assert [send(client, OURS + citable["clip"]).status_code for _ in range(2)] == [201, 201]


def test_sent_again_it_is_looked_at_again_and_not_at_once(archive, client, citable) -> None:
    first = send(client, OURS + citable["clip"])
    looked_at = now() - timedelta(minutes=4)
    change(archive, state="shown", title="Un billet", looked_at=looked_at, next_look_at=None, try_count=3)
    again = send(client, OURS + citable["clip"])
    assert again.headers["location"] == first.headers["location"]
    (mention,) = mentions(archive)
    assert (mention.state, mention.try_count) == ("shown", 0)
    assert mention.next_look_at == looked_at + mention_receiving.PAUSE


def test_what_was_refused_is_not_looked_at_again_and_what_was_gone_is(archive, client, citable) -> None:
    send(client, OURS + citable["clip"])
    change(archive, state="refused", next_look_at=None)
    assert send(client, OURS + citable["clip"]).status_code == 201
    assert (mentions(archive)[0].state, mentions(archive)[0].next_look_at) == ("refused", None)
    change(archive, state="gone", failure_code="no_link")
    send(client, OURS + citable["clip"])
    assert mentions(archive)[0].state == "waiting"


def test_who_cites_a_passage_that_is_read_in_another_since_an_edit_is_kept(archive, client, citable) -> None:
    former, into = "other_passage", "passage"
    assert send(client, OURS + citable[former]).status_code == 201
    with archive.database.write() as session:
        seen, seen_next = (Seen(citable[one].rpartition("/")[2], 1) for one in (into, former))
        join_with_next(session, Editor("curator:Camille"), seen, seen_next)
    assert client.get(citable[former]).status_code == 302
    # Both a mention from before and one that comes now are of the passage that holds the words.
    assert send(client, OURS + citable[former], "https://b.example/").status_code == 201
    with archive.database.write() as session:
        for one in session.scalars(select(Mention)):
            one.state, one.title = "shown", f"Billet de {one.source_host}"
    told = client.get(citable[into]).text
    assert "Billet de blogue.example" in told
    assert "Billet de b.example" in told


def test_a_host_that_curators_refuse_is_told_so(archive, client, citable) -> None:
    with archive.database.write() as session:
        curator = Curator(name="Camille", role="curator", password_hash="x")
        session.add(curator)
        session.flush()
        session.add(RefusedHost(host="blogue.example", curator_id=curator.id))
    answer = send(client, OURS + citable["clip"])
    assert (answer.status_code, mentions(archive)) == (400, [])
    assert "blogue.example" in answer.text
    assert ping(client, SOURCE, OURS + citable["clip"]) == 49


@pytest.fixture
def narrow(site) -> None:
    """Lets one address send twice."""
    site.state.reader_gate = ReaderGate(limits={"mention": Limit(of_one=2, of_all=3)})


def test_a_flood_is_slowed_down(site, citable, narrow) -> None:
    sender = ReaderClient(site, "192.0.2.1")
    answers = [send(sender, OURS + citable["clip"]) for _ in range(3)]
    assert [one.status_code for one in answers] == [201, 201, 429]
    assert answers[-1].headers["retry-after"] == "600"
    # Pings are counted with the mentions, and all addresses together.
    assert ping(sender, SOURCE, OURS + citable["clip"]) == 49
    others = [send(ReaderClient(site, f"192.0.2.{n}"), OURS + citable["clip"]).status_code for n in (2, 3)]
    assert others == [201, 429]


def test_what_does_not_suit_takes_nobody_s_room(site, citable, narrow) -> None:
    sender = ReaderClient(site, "192.0.2.1")
    for _ in range(3):
        assert send(sender, f"{OURS}/entrevues/inconnue").status_code == 400
        assert ping(sender, "billet", OURS + citable["clip"]) == 16
    assert send(sender, OURS + citable["clip"]).status_code == 201


def tried_in_vain(archive, number: int) -> None:
    """Notes for all mentions a first look in vain; the last sent was looked at last."""
    with archive.database.write() as session:
        for one in session.scalars(select(Mention).where(Mention.state == "waiting")):
            looked_at = now() - timedelta(minutes=number - one.id)
            one.try_count, one.failure_code, one.looked_at = 1, "unreachable", looked_at
            one.next_look_at = now() + timedelta(hours=1)


def test_pages_that_came_to_nothing_give_way_to_new_ones(archive, client, citable, monkeypatch) -> None:
    monkeypatch.setattr(mention_room, "MOST_OF_HOST", 2)
    monkeypatch.setattr(mention_room, "MOST_WAITING", 4)
    sources = [f"{SOURCE}0", f"{SOURCE}1", "https://b.example/", "https://c.example/"]
    assert {send(client, OURS + citable["clip"], one).status_code for one in sources} == {201}
    assert send(client, OURS + citable["clip"], f"{SOURCE}2").status_code == 400
    assert send(client, OURS + citable["clip"], "https://d.example/").status_code == 400
    tried_in_vain(archive, 4)
    # A full host gives up the oldest of its own, and a full list the oldest of all.
    assert send(client, OURS + citable["clip"], f"{SOURCE}2").status_code == 201
    states = {one.source_url: one.state for one in mentions(archive)}
    assert [one for one, state in states.items() if state == "failed"] == sources[:1]
    assert send(client, OURS + citable["clip"], "https://d.example/").status_code == 201
    given_up = [one for one in mentions(archive) if one.state == "failed"]
    assert [one.source_url for one in given_up] == sources[:2]
    assert {(one.next_look_at, one.failure_code) for one in given_up} == {(None, "unreachable")}


def test_failures_sent_again_keep_to_the_room_there_is(archive, client, citable, monkeypatch) -> None:
    send(client, OURS + citable["clip"])
    change(archive, state="failed", failure_code="no_link", looked_at=now(), next_look_at=None)
    monkeypatch.setattr(mention_room, "MOST_WAITING", 1)
    assert send(client, OURS + citable["clip"], "https://b.example/").status_code == 201
    assert send(client, OURS + citable["clip"]).status_code == 400
    assert [one.state for one in mentions(archive)] == ["failed", "waiting"]


def test_one_address_sends_as_often_as_a_host_of_blogs_does_and_no_more(site, citable) -> None:
    sender = ReaderClient(site, "192.0.2.1")
    most = LIMITS["mention"].of_one
    answers = [send(sender, OURS + citable["clip"]).status_code for _ in range(most + 1)]
    assert answers == [201] * most + [429]


def test_one_host_may_not_fill_the_list_nor_all_of_them(archive, client, citable, monkeypatch) -> None:
    monkeypatch.setattr(mention_room, "MOST_OF_HOST", 3)
    monkeypatch.setattr(mention_room, "MOST_WAITING", 5)
    of_one = [send(client, OURS + citable["clip"], f"{SOURCE}{n}").status_code for n in range(4)]
    assert of_one == [201, 201, 201, 400]
    others = [send(client, OURS + citable["clip"], f"https://b{n}.example/").status_code for n in range(3)]
    assert others == [201, 201, 400]
    # What is known already may always be sent again.
    assert send(client, OURS + citable["clip"], f"{SOURCE}0").status_code == 201


def test_a_site_that_takes_no_mentions_says_so_and_does_not_tell_of_any(archive, citable) -> None:
    settings = archive.settings.model_copy(update={"mentions": False})
    closed = SiteClient(create_app(settings, replace(archive, settings=settings)))
    assert send(closed, OURS + citable["clip"]).status_code == 404
    assert ping(closed, SOURCE, OURS + citable["clip"]) == 0
    assert "x-pingback" not in closed.get(citable["clip"]).headers
    assert 'rel="webmention"' not in closed.get(citable["clip"]).text


# Pingback.


def test_an_old_blog_pings(archive, client, citable) -> None:
    assert ping(client, SOURCE, OURS + citable["interview"]).startswith("Merci.")
    (mention,) = mentions(archive)
    assert (mention.protocol, mention.state, mention.target_path) == (
        "pingback",
        "waiting",
        citable["interview"],
    )
    assert ping(client, SOURCE, OURS + citable["interview"]) == 48


UNFIT_PINGS = (
    ((SOURCE, "TARGET"), "demo.sayHello", 0),
    ((SOURCE,), "pingback.ping", 0),
    ((1, 2), "pingback.ping", 0),
    (("billet", "TARGET"), "pingback.ping", 16),
    (("file:///etc/passwd", "TARGET"), "pingback.ping", 16),
    ((f"{OURS}/chefs", "TARGET"), "pingback.ping", 16),
    ((SOURCE, f"{OURS}/entrevues/inconnue"), "pingback.ping", 32),
    ((SOURCE, f"{OURS}/chefs"), "pingback.ping", 33),
    ((SOURCE, "https://ailleurs.example/"), "pingback.ping", 33),
    ((SOURCE, f"{OURS}/entrevues/entrevue-roy"), "pingback.ping", 33),
)


def test_a_ping_that_does_not_suit_gets_its_number(client, citable) -> None:
    for parameters, method, fault in UNFIT_PINGS:
        given = tuple(OURS + citable["clip"] if one == "TARGET" else one for one in parameters)
        assert ping(client, *given, method=method) == fault, parameters


def test_a_ping_sent_again_learns_what_was_seen(archive, client, citable) -> None:
    ping(client, SOURCE, OURS + citable["clip"])
    for failure, fault in {"not_found": 16, "no_link": 17}.items():
        change(archive, state="failed", failure_code=failure, looked_at=now())
        assert ping(client, SOURCE, OURS + citable["clip"]) == fault
        # It will be looked at again all the same.
        assert mentions(archive)[0].state == "waiting"


def test_a_body_too_large_is_refused(client) -> None:
    assert client.post("/pingback", content=b"<a>" * 10_000).status_code == 200
    assert client.post("/pingback", content=b"a" * 100_000).status_code == 413
