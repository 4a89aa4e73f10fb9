"""The studio's page where recordings come in: sent, described, followed through the pipeline."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request, Response
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse

from app.domain.access import Permission
from app.errors import Refused
from app.errors import translatable as _
from app.jobs.worker_presence import WorkerPresence, workers_folder
from app.services.hearing.recording_retry import retry
from app.services.intake.intake_details import TypedDetails
from app.services.intake.intake_reading import view_intake, view_recordings, view_upload_card
from app.services.intake.intake_withdrawal import set_aside, take_up_again
from app.services.intake.upload_keeping import give_up_own
from app.services.intake.upload_taking_in import Sender, judge_upload, take_in_upload
from app.web.site_state import SessionParameter, Site, SiteParameter
from app.web.studio_access import SignedIn, acts, reads, wants_json
from app.web.studio_pages import studio_page, studio_words
from app.web.upload_form import INTAKE_PATH
from app.web.upload_routes import UPLOAD_PATH, Parts

router = APIRouter(include_in_schema=False)

Reading = Annotated[SignedIn, Depends(reads(Permission.RECEIVE_RECORDINGS))]
Receiving = Annotated[SignedIn, Depends(acts(Permission.RECEIVE_RECORDINGS))]
UploadId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
RECORDING_PATH = INTAKE_PATH + "/enregistrements/{recording_id}"
NOTICES = {
    "recu": _("L'enregistrement est reçu ; son original est gardé tel quel."),
    "abandonne": _("L'envoi est abandonné ; rien n'en est gardé."),
    "relance": _("L'enregistrement est remis en file."),
    "cote": _("L'enregistrement est mis de côté. Son original est gardé, et personne d'autre ne le voit."),
    "repris": _("L'enregistrement est repris."),
}


@router.get(INTAKE_PATH)
def intake(
    site: SiteParameter, session: SessionParameter, parts: Parts, signed_in: Reading, avis: str = ""
) -> Response:
    """Show what is on its way in, and where each recording stands."""
    words = studio_words(site, signed_in)
    view = view_intake(
        session, words, parts, signed_in.curator_id,
        max_bytes=site.archive.settings.max_upload_bytes, is_worker_alive=_is_worker_alive(site),
        notice=words.gettext(NOTICES[avis]) if avis in NOTICES else "",
    )  # fmt: skip
    return studio_page(site, signed_in, "intake", "studio/intake.html", view)


@router.get(UPLOAD_PATH + "/fiche")
def upload_card(
    upload_id: UploadId, site: SiteParameter, session: SessionParameter, parts: Parts, signed_in: Reading
) -> Response:
    """Show one file on its way in, for a script that puts it into the page."""
    view = view_upload_card(session, studio_words(site, signed_in), parts, upload_id, signed_in.curator_id)
    return _partial(site, signed_in, "studio/intake_upload.html", view)


@router.get(INTAKE_PATH + "/liste")
def recordings(site: SiteParameter, session: SessionParameter, signed_in: Reading) -> Response:
    """Show where the recordings stand, for a script that puts it into the page."""
    view = view_recordings(session, studio_words(site, signed_in), is_worker_alive=_is_worker_alive(site))
    return _partial(site, signed_in, "studio/intake_recordings.html", view)


@router.get(INTAKE_PATH + "/etat")
def progress(site: SiteParameter, session: SessionParameter, signed_in: Reading) -> Response:
    """Tell where the recordings stand, for a script that keeps the page up to date."""
    view = view_recordings(session, studio_words(site, signed_in), is_worker_alive=_is_worker_alive(site))
    rows = [
        {
            "id": one.id,
            "state": one.state,
            "state_text": one.state_text,
            "step_text": one.step_text,
            "percent": one.percent,
            "title": one.title,
        }
        for one in view.rows
    ]
    told = {"recordings": rows, "note": view.note, "is_moving": view.is_moving}
    return JSONResponse(told, headers={"cache-control": "no-store"})


@router.post(UPLOAD_PATH + "/juger")
def judge(
    upload_id: UploadId, request: Request, site: SiteParameter, parts: Parts, signed_in: Receiving
) -> Response:
    """Tell whether a file that has arrived is a recording, and a new one."""
    judge_upload(site.archive.database, parts, upload_id, _sender(signed_in))
    return _done(request, f"{INTAKE_PATH}#envoi-{upload_id}")


async def get_typed(request: Request) -> TypedDetails:
    """Return what was typed about a file."""
    return TypedDetails.from_fields(await request.form())


@router.post(UPLOAD_PATH + "/decrire")
def describe(
    upload_id: UploadId,
    request: Request,
    site: SiteParameter,
    parts: Parts,
    signed_in: Receiving,
    typed: Annotated[TypedDetails, Depends(get_typed)],
) -> Response:
    """Keep what is told of a file, and take it in if it has arrived."""
    archive = site.archive
    card = f"{INTAKE_PATH}#envoi-{upload_id}"
    try:
        outcome = take_in_upload(
            archive.database, archive.store, parts, upload_id, typed, _sender(signed_in),
            max_bytes=archive.settings.max_upload_bytes,
        )  # fmt: skip
    except Refused:
        if wants_json(request):
            raise
        return RedirectResponse(card, status_code=303)  # where it is said beside the file
    return _done(request, f"{INTAKE_PATH}?avis=recu" if outcome else card)


@router.post(UPLOAD_PATH + "/abandonner")
def abandon(
    upload_id: UploadId, request: Request, site: SiteParameter, parts: Parts, signed_in: Receiving
) -> Response:
    """Forget a file on its way in."""
    give_up_own(site.archive.database, parts, upload_id, signed_in.curator_id, signed_in.actor)
    return _done(request, f"{INTAKE_PATH}?avis=abandonne")


@router.post(RECORDING_PATH + "/relancer")
def retry_recording(
    recording_id: RowId, request: Request, site: SiteParameter, signed_in: Receiving
) -> Response:
    """Send a failed recording through the pipeline again."""
    with site.archive.database.write() as session:
        retry(session, recording_id, signed_in.actor)
    return _done(request, f"{INTAKE_PATH}?avis=relance")


@router.post(RECORDING_PATH + "/mettre-de-cote")
def set_recording_aside(
    recording_id: RowId,
    request: Request,
    site: SiteParameter,
    signed_in: Receiving,
    reason: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Take back a recording that was never public."""
    with site.archive.database.write() as session:
        set_aside(session, recording_id, reason, signed_in.actor)
    return _done(request, f"{INTAKE_PATH}?avis=cote")


@router.post(RECORDING_PATH + "/reprendre")
def take_recording_up(
    recording_id: RowId, request: Request, site: SiteParameter, signed_in: Receiving
) -> Response:
    """Take up a recording that was set aside."""
    with site.archive.database.write() as session:
        take_up_again(session, recording_id, signed_in.actor)
    return _done(request, f"{INTAKE_PATH}?avis=repris")


def _sender(signed_in: SignedIn) -> Sender:
    return Sender(signed_in.curator_id, signed_in.actor)


def _done(request: Request, path: str) -> Response:
    """Lead on; a script gets where it would have been led to."""
    if wants_json(request):
        return JSONResponse({"path": path}, headers={"cache-control": "no-store"})
    return RedirectResponse(path, status_code=303)


def _is_worker_alive(site: Site) -> bool:
    return WorkerPresence(workers_folder(site.archive.settings.data_dir)).is_another_alive()


def _partial(site: Site, signed_in: SignedIn, template: str, view: object) -> Response:
    body = site.templates.render(signed_in.language, template, {"view": view, "token": signed_in.token})
    return HTMLResponse(body, headers={"cache-control": "no-store"})
