"""The studio's page of voices: who speaks, told for a whole voice at once, or for a single passage."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from sqlalchemy.orm import Session
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.services.editing.edit_following import follow_edit
from app.services.editing.editor_reading import transcript_of
from app.services.editing.revision_writing import Edited, Editor
from app.services.editing.transcript_editing import (
    EditedMeanwhile,
    PassageGone,
    Seen,
    tell_speaker,
    tell_voice,
)
from app.services.hearing.voice_studio import view_voices
from app.web.editing_desk import Count, Editing, EditingDesk, RowId, studio_reader
from app.web.site_state import SessionParameter, SiteParameter
from app.web.studio_access import SignedIn, reads, wants_json
from app.web.studio_pages import studio_page

router = APIRouter(include_in_schema=False)

Reading = Annotated[SignedIn, Depends(reads(Permission.EDIT_TRANSCRIPTS))]
Role = Annotated[str, Form(max_length=20)]


@router.get("/atelier/entrevues/{interview_id}/voix")
def voices_page(
    interview_id: RowId, site: SiteParameter, session: SessionParameter, signed_in: Reading
) -> Response:
    """Show every voice with its share of the sound, samples, and whose it is."""
    view = view_voices(studio_reader(site, session, signed_in), interview_id)
    return studio_page(site, signed_in, "interviews", "studio/voices.html", view)


@router.post("/atelier/entrevues/{interview_id}/voix")
def tell_whose(
    request: Request,
    interview_id: RowId,
    site: SiteParameter,
    signed_in: Editing,
    role: Role,
    voice: Annotated[int | None, Form(ge=0, le=1000)] = None,
    passage: Annotated[str, Form(max_length=20)] = "",
    seen: Count = 0,
) -> Response:
    """Say whose a voice is, for all its turns; or, with a passage, who speaks in that one alone."""
    desk = EditingDesk(request, site, signed_in, Seen(passage, seen))

    def tell(session: Session, editor: Editor) -> Edited:
        transcript_id = transcript_of(session, interview_id)
        if voice is None:
            return tell_speaker(session, editor, transcript_id, [desk.seen], role)
        return tell_voice(session, editor, transcript_id, voice, role)

    if wants_json(request):
        return desk.edit(tell)
    try:
        with site.archive.database.write() as session:
            edited = tell(session, Editor(signed_in.actor, signed_in.curator_id))
    except (EditedMeanwhile, PassageGone) as error:
        return desk.conflict(error, None)
    # Who speaks changes themes and search of all the voice's passages: they follow the answer.
    afterwards = BackgroundTask(follow_edit, site.archive.database, site.archive.index, edited)
    place = f"#voix-{voice}" if voice is not None else f"#p-{passage}"
    address = f"/atelier/entrevues/{interview_id}/voix{place}"
    return RedirectResponse(address, status_code=303, background=afterwards)
