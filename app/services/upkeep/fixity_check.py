"""Checks that the archive still holds what it says: files by their hashes, references, the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, func, select, text
from sqlalchemy.orm import Session

from app.database import Database
from app.errors import translatable as _
from app.models import ClipFile, Interview, Passage, Recording, Rendition, Transcript
from app.search.search_index import SearchIndex
from app.services.intake.recording_intake import file_sha256
from app.storage.media_store import MediaMissing, MediaStore


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold; `sentence` is French and untranslated."""

    kind: str
    subject: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FixityReport:
    """How much was checked and what did not hold."""

    files_checked: int
    passages_published: int
    problems: tuple[Problem, ...]


def check_archive(database: Database, store: MediaStore, index: SearchIndex) -> FixityReport:
    """Read every kept file again and compare it with its hash; count the index; check references."""
    with database.read() as session:
        files = [
            *session.execute(select(Recording.media_key, Recording.sha256)),
            *session.execute(select(Rendition.media_key, Rendition.sha256)),
            *session.execute(select(ClipFile.media_key, ClipFile.sha256).where(ClipFile.state == "ready")),
        ]
        published = _published_passage_count(session)
        problems = [*_broken_files(store, files), *_broken_references(session)]
    if index.count() != published:
        problems.append(
            Problem(
                "index",
                "index",
                _("L'index ne compte pas les passages publiés. Lancez `franquette reindex`."),
            )
        )
    return FixityReport(len(files), published, tuple(problems))


def _broken_files(store: MediaStore, files: Sequence[Row[str, str]]) -> Iterator[Problem]:
    for key, sha256 in files:
        try:
            with store.local_copy(key) as path:
                if file_sha256(path) != sha256:
                    yield Problem(
                        "changed", key, _("Ce fichier a changé depuis qu'il a été gardé. Restaurez-le.")
                    )
        except MediaMissing:
            yield Problem("missing", key, _("Ce fichier manque. Restaurez-le d'une sauvegarde."))


def _broken_references(session: Session) -> Iterator[Problem]:
    if session.get_bind().dialect.name != "sqlite":
        return  # PostgreSQL never lets a reference break.
    for row in session.execute(text("PRAGMA foreign_key_check")):
        yield Problem(
            "reference", f"{row[0]}:{row[1]}", _("Cette ligne renvoie à une autre qui n'existe plus.")
        )


def _published_passage_count(session: Session) -> int:
    query = (
        select(func.count(Passage.id))
        .join(Transcript, Passage.transcript_id == Transcript.id)
        .join(Recording, Transcript.recording_id == Recording.id)
        .join(Interview, Recording.interview_id == Interview.id)
        .where(Interview.state == "published")
    )
    return session.scalar(query) or 0
