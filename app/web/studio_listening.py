"""The guided pass: the spots most worth hearing, one after the other, and what a curator decides there."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.services.editing.edit_following import follow_edit
from app.services.editing.revision_writing import Edited, Editor
from app.services.editing.transcript_editing import EditedMeanwhile, PassageGone, Seen
from app.services.guided_pass.listening_view import read_listening, view_listening
from app.services.guided_pass.spot_settling import SpotAct, SpotDecision, settle_spot
from app.web.editing_desk import NO_STORE, Count, Editing, EditingDesk, RowId, studio_reader
from app.web.site_state import SessionParameter, SiteParameter
from app.web.studio_access import SignedIn, reads, wants_json
from app.web.studio_pages import studio_page

router = APIRouter(include_in_schema=False)

Reading = Annotated[SignedIn, Depends(reads(Permission.EDIT_TRANSCRIPTS))]
Key = Annotated[str, Query(max_length=20)]


@router.get("/atelier/entrevues/{interview_id}/ecoute")
def listening_page(
    request: Request,
    interview_id: RowId,
    site: SiteParameter,
    session: SessionParameter,
    signed_in: Reading,
    endroit: Key = "",
    apres: Key = "",
) -> Response:
    """Show one spot to hear: the one asked for, or the next that nobody has settled."""
    reader = studio_reader(site, session, signed_in)
    if wants_json(request):
        return JSONResponse(read_listening(reader, interview_id), headers=NO_STORE)
    view = view_listening(reader, interview_id, endroit, apres)
    return studio_page(site, signed_in, "interviews", "studio/listening.html", view)


@router.post("/atelier/entrevues/{interview_id}/ecoute")
def settle(
    request: Request,
    interview_id: RowId,
    site: SiteParameter,
    signed_in: Editing,
    spot: Annotated[str, Form(max_length=20)],
    passage: Annotated[str, Form(max_length=20)],
    act: Annotated[SpotAct, Form()],
    seen: Count = 0,
    text: Annotated[str, Form()] = "",
    role: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Settle a spot, then lead to the next one."""
    decision = SpotDecision(act, Seen(passage, seen), text, role)
    desk = EditingDesk(request, site, signed_in, decision.seen)
    mine = text if act == "fix" else None

    def settle_it(session: Session, editor: Editor) -> Edited:
        return settle_spot(session, editor, interview_id, spot, decision)

    if wants_json(request):
        return desk.edit(settle_it, mine)
    try:
        with site.archive.database.write() as session:
            edited = settle_it(session, Editor(signed_in.actor, signed_in.curator_id))
    except (EditedMeanwhile, PassageGone) as error:
        return desk.conflict(error, mine)
    # The next spot need not wait for themes and search: they follow once the answer is on its way.
    afterwards = BackgroundTask(follow_edit, site.archive.database, site.archive.index, edited)
    address = f"/atelier/entrevues/{interview_id}/ecoute?apres={spot}"
    return RedirectResponse(address, status_code=303, background=afterwards)
