"""Measures the main pages over a real server, beside a bare page of FastAPI and Jinja2 in the same run.

    python -m tests.benchmarks.pages_benchmark [--requests N] [--at-once N]

The archive is invented: twelve leaders, 30 minutes each, and one interview of three hours. Each server is a
process of its own on loopback, with one worker; one client keeps a few requests under way. The peer answers a
template of one line with the same server, so the ratio is what reading, wording and drawing cost. Pages are
asked for as browsers do, compressed. Seconds of work are of the server's processor: they depend less on
what else the machine does.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import socket
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from fastapi import FastAPI
from jinja2 import Environment
from rich.console import Console
from rich.table import Table
from sqlalchemy import select
from starlette.responses import HTMLResponse, Response

from app.commands.serving import listening_socket, run_server
from app.main import create_app
from app.models import Passage
from app.web.upload_turns import UploadTurns
from tests.benchmarks.invented_site import LONG, build_archive, settings_for

PEER = "bare FastAPI + Jinja2"


@dataclass(frozen=True)
class Figures:
    """One page under load.

    `pages_per_second` counts what was answered; `p50_ms` and `p99_ms` are waits of the client;
    `work_ms` is the server's processor time a page; `size_kb` what travels, compressed.
    """

    pages_per_second: float
    p50_ms: float
    p99_ms: float
    work_ms: float
    size_kb: float


def bare_page() -> FastAPI:
    """Return the peer: one page, one line."""
    application = FastAPI()
    application.state.upload_turns = UploadTurns()
    template = Environment(autoescape=True).from_string(
        "<!doctype html><title>Bonjour</title><p>{{ text }}</p>"
    )

    @application.get("/")
    def hello() -> Response:
        return HTMLResponse(template.render(text="Bonjour"))

    return application


def serve(folder: str | None, listener: socket.socket) -> None:
    """Serve the archive in a folder, or the peer, in this process."""
    run_server(create_app(settings_for(Path(folder))) if folder else bare_page(), listener)


@contextmanager
def server_of(folder: str | None) -> Iterator[tuple[str, int]]:
    """Start a server in a process of its own; gives its address and process id, ends it afterwards."""
    with listening_socket("127.0.0.1", 0) as listener:
        child = multiprocessing.get_context("fork").Process(target=serve, args=(folder, listener))
        child.start()
        try:
            assert child.pid is not None
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", child.pid
        finally:
            child.terminate()
            child.join()


def processor_seconds(process_id: int) -> float:
    """Return the processor time that a process has used (proc(5), fields 14 and 15 of stat)."""
    fields = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def ask(client: httpx.AsyncClient, path: str) -> tuple[float, int]:
    """Ask for a page; return the wait in seconds and the bytes that travelled."""
    begun = time.perf_counter()
    async with client.stream("GET", path) as response:
        if response.status_code != 304:
            response.raise_for_status()
        size = sum([len(part) async for part in response.aiter_raw()])
    return time.perf_counter() - begun, size


async def measure(
    client: httpx.AsyncClient, process_id: int, path: str | Sequence[str], count: int, at_once: int
) -> Figures:
    """Ask for a page, or for several in turn, `count` times, `at_once` under way, after two to warm up."""
    paths = (path,) if isinstance(path, str) else path
    for _ in range(2):
        await ask(client, paths[0])
    left = iter(range(count))
    answers: list[tuple[float, int]] = []

    async def reader() -> None:
        for number in left:
            answers.append(await ask(client, paths[number % len(paths)]))

    used, begun = processor_seconds(process_id), time.perf_counter()
    await asyncio.gather(*(reader() for _ in range(at_once)))
    took, worked = time.perf_counter() - begun, processor_seconds(process_id) - used
    cuts = statistics.quantiles([wait * 1_000 for wait, _ in answers], n=100, method="inclusive")
    return Figures(count / took, cuts[49], cuts[98], worked * 1_000 / count, answers[0][1] / 1_024)


async def measure_all(
    folder: str | None, pages: Sequence[tuple[str, str | Sequence[str], int]], at_once: int
) -> dict[str, Figures]:
    """Measure pages of one server; each is (name, path, requests)."""
    with server_of(folder) as (address, process_id):
        headers = {"accept-encoding": "gzip"}
        async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as client:
            return {
                name: await measure(client, process_id, path, count, at_once) for name, path, count in pages
            }


def main() -> None:
    """Build the archive, measure both, print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=24, help="for each page")
    parser.add_argument("--at-once", type=int, default=2, help="requests under way")
    options = parser.parse_args()
    count = options.requests
    with tempfile.TemporaryDirectory(prefix="franquette-bench-") as folder:
        archive = build_archive(Path(folder))
        with archive.database.read() as session:
            passage_id = session.scalars(select(Passage.id).order_by(Passage.id)).first()
        archive.close()
        pages = (
            ("home", "/", count),
            ("comparison, one theme", "/comparer?theme=open-data", count),
            ("comparison, all themes", "/comparer", max(5, count // 2)),
            ("interview, 30 minutes", "/entrevues/entrevue-personne-0", count),
            ("interview, 3 hours", f"/entrevues/{LONG}", max(5, count // 4)),
            ("search", "/recherche?q=données+ouvertes", count),
            ("passage", f"/passages/{passage_id}", count),
        )
        ours = asyncio.run(measure_all(folder, pages, options.at_once))
    peer = asyncio.run(measure_all(None, ((PEER, "/", max(100, count * 5)),), options.at_once))
    show({**ours, **peer}, peer[PEER], options.at_once)


def show(measured: dict[str, Figures], peer: Figures, at_once: int) -> None:
    """Print the table."""
    table = Table(title=f"Pages over loopback, one server process, {at_once} requests under way")
    for heading in ("page", "pages/s", "p50 ms", "p99 ms", "work ms", "kB sent", "work / peer's"):
        table.add_column(heading, justify="left" if heading == "page" else "right")
    for name, one in measured.items():
        figures = (one.pages_per_second, one.p50_ms, one.p99_ms, one.work_ms, one.size_kb)
        table.add_row(name, *(f"{figure:.1f}" for figure in figures), f"{one.work_ms / peer.work_ms:.0f}")
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
