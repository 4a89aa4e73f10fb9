"""Reads the body of a request in pieces worth a write, until its end, its silence or a wish to stop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable

from starlette.types import Message, Receive

PIECE_BYTES = 1024 * 1024
# Longer than any pause of a slow line; a connection that died without a word is let go after this.
LONGEST_SILENCE_SECONDS = 30.0


class BodyCut(Exception):
    """The body ended before its end: the sender is gone, silent, or was asked to make room."""


async def body_pieces(
    receive: Receive,
    must_stop: asyncio.Event,
    heard: Callable[[], None],
    *,
    silence_seconds: float = LONGEST_SILENCE_SECONDS,
) -> AsyncGenerator[bytes, None]:
    """Yield the body as it comes, in pieces of a megabyte; what has come is yielded before BodyCut.

    Raises
    ------
    BodyCut
        The sender left, said nothing for `silence_seconds`, or `must_stop` was set.
    """
    gathered = bytearray()
    stopping = asyncio.ensure_future(must_stop.wait())
    coming: asyncio.Future[Message] | None = None
    try:
        while True:
            coming = asyncio.ensure_future(receive())
            done, _pending = await asyncio.wait(
                {coming, stopping}, timeout=silence_seconds, return_when=asyncio.FIRST_COMPLETED
            )
            message = coming.result() if coming in done else None
            if message is None or message["type"] == "http.disconnect":
                break
            heard()
            gathered += message.get("body", b"")
            if len(gathered) >= PIECE_BYTES:
                yield bytes(gathered)
                gathered.clear()
            if not message.get("more_body", False):
                if gathered:
                    yield bytes(gathered)
                return
    finally:
        stopping.cancel()
        if coming is not None:
            coming.cancel()
    if gathered:
        yield bytes(gathered)
    raise BodyCut
