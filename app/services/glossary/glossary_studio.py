"""The studio's pages of the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.glossary_draft import KINDS, LANGUAGES, GlossaryDraft, typed_list
from app.errors import translatable as _
from app.models import Campaign, GlossaryEntry
from app.services.audit.audit_wording import actor_text
from app.services.glossary.glossary_exchange import GlossaryImport, draft_of
from app.services.glossary.glossary_listing import find_entry, list_entries
from app.services.glossary.glossary_suggestions import GlossarySuggestion, suggest_entries
from app.services.glossary.glossary_views import (
    BadLineView,
    Choice,
    GlossaryEntryView,
    GlossaryForm,
    GlossaryRow,
    GlossaryView,
    ImportView,
    SuggestionRow,
)
from app.services.showing.view_parts import Link
from app.services.showing.wording import Wording
from app.services.theming.theme_listing import active_themes, list_themes

GLOSSARY_PATH = "/atelier/glossaire"
REPLACING_PATH = f"{GLOSSARY_PATH}/remplacer"
KIND_TEXTS: Mapping[str, str] = {"name": _("nom"), "place": _("lieu"), "jargon": _("terme")}
LANGUAGE_TEXTS: Mapping[str, str] = {"fr": _("français"), "en": _("anglais")}


def view_glossary(
    session: Session,
    words: Wording,
    draft: GlossaryDraft,
    *,
    campaign: str = "",
    notice: str = "",
    refusal: str = "",
    new_id: int | None = None,
    imported: GlossaryImport | None = None,
) -> GlossaryView:
    """Return the glossary.

    Parameters
    ----------
    draft : GlossaryDraft
        What stands in the form for a new entry.
    campaign : str
        Slug: only its entries and those of every campaign. Empty: all.
    new_id : int, optional
        The entry that was just added, to be shown as such.
    imported : GlossaryImport, optional
        What became of a file that was just taken in.
    """
    campaigns = session.scalars(select(Campaign).order_by(Campaign.polling_on.desc(), Campaign.id)).all()
    shown = [
        entry
        for entry in list_entries(session, with_retired=True)
        if not campaign or entry.campaign is None or entry.campaign.slug == campaign
    ]
    rows = [_row(words, entry, new_id) for entry in shown if entry.retired_at is None]
    return GlossaryView(
        notice=notice,
        form=_form(session, words, campaigns, draft, refusal),
        campaigns=_campaign_links(words, campaigns, campaign),
        suggestions=tuple(_suggestion(words, one) for one in suggest_entries(session)),
        count_text=words.ngettext("%(num)s entrée", "%(num)s entrées", len(rows)),
        rows=tuple(rows),
        retired=tuple(_row(words, entry, None) for entry in shown if entry.retired_at is not None),
        export_url=f"{GLOSSARY_PATH}.csv" + (f"?{urlencode({'campagne': campaign})}" if campaign else ""),
        imported=_imported(words, imported) if imported else None,
    )


def view_glossary_entry(
    session: Session, words: Wording, entry_id: int, draft: GlossaryDraft | None = None, refusal: str = ""
) -> GlossaryEntryView:
    """Return the page of one entry; `draft` is what was typed when it could not be kept.

    Raises
    ------
    NotFound
        No entry has that id.
    """
    entry = find_entry(session, entry_id)
    campaigns = session.scalars(select(Campaign).order_by(Campaign.polling_on.desc(), Campaign.id)).all()
    form = _form(session, words, campaigns, draft or draft_of(entry), refusal)
    return GlossaryEntryView(entry.id, entry.text, form, _added(words, entry))


def _form(
    session: Session, words: Wording, campaigns: Sequence[Campaign], draft: GlossaryDraft, refusal: str
) -> GlossaryForm:
    def choices(chosen: str, values: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
        return tuple(Choice(value, text, value == chosen) for value, text in values)

    themes = active_themes(list_themes(session))
    return GlossaryForm(
        draft=draft,
        misheard=typed_list(draft.misheard),
        kinds=choices(draft.kind, ((kind, words.gettext(KIND_TEXTS[kind])) for kind in KINDS)),
        languages=choices(
            draft.language,
            [
                ("", words.gettext("toutes")),
                *((code, words.gettext(LANGUAGE_TEXTS[code])) for code in LANGUAGES),
            ],
        ),
        campaigns=choices(
            draft.campaign,
            [
                ("", words.gettext("toutes")),
                *((one.slug, words.pick(one.name_fr, one.name_en)) for one in campaigns),
            ],
        ),
        themes=choices(
            draft.theme,
            [
                ("", words.gettext("aucun")),
                *((one.slug, words.pick(one.label_fr, one.label_en)) for one in themes),
            ],
        ),
        refusal=refusal,
    )


def _campaign_links(words: Wording, campaigns: Sequence[Campaign], chosen: str) -> tuple[Link, ...]:
    links = [Link(words.gettext("Toutes les campagnes"), GLOSSARY_PATH, not chosen)]
    links += [
        Link(
            words.pick(one.name_fr, one.name_en),
            f"{GLOSSARY_PATH}?{urlencode({'campagne': one.slug})}",
            one.slug == chosen,
        )
        for one in campaigns
    ]
    return tuple(links)


def _row(words: Wording, entry: GlossaryEntry, new_id: int | None) -> GlossaryRow:
    return GlossaryRow(
        id=entry.id,
        text=words.spoken(entry.text, entry.language),
        kind_text=words.gettext(KIND_TEXTS[entry.kind]),
        language=entry.language or "",
        language_text=words.gettext(LANGUAGE_TEXTS[entry.language]) if entry.language else "",
        campaign_text=words.pick(entry.campaign.name_fr, entry.campaign.name_en) if entry.campaign else "",
        theme_text=words.pick(entry.theme.label_fr, entry.theme.label_en) if entry.theme else "",
        note=words.spoken(entry.note),
        misheard=tuple(
            Link(words.spoken(form, entry.language), replacing_url(form, entry.text, entry.campaign))
            for form in entry.misheard
        ),
        added_text=_added(words, entry),
        edit_url=f"{GLOSSARY_PATH}/entrees/{entry.id}",
        is_new=entry.id == new_id,
    )


def replacing_url(find: str, by: str, campaign: Campaign | None) -> str:
    """Return the address of the page that replaces words in all interviews of a campaign, or in all."""
    values = {"chercher": find, "par": by, "campagne": campaign.slug if campaign else ""}
    return f"{REPLACING_PATH}?{urlencode({name: value for name, value in values.items() if value})}"


def _added(words: Wording, entry: GlossaryEntry) -> str:
    return words.gettext(
        "Ajouté par %(who)s le %(day)s",
        who=actor_text(words, entry.actor),
        day=words.day_of(entry.created_at),
    )


def _suggestion(words: Wording, suggestion: GlossarySuggestion) -> SuggestionRow:
    correction = suggestion.correction
    return SuggestionRow(
        misheard=correction.misheard,
        right=correction.right,
        times_text=words.ngettext("corrigé %(num)s fois", "corrigé %(num)s fois", correction.times),
        campaign=suggestion.campaign,
        is_form_of_known=suggestion.entry_id is not None,
    )


def _imported(words: Wording, imported: GlossaryImport) -> ImportView:
    summary = words.gettext(
        "Ajoutées : %(added)s. Changées : %(changed)s. Pareilles : %(unchanged)s. Refusées : %(refused)s.",
        added=imported.added,
        changed=imported.changed,
        unchanged=imported.unchanged,
        refused=len(imported.bad_lines),
    )
    lines = tuple(BadLineView(one.line, one.text, words.error(one.reason)) for one in imported.bad_lines)
    return ImportView(summary, lines)
