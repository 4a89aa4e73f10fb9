"""Weighs the frame of a clip as a browser receives it, and what a peer's frame is built on."""

from __future__ import annotations

import gzip
import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.archive import open_database
from app.models import Interview, Passage, Recording, Transcript
from app.services.clips.clip_making import WordAddress, make_clip
from app.settings import Settings
from tests.browser.conftest import CHROMIUM_ARGUMENTS
from tests.browser.demo_site import served
from tests.browser.other_site import other_site

# PeerTube's player is built on these two; each has a minified file in its package, video.js its style too.
PEER_FILES = {
    "video.js": ("dist/alt/video.core.novtt.min.js", "dist/video-js.min.css"),
    "hls.js": ("dist/hls.light.min.js",),
}
LEVEL = 5


@dataclass(frozen=True)
class Travelled:
    """What went over the wire at one moment: requests, bytes in all, bytes of media among them."""

    requests: int
    total_bytes: int
    media_bytes: int


def quote_seconds(session: Session, interview: Interview, seconds: float, first: int = 0) -> str:
    """Keep a clip of about that length from an interview's text, from that word on; gives its id."""
    passages = session.scalars(
        select(Passage)
        .join(Transcript, Transcript.id == Passage.transcript_id)
        .join(Recording, Recording.id == Transcript.recording_id)
        .where(Recording.interview_id == interview.id)
        .order_by(Passage.position)
    ).all()
    words = [(one.id, number, word[1], word[2]) for one in passages for number, word in enumerate(one.words)]
    begins = words[first]
    ends = [one for one in words if one[3] - begins[2] <= seconds][-1]
    return make_clip(session, interview.slug, WordAddress(*begins[:2]), WordAddress(*ends[:2])).id


def measure_wire(archive: Path) -> dict[str, Travelled]:
    """Read a blog with one frame in Chromium: at first, again a minute later, and while the clip plays."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    if program is None:
        return {}
    found: dict[str, Travelled] = {}
    with tempfile.TemporaryDirectory(prefix="franquette-bench-") as folder, sync_playwright() as playwright:
        copy = Path(folder) / "archive"
        shutil.copytree(archive, copy)
        clips = demo_clips(copy)
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        with served(copy) as address, other_site() as blog:
            for name, clip_id in clips.items():
                context = browser.new_context()
                page = context.new_page()
                post = blog.post(
                    f'<iframe src="{address}/embed/extraits/{clip_id}" width=560 height=460></iframe>'
                )
                wire = Wire(page, address)
                page.goto(post, wait_until="networkidle")
                found[f"{name}: first time"] = wire.take()
                playing = Playing(context, page.frames[1])
                page.frames[1].locator("[data-toggle]").click()
                page.wait_for_timeout(14_000)
                found[f"{name}: played, 12 s"] = Travelled(playing.requests, playing.bytes, playing.bytes)
                wire.take()
                page.wait_for_timeout(48_000)
                page.goto(post, wait_until="networkidle")
                found[f"{name}: a minute later"] = wire.take()
                context.close()
        browser.close()
    return found


def demo_clips(archive: Path) -> dict[str, str]:
    """Keep twelve seconds of a sound and of a picture of the demonstration."""
    database = open_database(Settings(_env_file=None, data_dir=archive))
    with database.write() as session:
        slugs = {"sound": "helene-savard-2026-08-14", "upright video": "marc-andre-tessier-2026-08-29"}
        clips = {
            name: quote_seconds(
                session, session.scalars(select(Interview).where(Interview.slug == slug)).one(), 12.0
            )
            for name, slug in slugs.items()
        }
    database.close()
    return clips


class Wire:
    """Counts what a page and its frames receive from one site, as the browser counts it: with headers."""

    def __init__(self, page: Any, address: str) -> None:
        self._address = address
        self._taken: list[tuple[str, int]] = []
        page.on("requestfinished", self._note)

    def take(self) -> Travelled:
        """Return what travelled since the last time."""
        taken, self._taken = self._taken, []
        media = sum(size for url, size in taken if "/media/" in url)
        return Travelled(len(taken), sum(size for _url, size in taken), media)

    def _note(self, request: Any) -> None:
        if request.url.startswith(self._address):
            sizes = request.sizes()
            self._taken.append((request.url, sizes["responseHeadersSize"] + sizes["responseBodySize"]))


class Playing:
    """Counts what a frame receives as it comes: a browser may never finish asking for a film."""

    def __init__(self, context: Any, frame: Any) -> None:
        self.requests = self.bytes = 0
        session = context.new_cdp_session(frame)
        session.on("Network.requestWillBeSent", self._ask)
        session.on("Network.dataReceived", self._receive)
        session.send("Network.enable")

    def _ask(self, _event: Any) -> None:
        self.requests += 1

    def _receive(self, event: Any) -> None:
        self.bytes += event["dataLength"]


def weigh_peer() -> dict[str, int]:
    """Return the compressed bytes of the peer's files by package and version; empty without a registry."""
    weights: dict[str, int] = {}
    with tempfile.TemporaryDirectory(prefix="franquette-bench-") as folder:
        for package, names in PEER_FILES.items():
            packed = subprocess.run(
                ["npm", "pack", "--silent", package], cwd=folder, capture_output=True, text=True, check=False
            )  # fmt: skip
            if packed.returncode != 0:
                return {}
            file = packed.stdout.split()[-1]
            content = (Path(folder) / file).read_bytes()
            version = file.removesuffix(".tgz").rpartition("-")[2]
            weights[f"{package} {version}"] = sum(_weigh(content, names))
    return weights


def _weigh(package: bytes, names: Iterable[str]) -> Iterable[int]:
    with tarfile.open(fileobj=io.BytesIO(package)) as files:
        for name in names:
            file = files.extractfile(f"package/{name}")
            assert file is not None
            yield len(gzip.compress(file.read(), LEVEL))
