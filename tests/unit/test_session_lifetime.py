"""How long a session lasts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.domain.browser_name import browser_name
from app.domain.session_lifetime import LONGEST_IDLE, LONGEST_LIFE, is_worth_noting, session_end

OPENED = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_use_prolongs_a_session_but_not_for_ever() -> None:
    assert session_end(OPENED, OPENED) == OPENED + LONGEST_IDLE
    assert session_end(OPENED, OPENED + timedelta(hours=5)) == OPENED + timedelta(hours=5) + LONGEST_IDLE
    assert session_end(OPENED, OPENED + LONGEST_LIFE - timedelta(minutes=1)) == OPENED + LONGEST_LIFE


def test_use_is_noted_once_a_minute() -> None:
    assert not is_worth_noting(OPENED, OPENED + timedelta(seconds=59))
    assert is_worth_noting(OPENED, OPENED + timedelta(seconds=60))


def test_a_browser_is_told_by_its_name_and_system() -> None:
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0"
    edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0"
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1"
    assert [browser_name(one) for one in (firefox, edge, phone, "curl/8")] == [
        "Firefox, Linux", "Edge, Windows", "Safari, iPhone", "",
    ]  # fmt: skip
