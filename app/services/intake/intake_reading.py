"""What the intake page shows: files on their way in, and recordings on their way through the pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.domain.pipeline_progress import overall_progress
from app.errors import translatable as _
from app.models import Interview, Recording, Upload
from app.models.base import now
from app.services.hearing.failure_sentences import failure_sentence
from app.services.hearing.step_names import STEP_NAMES
from app.services.intake.intake_choices import IntakeChoices, intake_choices, usual_details
from app.services.intake.intake_details import TypedDetails
from app.services.intake.upload_keeping import arrived_bytes, own_upload, own_uploads
from app.services.showing.wording import PLACE, Wording
from app.storage.upload_parts import UploadParts

MOST_RECORDINGS = 50
# A worker that the site starts loads Whisper first.
SETTLING_IN = timedelta(minutes=1)
STATE_TEXTS = {
    "waiting": _("En attente"),
    "processing": _("En traitement"),
    "ready": _("Prêt à relire"),
    "failed": _("En échec"),
    "set_aside": _("Mis de côté"),
}


@dataclass(frozen=True, slots=True)
class KnownInterview:
    """The interview that has the same bytes as a file just sent."""

    title: str
    state_text: str
    url: str


@dataclass(frozen=True, slots=True)
class UploadCard:
    """One file on its way in.

    `is_judged`: all of it was looked at; `is_usable`: it may be taken in, or may be once it is judged.
    """

    id: str
    filename: str
    size_bytes: int
    size_text: str
    modified_milliseconds: int
    arrived_bytes: int
    arrived_percent: int
    is_whole: bool
    is_judged: bool
    is_usable: bool
    length_text: str
    kept_until_text: str
    refusal: str
    duplicate: KnownInterview | None
    typed: TypedDetails
    is_day_from_file: bool


@dataclass(frozen=True, slots=True)
class RecordingRow:
    """One recording that is not public: where it stands, and what can be done."""

    id: int
    interview_id: int
    title: str
    filename: str
    about_text: str
    state: str
    state_text: str
    step_text: str
    percent: int
    failure: str
    reason: str
    can_retry: bool
    can_set_aside: bool
    can_take_up_again: bool
    has_transcript: bool

    @property
    def is_moving(self) -> bool:
        """Whether it will change by itself."""
        return self.state in ("waiting", "processing")


@dataclass(frozen=True, slots=True)
class RecordingsView:
    """The recordings that are not public, the last received first; `note` says when nobody works on them."""

    rows: tuple[RecordingRow, ...]
    note: str
    has_more: bool

    @property
    def is_moving(self) -> bool:
        """Whether looking again is worth it."""
        return any(one.is_moving for one in self.rows)


@dataclass(frozen=True, slots=True)
class IntakeView:
    """The whole page."""

    cards: tuple[UploadCard, ...]
    recordings: RecordingsView
    choices: IntakeChoices
    max_bytes: int
    max_text: str
    notice: str


@dataclass(frozen=True, slots=True)
class UploadCardView:
    """One card by itself, as a script asks for it."""

    card: UploadCard
    choices: IntakeChoices


def view_intake(
    session: Session,
    words: Wording,
    parts: UploadParts,
    curator_id: int,
    *,
    max_bytes: int,
    is_worker_alive: bool,
    notice: str,
) -> IntakeView:
    """Return the page of who is signed in."""
    uploads = own_uploads(session, curator_id)
    usual = usual_details(session) if uploads else {}
    return IntakeView(
        cards=tuple(_card(session, words, parts, one, usual) for one in uploads),
        recordings=view_recordings(session, words, is_worker_alive=is_worker_alive),
        choices=intake_choices(session, words),
        max_bytes=max_bytes,
        max_text=words.size(max_bytes),
        notice=notice,
    )


def view_upload_card(
    session: Session, words: Wording, parts: UploadParts, upload_id: str, curator_id: int
) -> UploadCardView:
    """Return one card; raises NotFound."""
    upload = own_upload(session, upload_id, curator_id)
    return UploadCardView(
        _card(session, words, parts, upload, usual_details(session)), intake_choices(session, words)
    )


def view_recordings(session: Session, words: Wording, *, is_worker_alive: bool) -> RecordingsView:
    """Return the recordings whose interview was never public."""
    found = session.scalars(
        select(Recording)
        .join(Recording.interview)
        .where(Interview.published_at.is_(None))
        .options(
            joinedload(Recording.interview).joinedload(Interview.leader), joinedload(Recording.transcript)
        )
        .order_by(Recording.id.desc())
        .limit(MOST_RECORDINGS + 1)
    ).all()
    rows = tuple(_row(words, one) for one in found[:MOST_RECORDINGS])
    long_ago = now() - SETTLING_IN
    is_stuck = not is_worker_alive and any(
        row.is_moving and one.received_at < long_ago for row, one in zip(rows, found, strict=False)
    )
    note = _(
        "Rien ne traite les enregistrements en ce moment. Si cela dure, lancez « franquette worker » sur la "
        "machine de l'archive."
    )
    return RecordingsView(rows, words.gettext(note) if is_stuck else "", len(found) > MOST_RECORDINGS)


def _card(
    session: Session, words: Wording, parts: UploadParts, upload: Upload, usual: dict[str, str]
) -> UploadCard:
    arrived = arrived_bytes(parts, upload)
    duplicate = _known_interview(session, words, upload.duplicate_of) if upload.duplicate_of else None
    refusal = upload.refusal or {}
    is_usable = duplicate is None and not refusal.get("is_final", False)
    # Of what can't be taken in, nothing is kept once that is known.
    is_whole = not is_usable or arrived == upload.size_bytes
    typed, is_day_from_file = _typed(upload, usual)
    return UploadCard(
        id=upload.id,
        filename=upload.filename,
        size_bytes=upload.size_bytes,
        size_text=words.size(upload.size_bytes),
        modified_milliseconds=round(upload.modified_at.timestamp() * 1000) if upload.modified_at else 0,
        arrived_bytes=arrived,
        arrived_percent=100 if is_whole else 100 * arrived // upload.size_bytes,
        is_whole=is_whole,
        is_judged=upload.sha256 is not None,
        is_usable=is_usable,
        length_text=words.length(upload.duration_seconds),
        kept_until_text=words.short_instant(upload.expires_at),
        refusal=_said(words, **refusal) if refusal else "",
        duplicate=duplicate,
        typed=typed,
        is_day_from_file=is_day_from_file,
    )


def _said(words: Wording, message: str, parameters: dict[str, Any], **_more: Any) -> str:
    return words.gettext(message, **parameters)


def _typed(upload: Upload, usual: dict[str, str]) -> tuple[TypedDetails, bool]:
    """Return what the form holds at first, and whether its day is that of the file's last change."""
    if upload.details:
        return TypedDetails.from_fields(upload.details), False
    typed = TypedDetails.from_fields(usual)
    if upload.modified_at is None:
        return typed, False
    return replace(typed, recorded_on=upload.modified_at.astimezone(PLACE).date().isoformat()), True


def _known_interview(session: Session, words: Wording, slug: str) -> KnownInterview | None:
    interview = session.scalars(
        select(Interview)
        .where(Interview.slug == slug)
        .options(joinedload(Interview.leader), joinedload(Interview.recording))
    ).one_or_none()
    if interview is None:
        return None
    is_public = interview.state == "published"
    state = _INTERVIEW_TEXTS["set_aside" if interview.is_set_aside else interview.state]
    recording = interview.recording
    return KnownInterview(
        title=_title(words, interview),
        state_text=words.gettext(state),
        url=words.url("interview", slug=slug)
        if is_public
        else f"#enregistrement-{recording.id if recording else ''}",
    )


_INTERVIEW_TEXTS = {
    "draft": _("en traitement"),
    "in_review": _("à relire"),
    "published": _("publiée"),
    "withdrawn": _("retirée"),
    "set_aside": _("mise de côté"),
}


def _title(words: Wording, interview: Interview) -> str:
    day = words.day(interview.recorded_on) or words.pick(interview.dated_fr, interview.dated_en)
    return f"{interview.leader.name}, {day}" if day else interview.leader.name


def _row(words: Wording, recording: Recording) -> RecordingRow:
    interview = recording.interview
    state = "set_aside" if interview.is_set_aside else recording.state
    done = overall_progress(recording.state, recording.step, recording.progress)
    about: Sequence[str] = (words.length(recording.duration_seconds), words.size(recording.size_bytes))
    return RecordingRow(
        id=recording.id,
        interview_id=interview.id,
        title=_title(words, interview),
        filename=recording.original_filename,
        about_text=", ".join(filter(None, about)),
        state=state,
        state_text=words.gettext(STATE_TEXTS[state]),
        step_text=_step_text(words, recording) if state == "processing" else "",
        percent=round(100 * done),
        failure=_failure(words, recording) if state == "failed" else "",
        reason=interview.withdrawn_reason,
        can_retry=state == "failed",
        can_set_aside=state != "set_aside",
        can_take_up_again=state == "set_aside",
        has_transcript=recording.transcript is not None,
    )


def _step_text(words: Wording, recording: Recording) -> str:
    if recording.step not in STEP_NAMES:
        return ""
    return words.gettext(
        "Étape %(number)s sur %(count)s : %(name)s",
        number=list(STEP_NAMES).index(recording.step) + 1,
        count=len(STEP_NAMES),
        name=words.gettext(STEP_NAMES[recording.step]),
    )


def _failure(words: Wording, recording: Recording) -> str:
    message, places = failure_sentence(
        recording.failure_code, recording.original_filename, recording.failure_details
    )
    return words.gettext(message, **places)
