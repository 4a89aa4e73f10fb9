"""A line to a server that can be slow, and can be cut like a phone's in a tunnel."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress

PIECE_BYTES = 32 * 1024


class CutLine:
    """Passes bytes on between a port of its own and that of a server, until it is cut.

    Attributes
    ----------
    port : int
        Where browsers come in; it stays the same whatever server is behind.
    server_port : int
        Where they are led; may be changed while the line is cut.
    bytes_a_second : int
        How fast bytes go towards the server, on each connection; may be changed at any time.
    """

    def __init__(self, server_port: int, bytes_a_second: int) -> None:
        self.server_port = server_port
        self.bytes_a_second = bytes_a_second
        self._is_cut = False
        self._open: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._let_in, daemon=True).start()

    def cut(self) -> None:
        """Break every connection, and let none in until `mend`."""
        self._is_cut = True
        for one in self._open:
            self._close(one)
        self._open.clear()

    def mend(self) -> None:
        """Let connections in again."""
        self._is_cut = False

    def close(self) -> None:
        """End the line."""
        self.cut()
        self._door.close()

    def _let_in(self) -> None:
        while True:
            try:
                browser, _address = self._door.accept()
            except OSError:
                return
            try:
                if self._is_cut:
                    raise OSError("the line is cut")
                server = socket.create_connection(("127.0.0.1", self.server_port))
            except OSError:
                self._close(browser)
                continue
            self._open += [browser, server]
            for source, target, is_upward in ((browser, server, True), (server, browser, False)):
                threading.Thread(target=self._pass_on, args=(source, target, is_upward), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, is_upward: bool) -> None:
        with suppress(OSError):
            while data := source.recv(PIECE_BYTES):
                target.sendall(data)
                if is_upward:
                    time.sleep(len(data) / self.bytes_a_second)
        self._close(source)
        self._close(target)

    @staticmethod
    def _close(one: socket.socket) -> None:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
