"""Recordings arrive piece by piece by the tus protocol: what it promises, and whom it serves."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from datetime import timedelta

import httpx
from sqlalchemy import select, update

from app.models import AuditEntry, Upload
from app.models.base import now
from app.services.intake import upload_keeping
from app.services.intake.upload_keeping import KEPT_FOR, let_go_of_expired, upload_parts
from app.web.upload_turns import SILENT_SECONDS

ADDRESS = "/atelier/recevoir/envois"
BYTES = bytes(range(256)) * 40
TUS = {"tus-resumable": "1.0.0"}
PIECE = {**TUS, "content-type": "application/offset+octet-stream"}


def ask(client, method: str, path: str, body=b"", **headers: str) -> httpx.Response:
    sent = {
        "origin": "https://franquette.invalid", "x-franquette-token": client.token, **TUS,
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }  # fmt: skip
    return client.request(method, path, content=body, headers=sent)


def begin(client, size: int = len(BYTES), name: str = "entrevue.3gp") -> str:
    told = f"filename {base64.b64encode(name.encode()).decode()}"
    created = ask(client, "POST", ADDRESS, upload_length=str(size), upload_metadata=told)
    assert created.status_code == 201, created.text
    return created.headers["location"]


def send(client, path: str, body, offset: int, **headers: str) -> httpx.Response:
    return ask(client, "PATCH", path, body, upload_offset=str(offset), **{**PIECE, **headers})


def offset_of(client, path: str) -> int:
    return int(ask(client, "HEAD", path).headers["upload-offset"])


def arrived(archive, path: str) -> bytes:
    return upload_parts(archive.settings.data_dir).path(path.rsplit("/", 1)[1]).read_bytes()


def test_a_file_arrives_in_pieces(signed_in, archive):
    path = begin(signed_in)
    assert send(signed_in, path, BYTES[:5000], 0).headers["upload-offset"] == "5000"
    told = ask(signed_in, "HEAD", path)
    assert (told.status_code, told.headers["upload-offset"]) == (200, "5000")
    assert (told.headers["upload-length"], told.headers["cache-control"]) == (str(len(BYTES)), "no-store")
    last = send(signed_in, path, BYTES[5000:], 5000)
    assert (last.status_code, last.headers["tus-resumable"]) == (204, "1.0.0")
    assert arrived(archive, path) == BYTES
    assert "upload-expires" in last.headers


def test_the_protocol_is_told(signed_in):
    told = ask(signed_in, "OPTIONS", ADDRESS).headers
    assert told["tus-version"] == "1.0.0"
    assert set(told["tus-extension"].split(",")) == {"creation", "expiration", "checksum", "termination"}
    assert "sha1" in told["tus-checksum-algorithm"].split(",")
    assert int(told["tus-max-size"]) == 4 * 1024**3


def test_a_network_that_lets_only_posts_through_is_no_obstacle(signed_in, archive):
    path = begin(signed_in)
    told = {"upload_offset": "0", "content_type": "application/offset+octet-stream"}
    assert ask(signed_in, "POST", path, BYTES, x_http_method_override="PATCH", **told).status_code == 204
    assert arrived(archive, path) == BYTES
    assert ask(signed_in, "POST", path).status_code == 405
    assert ask(signed_in, "POST", path, x_http_method_override="DELETE").status_code == 204
    assert ask(signed_in, "HEAD", path).status_code == 404


def test_a_piece_for_another_place_is_refused_and_changes_nothing(signed_in, archive):
    path = begin(signed_in)
    send(signed_in, path, BYTES[:100], 0)
    assert send(signed_in, path, BYTES[:100], 50).status_code == 409
    assert send(signed_in, path, BYTES[:100], 200).status_code == 409
    assert arrived(archive, path) == BYTES[:100]


def test_more_bytes_than_announced_are_refused(signed_in, archive):
    path = begin(signed_in, size=100)
    assert send(signed_in, path, BYTES[:101], 0).status_code == 413

    async def in_chunks():
        yield BYTES[:60]
        yield BYTES[:60]

    assert send(signed_in, path, in_chunks(), 0).status_code == 413
    assert len(arrived(archive, path)) <= 100


def test_a_file_over_the_limit_is_refused_when_it_is_announced(signed_in, archive):
    limit = archive.settings.max_upload_bytes
    assert ask(signed_in, "POST", ADDRESS, upload_length=str(limit + 1)).status_code == 413
    for no_size in ("0", "", "-1", "1.5", "abc", "9" * 40):
        assert ask(signed_in, "POST", ADDRESS, upload_length=no_size).status_code == 400
    assert not list(upload_parts(archive.settings.data_dir).folder.glob("*"))


def test_nobody_has_endlessly_many_on_the_way(signed_in, monkeypatch):
    monkeypatch.setattr(upload_keeping, "MOST_AT_ONCE", 2)
    begin(signed_in)
    begin(signed_in)
    assert ask(signed_in, "POST", ADDRESS, upload_length="10").status_code == 400


def test_another_version_of_the_protocol_is_refused(signed_in):
    path = begin(signed_in)
    refused = send(signed_in, path, BYTES, 0, tus_resumable="0.2.1")
    assert (refused.status_code, refused.headers["tus-version"]) == (412, "1.0.0")
    assert send(signed_in, path, BYTES, 0, content_type="application/octet-stream").status_code == 415


async def _untouchable():
    raise AssertionError("the body was read")
    yield b""


def test_no_byte_of_a_body_is_read_for_who_may_not_send_it(signed_in, archive):
    path = begin(signed_in)
    for headers in ({"x_franquette_token": "wrong"}, {"origin": "https://ailleurs.invalid"}):
        assert send(signed_in, path, _untouchable(), 0, **headers).status_code == 400
    signed_in.cookies = httpx.Cookies()
    assert send(signed_in, path, _untouchable(), 0).status_code == 303
    assert send(signed_in, path, _untouchable(), 0, accept="application/json").status_code == 401
    assert arrived(archive, path) == b""


def test_an_upload_is_its_senders_alone(sign_in, archive):
    path = begin(sign_in("Camille"))
    other = sign_in("Dominique")
    assert send(other, path, _untouchable(), 0).status_code == 404
    for method in ("HEAD", "DELETE"):
        assert ask(other, method, path).status_code == 404
    assert arrived(archive, path) == b""


def test_an_invented_address_leads_nowhere(signed_in):
    for name in ("..%2F..%2Fsecret_key", "0" * 31, "0" * 32, "x" * 32, "%00"):
        assert ask(signed_in, "HEAD", f"{ADDRESS}/{name}").status_code == 404


def test_an_upload_given_up_is_gone(signed_in, archive):
    path = begin(signed_in)
    send(signed_in, path, BYTES[:10], 0)
    assert ask(signed_in, "DELETE", path).status_code == 204
    assert ask(signed_in, "HEAD", path).status_code == 404
    assert not list(upload_parts(archive.settings.data_dir).folder.glob("*"))
    with archive.database.read() as session:
        acts = session.scalars(select(AuditEntry.action).where(AuditEntry.subject.like("upload:%"))).all()
    assert acts == ["upload.began", "upload.abandoned"]


def test_an_upload_whose_time_is_over_is_removed(signed_in, archive):
    path = begin(signed_in)
    with archive.database.write() as session:
        session.execute(update(Upload).values(expires_at=now() - timedelta(seconds=1)))
    assert ask(signed_in, "HEAD", path).status_code == 404
    begin(signed_in)
    parts = upload_parts(archive.settings.data_dir)
    assert len(list(parts.folder.glob("*"))) == 1
    with archive.database.write() as session:
        assert session.scalar(select(Upload.expires_at)) > now() + KEPT_FOR - timedelta(minutes=1)
        assert let_go_of_expired(session, parts) == 0


def checksum(body: bytes, algorithm: str = "sha1") -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, body).digest()).decode()}"


def test_a_piece_with_its_checksum_counts_only_when_it_is_right(signed_in, archive):
    path = begin(signed_in)
    send(signed_in, path, BYTES[:500], 0, upload_checksum=checksum(BYTES[:500], "sha256"))
    good = send(signed_in, path, BYTES[500:900], 500, upload_checksum=checksum(BYTES[500:900]))
    assert (good.status_code, good.headers["upload-offset"]) == (204, "900")
    bad = send(signed_in, path, BYTES[900:1000], 900, upload_checksum=checksum(b"other"))
    assert (bad.status_code, offset_of(signed_in, path)) == (460, 900)
    assert send(signed_in, path, BYTES[900:], 900, upload_checksum="md5 AAAA").status_code == 400
    assert send(signed_in, path, BYTES[900:], 900).status_code == 204
    assert arrived(archive, path) == BYTES


def test_what_a_dead_server_had_not_proven_does_not_count(signed_in, archive):
    path = begin(signed_in)
    send(signed_in, path, BYTES[:500], 0)
    parts = upload_parts(archive.settings.data_dir)
    with parts.hold(path.rsplit("/", 1)[1]) as held:
        held.begin_proving()
        held.append(b"unproven")
    assert offset_of(signed_in, path) == 500
    assert send(signed_in, path, BYTES[500:], 500).status_code == 204
    assert arrived(archive, path) == BYTES


class Line:
    """Two clients on one site, at the same time."""

    def __init__(self, client) -> None:
        self._client = client

    async def patch(self, path: str, body, offset: int) -> httpx.Response:
        headers = {
            "origin": "https://franquette.invalid", "x-franquette-token": self._client.token, **PIECE,
            "upload-offset": str(offset),
        }  # fmt: skip
        transport = httpx.ASGITransport(app=self._client._app, raise_app_exceptions=False)
        async with httpx.AsyncClient(
            transport=transport, base_url="https://franquette.invalid", cookies=self._client.cookies
        ) as client:
            return await client.patch(path, content=body, headers=headers)


def test_of_two_clients_on_one_upload_one_waits(signed_in, archive):
    path = begin(signed_in)
    line = Line(signed_in)

    async def both() -> list[int]:
        first_has_begun, second_is_done = asyncio.Event(), asyncio.Event()

        async def slow_body():
            yield BYTES[:1000]
            first_has_begun.set()
            await second_is_done.wait()
            yield BYTES[1000:]

        async def second() -> int:
            await first_has_begun.wait()
            answer = await line.patch(path, BYTES, 0)
            second_is_done.set()
            return answer.status_code

        first, later = await asyncio.gather(line.patch(path, slow_body(), 0), second())
        return [first.status_code, later]

    assert asyncio.run(both()) == [204, 423]
    assert arrived(archive, path) == BYTES


def test_a_connection_that_fell_silent_makes_room_for_the_next(signed_in, archive, site):
    path = begin(signed_in)
    line = Line(signed_in)
    seconds = [0.0]
    site.state.upload_turns._clock = lambda: seconds[0]

    async def both() -> list[int]:
        first_has_begun = asyncio.Event()

        async def dead_body():
            yield BYTES[:1000]
            first_has_begun.set()
            await asyncio.Event().wait()

        async def second() -> list[int]:
            await first_has_begun.wait()
            await asyncio.sleep(0.05)
            seconds[0] = SILENT_SECONDS + 1
            # The first connection's bytes are kept: the second is told to ask where things stand.
            told = await line.patch(path, BYTES, 0)
            return [told.status_code, (await line.patch(path, BYTES[1000:], 1000)).status_code]

        first, later = await asyncio.gather(line.patch(path, dead_body(), 0), second())
        return [first.status_code, *later]

    assert asyncio.run(both()) == [408, 409, 204]
    assert arrived(archive, path) == BYTES
