"""How long a curator's session lasts, and how often it is worth writing down that it is used."""

from __future__ import annotations

from datetime import datetime, timedelta

# A long evening of correcting without going out; nothing is lost when it ends, drafts stay.
LONGEST_IDLE = timedelta(hours=8)
LONGEST_LIFE = timedelta(days=7)
# Finer than this nobody needs to know, and each writing costs the database one.
SEEN_EVERY = timedelta(minutes=1)


def session_end(opened_at: datetime, seen_at: datetime) -> datetime:
    """Return when a session ends by itself, if nobody uses it after `seen_at`."""
    return min(seen_at + LONGEST_IDLE, opened_at + LONGEST_LIFE)


def is_worth_noting(last_seen_at: datetime, at: datetime) -> bool:
    """Tell whether the session's last use is old enough to be written anew."""
    return at - last_seen_at >= SEEN_EVERY
