"""What stands where something public was: when it went, why, and where to go from there."""

from __future__ import annotations

from app.services.clips.clip_finding import ClipWithdrawn
from app.services.reading.public_interviews import InterviewWithdrawn
from app.services.showing.reference_views import TombstoneView
from app.services.showing.view_parts import Link
from app.services.showing.wording import Wording


def tombstone_view(words: Wording, error: InterviewWithdrawn | ClipWithdrawn) -> TombstoneView:
    """Return the tombstone of what was withdrawn."""
    day = words.day_of(error.withdrawn_at)
    if isinstance(error, ClipWithdrawn):
        text = words.gettext("Retiré le %(day)s", day=day)
        interview = words.gettext("Entrevue avec %(leader)s", leader=error.leader_name)
        link = Link(interview, words.url("interview", slug=error.interview_slug))
    else:
        text = words.gettext("Retirée le %(day)s", day=day)
        link = Link(error.leader_name, words.url("leader", slug=error.leader_slug))
    return TombstoneView(
        title=words.error(error),
        withdrawn_text=text,
        withdrawn_on=error.withdrawn_at.date().isoformat() if error.withdrawn_at else "",
        reason=error.reason,
        links=(link,),
    )
