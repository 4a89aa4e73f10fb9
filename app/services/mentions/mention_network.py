"""The way out to pages elsewhere: only to addresses checked by us, within one deadline, and so many bytes.

A name is resolved here, each address that it gave is judged, and the connection goes to one of those very
addresses: nothing resolves the name again in between.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from queue import Empty, Queue
from socket import SOCK_STREAM, getaddrinfo
from threading import Thread
from typing import Any

from httpcore2 import (
    SOCKET_OPTION,
    ConnectError,
    ConnectTimeout,
    NetworkBackend,
    NetworkStream,
    ReadTimeout,
    SyncBackend,
    WriteTimeout,
)

from app.domain.public_address import Address

MOST_ADDRESSES_TRIED = 3
# The page, its headers, and the marks between its parts.
MOST_RECEIVED_BYTES = 1_300_000

# A host, a port and the seconds left -> the addresses, each with its port; none for an unknown name.
Resolve = Callable[[str, int, float], tuple[tuple[Address, int], ...]]


class AddressRefused(Exception):
    """The name leads to an address that is not of the public internet."""


class TooMuchReceived(Exception):
    """The other side sends more than any page needs."""


class Deadline:
    """The moment when all must be done, however slowly bytes drip in."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    @property
    def seconds_left(self) -> float:
        """Return the seconds left, 0 when it is over."""
        return max(0.0, self._until - time.monotonic())

    def require(self, over: type[Exception]) -> float:
        """Return the seconds left, more than 0; raises `over` when there are none."""
        left = self.seconds_left
        if left <= 0:
            raise over
        return left


def resolve_name(host: str, port: int, seconds: float) -> tuple[tuple[Address, int], ...]:
    """Ask the system for the addresses of a name; it may take no longer than given.

    The system's call can't be interrupted: it is left to end in a thread of its own.
    """
    answer: Queue[tuple[tuple[Address, int], ...]] = Queue(1)

    def ask() -> None:
        try:
            found = getaddrinfo(host, port, type=SOCK_STREAM)
        except (OSError, UnicodeError):
            found = []
        answer.put(tuple((ip_address(one[4][0]), port) for one in found))

    Thread(target=ask, name="resolving a name", daemon=True).start()
    try:
        return tuple(dict.fromkeys(answer.get(timeout=seconds)))
    except Empty:
        return ()


@dataclass(frozen=True, slots=True)
class CheckedNetwork(NetworkBackend):
    """Connects by name to addresses that `is_allowed`; a name with a single other one is refused."""

    deadline: Deadline
    resolve: Resolve
    is_allowed: Callable[[Address], bool]

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 (the deadline rules)
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> NetworkStream:
        """Connect.

        Raises
        ------
        AddressRefused
            One of the addresses is not allowed.
        ConnectError, ConnectTimeout
            The name is unknown, or nobody answers.
        """
        found = self.resolve(host, port, self.deadline.require(ConnectTimeout))
        if not all(self.is_allowed(address) for address, _port in found):
            raise AddressRefused(host)
        problem: Exception = ConnectError(f"{host} is unknown")
        for address, own_port in found[:MOST_ADDRESSES_TRIED]:
            seconds = self.deadline.require(ConnectTimeout)
            try:
                stream = SyncBackend().connect_tcp(str(address), own_port, seconds)
            except (ConnectError, ConnectTimeout) as error:
                problem = error
                continue
            return LimitedStream(stream, self.deadline)
        raise problem

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002
        socket_options: Iterable[SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> NetworkStream:
        """Refuse: no page lives there."""
        raise AddressRefused(path)


class LimitedStream(NetworkStream):
    """A connection that ends with its deadline, and after so many bytes."""

    def __init__(self, stream: NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline
        self._received_bytes = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Return what came; raises TooMuchReceived."""
        received = self._stream.read(max_bytes, self._deadline.require(ReadTimeout))
        self._received_bytes += len(received)
        if self._received_bytes > MOST_RECEIVED_BYTES:
            raise TooMuchReceived
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send."""
        self._stream.write(buffer, self._deadline.require(WriteTimeout))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> NetworkStream:
        """Return the same connection, encrypted, once the other side proved its name."""
        seconds = self._deadline.require(ConnectTimeout)
        return LimitedStream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the connection."""
        return self._stream.get_extra_info(info)
