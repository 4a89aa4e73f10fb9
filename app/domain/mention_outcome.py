"""What a look at a page elsewhere changes: the state of its mention, and when to look again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# Minutes to wait after the first, second, ... look that came to nothing.
WAITS_MINUTES = (1, 15, 120, 720)
# Who says that they cite us was there a moment ago; a name that leads nowhere is mostly an invented one.
WAITS_MINUTES_UNREACHABLE = (1, 15, 60)


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen. `code` is empty where the link is there, else says what was found instead.

    `is_passing`: it may be otherwise later (a server that does not answer); else it is settled.
    """

    code: str = ""
    title: str = ""
    is_passing: bool = False


@dataclass(frozen=True, slots=True)
class MentionOutcome:
    """How the mention stands after a look; `next_look_at` is None where nothing is to be looked at again."""

    state: str
    title: str
    failure_code: str
    next_look_at: datetime | None


def outcome_of(state: str, title: str, look: Look, tries: int, at: datetime) -> MentionOutcome:
    """Return how a mention stands after a look.

    Parameters
    ----------
    state, title
        As they were; a title that a person let in is not replaced by another without them.
    tries : int
        Looks since it was last sent or asked for, this one too: 1 or more.
    """
    if state == "refused":
        return MentionOutcome("refused", title, "", None)
    if not look.code:
        is_known = state == "shown" and title == look.title
        return MentionOutcome("shown" if is_known else "found", look.title, "", None)
    waits = WAITS_MINUTES_UNREACHABLE if look.code == "unreachable" else WAITS_MINUTES
    # One that failed meanwhile gave way to others.
    if look.is_passing and tries <= len(waits) and state != "failed":
        again_at = at + timedelta(minutes=waits[tries - 1])
        return MentionOutcome(state, title, look.code, again_at)
    if state in ("found", "shown"):
        # Who could not be reached has not taken the link away.
        kept = state if look.is_passing else "gone"
        return MentionOutcome(kept, title, look.code, None)
    return MentionOutcome("failed", title, look.code, None)
