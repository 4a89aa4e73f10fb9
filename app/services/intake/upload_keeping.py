"""Keeps recordings while they arrive: who may add to which, how large they may be, when they are let go."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import Database
from app.domain.file_name import clean_file_name
from app.errors import Conflict, NotFound, Refused, Unavailable
from app.errors import translatable as _
from app.models import Upload
from app.models.base import now
from app.services.audit.audit_writing import write_audit
from app.storage.upload_parts import PartBusy, PartMissing, UploadParts

# Somebody on the road may be without a network for days.
KEPT_FOR = timedelta(days=7)
MOST_AT_ONCE = 50


class TooLarge(Refused):
    """The file is larger than the archive takes in."""


def upload_parts(data_dir: Path) -> UploadParts:
    """Return the folder of parts of an archive."""
    return UploadParts(data_dir / "uploads")


@dataclass(frozen=True, slots=True)
class UploadRoom:
    """How large a file may be, and whose it is."""

    max_bytes: int
    curator_id: int
    actor: str


def new_upload_id() -> str:
    """Return a name that nobody can guess."""
    return secrets.token_hex(16)


def begin_upload(
    session: Session,
    parts: UploadParts,
    room: UploadRoom,
    filename: str,
    size_bytes: int,
    modified_at: datetime | None = None,
) -> Upload:
    """List a file that is about to arrive.

    Raises
    ------
    Refused
        It is empty, too large (TooLarge), or its sender has too many on the way.
    Unavailable
        The disk has no room for it.
    """
    upload = list_upload(session, room, new_upload_id(), filename, size_bytes)
    upload.modified_at = modified_at
    parts.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if shutil.disk_usage(parts.folder).free < size_bytes:
        raise Unavailable(
            _("Le disque n'a pas assez de place pour « %(name)s ». Libérez de l'espace, puis recommencez."),
            name=upload.filename,
        )
    # Before the row is there for all: a row without its file would promise bytes that nobody can send.
    parts.create(upload.id)
    return upload


def list_upload(session: Session, room: UploadRoom, upload_id: str, filename: str, size_bytes: int) -> Upload:
    """List a file whose part is there already, or soon will be; raises Refused as `begin_upload` does."""
    name = clean_file_name(filename)
    if size_bytes < 1:
        raise Refused(
            _("Le fichier « %(name)s » est vide. Copiez-le de nouveau depuis l'appareil."), name=name
        )
    if size_bytes > room.max_bytes:
        raise TooLarge(
            _(
                "Le fichier « %(name)s » dépasse la limite de %(limit)s Mo. Coupez-le, "
                "ou relevez FRANQUETTE_MAX_UPLOAD_BYTES."
            ),
            name=name,
            limit=room.max_bytes // 1_000_000,
        )
    on_the_way = session.scalar(select(func.count()).where(Upload.curator_id == room.curator_id)) or 0
    if on_the_way >= MOST_AT_ONCE:
        raise Refused(
            _("Vous avez déjà %(count)s fichiers en route. Décrivez-en ou abandonnez-en, puis recommencez."),
            count=on_the_way,
        )
    upload = Upload(
        id=upload_id,
        curator_id=room.curator_id,
        filename=name,
        size_bytes=size_bytes,
        expires_at=now() + KEPT_FOR,
    )
    session.add(upload)
    about = {"filename": name, "bytes": size_bytes}
    write_audit(session, room.actor, "upload.began", f"upload:{upload.id}", about)
    return upload


def own_upload(session: Session, upload_id: str, curator_id: int) -> Upload:
    """Return an upload to the person who sends it, and to nobody else; raises NotFound."""
    upload = session.scalars(
        select(Upload).where(
            Upload.id == upload_id, Upload.curator_id == curator_id, Upload.expires_at > now()
        )
    ).one_or_none()
    if upload is None:
        raise NotFound(_("Cet envoi n'existe plus. Choisissez de nouveau le fichier."))
    return upload


def own_uploads(session: Session, curator_id: int) -> Sequence[Upload]:
    """Return what a person has on the way, oldest first."""
    return session.scalars(
        select(Upload)
        .where(Upload.curator_id == curator_id, Upload.expires_at > now())
        .order_by(Upload.created_at, Upload.id)
    ).all()


def arrived_bytes(parts: UploadParts, upload: Upload) -> int:
    """Return how much of an upload has arrived; nothing where its part was lost."""
    try:
        return parts.size_bytes(upload.id)
    except PartMissing:
        return 0


def keep_longer(session: Session, upload: Upload) -> datetime:
    """Give an upload that grows its full time again; return when it ends."""
    upload.expires_at = now() + KEPT_FOR
    session.flush()
    return upload.expires_at


def give_up(session: Session, parts: UploadParts, upload: Upload, actor: str) -> None:
    """Forget an upload, with what has arrived of it: nothing of it is in the archive yet."""
    session.delete(upload)
    write_audit(session, actor, "upload.abandoned", f"upload:{upload.id}", {"filename": upload.filename})
    parts.remove(upload.id)


def give_up_own(database: Database, parts: UploadParts, upload_id: str, curator_id: int, actor: str) -> None:
    """Forget a person's own upload, unless it is being written or taken in.

    Raises
    ------
    NotFound
        They have no such upload.
    Conflict
        It is in hand elsewhere.
    """
    with database.write() as session:
        upload = own_upload(session, upload_id, curator_id)
        try:
            with parts.hold(upload_id):
                give_up(session, parts, upload, actor)
        except PartMissing:  # lost, or let go once its bytes were known
            give_up(session, parts, upload, actor)
        except PartBusy as error:
            raise Conflict(
                _("Ce fichier arrive encore, ou une autre page le reçoit. Attendez un instant.")
            ) from error


def let_go_of_expired(session: Session, parts: UploadParts) -> int:
    """Forget the uploads whose time is over, and parts that no row knows; return how many."""
    expired = session.scalars(select(Upload).where(Upload.expires_at <= now())).all()
    for upload in expired:
        give_up(session, parts, upload, "machine")
    known = set(session.scalars(select(Upload.id)))
    orphans = [one for one in parts.untouched_since(KEPT_FOR.total_seconds()) if one not in known]
    for orphan in orphans:
        parts.remove(orphan)
    return len(expired) + len(orphans)
