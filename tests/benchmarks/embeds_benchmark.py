"""Measures the frame of a clip: pages a second, what is answered 304, and the bytes that travel.

    python -m tests.benchmarks.embeds_benchmark [--requests N] [--at-once N] [--archive FOLDER]

Three tables. The first asks a real server for the frame as blogs' readers do (compressed; then with the ETag
that a browser keeps), beside a bare page of FastAPI and Jinja2 in the same run, as in pages_benchmark. The
second counts in a real Chromium all that travels, headers too, for a blog with one frame: the first time,
while the clip is played, and a minute later when the browser asks again; with `--archive`, on the recordings
of that archive, else on the demonstration. The third weighs, compressed as ours are, two files that a frame
of PeerTube can't do without: its makers publish no figure for it, so these are what its player is built on,
without PeerTube's own code and its loaders, and thus less than a reader gets. They come from npm meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Mapping
from pathlib import Path

import httpx
from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from app.models import Interview
from tests.benchmarks.frame_weight import Travelled, measure_wire, quote_seconds, weigh_peer
from tests.benchmarks.invented_site import build_archive
from tests.benchmarks.pages_benchmark import PEER, Figures, measure, measure_all, server_of
from tests.browser.demo_site import demo_archive


def measure_load(requests: int, at_once: int) -> tuple[dict[str, Figures], float]:
    """Measure frames of a short and of the longest clip; also the share of unchanged ones answered 304."""
    with tempfile.TemporaryDirectory(prefix="franquette-bench-") as folder:
        archive = build_archive(Path(folder))
        with archive.database.write() as session:
            interview = session.scalars(select(Interview).order_by(Interview.id)).first()
            assert interview is not None
            short = quote_seconds(session, interview, 12.0)
            long = quote_seconds(session, interview, 178.0)
            many = [quote_seconds(session, interview, 12.0, 20 * number) for number in range(1, requests + 1)]
        archive.close()
        pages = (
            ("frames of 12 s, each another", [f"/embed/extraits/{one}" for one in many], requests),
            ("frame of 12 s, the same", f"/embed/extraits/{short}", requests),
            ("frame of 3 minutes, the same", f"/embed/extraits/{long}", requests),
            ("the clip's page, 12 s", f"/extraits/{short}", requests),
        )
        ours = asyncio.run(measure_all(folder, pages, at_once))
        unchanged, share = asyncio.run(
            measure_unchanged(folder, f"/embed/extraits/{short}", requests, at_once)
        )
    peer = asyncio.run(measure_all(None, ((PEER, "/", requests * 2),), at_once))
    return {**ours, "frame, unchanged": unchanged, **peer}, share


async def measure_unchanged(folder: str, path: str, count: int, at_once: int) -> tuple[Figures, float]:
    """Ask again and again with the ETag of the first answer."""
    statuses: list[int] = []

    async def note_status(response: httpx.Response) -> None:
        statuses.append(response.status_code)

    async with httpx.AsyncClient(timeout=60) as client:
        with server_of(folder) as (address, process_id):
            client.base_url = httpx.URL(address)
            client.headers["if-none-match"] = (await client.get(path)).headers["etag"]
            client.event_hooks["response"].append(note_status)
            figures = await measure(client, process_id, path, count, at_once)
    return figures, statuses.count(304) / len(statuses)


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=200, help="for each page")
    parser.add_argument("--at-once", type=int, default=4, help="requests under way")
    parser.add_argument("--archive", type=Path, help="whose recordings to play; default: the demonstration")
    options = parser.parse_args()
    show_load(*measure_load(options.requests, options.at_once), options.at_once)
    wire = measure_wire(options.archive or demo_archive())
    show_wire(wire)
    show_peer(weigh_peer(), wire)


def show_load(measured: Mapping[str, Figures], share: float, at_once: int) -> None:
    """Print the first table."""
    table = Table(title=f"Frames over loopback, one server process, {at_once} requests under way")
    for heading in ("page", "pages/s", "p50 ms", "p99 ms", "work ms", "kB of page", "work / peer's"):
        table.add_column(heading, justify="left" if heading == "page" else "right")
    for name, one in measured.items():
        figures = (one.pages_per_second, one.p50_ms, one.p99_ms, one.work_ms, one.size_kb)
        table.add_row(
            name, *(f"{figure:.1f}" for figure in figures), f"{one.work_ms / measured[PEER].work_ms:.1f}"
        )
    Console(width=110).print(table, f"unchanged frames answered 304: {share:.0%}")


def show_wire(wire: Mapping[str, Travelled]) -> None:
    """Print the second table."""
    if not wire:
        Console(width=110).print("Bytes on the wire: not measured, there is no Chromium here.")
        return
    table = Table(title="Bytes from our server to a blog's reader, headers included (Chromium)")
    for heading in ("frame", "requests", "before media kB", "media kB"):
        table.add_column(heading, justify="left" if heading == "frame" else "right")
    for name, one in wire.items():
        before = one.total_bytes - one.media_bytes
        table.add_row(name, str(one.requests), f"{before / 1000:.1f}", f"{one.media_bytes / 1000:.1f}")
    Console(width=110).print(table)


def show_peer(weights: Mapping[str, int], wire: Mapping[str, Travelled]) -> None:
    """Print the third table."""
    if not weights:
        Console(width=110).print("The peer's files: not measured, npm or its registry is not here.")
        return
    table = Table(title="What PeerTube's player is built on, gzip, without its own code")
    table.add_column("package")
    table.add_column("kB", justify="right")
    for name, size in weights.items():
        table.add_row(name, f"{size / 1000:.1f}")
    table.add_row("together", f"{sum(weights.values()) / 1000:.1f}")
    Console(width=110).print(table)
    ours = [one.total_bytes - one.media_bytes for name, one in wire.items() if "first time" in name]
    if ours:
        Console(width=110).print(
            f"at least {sum(weights.values()) / max(ours):.0f} times what our frame takes before media"
        )


if __name__ == "__main__":
    main()
