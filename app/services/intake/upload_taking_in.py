"""Judges uploads that have arrived whole, and takes them into the archive once they are described."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import update

from app.database import Database
from app.errors import ApplicationError, Conflict, NotFound, Refused
from app.errors import translatable as _
from app.models import Upload
from app.services.audit.audit_writing import write_audit
from app.services.hearing.failure_sentences import media_refusal
from app.services.intake.intake_details import TypedDetails, read_details
from app.services.intake.recording_intake import IntakeOutcome, file_sha256, find_duplicate, take_in
from app.services.intake.upload_keeping import own_upload
from app.storage.media_store import MediaStore
from app.storage.upload_parts import HeldPart, PartBusy, PartMissing, UploadParts
from transcription.media_gate import MediaRefused, probe


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: uploads are theirs alone, and the audit names them."""

    curator_id: int
    actor: str


def judge_upload(database: Database, parts: UploadParts, upload_id: str, sender: Sender) -> None:
    """Tell whether a whole upload is a recording, and one that the archive has not got yet.

    Judging twice changes nothing. The file is opened by nothing but the guarded probe.

    Raises
    ------
    Refused
        It has not arrived whole.
    Conflict
        It is being written or taken in elsewhere.
    """
    with database.read() as session:
        upload = own_upload(session, upload_id, sender.curator_id)
    try:
        with parts.hold(upload_id) as held:
            _judge(database, parts, upload, held, sender.actor)
    except (PartBusy, PartMissing) as error:
        raise _unusable(error) from error


def take_in_upload(
    database: Database,
    store: MediaStore,
    parts: UploadParts,
    upload_id: str,
    typed: TypedDetails,
    sender: Sender,
    *,
    max_bytes: int,
) -> IntakeOutcome | None:
    """Take a described upload in; None where it could not be, and its row then says why.

    What was typed is kept first, whatever happens next. The part goes once the archive has the recording.

    Raises
    ------
    ApplicationError
        As `judge_upload` and `take_in` do; all is kept for the next try.
    """
    with database.write() as session:
        upload = own_upload(session, upload_id, sender.curator_id)
        upload.details = typed.to_fields()
        if not _is_final(upload.refusal):
            upload.refusal = None
    try:
        with parts.hold(upload_id) as held:
            _judge(database, parts, upload, held, sender.actor)
            with database.read() as session:
                upload = own_upload(session, upload_id, sender.curator_id)
                if upload.refusal or upload.duplicate_of:
                    return None
                details = read_details(session, typed)
            outcome = take_in(
                database, store, parts.path(upload_id), details,
                max_bytes=max_bytes, actor=sender.actor, name=upload.filename,
            )  # fmt: skip
            _let_go(database, parts, upload, outcome)
    except (PartBusy, PartMissing) as error:
        raise _unusable(error) from error
    except ApplicationError as error:
        _note_refusal(database, upload_id, error)
        raise
    return None if outcome.duplicate_of else outcome


def _judge(database: Database, parts: UploadParts, upload: Upload, held: HeldPart, actor: str) -> None:
    if upload.sha256 is not None:
        return
    if held.size_bytes != upload.size_bytes:
        raise Refused(
            _("Tout n'est pas encore arrivé. Les renseignements sont gardés ; laissez l'envoi finir.")
        )
    path = parts.path(upload.id)
    found: dict[str, Any] = {"sha256": file_sha256(path), "refusal": None}
    with database.read() as session:
        known = find_duplicate(session, found["sha256"])
    if known is not None:
        found["duplicate_of"] = known.slug
    else:
        found |= _probed(path, upload.filename)
    with database.write() as session:
        session.execute(update(Upload).where(Upload.id == upload.id).values(**found))
        if known is not None or found["refusal"]:
            details = {"filename": upload.filename, "duplicate_of": known.slug if known else ""}
            write_audit(session, actor, "upload.refused", f"upload:{upload.id}", details)
    if known is not None or found["refusal"]:
        parts.remove(upload.id)
    upload.sha256 = found["sha256"]


def _probed(path: Path, name: str) -> dict[str, Any]:
    try:
        return {"duration_seconds": probe(path).duration_seconds}
    except MediaRefused as refused:
        return {"refusal": _as_row(media_refusal(refused.code, name), is_final=True)}


def _let_go(database: Database, parts: UploadParts, upload: Upload, outcome: IntakeOutcome) -> None:
    with database.write() as session:
        listed = session.get(Upload, upload.id)
        if listed is not None and outcome.duplicate_of:
            listed.duplicate_of = outcome.duplicate_of
        elif listed is not None:
            session.delete(listed)
    parts.remove(upload.id)


def _note_refusal(database: Database, upload_id: str, error: ApplicationError) -> None:
    with database.write() as session:
        listed = session.get(Upload, upload_id)
        if listed is not None and not _is_final(listed.refusal):
            listed.refusal = _as_row(error, is_final=False)


def _as_row(error: ApplicationError, *, is_final: bool) -> dict[str, Any]:
    return {"message": error.message, "parameters": dict(error.parameters), "is_final": is_final}


def _is_final(refusal: dict[str, Any] | None) -> bool:
    return bool(refusal and refusal.get("is_final"))


def _unusable(error: Exception) -> ApplicationError:
    if isinstance(error, PartBusy):
        return Conflict(_("Ce fichier arrive encore, ou une autre page le reçoit. Attendez un instant."))
    return NotFound(_("Cet envoi n'existe plus. Choisissez de nouveau le fichier."))
