"""What curators do with the glossary: add an entry, change it, retire it, take it up again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.glossary_draft import (
    MOST_CHARACTERS,
    MOST_MISHEARD,
    MOST_NOTE_CHARACTERS,
    Fault,
    GlossaryDraft,
    cleaned,
    fault_of,
    same_text_key,
)
from app.errors import Refused
from app.errors import translatable as _
from app.models import Campaign, GlossaryEntry, Theme
from app.models.base import now
from app.services.audit.audit_writing import write_audit
from app.services.glossary.glossary_listing import find_entry

FAULTS: Mapping[Fault, str] = {
    "no_text": _("Écrivez le mot ou le nom : il lui faut une lettre ou un chiffre."),
    "long_text": _("Un mot ou un nom a au plus %(most)s caractères."),
    "kind": _("Une entrée est un nom, un lieu ou un terme (name, place, jargon)."),
    "language": _("La langue est fr, en, ou vide si le mot est le même partout."),
    "many_misheard": _("Donnez au plus %(most)s formes mal entendues."),
    "long_misheard": _("Une forme mal entendue a au plus %(most)s caractères."),
    "no_misheard_word": _("Une forme mal entendue a au moins une lettre ou un chiffre."),
    "long_note": _("La note a au plus %(most)s caractères."),
}
_MOST: Mapping[Fault, int] = {
    "long_text": MOST_CHARACTERS,
    "many_misheard": MOST_MISHEARD,
    "long_misheard": MOST_CHARACTERS,
    "long_note": MOST_NOTE_CHARACTERS,
}


class EntryTaken(Refused):
    """The campaign's glossary has the word already."""


def add_entry(session: Session, draft: GlossaryDraft, actor: str) -> GlossaryEntry:
    """Add an entry; the next hearing, tagging and search use it, in every process.

    Raises
    ------
    Refused
        Something of the draft can't be kept: the sentence says what.
    EntryTaken
        The same word is there for the same campaign.
    """
    entry = GlossaryEntry(actor=actor)
    _fill(session, entry, draft)
    session.add(entry)
    session.flush()
    write_audit(session, actor, "glossary.added", f"glossary:{entry.id}", _told(entry))
    return entry


def change_entry(session: Session, entry_id: int, draft: GlossaryDraft, actor: str) -> GlossaryEntry:
    """Change an entry; what it was before stays in the audit. Raises as `add_entry`, and NotFound."""
    entry = find_entry(session, entry_id)
    if entry.retired_at is not None:
        raise Refused(_("« %(text)s » est retiré. Reprenez-le avant de le changer."), text=entry.text)
    before = _told(entry)
    _fill(session, entry, draft)
    session.flush()
    if (after := _told(entry)) != before:
        write_audit(
            session, actor, "glossary.changed", f"glossary:{entry.id}", {"before": before, "after": after}
        )
    return entry


def retire_entry(session: Session, entry_id: int, actor: str) -> GlossaryEntry:
    """Take an entry out of use; it stays listed among the retired ones.

    Raises
    ------
    Refused
        It is retired already.
    NotFound
        No entry has that id.
    """
    entry = find_entry(session, entry_id)
    if entry.retired_at is not None:
        raise Refused(_("« %(text)s » est déjà retiré."), text=entry.text)
    entry.retired_at = now()
    write_audit(session, actor, "glossary.retired", f"glossary:{entry.id}", _told(entry))
    return entry


def take_up_entry(session: Session, entry_id: int, actor: str) -> GlossaryEntry:
    """Use a retired entry again.

    Raises
    ------
    Refused
        It is in use.
    EntryTaken
        Another entry says the same word meanwhile.
    NotFound
        No entry has that id.
    """
    entry = find_entry(session, entry_id)
    if entry.retired_at is None:
        raise Refused(_("« %(text)s » est déjà au glossaire."), text=entry.text)
    _refuse_taken(session, entry, entry.campaign_id, entry.text)
    entry.retired_at = None
    write_audit(session, actor, "glossary.taken_up", f"glossary:{entry.id}", _told(entry))
    return entry


def _fill(session: Session, entry: GlossaryEntry, given: GlossaryDraft) -> None:
    draft = cleaned(given)
    fault = fault_of(draft)
    if fault is not None:
        raise Refused(FAULTS[fault], **({"most": _MOST[fault]} if fault in _MOST else {}))
    campaign = _campaign(session, draft.campaign)
    theme = _theme(session, draft.theme)
    campaign_id = campaign.id if campaign else None
    _refuse_taken(session, entry, campaign_id, draft.text)
    entry.text, entry.kind, entry.language = draft.text, draft.kind, draft.language or None
    entry.misheard, entry.note = list(draft.misheard), draft.note
    entry.campaign, entry.campaign_id = campaign, campaign_id
    entry.theme, entry.theme_id = theme, theme.id if theme else None


def _campaign(session: Session, slug: str) -> Campaign | None:
    campaign = session.scalar(select(Campaign).where(Campaign.slug == slug)) if slug else None
    if slug and campaign is None:
        raise Refused(_("Aucune campagne ne porte le nom « %(slug)s »."), slug=slug)
    return campaign


def _theme(session: Session, slug: str) -> Theme | None:
    theme = session.scalar(select(Theme).where(Theme.slug == slug)) if slug else None
    if slug and theme is None:
        raise Refused(_("Aucun thème ne porte le nom « %(slug)s »."), slug=slug)
    return theme


def _refuse_taken(session: Session, entry: GlossaryEntry, campaign_id: int | None, text: str) -> None:
    # Compared here and not by the database, whose lower() knows no accents.
    in_use = session.execute(
        select(GlossaryEntry.id, GlossaryEntry.text).where(
            GlossaryEntry.retired_at.is_(None), GlossaryEntry.campaign_id.is_not_distinct_from(campaign_id)
        )
    )
    key = same_text_key(text)
    if any(row.id != entry.id and same_text_key(row.text) == key for row in in_use):
        raise EntryTaken(_("« %(text)s » est déjà au glossaire. Changez l'entrée qui s'y trouve."), text=text)


def _told(entry: GlossaryEntry) -> dict[str, Any]:
    return {
        "text": entry.text,
        "kind": entry.kind,
        "language": entry.language,
        "campaign": entry.campaign.slug if entry.campaign else None,
        "misheard": list(entry.misheard),
        "theme": entry.theme.slug if entry.theme else None,
        "note": entry.note,
    }
