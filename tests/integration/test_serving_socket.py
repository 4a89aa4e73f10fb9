"""The server's socket is one that asyncio can make prompt."""

from __future__ import annotations

import asyncio
import socket

from app.commands.serving import listening_socket


def test_answers_do_not_wait_for_nagle() -> None:
    async def is_prompt() -> bool:
        answered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            taken = writer.get_extra_info("socket")
            answered.set_result(bool(taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
            writer.close()
            await writer.wait_closed()

        with listening_socket("127.0.0.1", 0) as listener:
            async with await asyncio.start_server(answer, sock=listener):
                _reader, writer = await asyncio.open_connection(*listener.getsockname())
                prompt = await answered
                writer.close()
                await writer.wait_closed()
        return prompt

    assert asyncio.run(is_prompt())
