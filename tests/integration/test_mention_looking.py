"""From what a blog says to what readers see, over a real server: looked at aside, tried again, taken off."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app.domain.mention_outcome import WAITS_MINUTES, Look
from app.jobs.mention_looker import MentionLooker, careful_visitor
from app.models import AuditEntry, Mention
from app.models.base import now
from app.services.mentions import mention_looking
from app.services.mentions.mention_looking import (
    HOST_PAUSE,
    KEPT_FAILED,
    LEASE,
    forget_failed,
    look_at_next,
    note_look,
    take_next,
)
from app.services.mentions.mention_receiving import receive_mention
from tests.builders import Said
from tests.page_server import PageServer, html

OURS = "https://franquette.invalid"
TARGET = f"{OURS}/entrevues/entrevue-savard"
LINKED = f'<title>Un billet</title><a href="{TARGET}#t=1,2">'


@pytest.fixture
def server() -> Iterator[PageServer]:
    with PageServer().serving() as serving:
        serving.pages["/billet"] = html(LINKED)
        yield serving


@pytest.fixture
def told(archive, inventing):
    """Takes a mention in, as the receivers do; returns its number."""
    with inventing() as invented:
        invented.interview(invented.leader("savard"), None, [Said("leader", "La fibre viendra.")])

    def tell(source: str = "http://blogue.example/billet") -> int:
        with archive.database.write() as session:
            receive_mention(session, OURS, "webmention", source, TARGET, now())
            return session.scalars(select(Mention.id).where(Mention.source_url == source)).one()

    return tell


def mention(archive, number: int) -> Mention:
    with archive.database.read() as session:
        return session.get_one(Mention, number)


def change(archive, number: int, **values: object) -> None:
    with archive.database.write() as session:
        session.execute(update(Mention).where(Mention.id == number).values(**values))


def look(archive, server: PageServer, number: int) -> Mention:
    """Look now, as if enough time had gone by."""
    change(archive, number, looked_at=None)
    assert look_at_next(archive.database, server.visitor(), OURS)
    return mention(archive, number)


def test_a_page_that_links_waits_for_a_person_with_its_title_and_nothing_else(archive, server, told) -> None:
    seen = look(archive, server, told())
    assert (seen.state, seen.title, seen.next_look_at) == ("found", "Un billet", None)
    assert look_at_next(archive.database, server.visitor(), OURS) is False
    assert len(server.asked) == 1


def test_a_page_shown_goes_when_its_link_or_itself_is_gone_and_the_audit_says_so(
    archive, server, told
) -> None:
    number = told()
    for gone, code in ((html("<title>Un billet</title>"), "no_link"), (html("", 410), "not_found")):
        change(archive, number, state="shown", title="Un billet", next_look_at=now(), try_count=0)
        server.pages["/billet"] = gone
        seen = look(archive, server, number)
        assert (seen.state, seen.failure_code) == ("gone", code)
    with archive.database.read() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "mention.taken_off")).all()
    assert [one.actor for one in entries] == ["machine"] * 2


def test_a_page_shown_whose_title_changed_waits_for_a_person_again(archive, server, told) -> None:
    number = told()
    change(archive, number, state="shown", title="Un billet")
    server.pages["/billet"] = html(LINKED.replace("Un billet", "Achetez ici"))
    seen = look(archive, server, number)
    assert (seen.state, seen.title, seen.curator_id) == ("found", "Achetez ici", None)


def test_a_server_that_is_down_is_asked_again_later_and_at_last_given_up(archive, server, told) -> None:
    number = told()
    server.pages["/billet"] = html("", 503)
    for minutes in WAITS_MINUTES:
        seen = look(archive, server, number)
        assert (seen.state, seen.failure_code) == ("waiting", "status")
        assert seen.next_look_at is not None
        assert abs(seen.next_look_at - now() - timedelta(minutes=minutes)) < timedelta(seconds=30)
        change(archive, number, next_look_at=now())
    seen = look(archive, server, number)
    assert (seen.state, seen.next_look_at) == ("failed", None)
    assert len(server.asked) == len(WAITS_MINUTES) + 1


def test_without_a_way_out_nothing_breaks(archive, told, monkeypatch) -> None:
    number = told()
    monkeypatch.setattr("app.services.mentions.mention_network.getaddrinfo", unreachable)
    assert look_at_next(archive.database, careful_visitor(OURS), OURS)
    assert (mention(archive, number).state, mention(archive, number).failure_code) == (
        "waiting",
        "unreachable",
    )


def unreachable(*_unused: object, **_more: object) -> None:
    raise OSError("network is unreachable")


def test_who_is_on_this_machine_is_refused_by_the_visitor_in_force(archive, server, told) -> None:
    number = told("http://localhost/billet")
    assert look_at_next(archive.database, careful_visitor(OURS), OURS)
    assert (mention(archive, number).state, mention(archive, number).failure_code) == (
        "failed",
        "private_address",
    )
    assert server.asked == []


def test_a_mention_is_taken_by_one_only_and_again_when_that_one_died(archive, told) -> None:
    number, at = told(), now()
    with archive.database.write() as session:
        assert take_next(session, at).id == number
    with archive.database.write() as session:
        assert take_next(session, at + HOST_PAUSE + timedelta(seconds=1)) is None
    with archive.database.write() as session:
        assert take_next(session, at + LEASE).id == number


def test_a_page_whose_every_look_dies_is_given_up(archive, told) -> None:
    number, at = told(), now()
    for _ in range(20):
        with archive.database.write() as session:
            take_next(session, at)
        at += LEASE
    seen = mention(archive, number)
    assert (seen.state, seen.failure_code, seen.next_look_at) == ("failed", "unreadable", None)


def test_one_host_is_not_asked_again_at_once_and_another_is(archive, told) -> None:
    at = now()
    numbers = [told(f"http://{one}.example/") for one in ("a", "b")] + [told("http://a.example/2")]
    taken = []
    for seconds in (0, 1, 2, 16):
        with archive.database.write() as session:
            found = take_next(session, at + timedelta(seconds=1 + seconds))
            taken.append(found.id if found else None)
    assert taken == [numbers[0], numbers[1], None, numbers[2]]


def test_what_a_curator_refused_meanwhile_stays_refused(archive, told) -> None:
    number = told()
    with archive.database.write() as session:
        take_next(session, now())
    change(archive, number, state="refused", next_look_at=None)
    with archive.database.write() as session:
        note_look(session, number, Look(title="Un billet"), now())
        note_look(session, number + 1000, Look(title="Un billet"), now())
    assert mention(archive, number).state == "refused"


def test_failures_are_forgotten_after_a_while_and_nothing_else_is(archive, told) -> None:
    old = now() - KEPT_FAILED - timedelta(days=1)
    numbers = [told(f"http://{one}.example/") for one in ("a", "b", "c")]
    change(archive, numbers[0], state="failed", failure_code="no_link", looked_at=old)
    change(archive, numbers[1], state="failed", failure_code="no_link", looked_at=now())
    change(archive, numbers[2], state="refused", looked_at=old)
    with archive.database.write() as session:
        forget_failed(session, now())
        assert session.scalars(select(Mention.id).order_by(Mention.id)).all() == numbers[1:]


def test_of_many_failures_the_latest_are_kept(archive, told, monkeypatch) -> None:
    monkeypatch.setattr(mention_looking, "MOST_FAILED", 2)
    numbers = [told(f"http://{one}.example/") for one in ("a", "b", "c", "d")]
    for minutes, number in enumerate(numbers[:3]):
        looked_at = now() - timedelta(minutes=minutes)
        change(archive, number, state="failed", failure_code="no_link", looked_at=looked_at)
    with archive.database.write() as session:
        forget_failed(session, now())
        kept = session.scalars(select(Mention.id).order_by(Mention.id)).all()
    assert kept == [numbers[0], numbers[1], numbers[3]]


def test_failures_are_forgotten_while_the_site_runs_too(archive, server, told, monkeypatch) -> None:
    monkeypatch.setattr("app.jobs.mention_looker.SECONDS_BETWEEN_LOOKS", 0.05)
    monkeypatch.setattr("app.jobs.mention_looker.SECONDS_BETWEEN_FORGETTING", 0.1)
    number = told()
    looker = MentionLooker(archive, server.visitor())
    looker.start()
    until = time.monotonic() + 20
    while time.monotonic() < until and mention(archive, number).state != "found":
        time.sleep(0.05)
    old = now() - KEPT_FAILED - timedelta(days=1)
    change(archive, number, state="failed", failure_code="no_link", looked_at=old)
    while time.monotonic() < until and count(archive):
        time.sleep(0.05)
    looker.stop()
    assert count(archive) == 0


def count(archive) -> int:
    with archive.database.read() as session:
        return session.scalar(select(func.count(Mention.id)))


def test_pages_tried_in_vain_do_not_hold_up_a_new_one(archive, told) -> None:
    for host in ("a", "b"):
        hour_ago = now() - timedelta(hours=1)
        change(
            archive, told(f"http://{host}.example/"), try_count=1, failure_code="slow", next_look_at=hour_ago
        )
    new = told("http://c.example/")
    with archive.database.write() as session:
        assert take_next(session, now()).id == new


def test_the_looker_works_beside_the_site_and_ends_at_once(archive, server, told, monkeypatch) -> None:
    monkeypatch.setattr("app.jobs.mention_looker.SECONDS_BETWEEN_LOOKS", 0.05)
    numbers = [told(f"http://{one}.example/billet") for one in ("a", "b", "c")]
    # One page that breaks our own code does not end the looks at the others.
    real = mention_looking.look_at

    def breaking(visitor, taken, public_url):
        if taken.id == numbers[0]:
            raise RuntimeError("invented")
        return real(visitor, taken, public_url)

    monkeypatch.setattr(mention_looking, "look_at", breaking)
    looker = MentionLooker(archive, server.visitor())
    looker.start()
    until = time.monotonic() + 20
    while time.monotonic() < until and any(mention(archive, one).state != "found" for one in numbers[1:]):
        time.sleep(0.05)
    looker.stop()
    assert [mention(archive, one).state for one in numbers] == ["waiting", "found", "found"]
    assert mention(archive, numbers[0]).next_look_at is not None
