"""Reads who settled what in a passage: its words, its edges, who speaks, where an exchange begins."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import translatable as _
from app.models import Curator, PassageVersion, Revision
from app.services.showing.wording import Wording

SETTLED_TEXTS = {
    "text": _("Texte : %(name)s, %(day)s"),
    "heard": _("Vérifié à l'écoute : %(name)s, %(day)s"),
    "edges": _("Bords : %(name)s, %(day)s"),
    "speaker": _("Qui parle : %(name)s, %(day)s"),
    "exchange": _("Échange : %(name)s, %(day)s"),
}


class _Version(NamedTuple):
    passage_id: str
    text: str
    start_seconds: float
    end_seconds: float
    status: str
    speaker_role: str
    is_speaker_confirmed: bool
    exchange: str
    made_by: str
    curator: str | None
    at: datetime


def read_settled(
    session: Session, words: Wording, transcript_id: int, passage_ids: Collection[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Return, by passage, one sentence for each thing that a person settled, and that still stands."""
    query = (
        select(
            PassageVersion.passage_id,
            PassageVersion.text,
            PassageVersion.start_seconds,
            PassageVersion.end_seconds,
            PassageVersion.status,
            PassageVersion.speaker_role,
            PassageVersion.is_speaker_confirmed,
            PassageVersion.exchange,
            Revision.made_by,
            Curator.name,
            Revision.created_at,
        )
        .join(Revision, PassageVersion.revision_id == Revision.id)
        .outerjoin(Curator, Revision.curator_id == Curator.id)
        .where(Revision.transcript_id == transcript_id, PassageVersion.is_present)
        .order_by(Revision.number)
    )
    if passage_ids is not None:
        query = query.where(PassageVersion.passage_id.in_(passage_ids))
    last: dict[str, _Version] = {}
    settled: dict[str, dict[str, _Version]] = {}
    for row in session.execute(query):
        version = _Version(*row)
        before = last.get(version.passage_id)
        if before is not None and version.made_by != "machine":
            settled.setdefault(version.passage_id, {}).update(
                (kind, version) for kind in _changes(before, version)
            )
        last[version.passage_id] = version
    return {id: _sentences(words, kinds, last[id]) for id, kinds in settled.items()}


def _changes(before: _Version, after: _Version) -> Iterator[str]:
    if after.text != before.text:
        yield "text"
    if after.status == "checked" != before.status:
        yield "heard"
    if (after.start_seconds, after.end_seconds) != (before.start_seconds, before.end_seconds):
        yield "edges"
    if (after.speaker_role, after.is_speaker_confirmed) != (before.speaker_role, before.is_speaker_confirmed):
        yield "speaker"
    if after.exchange != before.exchange:
        yield "exchange"


def _sentences(words: Wording, kinds: dict[str, _Version], now: _Version) -> tuple[str, ...]:
    stands = {"heard": now.status == "checked", "speaker": now.is_speaker_confirmed}
    return tuple(
        words.gettext(text, name=kinds[kind].curator or "franquette", day=words.day_of(kinds[kind].at))
        for kind, text in SETTLED_TEXTS.items()
        if kind in kinds and stands.get(kind, True)
    )
