"""Hears a recording again beside the text that stands: what comes of it is only offered."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound, Refused
from app.errors import translatable as _
from app.models import HearingAgain, Interview, Recording, Revision, Transcript
from app.models.base import now
from app.models.transcript import HEARD_AGAIN
from app.services.audit.audit_writing import write_audit
from app.services.editing.revision_writing import Editor, last_number, lock_transcript
from app.services.hearing.transcript_storing import store_words
from transcription.hallucinations import CleanedTranscript
from transcription.raw_transcript import RawTranscript, Segment

UNDER_WAY = ("waiting", "processing")


def ask_hearing(session: Session, editor: Editor, interview_id: int, model: str) -> HearingAgain:
    """Ask that a recording be heard again with a model and what the archive knows today.

    Raises
    ------
    NotFound
        There is no such interview, or it has no transcript to compare with.
    Refused
        Its recording is not ready, was set aside, or is being heard again already.
    """
    recording, transcript_id = _recording(session, interview_id)
    # Two curators may ask at the same moment.
    lock_transcript(session, transcript_id)
    slug = recording.interview.slug
    if recording.state != "ready" or recording.interview.is_set_aside:
        raise Refused(
            _("L'enregistrement de « %(slug)s » n'est pas prêt. Attendez la fin de son traitement."),
            slug=slug,
        )
    is_under_way = select(HearingAgain.id).where(
        HearingAgain.recording_id == recording.id, HearingAgain.state.in_(UNDER_WAY)
    )
    if session.scalar(is_under_way.limit(1)) is not None:
        raise Refused(_("« %(slug)s » est déjà en réécoute. Attendez qu'elle soit finie."), slug=slug)
    wish = HearingAgain(recording_id=recording.id, model=model, curator_id=editor.curator_id)
    session.add(wish)
    session.flush()
    write_audit(session, editor.actor, "hearing.asked", f"interview:{slug}", {"model": model})
    return wish


def store_heard_again(session: Session, wish: HearingAgain, cleaned: CleanedTranscript) -> Revision:
    """Store what was heard as the next revision; passages, turns, exchanges and tags are not looked at.

    Its words are those a person would read: names spelled, probabilities calibrated. What was taken out
    stands beside them with the reason.
    """
    transcript_id = session.scalars(
        select(Transcript.id).where(Transcript.recording_id == wish.recording_id)
    ).one()
    lock_transcript(session, transcript_id)
    heard = cleaned.transcript
    revision = Revision(
        transcript_id=transcript_id,
        number=last_number(session, transcript_id) + 1,
        made_by="machine",
        engine=heard.engine,
        model=heard.model,
        settings=dict(heard.settings),
        action=HEARD_AGAIN,
    )
    session.add(revision)
    session.flush()
    store_words(session, revision, _with_removed(cleaned), cleaned)
    wish.revision_id, wish.state = revision.id, "ready"
    wish.step, wish.progress, wish.finished_at = "", 1.0, now()
    write_audit(
        session, "machine", HEARD_AGAIN, f"interview:{_slug(session, wish)}",
        {"revision": revision.number, "model": wish.model},
    )  # fmt: skip
    return revision


def note_hearing_failed(session: Session, wish: HearingAgain, code: str, details: dict[str, str]) -> None:
    """Say why nothing came of a wish; one that was fulfilled stays so."""
    if wish.state == "ready":
        return
    wish.state, wish.failure_code, wish.failure_details = "failed", code, details
    wish.finished_at = now()
    write_audit(
        session, "machine", "hearing.failed", f"interview:{_slug(session, wish)}",
        {"step": wish.step, "code": code},
    )  # fmt: skip


def _with_removed(cleaned: CleanedTranscript) -> RawTranscript:
    removed = (
        Segment(span.start_seconds, span.end_seconds, span.text, span.words) for span in cleaned.removed
    )
    segments = sorted((*cleaned.transcript.segments, *removed), key=lambda one: one.start_seconds)
    return replace(cleaned.transcript, segments=tuple(segments))


def _recording(session: Session, interview_id: int) -> tuple[Recording, int]:
    found = session.execute(
        select(Recording, Transcript.id)
        .join(Transcript, Transcript.recording_id == Recording.id)
        .where(Recording.interview_id == interview_id)
        .options(joinedload(Recording.interview))
    ).one_or_none()
    if found is None:
        raise NotFound(_("Cette entrevue n'a pas encore de transcription."))
    return found[0], found[1]


def _slug(session: Session, wish: HearingAgain) -> str:
    return session.scalars(
        select(Interview.slug)
        .join(Recording, Recording.interview_id == Interview.id)
        .where(Recording.id == wish.recording_id)
    ).one()
