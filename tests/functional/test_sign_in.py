"""Curators come in and go out; who guesses waits, and nobody is shut out by somebody else's guesses."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import repeat

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import select, text, update

from app.domain.session_lifetime import LONGEST_IDLE
from app.models import AuditEntry, Curator, CuratorSession, LoginTry
from app.models.base import now
from app.services.accounts.curator_sessions import (
    Visitor,
    find_curator_session,
    note_use,
    open_curator_session,
)
from app.services.accounts.curator_sign_in import VerifiedCurator, enter
from app.services.accounts.login_tries import OF_ONE, WINDOW, Knock, count_try, forgive

PASSWORD = "une phrase assez longue"
ORIGIN = {"origin": "https://franquette.invalid"}
KEY = "invented key for tests"
COOKIE = "__Host-franquette-curator"
AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
ONLY_ONE = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def curator(archive) -> None:
    """An account whose password was hashed with parameters of another time, which are also fast."""
    with archive.database.write() as session:
        session.add(Curator(name="Camille", password_hash=PasswordHash((ONLY_ONE,)).hash(PASSWORD)))


def come_in(client, password: str = PASSWORD, name: str = "Camille", **form: str):
    given = {"name": name, "password": password, **form}
    return client.post("/atelier/connexion", data=given, headers=ORIGIN)


def acts_written(archive) -> list[str]:
    with archive.database.read() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_a_curator_comes_in_with_a_cookie_that_only_this_site_and_no_script_reads(client, curator, archive):
    response = come_in(client)
    assert (response.status_code, response.headers["location"]) == (303, "/atelier")
    cookie = next(one for one in response.headers.get_list("set-cookie") if one.startswith(COOKIE)).lower()
    assert {"httponly", "samesite=lax", "secure", "path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "domain" not in cookie
    assert client.get("/atelier").status_code == 200
    assert acts_written(archive) == ["session.opened"]


def test_the_database_holds_no_key_that_opens_anything(client, curator, archive):
    come_in(client)
    with archive.database.read() as session:
        kept = str([tuple(row) for row in session.execute(text("SELECT * FROM curator_sessions"))])
    assert client.cookies[COOKIE] not in kept


def test_a_hash_of_weaker_parameters_is_made_anew(client, curator, archive):
    with archive.database.read() as session:
        before = session.scalar(select(Curator.password_hash))
    come_in(client)
    with archive.database.read() as session:
        after = session.scalar(select(Curator.password_hash))
    assert "m=8," in before
    assert not Argon2Hasher().check_needs_rehash(after)
    assert come_in(client).status_code == 303


@pytest.mark.parametrize("name", ["Camille", "Personne"])
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(client, curator, name):
    response = come_in(client, "faux", name)
    assert response.status_code == 403
    assert "ne vont pas ensemble" in response.text
    assert "set-cookie" not in response.headers


def test_coming_in_again_gives_another_key_and_ends_the_old_session(client, curator):
    come_in(client)
    old = client.cookies[COOKIE]
    come_in(client)
    assert client.cookies[COOKIE] != old
    client.cookies.set(COOKIE, old)
    assert client.get("/atelier").status_code == 303


def test_a_key_that_somebody_slipped_in_is_not_taken_up(client, curator):
    client.cookies.set(COOKIE, "known-to-somebody-else")
    come_in(client)
    assert "known-to-somebody-else" not in [one.value for one in client.cookies.jar if one.name == COOKIE][-1]


def test_going_out_ends_the_session_on_the_server(signed_in, archive):
    key = signed_in.cookies[COOKIE]
    response = signed_in.act("/atelier/sortie")
    assert response.headers["location"] == "/atelier/connexion"
    signed_in.cookies.set(COOKIE, key)
    assert signed_in.get("/atelier").status_code == 303
    assert acts_written(archive) == ["session.closed"]


def test_the_form_leads_on_to_the_page_that_was_asked_for(client, curator):
    away = client.get("/atelier/entrevues/7/themes?avis=note").headers["location"]
    assert away == "/atelier/connexion?vers=/atelier/entrevues/7/themes%3Favis%3Dnote"
    assert 'value="/atelier/entrevues/7/themes?avis=note"' in client.get(away).text
    response = come_in(client, vers="/atelier/entrevues/7/themes?avis=note")
    assert response.headers["location"] == "/atelier/entrevues/7/themes?avis=note"
    assert client.get(away).headers["location"] == "/atelier/entrevues/7/themes?avis=note"


def test_the_form_never_leads_to_another_site(client, curator):
    assert come_in(client, vers="//ailleurs.invalid").headers["location"] == "/atelier"


def test_the_form_speaks_english_when_asked_to(client, curator):
    assert "Password" in client.get("/atelier/connexion?langue=en").text
    assert "do not go together" in come_in(client, "wrong", langue="en").text


def test_a_form_from_another_site_signs_nobody_in(client, curator):
    given = {"name": "Camille", "password": PASSWORD}
    elsewhere = {"origin": "https://ailleurs.invalid"}
    assert client.post("/atelier/connexion", data=given, headers=elsewhere).status_code == 400
    assert client.get("/atelier").status_code == 303


def test_a_large_form_is_refused_before_it_is_read(client):
    response = client.post("/atelier/connexion", content=b"name=" + b"x" * 100_000, headers=ORIGIN)
    assert response.status_code == 413


def test_a_session_ends_by_itself_when_nobody_uses_it(signed_in, archive):
    with archive.database.write() as session:
        session.execute(
            update(CuratorSession).values(last_seen_at=AT, opened_at=AT, expires_at=AT + LONGEST_IDLE)
        )
    assert signed_in.get("/atelier").status_code == 303


def test_use_is_written_at_most_once_a_minute(signed_in, archive):
    def last_seen() -> datetime:
        with archive.database.read() as session:
            return session.scalars(select(CuratorSession.last_seen_at)).one()

    first = last_seen()
    signed_in.get("/atelier")
    assert last_seen() == first
    with archive.database.write() as session:
        session.execute(update(CuratorSession).values(last_seen_at=first - timedelta(minutes=2)))
    signed_in.get("/atelier")
    assert last_seen() > first - timedelta(minutes=1)


def test_a_session_that_was_ended_stays_ended_whoever_notes_its_use(archive):
    with archive.database.write() as session:
        curator = Curator(name="Camille", password_hash="no password opens this account")
        session.add(curator)
        session.flush()
        key = open_curator_session(session, curator, Visitor(), AT)
        known = find_curator_session(session, key, AT)
        session.execute(text("DELETE FROM curator_sessions"))
        note_use(session, known.session_id, AT + timedelta(minutes=5))
        assert find_curator_session(session, key, AT + timedelta(minutes=5)) is None


def test_a_password_that_changed_since_it_was_checked_opens_nothing(archive):
    with archive.database.write() as session:
        curator = Curator(name="Camille", password_hash="the new one")
        session.add(curator)
        session.flush()
        assert enter(session, VerifiedCurator(curator.id, "the old one", None), Visitor(), "") is None


def knock_often(archive, knock: Knock, times: int, at: datetime = AT) -> int:
    """Knock so many times, and return how many tries were admitted."""
    return knock_one_after_the_other(archive, repeat(knock, times), at)


def knock_one_after_the_other(archive, knocks: Iterable[Knock], at: datetime = AT) -> int:
    with archive.database.write() as session:
        return sum(not count_try(session, KEY, knock, at) for knock in knocks)


def test_who_keeps_guessing_has_to_wait_and_is_told_how_long(client, curator, archive):
    knock_often(archive, Knock("camille ", "127.0.0.1"), OF_ONE.most, now())
    response = come_in(client)
    assert response.status_code == 429
    assert 0 < int(response.headers["retry-after"]) <= 113
    assert "Recommencez dans 1" in response.text


def test_waiting_opens_the_door_again(archive):
    knock = Knock("Camille", "192.0.2.1")
    assert knock_often(archive, knock, 20) == OF_ONE.most
    assert knock_often(archive, knock, 20, AT + WINDOW) == OF_ONE.most


def test_tries_are_counted_for_all_processes_and_across_a_restart(archive, settings):
    from app.archive import open_archive

    knock = Knock("Camille", "192.0.2.1")
    knock_often(archive, knock, 5)
    other = open_archive(settings)
    assert knock_often(other, knock, 20) == OF_ONE.most - 5
    other.close()


def test_many_tries_at_once_count_like_many_in_a_row(archive):
    knock = Knock("Camille", "192.0.2.1")
    with ThreadPoolExecutor(8) as pool:
        admitted = list(pool.map(lambda _number: knock_often(archive, knock, 1), range(24)))
    assert sum(admitted) == OF_ONE.most


def test_coming_in_forgives_ones_own_failures(archive):
    knock = Knock("Camille", "192.0.2.1")
    knock_often(archive, knock, 7)
    with archive.database.write() as session:
        forgive(session, KEY, knock)
    assert knock_often(archive, knock, 20) == OF_ONE.most


def test_an_account_guessed_from_everywhere_stays_open_to_its_owner(archive):
    """Forty addresses guess at once: the owner comes in from a known device, and from a new one too."""
    knock_one_after_the_other(archive, (Knock("Camille", f"198.51.100.{number}") for number in range(40)))
    assert knock_often(archive, Knock("Camille", "192.0.2.1", device="known"), 20) == OF_ONE.most
    assert 0 < knock_often(archive, Knock("Camille", "192.0.2.1"), 20) < OF_ONE.most
    assert knock_often(archive, Knock("Dominique", "192.0.2.1"), 20) == OF_ONE.most


def test_one_address_that_tries_many_accounts_is_slowed_down(archive):
    knocks = (Knock(f"curator {number}", "192.0.2.1") for number in range(40))
    assert knock_one_after_the_other(archive, knocks) == 30


def test_neighbours_in_one_home_network_are_counted_together(archive):
    knocks = (Knock("Camille", f"2001:db8::{number}") for number in range(1, 40))
    assert knock_one_after_the_other(archive, knocks) == OF_ONE.most


def test_a_device_is_known_after_its_first_visit_and_for_its_own_account_only(client, curator, archive):
    come_in(client)
    knock_often(archive, Knock("Camille", "127.0.0.1"), 40, now())
    client.cookies.delete(COOKIE)
    assert come_in(client).status_code == 303
    knock_often(archive, Knock("Dominique", "127.0.0.1"), 40, now())
    assert come_in(client, name="Dominique").status_code == 429


def test_what_was_typed_into_the_form_is_not_kept(archive):
    knock_often(archive, Knock("my password by mistake", "192.0.2.1"), 9)
    with archive.database.read() as session:
        rows = session.scalars(select(LoginTry)).all()
        entries = session.scalars(select(AuditEntry)).all()
    assert rows
    assert all(len(one.key_hash) == 64 for one in rows)
    assert [(one.action, one.subject) for one in entries] == [("login.slowed_down", "login:form")]


def test_a_burst_of_failures_is_written_once_an_hour(archive, curator):
    knock = Knock("Camille", "192.0.2.1")
    for minutes in range(0, 60, 10):
        knock_often(archive, knock, 10, AT + timedelta(minutes=minutes))
    assert acts_written(archive).count("login.slowed_down") == 1
    knock_often(archive, knock, 10, AT + timedelta(minutes=61))
    assert acts_written(archive).count("login.slowed_down") == 2


def test_tries_that_count_no_more_are_dropped(archive):
    knocks = (Knock(f"curator {number}", f"192.0.2.{number}") for number in range(20))
    knock_one_after_the_other(archive, knocks)
    knock_often(archive, Knock("Camille", "192.0.2.2"), 1, AT + timedelta(hours=3))
    knock_often(archive, Knock("Camille", "192.0.2.2"), 1, AT + timedelta(hours=6))
    with archive.database.read() as session:
        assert len(session.scalars(select(LoginTry)).all()) <= 4
