"""Brings a transcript that exists already into the archive: looked at first, then written as a revision."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request, Response
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.domain.file_name import clean_file_name
from app.errors import Refused
from app.errors import translatable as _
from app.services.editing.edit_following import follow_edit
from app.services.editing.revision_writing import Editor
from app.services.intake.import_preview import ImportPreview, preview_import, view_import
from app.services.intake.transcript_import import TextToImport, import_transcript
from app.web.site_state import SessionParameter, SiteParameter
from app.web.studio_access import STUDIO_PATH, SignedIn, acts, reads
from app.web.studio_pages import studio_page, studio_words
from transcription.written_transcript import MOST_CHARACTERS

IMPORT_PATH = "/atelier/recevoir/enregistrements/{recording_id}/texte"
# The JSON of Whisper for three hours, or a form that confirms a text of a megabyte.
MOST_BODY_BYTES = MOST_CHARACTERS + 2_000_000

router = APIRouter(include_in_schema=False, max_body_size=MOST_BODY_BYTES)

Reading = Annotated[SignedIn, Depends(reads(Permission.EDIT_TRANSCRIPTS))]
Editing = Annotated[SignedIn, Depends(acts(Permission.EDIT_TRANSCRIPTS))]
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
ROLES = ("leader", "interviewer", "unknown", "text")


async def get_text(request: Request) -> TextToImport:
    """Return the text of the form: that of its file, or else what was typed or sent back."""
    form = await request.form()
    file = form.get("file")
    text, filename = str(form.get("text", "")), str(form.get("filename", ""))
    if not isinstance(file, str) and file is not None and file.filename:
        text = _decoded(await file.read())
        filename = clean_file_name(file.filename)
        await file.close()
    return TextToImport(
        text=text,
        roles=_roles(form),
        is_checked=form.get("is_checked") == "1",
        is_sure=form.get("is_sure") == "1",
        filename=filename[:200],
    )


Given = Annotated[TextToImport, Depends(get_text)]


@router.get(IMPORT_PATH)
def import_form(
    recording_id: RowId, site: SiteParameter, session: SessionParameter, signed_in: Reading
) -> Response:
    """Ask for the text."""
    view = view_import(session, studio_words(site, signed_in), recording_id)
    return studio_page(site, signed_in, "intake", "studio/import.html", view)


@router.post(IMPORT_PATH)
def look_before_import(
    recording_id: RowId, site: SiteParameter, session: SessionParameter, signed_in: Editing, given: Given
) -> Response:
    """Show what the text would change; nothing is written."""
    words = studio_words(site, signed_in)
    preview: ImportPreview | None = None
    refusal = ""
    try:
        preview = preview_import(session, words, recording_id, given)
    except Refused as refused:
        refusal = words.error(refused)
    view = view_import(session, words, recording_id, refusal, preview)
    return studio_page(site, signed_in, "intake", "studio/import.html", view, 400 if refusal else 200)


@router.post(IMPORT_PATH + "/importer")
def bring_in(
    recording_id: RowId,
    site: SiteParameter,
    signed_in: Editing,
    given: Given,
    number: Annotated[int, Form(ge=0, le=2**31 - 1)],
) -> Response:
    """Write the text as a revision."""
    editor = Editor(signed_in.actor, signed_in.curator_id)
    with site.archive.database.write() as session:
        edited = import_transcript(session, editor, recording_id, given, number)
    is_found = follow_edit(site.archive.database, site.archive.index, edited)
    notice = "enregistre" if is_found else "index"
    address = f"{STUDIO_PATH}/entrevues/{edited.interview_id}/texte?avis={notice}"
    return RedirectResponse(address, status_code=303)


def _roles(form: FormData) -> dict[str, str]:
    """Return the roles that were chosen: `label-N` names, `role-N` chooses."""
    roles = {}
    for name, label in form.multi_items():
        role = form.get(name.replace("label-", "role-", 1))
        if name.startswith("label-") and isinstance(label, str) and role in ROLES:
            roles[label] = str(role)
    return roles


def _decoded(raw: bytes) -> str:
    """Return a file's text; those of old Windows programs are not in UTF-8."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("Ce fichier n'est pas du texte. Enregistrez-le en UTF-8, puis recommencez."))
