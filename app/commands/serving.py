"""`franquette serve`: the site."""

from __future__ import annotations

import gc
import signal
import socket
import sys
from contextlib import ExitStack
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from app.commands.terminal import errors_are_sentences, say
from app.errors import Unavailable
from app.errors import translatable as _
from app.event_log import configure_log
from app.jobs.companion_worker import CompanionWorker
from app.jobs.mention_looker import MentionLooker
from app.jobs.publication_clock import PublicationClock
from app.main import create_app
from app.settings import Settings
from app.web.upload_turns import UploadTurns

SECONDS_TO_FINISH_ANSWERS = 5


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Process what comes in, where no other worker runs.")
    ] = True,
) -> None:
    """Serve the site until interrupted."""
    with errors_are_sentences():
        serve_site(Settings(), host, port, has_worker=worker)


def serve_site(settings: Settings, host: str, port: int, *, has_worker: bool = True) -> None:
    """Listen first, so that a busy port is said before anything else starts; then serve."""
    configure_log(is_quiet=True)
    with listening_socket(host, port) as listener:
        application = create_app(settings)
        say(_("Franquette est à http://%(host)s:%(port)s — Ctrl+C pour arrêter."), host=host, port=port)
        with ExitStack() as at_the_end:
            clock = PublicationClock(application.state.site.archive)
            clock.start()
            at_the_end.callback(clock.stop)
            if settings.mentions:
                looker = MentionLooker(application.state.site.archive)
                looker.start()
                at_the_end.callback(looker.stop)
            if has_worker:
                companion = CompanionWorker(application.state.site.archive)
                companion.start()
                at_the_end.callback(companion.stop)
                # The server hands the signal on when it has ended; left alone it would end us at once.
                signal.signal(signal.SIGTERM, lambda *_unused: sys.exit(0))
            run_server(application, listener)


class PromptServer(uvicorn.Server):
    """Ends what recordings are on their way in before it stops: their senders go on where they were."""

    def __init__(self, configuration: uvicorn.Config, turns: UploadTurns) -> None:
        super().__init__(configuration)
        self._turns = turns

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop."""
        self._turns.end_all()
        await super().shutdown(sockets)


def run_server(application: FastAPI, listener: socket.socket) -> None:
    """Answer what comes to the listener until interrupted."""
    _spare_collections()
    configuration = uvicorn.Config(
        application,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH_ANSWERS,
    )
    server = PromptServer(configuration, application.state.upload_turns)
    server.run(sockets=[listener])


def _spare_collections() -> None:
    """Leave what lives as long as the site out of garbage collections, and collect less often.

    A long page makes 100,000 objects at once and drops them at its end: looking through all of them, and
    through every library, each 700 objects took a third of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address.

    Raises
    ------
    Unavailable
        The port is taken, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's delay off only where the protocol is named; else each answer waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise Unavailable(
            _(
                "Le port %(port)s de %(host)s n'est pas libre (%(reason)s). "
                "Choisissez-en un autre avec --port ou PORT."
            ),
            port=port,
            host=host,
            reason=error.strerror or str(error),
        ) from error
    listener.listen(128)
    return listener
