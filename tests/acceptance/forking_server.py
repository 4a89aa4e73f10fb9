"""Serves the site in one process after another, so that each can be killed and followed at once.

    python -m tests.acceptance.forking_server

The archive is opened once; each line of the standard input asks for the next server, whose process number
is printed. All of them take from one listening socket, so a client that comes between two waits for the
second. The first line printed is the port.
"""

from __future__ import annotations

import os
import sys

from app.commands.serving import listening_socket, run_server
from app.event_log import configure_log
from app.main import create_app
from app.settings import Settings


def main() -> None:
    """Serve until the input ends."""
    configure_log(is_quiet=True)
    application = create_app(Settings(_env_file=None))
    engine = application.state.site.archive.database.engine
    with listening_socket("127.0.0.1", 0) as listener:
        print(listener.getsockname()[1], flush=True)
        for _line in sys.stdin:
            child = os.fork()
            if child == 0:
                # A connection belongs to the process that opened it.
                engine.dispose(close=False)
                run_server(application, listener)
                os._exit(0)
            print(child, flush=True)


if __name__ == "__main__":
    main()
