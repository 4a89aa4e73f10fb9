"""What curators see: every interview, where its recording stands, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.errors import translatable as _
from app.models import Interview, Recording
from app.services.hearing.failure_sentences import failure_sentence
from app.services.hearing.step_names import STEP_NAMES
from app.services.reading.campaign_reading import interviews_with_parts
from app.services.showing.wording import Wording

INTERVIEW_STATES = {
    "draft": _("Ébauche"),
    "in_review": _("À relire"),
    "published": _("Publiée"),
    "withdrawn": _("Retirée"),
}
RECORDING_STATES = {
    "waiting": _("En attente"),
    "processing": _("En traitement"),
    "ready": _("Traité"),
    "failed": _("En échec"),
}


@dataclass(frozen=True, slots=True)
class StudioInterview:
    """An interview in the studio's list; `progress_percent` is the share done of `step`."""

    id: int
    recording_id: int | None
    slug: str
    leader_name: str
    party_name: str
    recorded_text: str
    state: str
    state_text: str
    recording_state: str
    recording_text: str
    step: str
    step_text: str
    progress_percent: int
    failure: str
    filename: str
    public_url: str | None
    has_text: bool
    can_publish: bool
    can_withdraw: bool
    can_retry: bool
    withdrawn_reason: str


@dataclass(frozen=True, slots=True)
class StudioView:
    """The list of interviews, those that need somebody first."""

    interviews: tuple[StudioInterview, ...]
    notice: str


def view_studio(session: Session, words: Wording, notice: str) -> StudioView:
    """Return the list of all interviews."""
    interviews = session.scalars(interviews_with_parts().order_by(Interview.created_at.desc())).all()
    rows = sorted((_row(words, one) for one in interviews), key=_urgency)
    return StudioView(tuple(rows), notice)


def _row(words: Wording, interview: Interview) -> StudioInterview:
    recording = interview.recording
    has_text = recording is not None and recording.transcript is not None
    is_published = interview.state == "published"
    return StudioInterview(
        id=interview.id,
        recording_id=recording.id if recording else None,
        slug=interview.slug,
        leader_name=interview.leader.name,
        party_name=interview.party.name,
        recorded_text=words.day(interview.recorded_on) or words.pick(interview.dated_fr, interview.dated_en),
        state=interview.state,
        state_text=words.gettext(INTERVIEW_STATES[interview.state]),
        recording_state=recording.state if recording else "",
        recording_text=words.gettext(RECORDING_STATES[recording.state]) if recording else "",
        step=recording.step if recording and recording.state == "processing" else "",
        step_text=words.gettext(STEP_NAMES[recording.step])
        if recording and recording.state == "processing" and recording.step in STEP_NAMES
        else "",
        progress_percent=round(100 * recording.progress) if recording else 0,
        failure=_failure(words, recording),
        filename=recording.original_filename if recording else "",
        public_url=words.url("interview", slug=interview.slug) if is_published else None,
        has_text=has_text,
        can_publish=has_text and not is_published,
        can_withdraw=is_published,
        can_retry=recording is not None and recording.state == "failed",
        withdrawn_reason=interview.withdrawn_reason,
    )


def _failure(words: Wording, recording: Recording | None) -> str:
    if recording is None or recording.state != "failed":
        return ""
    message, places = failure_sentence(
        recording.failure_code, recording.original_filename, recording.failure_details
    )
    return words.gettext(message, **places)


def _urgency(row: StudioInterview) -> int:
    if row.recording_state == "failed":
        return 0
    if row.can_publish:
        return 1
    return 2 if row.recording_state in ("waiting", "processing") else 3
