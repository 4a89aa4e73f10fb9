"""Takes recordings in: checks them, keeps the original byte for byte, and lists the interview."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.database import Database
from app.domain.slug import slugify
from app.errors import Refused, Unavailable
from app.errors import translatable as _
from app.models import Campaign, Interview, Leader, Party, Recording
from app.models.base import now
from app.services.audit.audit_writing import write_audit
from app.services.hearing.failure_sentences import media_refusal
from app.services.intake.leader_registration import register_leader, register_party
from app.storage.media_store import MediaStore
from transcription.media_gate import MediaRefused, probe

SPOKEN_LANGUAGES = ("fr", "en")
# On PostgreSQL two processes may list the same party or bytes at once: the slower one looks again.
ATTEMPTS = 5
EARLIEST_RECORDING_ON = date(1860, 1, 1)  # older sound does not exist

# The type we announce is ours, chosen by the container that the gate found; never the sender's.
MEDIA_TYPES = {
    "3gp": "video/3gpp", "mov": "video/quicktime", "mp4": "video/mp4", "m4a": "audio/mp4",
    "webm": "video/webm", "mkv": "video/x-matroska", "ogg": "audio/ogg", "opus": "audio/ogg",
    "mp3": "audio/mpeg", "wav": "audio/wav", "flac": "audio/flac", "amr": "audio/amr",
    "aac": "audio/aac", "aiff": "audio/aiff", "aif": "audio/aiff", "avi": "video/x-msvideo",
    "m4v": "video/mp4", "3g2": "video/3gpp2",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class IntakeDetails:
    """What a person tells about a recording."""

    leader: str
    party: str
    recorded_on: date
    place: str = ""
    interviewer: str = ""
    campaign_slug: str | None = None
    language: str = "fr"
    publish_when_ready: bool = False
    is_synthetic: bool = False


@dataclass(frozen=True, slots=True)
class IntakeOutcome:
    """What became of one file."""

    interview_id: int
    slug: str
    recording_sha256: str
    state: str
    duplicate_of: str | None = None


def take_in(
    database: Database,
    store: MediaStore,
    path: Path,
    details: IntakeDetails,
    *,
    max_bytes: int,
    actor: str,
    name: str = "",
) -> IntakeOutcome:
    """Take in one file: refuse it with a sentence, recognise it, or keep it and list its interview.

    `name` is what the sender's device calls the file, where the file at `path` bears another name.

    Raises
    ------
    Refused
        The file is no recording, is too large, or the details do not hold. Nothing was kept.
    Unavailable
        The disk is full. Nothing was kept.
    """
    _check_details(details)
    original = Path(name or readable_name(path))
    size_bytes = _check_file(path, original.name, max_bytes)
    sha256 = file_sha256(path)
    with database.read() as session:
        known = find_duplicate(session, sha256)
        _find_campaign(session, details.campaign_slug)
    if known is not None:
        return known
    try:
        probe(path)
    except MediaRefused as refused:
        raise media_refusal(refused.code, original.name) from refused
    key = f"originals/{sha256[:2]}/{sha256}{_safe_suffix(original)}"
    with disk_full_is_said():
        store.put(key, path)
        if file_sha256(path) != sha256:
            store.remove(key)
            raise Refused(
                _("« %(name)s » a changé pendant sa lecture. Attendez la fin de la copie, puis recommencez."),
                name=original.name,
            )
        for _attempt in range(ATTEMPTS):
            with suppress(IntegrityError), database.write() as session:
                return _list_recording(session, original, details, key, sha256, size_bytes, actor)
    raise Unavailable(_("L'archive est trop occupée. Recommencez dans un instant."))


def _list_recording(
    session: Session,
    original: Path,
    details: IntakeDetails,
    key: str,
    sha256: str,
    size_bytes: int,
    actor: str,
) -> IntakeOutcome:
    # Another process may have taken the same bytes in since we looked.
    known = find_duplicate(session, sha256)
    if known is not None:
        return known
    interview = _list_interview(session, details)
    session.add(
        Recording(
            interview_id=interview.id,
            sha256=sha256,
            original_filename=original.name,
            size_bytes=size_bytes,
            media_key=key,
            media_type=MEDIA_TYPES.get(original.suffix.lower().lstrip("."), "application/octet-stream"),
        )
    )
    write_audit(session, actor, "recording.taken_in", f"interview:{interview.slug}", {"sha256": sha256})
    return IntakeOutcome(interview.id, interview.slug, sha256, "waiting")


def readable_name(path: Path) -> str:
    """Return the file's name as text that can be stored and printed, whatever bytes the system holds."""
    return path.name.encode("utf-8", "replace").decode("utf-8")


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def disk_full_is_said() -> Iterator[None]:
    """Turn 'no space left' into a sentence that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise Unavailable(
            _("Le disque est plein : rien n'a été ajouté. Libérez de l'espace, puis recommencez.")
        ) from error


def _check_details(details: IntakeDetails) -> None:
    if not slugify(details.leader):
        raise Refused(_("Le nom du ou de la chef est vide. Indiquez-le, par exemple « Hélène Savard »."))
    if not slugify(details.party):
        raise Refused(_("Le nom du parti est vide. Indiquez-le en toutes lettres."))
    if details.recorded_on > now().date():
        raise Refused(
            _("La date d'enregistrement %(day)s est à venir. Vérifiez l'année et le mois."),
            day=details.recorded_on.isoformat(),
        )
    if details.recorded_on < EARLIEST_RECORDING_ON:
        raise Refused(
            _("La date d'enregistrement %(day)s précède l'invention du son enregistré. Vérifiez-la."),
            day=details.recorded_on.isoformat(),
        )
    if details.language not in SPOKEN_LANGUAGES:
        raise Refused(
            _("La langue « %(language)s » n'est pas connue. Choisissez parmi : %(known)s."),
            language=details.language,
            known=", ".join(SPOKEN_LANGUAGES),
        )


def _check_file(path: Path, name: str, max_bytes: int) -> int:
    try:
        is_file = path.is_file()
        with path.open("rb") if is_file else nullcontext():
            size_bytes = path.stat().st_size if is_file else 0
    except PermissionError as error:
        raise Refused(
            _("Le fichier « %(name)s » ne peut être ouvert. Vérifiez ses droits."), name=name
        ) from error
    except (OSError, ValueError):
        is_file = False  # a name that the system itself refuses
    if not is_file:
        raise Refused(_("Le fichier « %(name)s » est introuvable. Vérifiez son chemin."), name=name)
    if size_bytes > max_bytes:
        raise Refused(
            _(
                "Le fichier « %(name)s » dépasse la limite de %(limit)s Mo. Coupez-le, "
                "ou relevez FRANQUETTE_MAX_UPLOAD_BYTES."
            ),
            name=name,
            limit=max_bytes // 1_000_000,
        )
    return size_bytes


def find_duplicate(session: Session, sha256: str) -> IntakeOutcome | None:
    """Return where these very bytes are already, if they are."""
    row = session.execute(
        select(Interview.id, Interview.slug, Recording.state)
        .join(Recording, Recording.interview_id == Interview.id)
        .where(Recording.sha256 == sha256)
    ).one_or_none()
    return IntakeOutcome(row.id, row.slug, sha256, row.state, duplicate_of=row.slug) if row else None


def _find_campaign(session: Session, slug: str | None) -> Campaign | None:
    if slug is None:
        return None
    campaign = session.scalar(select(Campaign).where(Campaign.slug == slug))
    if campaign is None:
        known = session.scalars(select(Campaign.slug).order_by(Campaign.polling_on.desc())).all()
        raise Refused(
            _("La campagne « %(slug)s » n'existe pas. Campagnes connues : %(known)s."),
            slug=slug,
            known=", ".join(known) or "—",
        )
    return campaign


def _list_interview(session: Session, details: IntakeDetails) -> Interview:
    campaign = _find_campaign(session, details.campaign_slug)
    party: Party = register_party(session, details.party, is_synthetic=details.is_synthetic)
    leader: Leader = register_leader(session, details.leader, party, is_synthetic=details.is_synthetic)
    interview = Interview(
        slug=_free_slug(session, f"{leader.slug}-{details.recorded_on.isoformat()}"),
        leader_id=leader.id,
        party_id=party.id,
        campaign_id=campaign.id if campaign else None,
        interviewer=details.interviewer,
        recorded_on=details.recorded_on,
        place=details.place,
        language=details.language,
        publish_when_ready=details.publish_when_ready,
        is_synthetic=details.is_synthetic,
    )
    session.add(interview)
    session.flush()
    return interview


def _free_slug(session: Session, wished: str) -> str:
    taken = set(session.scalars(select(Interview.slug).where(Interview.slug.startswith(wished))))
    if wished not in taken:
        return wished
    return next(slug for number in range(2, 10_000) if (slug := f"{wished}-{number}") not in taken)


def _safe_suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    return suffix if suffix.lstrip(".") in MEDIA_TYPES else ".bin"
