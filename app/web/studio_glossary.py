"""The studio's glossary: entries added, changed, retired; files taken in and out; suggestions."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Path, Response, UploadFile
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.domain.glossary_draft import GlossaryDraft, misheard_forms
from app.errors import Refused
from app.errors import translatable as _
from app.services.glossary.glossary_exchange import MOST_BYTES, export_csv, import_csv
from app.services.glossary.glossary_keeping import add_entry, change_entry, retire_entry, take_up_entry
from app.services.glossary.glossary_listing import list_entries
from app.services.glossary.glossary_studio import GLOSSARY_PATH, view_glossary, view_glossary_entry
from app.services.glossary.glossary_suggestions import accept_suggestion, dismiss_suggestion
from app.web.site_state import SessionParameter, SiteParameter
from app.web.studio_access import SignedIn, acts, reads
from app.web.studio_pages import studio_page, studio_words

router = APIRouter(include_in_schema=False)

Reading = Annotated[SignedIn, Depends(reads(Permission.KEEP_GLOSSARY))]
Keeping = Annotated[SignedIn, Depends(acts(Permission.KEEP_GLOSSARY))]
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
Typed = Annotated[str, Form(max_length=4000)]
_ENTRY_PATH = f"{GLOSSARY_PATH}/entrees/{{entry_id}}"
# The parts of a form around its file.
_MOST_FORM_BYTES = MOST_BYTES + 10_000
NOTICES = {
    "ajoute": _("C'est au glossaire. La recherche s'en sert déjà ; la prochaine transcription s'en servira."),
    "change": _("L'entrée est changée."),
    "retire": _("L'entrée est retirée ; elle reste au bas de la page."),
    "reprise": _("L'entrée est reprise."),
    "ecarte": _("La proposition est écartée."),
}


def typed_entry(
    text: Typed = "",
    kind: Typed = "name",
    language: Typed = "",
    campaign: Typed = "",
    misheard: Typed = "",
    theme: Typed = "",
    note: Typed = "",
) -> GlossaryDraft:
    """Return the entry that a form describes."""
    return GlossaryDraft(text, kind, language, campaign, misheard_forms(misheard), theme, note)


TypedEntry = Annotated[GlossaryDraft, Depends(typed_entry)]


@router.get(GLOSSARY_PATH)
def glossary(
    site: SiteParameter,
    session: SessionParameter,
    signed_in: Reading,
    campagne: str = "",
    genre: str = "name",
    langue: str = "",
    avis: str = "",
    entree: int | None = None,
) -> Response:
    """Show the glossary, and a form for the next entry, of the same kind as the last one."""
    words = studio_words(site, signed_in)
    view = view_glossary(
        session,
        words,
        GlossaryDraft("", genre, langue, campagne),
        campaign=campagne,
        notice=words.gettext(NOTICES[avis]) if avis in NOTICES else "",
        new_id=entree,
    )
    return studio_page(site, signed_in, "glossary", "studio/glossary.html", view)


@router.post(GLOSSARY_PATH)
def add(site: SiteParameter, session: SessionParameter, signed_in: Keeping, draft: TypedEntry) -> Response:
    """Add an entry; what can't be kept comes back in the form with the reason."""
    try:
        with site.archive.database.write() as writing:
            entry_id = add_entry(writing, draft, signed_in.actor).id
    except Refused as refused:
        words = studio_words(site, signed_in)
        view = view_glossary(session, words, draft, campaign=draft.campaign, refusal=words.error(refused))
        return studio_page(site, signed_in, "glossary", "studio/glossary.html", view, status=400)
    return _back("ajoute", draft, entry_id)


@router.get(_ENTRY_PATH)
def entry(entry_id: RowId, site: SiteParameter, session: SessionParameter, signed_in: Reading) -> Response:
    """Show one entry to be changed."""
    view = view_glossary_entry(session, studio_words(site, signed_in), entry_id)
    return studio_page(site, signed_in, "glossary", "studio/glossary_entry.html", view)


@router.post(_ENTRY_PATH)
def change(
    entry_id: RowId, site: SiteParameter, session: SessionParameter, signed_in: Keeping, draft: TypedEntry
) -> Response:
    """Change an entry."""
    try:
        with site.archive.database.write() as writing:
            change_entry(writing, entry_id, draft, signed_in.actor)
    except Refused as refused:
        words = studio_words(site, signed_in)
        view = view_glossary_entry(session, words, entry_id, draft, words.error(refused))
        return studio_page(site, signed_in, "glossary", "studio/glossary_entry.html", view, status=400)
    return _back("change", draft, entry_id)


@router.post(f"{_ENTRY_PATH}/retirer")
def retire(entry_id: RowId, site: SiteParameter, signed_in: Keeping) -> Response:
    """Take an entry out of use."""
    with site.archive.database.write() as session:
        retire_entry(session, entry_id, signed_in.actor)
    return _back("retire")


@router.post(f"{_ENTRY_PATH}/reprendre")
def take_up(entry_id: RowId, site: SiteParameter, signed_in: Keeping) -> Response:
    """Use a retired entry again."""
    with site.archive.database.write() as session:
        take_up_entry(session, entry_id, signed_in.actor)
    return _back("reprise")


@router.post(f"{GLOSSARY_PATH}/propositions")
def settle_suggestion(
    site: SiteParameter,
    signed_in: Keeping,
    draft: TypedEntry,
    decision: Annotated[Literal["ajouter", "ecarter"], Form()] = "ecarter",
) -> Response:
    """Add what repeated corrections suggest, or never suggest it again."""
    with site.archive.database.write() as session:
        if decision == "ajouter":
            entry_id = accept_suggestion(session, draft, signed_in.actor).id
            return _back("ajoute", entry_id=entry_id)
        for form in draft.misheard:
            dismiss_suggestion(session, form, draft.text, signed_in.actor)
    return _back("ecarte")


@router.get(f"{GLOSSARY_PATH}.csv")
def take_home(session: SessionParameter, _signed_in: Reading, campagne: str = "") -> Response:
    """Give the entries in use as CSV."""
    entries = [
        one
        for one in list_entries(session)
        if not campagne or one.campaign is None or one.campaign.slug == campagne
    ]
    headers = {
        "content-disposition": 'attachment; filename="glossaire.csv"',
        "cache-control": "no-store",
    }
    return Response(export_csv(entries), media_type="text/csv; charset=utf-8", headers=headers)


@router.post(f"{GLOSSARY_PATH}/importer", max_body_size=_MOST_FORM_BYTES)
def take_in(site: SiteParameter, session: SessionParameter, signed_in: Keeping, file: UploadFile) -> Response:
    """Take a CSV file in, and show what became of each row that was not taken."""
    words = studio_words(site, signed_in)
    try:
        with site.archive.database.write() as writing:
            imported = import_csv(writing, file.file.read(MOST_BYTES + 1), signed_in.actor)
    except Refused as refused:
        view = view_glossary(session, words, GlossaryDraft(""), refusal=words.error(refused))
        return studio_page(site, signed_in, "glossary", "studio/glossary.html", view, status=400)
    # The session of the request began before the file was taken in, and does not see it.
    with site.archive.database.read() as afterwards:
        view = view_glossary(afterwards, words, GlossaryDraft(""), imported=imported)
    return studio_page(site, signed_in, "glossary", "studio/glossary.html", view)


def _back(notice: str, draft: GlossaryDraft | None = None, entry_id: int | None = None) -> Response:
    """Lead back to the list; the next entry begins with what the last one had."""
    kept = {"campagne": draft.campaign, "genre": draft.kind, "langue": draft.language} if draft else {}
    values = {**kept, "avis": notice, "entree": str(entry_id) if entry_id else ""}
    query = urlencode({name: value for name, value in values.items() if value})
    return RedirectResponse(f"{GLOSSARY_PATH}?{query}", status_code=303)
