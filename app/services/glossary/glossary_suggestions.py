"""Offers what curators corrected in the same way again and again as entries of the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.domain.glossary_draft import GlossaryDraft, same_text_key
from app.domain.repeated_corrections import CorrectedPassage, RepeatedCorrection, repeated_corrections
from app.models import (
    Campaign,
    GlossaryDismissal,
    GlossaryEntry,
    Interview,
    Passage,
    PassageVersion,
    Recording,
    Revision,
    Transcript,
)
from app.services.audit.audit_writing import write_audit
from app.services.glossary.glossary_exchange import draft_of
from app.services.glossary.glossary_keeping import add_entry, change_entry
from app.services.glossary.glossary_listing import list_entries
from transcription.word_commonness import is_listed

# The newest corrections tell what is misheard now.
_MOST_PASSAGES = 1_000


@dataclass(frozen=True, slots=True)
class GlossarySuggestion:
    """A repeated correction that the glossary does not know.

    `campaign` is the slug of the one campaign where it was made, empty where it was made in several;
    `entry_id` is the entry that says the right word already, to which the misheard form would be added.
    """

    correction: RepeatedCorrection
    campaign: str
    entry_id: int | None


def suggest_entries(session: Session) -> tuple[GlossarySuggestion, ...]:
    """Return what repeated corrections suggest, without what curators dismissed."""
    campaigns: dict[str, str] = {}
    passages: list[CorrectedPassage] = []
    for row in _corrected(session):
        campaigns[row.id] = row.campaign or ""
        if row.before != row.after:
            passages.append(CorrectedPassage(row.id, row.before, row.after))
    entries = list_entries(session)
    dismissed = {(one.misheard, one.text) for one in session.scalars(select(GlossaryDismissal))}
    return tuple(
        _suggestion(one, campaigns, entries)
        for one in repeated_corrections(passages)
        if _dismissal_key(one.misheard, one.right) not in dismissed
        and _is_worth_an_entry(one.right)
        and not _is_known(one, entries)
    )


def accept_suggestion(session: Session, draft: GlossaryDraft, actor: str) -> GlossaryEntry:
    """Add what was suggested; an entry that says the word already gets the misheard forms beside its own.

    Raises
    ------
    Refused
        As `add_entry`.
    """
    for entry in list_entries(session):
        before = draft_of(entry)
        if before.campaign == draft.campaign and same_text_key(before.text) == same_text_key(draft.text):
            merged = replace(before, misheard=(*before.misheard, *draft.misheard))
            return change_entry(session, entry.id, merged, actor)
    return add_entry(session, draft, actor)


def dismiss_suggestion(session: Session, misheard: str, right: str, actor: str) -> None:
    """Never suggest a correction again."""
    key = _dismissal_key(misheard, right)
    known = select(GlossaryDismissal.id).where(
        GlossaryDismissal.misheard == key[0], GlossaryDismissal.text == key[1]
    )
    if session.scalar(known) is None:
        session.add(GlossaryDismissal(misheard=key[0], text=key[1], actor=actor))
        write_audit(session, actor, "glossary.dismissed", f"suggestion:{key[1]}", {"misheard": key[0]})


def _corrected(session: Session) -> Iterable[Row[tuple[str, str, str, str]]]:
    first = (
        select(PassageVersion.passage_id, PassageVersion.text)
        .join(Revision, PassageVersion.revision_id == Revision.id)
        .where(Revision.made_by == "machine", Revision.number == 1)
        .subquery()
    )
    return session.execute(
        select(
            Passage.id,
            first.c.text.label("before"),
            Passage.text.label("after"),
            Campaign.slug.label("campaign"),
        )
        .join(first, first.c.passage_id == Passage.id)
        .join(Transcript, Passage.transcript_id == Transcript.id)
        .join(Recording, Transcript.recording_id == Recording.id)
        .join(Interview, Recording.interview_id == Interview.id)
        .outerjoin(Campaign, Interview.campaign_id == Campaign.id)
        .where(Passage.status != "machine", Passage.revision_number > 1)
        .order_by(Passage.revision_number.desc(), Passage.id)
        .limit(_MOST_PASSAGES)
    )


def _suggestion(
    correction: RepeatedCorrection, campaigns: Mapping[str, str], entries: Sequence[GlossaryEntry]
) -> GlossarySuggestion:
    places = {campaigns[passage_id] for passage_id in correction.passage_ids}
    campaign = places.pop() if len(places) == 1 else ""
    same = (
        entry.id
        for entry in entries
        if same_text_key(entry.text) == same_text_key(correction.right)
        and (entry.campaign.slug if entry.campaign else "") == campaign
    )
    return GlossarySuggestion(correction, campaign, next(same, None))


def _is_worth_an_entry(right: str) -> bool:
    """Tell a name or a rare word from a word of the language, which a glossary need not teach."""
    return any(letter.isupper() for letter in right) or not all(
        is_listed(word, "fr") or is_listed(word, "en") for word in right.split()
    )


def _is_known(correction: RepeatedCorrection, entries: Sequence[GlossaryEntry]) -> bool:
    right, misheard = same_text_key(correction.right), same_text_key(correction.misheard)
    return any(
        same_text_key(entry.text) == right and misheard in {same_text_key(form) for form in entry.misheard}
        for entry in entries
    )


def _dismissal_key(misheard: str, right: str) -> tuple[str, str]:
    return same_text_key(misheard), same_text_key(right)
