"""Recordings sent by a plain form, without scripts: each file goes straight to its part on disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.errors import ApplicationError, Refused
from app.errors import translatable as _
from app.services.intake.recording_intake import disk_full_is_said
from app.services.intake.upload_keeping import UploadRoom, list_upload, new_upload_id
from app.services.intake.upload_taking_in import Sender, judge_upload
from app.storage.upload_parts import HeldPart, UploadParts
from app.web.body_pieces import BodyCut, body_pieces
from app.web.form_tokens import require_same_origin, require_token
from app.web.site_state import SessionParameter, Site, SiteParameter
from app.web.streamed_form import FormEvent, MalformedForm, PartBegun, PartData, PartEnded, form_events
from app.web.studio_access import Guard, SignedIn, SignedInParameter
from app.web.upload_routes import AROUND_A_RECORDING_BYTES, Parts
from app.web.upload_turns import UploadTurns

FORM_PATH = "/atelier/recevoir/formulaire"
INTAKE_PATH = "/atelier/recevoir"
MOST_TOKEN_BYTES = 1024


@dataclass(frozen=True, slots=True)
class StreamedFormGuard(Guard):
    """As Guard, for a form too large to be read first: the route checks its first field, the token."""

    async def __call__(self, request: Request, site: SiteParameter, signed_in: SignedInParameter) -> SignedIn:
        """Return who is signed in, once they may do this and the form comes from our own pages."""
        known = await Guard(self.permission, is_act=False)(request, site, signed_in)
        require_same_origin(site.archive.settings, request)
        return known


Receiving = Annotated[SignedIn, Depends(StreamedFormGuard(Permission.RECEIVE_RECORDINGS, is_act=True))]


def form_router(max_upload_bytes: int) -> APIRouter:
    """Return the route of the form; all of its files together may be as large as one recording."""
    router = APIRouter(include_in_schema=False)
    limit = max_upload_bytes + AROUND_A_RECORDING_BYTES
    router.add_api_route(FORM_PATH, receive_form, methods=["POST"], max_body_size=limit)
    return router


async def receive_form(
    request: Request, site: SiteParameter, parts: Parts, session: SessionParameter, signed_in: Receiving
) -> Response:
    """Keep the files of the form, then lead to the page where they are described."""
    # A body may take an hour to arrive: the connection to the database is not kept waiting for it.
    session.close()
    turns: UploadTurns = request.app.state.upload_turns
    try:
        async with turns.take(f"form {new_upload_id()}") as turn:
            pieces = body_pieces(request.receive, turn.must_stop, lambda: turns.heard(turn))
            async with aclosing(pieces):
                events = form_events(request.headers.get("content-type", ""), pieces)
                kept = await _keep_files(events, site, parts, signed_in)
    except (MalformedForm, BodyCut) as error:
        raise Refused(_("Le formulaire est incomplet. Rouvrez la page, puis recommencez.")) from error
    if not kept:
        raise Refused(_("Aucun fichier n'a été choisi. Choisissez au moins un enregistrement."))
    for upload_id in kept:
        await run_in_threadpool(_judge, site, parts, upload_id, signed_in)
    return RedirectResponse(f"{INTAKE_PATH}#envoi-{kept[0]}", status_code=303)


async def _keep_files(
    events: AsyncIterator[FormEvent], site: Site, parts: UploadParts, signed_in: SignedIn
) -> list[str]:
    first = await anext(events, None)
    token = await _short_text(events) if first == PartBegun("token", None) else ""
    require_token(signed_in.token, token)
    kept = []
    async for event in events:
        match event:
            case PartBegun(filename=str(name)) if name:
                kept.append(await _keep_file(events, name, site, parts, signed_in))
    return kept


async def _keep_file(
    events: AsyncIterator[FormEvent], name: str, site: Site, parts: UploadParts, signed_in: SignedIn
) -> str:
    """Write one file to a part of its own; what is not listed in the end is taken back."""
    upload_id = new_upload_id()
    room = UploadRoom(site.archive.settings.max_upload_bytes, signed_in.curator_id, signed_in.actor)
    await run_in_threadpool(parts.create, upload_id)
    try:
        with parts.hold(upload_id) as part, disk_full_is_said():
            await _write(events, part)
            size_bytes = part.size_bytes
            await run_in_threadpool(_list, site, upload_id, name, size_bytes, room)
    except BaseException:
        parts.remove(upload_id)
        raise
    return upload_id


async def _write(events: AsyncIterator[FormEvent], part: HeldPart) -> None:
    async for event in events:
        match event:
            case PartData(data):
                await run_in_threadpool(part.append, data)
            case PartEnded():
                await run_in_threadpool(part.sync)
                return


async def _short_text(events: AsyncIterator[FormEvent]) -> str:
    read = b""
    async for event in events:
        if not isinstance(event, PartData):
            break
        read += event.data
        if len(read) > MOST_TOKEN_BYTES:
            raise MalformedForm
    return read.decode("utf-8", "replace")


def _list(site: Site, upload_id: str, name: str, size_bytes: int, room: UploadRoom) -> None:
    with site.archive.database.write() as session:
        list_upload(session, room, upload_id, name, size_bytes)


def _judge(site: Site, parts: UploadParts, upload_id: str, signed_in: SignedIn) -> None:
    # Whatever it says stands beside the file on the page.
    with suppress(ApplicationError):
        judge_upload(site.archive.database, parts, upload_id, Sender(signed_in.curator_id, signed_in.actor))
