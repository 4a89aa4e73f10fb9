"""Recordings arrive piece by piece: the server of the tus protocol 1.0, for those who may receive recordings.

Its offset is the size of the part on disk. Who asks is settled before any byte of a body is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from app.domain.access import Permission
from app.domain.tus_headers import (
    CHECKSUM_ALGORITHMS,
    PATCH_TYPE,
    TUS_EXTENSIONS,
    TUS_VERSION,
    Checksum,
    MalformedHeader,
    read_checksum,
    read_metadata,
    read_size,
    write_metadata,
)
from app.errors import Conflict
from app.services.intake.recording_intake import disk_full_is_said
from app.services.intake.upload_keeping import (
    TooLarge,
    UploadRoom,
    arrived_bytes,
    begin_upload,
    give_up_own,
    keep_longer,
    let_go_of_expired,
    own_upload,
    upload_parts,
)
from app.storage.upload_parts import HeldPart, PartBusy, PartMissing, UploadParts
from app.web.body_pieces import BodyCut, body_pieces
from app.web.site_state import SessionParameter, Site, SiteParameter
from app.web.studio_access import SignedIn, acts, reads
from app.web.upload_turns import TurnTaken, UploadTurns

UPLOADS_PATH = "/atelier/recevoir/envois"
UPLOAD_PATH = UPLOADS_PATH + "/{upload_id}"
# What a form or the headers of a part may add to the bytes of a recording.
AROUND_A_RECORDING_BYTES = 64 * 1024
CHECKSUM_MISMATCH = 460
# A flush of everything at the end would stop the disk for whoever reads the site meanwhile.
BYTES_BETWEEN_SYNCS = 32 * 1024 * 1024
_ALWAYS = {"Tus-Resumable": TUS_VERSION, "Cache-Control": "no-store"}

Reading = Annotated[SignedIn, Depends(reads(Permission.RECEIVE_RECORDINGS))]
Receiving = Annotated[SignedIn, Depends(acts(Permission.RECEIVE_RECORDINGS))]


def upload_router(max_upload_bytes: int) -> APIRouter:
    """Return the routes of uploads; only those that add bytes let more through than a small form."""
    router = APIRouter(include_in_schema=False)
    router.add_api_route(UPLOADS_PATH, tell_protocol, methods=["OPTIONS"])
    router.add_api_route(UPLOADS_PATH, create, methods=["POST"])
    router.add_api_route(UPLOAD_PATH, tell_protocol, methods=["OPTIONS"])
    router.add_api_route(UPLOAD_PATH, tell_offset, methods=["GET", "HEAD"])
    router.add_api_route(UPLOAD_PATH, terminate, methods=["DELETE"])
    limit = max_upload_bytes + AROUND_A_RECORDING_BYTES
    router.add_api_route(UPLOAD_PATH, add_bytes, methods=["PATCH"], max_body_size=limit)
    router.add_api_route(UPLOAD_PATH, do_as_told, methods=["POST"], max_body_size=limit)
    return router


@dataclass(frozen=True, slots=True)
class WantedUpload:
    """The sender's own upload, as it stands when the request comes in."""

    id: str
    filename: str
    size_bytes: int
    arrived_bytes: int
    expires_at: datetime


def get_parts(site: SiteParameter) -> UploadParts:
    """Return the folder where parts are."""
    return upload_parts(site.archive.settings.data_dir)


Parts = Annotated[UploadParts, Depends(get_parts)]


def require_version(request: Request) -> None:
    """Answer 412 to another version of the protocol."""
    if request.headers.get("tus-resumable") != TUS_VERSION:
        raise _refusal(412, {"Tus-Version": TUS_VERSION})


def tell_protocol(site: SiteParameter, _signed_in: Reading) -> Response:
    """Tell what of the protocol is spoken here."""
    return _answer(
        204,
        {
            "Tus-Version": TUS_VERSION,
            "Tus-Extension": TUS_EXTENSIONS,
            "Tus-Max-Size": str(site.archive.settings.max_upload_bytes),
            "Tus-Checksum-Algorithm": ",".join(CHECKSUM_ALGORITHMS),
        },
    )


def create(
    request: Request,
    site: SiteParameter,
    parts: Parts,
    signed_in: Receiving,
    _version: Annotated[None, Depends(require_version)],
) -> Response:
    """List a file that is about to arrive."""
    try:
        size_bytes = read_size(request.headers.get("upload-length"))
        told = read_metadata(request.headers.get("upload-metadata", ""))
    except MalformedHeader as error:
        raise _refusal(400) from error
    with site.archive.database.write() as session:
        let_go_of_expired(session, parts)
    try:
        with site.archive.database.write() as session:
            room = UploadRoom(site.archive.settings.max_upload_bytes, signed_in.curator_id, signed_in.actor)
            modified_at = read_instant(told.get("modified", ""))
            upload = begin_upload(session, parts, room, told.get("filename", ""), size_bytes, modified_at)
    except TooLarge as error:
        raise _refusal(413) from error
    address = UPLOAD_PATH.format(upload_id=upload.id)
    return _answer(201, {"Location": address, "Upload-Expires": _http_date(upload.expires_at)})


def get_wanted(
    upload_id: str,
    parts: Parts,
    session: SessionParameter,
    signed_in: Reading,
    _version: Annotated[None, Depends(require_version)],
) -> WantedUpload:
    """Return the sender's own upload."""
    upload = own_upload(session, upload_id, signed_in.curator_id)
    wanted = WantedUpload(
        upload.id, upload.filename, upload.size_bytes, arrived_bytes(parts, upload), upload.expires_at
    )
    # A body may take an hour to arrive: the connection to the database is not kept waiting for it.
    session.close()
    return wanted


Wanted = Annotated[WantedUpload, Depends(get_wanted)]


def tell_offset(wanted: Wanted) -> Response:
    """Tell how much has arrived."""
    return _answer(
        200,
        {
            "Upload-Offset": str(wanted.arrived_bytes),
            "Upload-Length": str(wanted.size_bytes),
            "Upload-Metadata": write_metadata({"filename": wanted.filename}),
            "Upload-Expires": _http_date(wanted.expires_at),
        },
    )


def terminate(site: SiteParameter, parts: Parts, signed_in: Receiving, wanted: Wanted) -> Response:
    """Forget an upload."""
    try:
        give_up_own(site.archive.database, parts, wanted.id, signed_in.curator_id, signed_in.actor)
    except Conflict as error:
        raise _refusal(423) from error
    return _answer(204, {})


async def add_bytes(
    request: Request, site: SiteParameter, parts: Parts, signed_in: Receiving, wanted: Wanted
) -> Response:
    """Add what the body holds, from the offset that the sender names."""
    offset, checksum = _read_patch_headers(request, wanted)
    turns: UploadTurns = request.app.state.upload_turns
    try:
        async with turns.take(wanted.id) as turn:
            with parts.hold(wanted.id) as part, disk_full_is_said():
                if part.size_bytes != offset:
                    raise _refusal(409)
                pieces = body_pieces(request.receive, turn.must_stop, lambda: turns.heard(turn))
                async with aclosing(pieces):
                    is_right = await _write(part, pieces, wanted.size_bytes, checksum)
                arrived = part.size_bytes
    except (TurnTaken, PartBusy) as error:
        raise _refusal(423) from error
    except BodyCut as error:
        raise _refusal(408) from error
    except PartMissing as error:
        raise _refusal(410) from error
    if not is_right:
        return _answer(CHECKSUM_MISMATCH, {"Upload-Offset": str(arrived)})
    expires_at = await run_in_threadpool(_keep_longer, site, wanted.id, signed_in.curator_id)
    return _answer(204, {"Upload-Offset": str(arrived), "Upload-Expires": _http_date(expires_at)})


async def do_as_told(
    request: Request, site: SiteParameter, parts: Parts, signed_in: Receiving, wanted: Wanted
) -> Response:
    """Take a POST for what its header says it is: some networks let no other verb through."""
    match request.headers.get("x-http-method-override"):
        case "PATCH":
            return await add_bytes(request, site, parts, signed_in, wanted)
        case "DELETE":
            return await run_in_threadpool(terminate, site, parts, signed_in, wanted)
        case "HEAD":
            return tell_offset(wanted)
    raise _refusal(405)


def _read_patch_headers(request: Request, wanted: WantedUpload) -> tuple[int, Checksum | None]:
    if request.headers.get("content-type") != PATCH_TYPE:
        raise _refusal(415)
    checksum_header = request.headers.get("upload-checksum")
    try:
        offset = read_size(request.headers.get("upload-offset"))
        announced = read_size(request.headers.get("content-length", "0"))
        checksum = None if checksum_header is None else read_checksum(checksum_header)
    except MalformedHeader as error:
        raise _refusal(400) from error
    if offset + announced > wanted.size_bytes:
        raise _refusal(413)
    return offset, checksum


async def _write(
    part: HeldPart, pieces: AsyncGenerator[bytes, None], size_bytes: int, checksum: Checksum | None
) -> bool:
    """Write the pieces; with a checksum, all of them or none. Return whether the checksum was right."""
    start = part.size_bytes
    # SHA-1 is the protocol's, against accidents of the line.
    digest = hashlib.new(checksum.algorithm, usedforsecurity=False) if checksum else None
    is_right = False
    try:
        if checksum:
            part.begin_proving()
        since_sync = 0
        async for piece in pieces:
            if part.size_bytes + len(piece) > size_bytes:
                raise _refusal(413)
            await run_in_threadpool(part.append, piece)
            if digest:
                digest.update(piece)
            since_sync += len(piece)
            if since_sync >= BYTES_BETWEEN_SYNCS:
                await run_in_threadpool(part.sync)
                since_sync = 0
        is_right = checksum is None or digest is None or digest.digest() == checksum.digest
    except BodyCut:
        await run_in_threadpool(part.sync)
        raise
    finally:
        if checksum and not is_right:
            part.take_back_to(start)
    await run_in_threadpool(part.accept if checksum else part.sync)
    return is_right


def _keep_longer(site: Site, upload_id: str, curator_id: int) -> datetime:
    with site.archive.database.write() as session:
        return keep_longer(session, own_upload(session, upload_id, curator_id))


def read_instant(milliseconds: str) -> datetime | None:
    """Return the instant that a browser tells for a file's last change; None for what is no instant."""
    try:
        return datetime.fromtimestamp(read_size(milliseconds) / 1000, UTC)
    except (MalformedHeader, OverflowError, ValueError, OSError):
        return None


def _answer(status: int, headers: Mapping[str, str]) -> Response:
    return Response(status_code=status, headers={**_ALWAYS, **headers})


def _refusal(status: int, headers: Mapping[str, str] | None = None) -> HTTPException:
    return HTTPException(status, headers={**_ALWAYS, **(headers or {})})


def _http_date(instant: datetime) -> str:
    return format_datetime(instant, usegmt=True)
