"""Webmention and Pingback: who may say what, and what is answered. Nothing is visited here."""

from __future__ import annotations

import xmlrpc.client
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.main import create_app
from app.models import Clip, Curator, Interview, Mention, Passage, Recording, RefusedHost, Transcript
from app.models.base import now
from app.services.clips.clip_making import WordAddress, make_clip
from app.services.editing.transcript_editing import Editor, Seen, join_with_next
from app.services.mentions import mention_receiving, mention_room
from app.web.reader_gate import LIMITS, Limit, ReaderGate
from tests.builders import Said
from tests.conftest import SiteClient
from tests.reader_client import ReaderClient

OURS = "https://franquette.invalid"
SOURCE = "https://blogue.example/billet"
SAID = [Said("leader", "La fibre optique viendra au village."), Said("leader", "Avant la fin du mandat.")]


@pytest.fixture
def pages(archive, inventing) -> dict[str, str]:
    """The paths of an interview, one of its passages and a clip; another interview was withdrawn."""
    with inventing() as invented:
        campaign = invented.campaign()
        invented.interview(invented.leader("savard"), campaign, SAID)
        invented.interview(invented.leader("roy"), campaign, SAID, state="withdrawn", reason="Demande.")
        invented.interview(invented.leader("cote"), campaign, SAID, state="draft")
    with archive.database.write() as session:
        recording = select(Recording.id).join(Recording.interview).where(Interview.slug == "entrevue-savard")
        first, second = session.scalars(
            select(Passage.id)
            .join(Passage.transcript)
            .where(Transcript.recording_id.in_(recording))
            .order_by(Passage.position)
        )
        clip = make_clip(session, "entrevue-savard", WordAddress(first, 0), WordAddress(first, 2))
        return {
            "interview": "/entrevues/entrevue-savard",
            "passage": f"/passages/{first}",
            "other_passage": f"/passages/{second}",
            "clip": f"/extraits/{clip.id}",
            "withdrawn": "/entrevues/entrevue-roy",
            "draft": "/entrevues/entrevue-cote",
        }


def send(client: SiteClient, target: str, source: str = SOURCE, **headers: str):
    return client.post("/webmention", data={"source": source, "target": target}, headers=headers)


def ping(client: SiteClient, *parameters: object, method: str = "pingback.ping", **headers: str):
    body = xmlrpc.client.dumps(parameters, method)
    response = client.post("/pingback", content=body, headers={"content-type": "text/xml", **headers})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/xml; charset=utf-8"
    try:
        return xmlrpc.client.loads(response.content)[0][0]
    except xmlrpc.client.Fault as fault:
        return fault.faultCode


def mentions(archive) -> list[Mention]:
    with archive.database.read() as session:
        return list(session.scalars(select(Mention).order_by(Mention.id)))


def change(archive, **values: object) -> None:
    with archive.database.write() as session:
        mention = session.scalars(select(Mention)).one()
        for name, value in values.items():
            setattr(mention, name, value)


# Where to send it.


def test_pages_that_can_be_cited_say_where_to_tell_it_and_no_other_does(client, pages) -> None:
    clip = pages["clip"].rpartition("/")[2]
    for path in (pages["interview"], pages["passage"], pages["clip"], f"/en/clips/{clip}"):
        response = client.get(path)
        assert f'<{OURS}/webmention>; rel="webmention"' in response.headers.get_list("link")
        assert response.headers["x-pingback"] == f"{OURS}/pingback"
        head = response.text.partition("</head>")[0]
        assert f'<link rel="webmention" href="{OURS}/webmention">' in head
        assert f'<link rel="pingback" href="{OURS}/pingback">' in head
    known = {"if-none-match": response.headers["etag"]}
    for other in (client.request("HEAD", path), client.get(path, headers=known)):
        assert other.headers["x-pingback"] == f"{OURS}/pingback"
    for path in ("/chefs", "/methode", "/rien", f"/embed/extraits/{clip}", pages["withdrawn"]):
        response = client.get(path)
        assert not any("webmention" in one for one in response.headers.get_list("link")), path
        assert "x-pingback" not in response.headers
        assert 'rel="webmention"' not in response.text
        assert 'rel="pingback"' not in response.text


# Webmention, as its receivers are tested.


def test_a_mention_is_taken_in_and_its_status_is_to_be_followed(archive, client, pages) -> None:
    for page in ("interview", "passage", "clip"):
        answer = send(client, OURS + pages[page])
        assert answer.status_code == 201
        assert answer.text.startswith("Merci.")
        mention = mentions(archive)[-1]
        assert (mention.state, mention.source_url, mention.target_path) == ("waiting", SOURCE, pages[page])
        assert (mention.source_host, mention.protocol) == ("blogue.example", "webmention")
        assert (mention.passage_id is not None) == (page == "passage")
        assert (mention.clip_id is not None) == (page == "clip")
    where = answer.headers["location"]
    assert where.startswith(f"{OURS}/webmention/")
    status = client.get(where.removeprefix(OURS))
    assert status.text == "Reçue\u00a0: nous n’avons pas encore regardé la page.\n"
    in_english = client.get(where.removeprefix(OURS), headers={"accept-language": "en-CA"})
    assert in_english.text.startswith("Received:")


def test_the_status_says_what_became_of_it(archive, client, pages) -> None:
    where = send(client, OURS + pages["clip"]).headers["location"]
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


def test_the_answer_speaks_the_language_of_the_page_cited(client, pages) -> None:
    assert send(client, f"{OURS}/en/interviews/entrevue-savard").text.startswith("Thank you.")
    assert "withdrawn" in send(client, f"{OURS}/en/interviews/entrevue-roy").text


def test_all_addresses_of_a_page_are_one_target(archive, client, pages) -> None:
    clip = pages["clip"].rpartition("/")[2]
    for target in (
        f"/extraits/{clip}", f"/en/clips/{clip}", f"/embed/extraits/{clip}", f"/en/embed/clips/{clip}?x=y",
        f"/extraits/{clip}#t=1,2",
    ):  # fmt: skip
        assert send(client, OURS + target).status_code == 201
    assert send(client, OURS + pages["clip"], SOURCE + "#comment-1").status_code == 201
    assert [one.target_path for one in mentions(archive)] == [pages["clip"]]


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


def test_what_does_not_suit_is_refused_with_a_sentence(archive, client, pages) -> None:
    places = {"TARGET": "interview", "DRAFT": "draft", "WITHDRAWN": "withdrawn"}
    for form in UNFIT:
        sent = {name: OURS + pages[places[one]] if one in places else one for name, one in form.items()}
        answer = client.post("/webmention", data=sent)
        assert answer.status_code == 400, form
        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.text.rstrip().endswith("."), form
    assert mentions(archive) == []


def test_a_body_that_is_no_form_is_refused(archive, client, pages) -> None:
    answer = client.post("/webmention", json={"source": SOURCE, "target": OURS + pages["clip"]})
    assert answer.status_code == 400
    assert client.get("/webmention").status_code == 405
    assert mentions(archive) == []


def test_another_site_may_not_make_its_visitors_send_it(archive, site, client, pages, narrow) -> None:
    visitor = ReaderClient(site, "192.0.2.1")
    for told in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "null"},
                 {"origin": "https://hostile.example", "sec-fetch-site": "cross-site"}):  # fmt: skip
        answer = send(visitor, OURS + pages["clip"], **told)
        assert answer.status_code == 400
        assert "access-control-allow-origin" not in answer.headers
        assert ping(visitor, SOURCE, OURS + pages["clip"], **told) == 49
    assert mentions(archive) == []
    # Nobody's room was taken by it.
    assert [send(client, OURS + pages["clip"]).status_code for _ in range(2)] == [201, 201]


def test_sent_again_it_is_looked_at_again_and_not_at_once(archive, client, pages) -> None:
    first = send(client, OURS + pages["clip"])
    looked_at = now() - timedelta(minutes=4)
    change(archive, state="shown", title="Un billet", looked_at=looked_at, next_look_at=None, try_count=3)
    again = send(client, OURS + pages["clip"])
    assert again.headers["location"] == first.headers["location"]
    (mention,) = mentions(archive)
    assert (mention.state, mention.try_count) == ("shown", 0)
    assert mention.next_look_at == looked_at + mention_receiving.PAUSE


def test_what_was_refused_is_not_looked_at_again_and_what_was_gone_is(archive, client, pages) -> None:
    send(client, OURS + pages["clip"])
    change(archive, state="refused", next_look_at=None)
    assert send(client, OURS + pages["clip"]).status_code == 201
    assert (mentions(archive)[0].state, mentions(archive)[0].next_look_at) == ("refused", None)
    change(archive, state="gone", failure_code="no_link")
    send(client, OURS + pages["clip"])
    assert mentions(archive)[0].state == "waiting"


def test_who_cites_a_passage_that_is_read_in_another_since_an_edit_is_kept(archive, client, pages) -> None:
    former, into = "other_passage", "passage"
    assert send(client, OURS + pages[former]).status_code == 201
    with archive.database.write() as session:
        seen, seen_next = (Seen(pages[one].rpartition("/")[2], 1) for one in (into, former))
        join_with_next(session, Editor("curator:Camille"), seen, seen_next)
    assert client.get(pages[former]).status_code == 302
    # Both a mention from before and one that comes now are of the passage that holds the words.
    assert send(client, OURS + pages[former], "https://b.example/").status_code == 201
    with archive.database.write() as session:
        for one in session.scalars(select(Mention)):
            one.state, one.title = "shown", f"Billet de {one.source_host}"
    told = client.get(pages[into]).text
    assert "Billet de blogue.example" in told
    assert "Billet de b.example" in told


def test_a_host_that_curators_refuse_is_told_so(archive, client, pages) -> None:
    with archive.database.write() as session:
        curator = Curator(name="Camille", role="curator", password_hash="x")
        session.add(curator)
        session.flush()
        session.add(RefusedHost(host="blogue.example", curator_id=curator.id))
    answer = send(client, OURS + pages["clip"])
    assert (answer.status_code, mentions(archive)) == (400, [])
    assert "blogue.example" in answer.text
    assert ping(client, SOURCE, OURS + pages["clip"]) == 49


@pytest.fixture
def narrow(site) -> None:
    """Lets one address send twice."""
    site.state.reader_gate = ReaderGate(limits={"mention": Limit(of_one=2, of_all=3)})


def test_a_flood_is_slowed_down(site, pages, narrow) -> None:
    sender = ReaderClient(site, "192.0.2.1")
    answers = [send(sender, OURS + pages["clip"]) for _ in range(3)]
    assert [one.status_code for one in answers] == [201, 201, 429]
    assert answers[-1].headers["retry-after"] == "600"
    # Pings are counted with the mentions, and all addresses together.
    assert ping(sender, SOURCE, OURS + pages["clip"]) == 49
    others = [send(ReaderClient(site, f"192.0.2.{n}"), OURS + pages["clip"]).status_code for n in (2, 3)]
    assert others == [201, 429]


def test_what_does_not_suit_takes_nobody_s_room(site, pages, narrow) -> None:
    sender = ReaderClient(site, "192.0.2.1")
    for _ in range(3):
        assert send(sender, f"{OURS}/entrevues/inconnue").status_code == 400
        assert ping(sender, "billet", OURS + pages["clip"]) == 16
    assert send(sender, OURS + pages["clip"]).status_code == 201


def tried_in_vain(archive, number: int) -> None:
    """Notes for all mentions a first look in vain; the last sent was looked at last."""
    with archive.database.write() as session:
        for one in session.scalars(select(Mention).where(Mention.state == "waiting")):
            looked_at = now() - timedelta(minutes=number - one.id)
            one.try_count, one.failure_code, one.looked_at = 1, "unreachable", looked_at
            one.next_look_at = now() + timedelta(hours=1)


def test_pages_that_came_to_nothing_so_far_give_way_to_new_ones(archive, client, pages, monkeypatch) -> None:
    monkeypatch.setattr(mention_room, "MOST_OF_HOST", 2)
    monkeypatch.setattr(mention_room, "MOST_WAITING", 4)
    sources = [f"{SOURCE}0", f"{SOURCE}1", "https://b.example/", "https://c.example/"]
    assert {send(client, OURS + pages["clip"], one).status_code for one in sources} == {201}
    assert send(client, OURS + pages["clip"], f"{SOURCE}2").status_code == 400
    assert send(client, OURS + pages["clip"], "https://d.example/").status_code == 400
    tried_in_vain(archive, 4)
    # A full host gives up the oldest of its own, and a full list the oldest of all.
    assert send(client, OURS + pages["clip"], f"{SOURCE}2").status_code == 201
    states = {one.source_url: one.state for one in mentions(archive)}
    assert [one for one, state in states.items() if state == "failed"] == sources[:1]
    assert send(client, OURS + pages["clip"], "https://d.example/").status_code == 201
    given_up = [one for one in mentions(archive) if one.state == "failed"]
    assert [one.source_url for one in given_up] == sources[:2]
    assert {(one.next_look_at, one.failure_code) for one in given_up} == {(None, "unreachable")}


def test_failures_sent_again_keep_to_the_room_there_is(archive, client, pages, monkeypatch) -> None:
    send(client, OURS + pages["clip"])
    change(archive, state="failed", failure_code="no_link", looked_at=now(), next_look_at=None)
    monkeypatch.setattr(mention_room, "MOST_WAITING", 1)
    assert send(client, OURS + pages["clip"], "https://b.example/").status_code == 201
    assert send(client, OURS + pages["clip"]).status_code == 400
    assert [one.state for one in mentions(archive)] == ["failed", "waiting"]


def test_one_address_sends_as_often_as_a_host_of_blogs_does_and_no_more(site, pages) -> None:
    sender = ReaderClient(site, "192.0.2.1")
    most = LIMITS["mention"].of_one
    answers = [send(sender, OURS + pages["clip"]).status_code for _ in range(most + 1)]
    assert answers == [201] * most + [429]


def test_one_host_may_not_fill_the_list_nor_all_of_them(archive, client, pages, monkeypatch) -> None:
    monkeypatch.setattr(mention_room, "MOST_OF_HOST", 3)
    monkeypatch.setattr(mention_room, "MOST_WAITING", 5)
    of_one = [send(client, OURS + pages["clip"], f"{SOURCE}{n}").status_code for n in range(4)]
    assert of_one == [201, 201, 201, 400]
    others = [send(client, OURS + pages["clip"], f"https://b{n}.example/").status_code for n in range(3)]
    assert others == [201, 201, 400]
    # What is known already may always be sent again.
    assert send(client, OURS + pages["clip"], f"{SOURCE}0").status_code == 201


def test_a_site_that_takes_no_mentions_says_so_and_does_not_tell_of_any(archive, pages) -> None:
    settings = archive.settings.model_copy(update={"mentions": False})
    closed = SiteClient(create_app(settings, replace(archive, settings=settings)))
    assert send(closed, OURS + pages["clip"]).status_code == 404
    assert ping(closed, SOURCE, OURS + pages["clip"]) == 0
    assert "x-pingback" not in closed.get(pages["clip"]).headers
    assert 'rel="webmention"' not in closed.get(pages["clip"]).text


# Pingback.


def test_an_old_blog_pings(archive, client, pages) -> None:
    assert ping(client, SOURCE, OURS + pages["interview"]).startswith("Merci.")
    (mention,) = mentions(archive)
    assert (mention.protocol, mention.state, mention.target_path) == (
        "pingback",
        "waiting",
        pages["interview"],
    )
    assert ping(client, SOURCE, OURS + pages["interview"]) == 48


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


def test_a_ping_that_does_not_suit_gets_its_number(client, pages) -> None:
    for parameters, method, fault in UNFIT_PINGS:
        given = tuple(OURS + pages["clip"] if one == "TARGET" else one for one in parameters)
        assert ping(client, *given, method=method) == fault, parameters


def test_a_ping_sent_again_learns_what_was_seen(archive, client, pages) -> None:
    ping(client, SOURCE, OURS + pages["clip"])
    for failure, fault in {"not_found": 16, "no_link": 17}.items():
        change(archive, state="failed", failure_code=failure, looked_at=now())
        assert ping(client, SOURCE, OURS + pages["clip"]) == fault
        # It will be looked at again all the same.
        assert mentions(archive)[0].state == "waiting"


def test_a_body_too_large_is_refused(client) -> None:
    assert client.post("/pingback", content=b"<a>" * 10_000).status_code == 200
    assert client.post("/pingback", content=b"a" * 100_000).status_code == 413


# What readers see.


@pytest.fixture
def shown(archive, client, pages):
    """Shows a mention of a page under a title."""

    def show(page: str, title: str, source: str = SOURCE) -> None:
        assert send(client, OURS + pages[page], source).status_code == 201
        with archive.database.write() as session:
            mention = session.scalars(
                select(Mention).where(Mention.source_url == source, Mention.target_path == pages[page])
            ).one()
            mention.state, mention.title, mention.next_look_at = "shown", title, None

    return show


def test_the_interview_lists_all_and_passage_and_clip_their_own(client, pages, shown) -> None:
    shown("interview", "Billet sur tout", "https://a.example/1")
    shown("passage", "Billet sur un passage", "https://b.example/2")
    shown("clip", "Billet sur un extrait", "https://c.example/3")
    everything, passage, clip = (client.get(pages[one]).text for one in ("interview", "passage", "clip"))
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
    assert "Cited elsewhere" in client.get("/en/clips/" + pages["clip"].rpartition("/")[2]).text


def test_only_what_a_person_let_in_is_shown(archive, client, pages, shown) -> None:
    shown("clip", "Un billet")
    for state in ("waiting", "found", "refused", "gone", "failed"):
        change(archive, state=state, failure_code="no_link")
        for page in ("interview", "clip"):
            told = client.get(pages[page]).text
            assert "Un billet" not in told, state
            assert "Cité ailleurs" not in told


def test_a_title_is_text_whatever_it_holds(client, pages, shown) -> None:
    shown("clip", "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}%(x)s")
    told = client.get(pages["clip"]).text
    assert "<script>alert" not in told
    assert "<img src=x" not in told
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in told
    assert "{{ 7*7 }}%(x)s" in told


def test_a_page_without_title_goes_by_its_address_and_is_listed_once(client, pages, shown) -> None:
    shown("clip", "", "https://blogue.example/a?b=c&d=%22")
    shown("interview", "", "https://blogue.example/a?b=c&d=%22")
    told = client.get(pages["interview"]).text
    assert told.count('href="https://blogue.example/a?b=c&amp;d=%22"') == 1
    assert "<bdi>blogue.example/a?b=c&amp;d=%22</bdi>" in told


def test_many_pages_are_folded(client, pages, shown) -> None:
    for number in range(12):
        shown("clip", f"Billet {number}", f"https://b{number}.example/")
    told = client.get(pages["clip"]).text
    assert "2 autres pages" in told
    assert told.count('rel="nofollow ugc noopener"') == 12


def test_who_cites_a_withdrawn_clip_is_not_shown_on_its_interview(
    archive, client, pages, shown, sign_in
) -> None:
    shown("clip", "Un billet")
    curator = sign_in()
    with archive.database.write() as session:
        clip = session.scalars(select(Clip)).one()
        clip.withdrawn_at, clip.curator_id = now(), curator.curator_id
    assert "Un billet" not in client.get(pages["interview"]).text
    assert "retirée" in send(client, OURS + pages["clip"], "https://d.example/").text
