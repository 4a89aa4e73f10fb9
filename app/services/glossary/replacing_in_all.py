"""Replaces words in many interviews: one revision a transcript, nothing of what changed meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.errors import translatable as _
from app.models import Passage
from app.services.editing.transcript_editing import (
    Edited,
    EditedMeanwhile,
    Editor,
    PassageGone,
    Seen,
    save_texts,
)
from app.services.glossary.replacing_search import ReplacingRequest, replacement_in

IMPOSSIBLE = _("Écrivez ce qu'il faut chercher et ce qu'il faut mettre à la place : deux textes différents.")
NOTHING_CHOSEN = _("Rien n'est coché : rien n'a été remplacé.")
ACTION = "text.replaced"


@dataclass(frozen=True, slots=True)
class ReplacedInAll:
    """What was replaced: one edit a transcript; and the chosen passages that had changed meanwhile."""

    edits: tuple[Edited, ...]
    passage_count: int
    place_count: int
    changed_meanwhile: tuple[str, ...]


def replace_in_all(
    session: Session, editor: Editor, request: ReplacingRequest, chosen: Collection[Seen]
) -> ReplacedInAll:
    """Replace words in the passages chosen from a preview.

    A passage that somebody changed since the preview, or joined to its neighbour, is left as it is and told.

    Raises
    ------
    Refused
        There is nothing to find or to put, or no passage was chosen.
    """
    if not request.replacing.is_possible:
        raise Refused(IMPOSSIBLE)
    if not chosen:
        raise Refused(NOTHING_CHOSEN)
    passages = {
        one.id: one
        for one in session.scalars(select(Passage).where(Passage.id.in_({one.passage_id for one in chosen})))
    }
    by_transcript: defaultdict[int, dict[Seen, str]] = defaultdict(dict)
    stale: set[str] = set()
    places: dict[str, int] = {}
    for seen in chosen:
        passage = passages.get(seen.passage_id)
        if passage is None or passage.revision_number != seen.number:
            stale.add(seen.passage_id)
        elif replaced := replacement_in(passage, request):
            by_transcript[passage.transcript_id][seen] = replaced.after
            places[passage.id] = len(replaced.places)
    # Always in the same order: two curators who replace at once must not wait for each other.
    edits = [
        edited
        for _id, texts in sorted(by_transcript.items())
        if (edited := _save(session, editor, request, texts, stale)) is not None
    ]
    done = [passage_id for edited in edits for passage_id in edited.changed]
    return ReplacedInAll(
        tuple(edits), len(done), sum(places[passage_id] for passage_id in done), tuple(sorted(stale))
    )


def _save(
    session: Session, editor: Editor, request: ReplacingRequest, texts: dict[Seen, str], stale: set[str]
) -> Edited | None:
    """Save what still can be; one who edits at this very moment is told from the passage, and left alone."""
    reason = f"« {request.find.strip()} » → « {request.by.strip()} »"
    while texts:
        try:
            return save_texts(session, editor, texts, action=ACTION, reason=reason)
        except (EditedMeanwhile, PassageGone) as conflict:
            stale.add(conflict.passage_id)
            texts = {seen: text for seen, text in texts.items() if seen.passage_id != conflict.passage_id}
    return None
