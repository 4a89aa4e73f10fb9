"""A worker killed in the middle of a clip's video: the next one makes it whole and leaves no half file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import pytest
from sqlalchemy import select

from app.models import ClipFile, Passage, Recording
from app.services.clips.clip_file_asking import ask_clip_file
from app.services.clips.clip_making import WordAddress, make_clip
from app.services.showing.reader import Reader
from app.services.showing.ribbon_shelf import RibbonShelf
from app.services.showing.wording import Wording
from tests.builders import Said
from tests.media_samples import TESSIER, cut_sample

ROOT = Path(__file__).resolve().parents[2]
WORKER = [sys.executable, "-m", "app.command_line", "worker", "--until-idle"]
SECONDS = 90

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def waiting(archive, inventing, tmp_path: Path) -> int:
    """A video of a clip that waits for a worker: five seconds of a real vertical recording."""
    with inventing() as invented:
        said = [Said("leader", "Dix mots bien comptés font une phrase de cinq secondes.", seconds=5.0)]
        invented.interview(invented.leader("tessier"), None, said)
        key = "originals/aa/aa-real.mov"
        invented.store.put(key, cut_sample(TESSIER, tmp_path / "court.mov", 10.0))
        invented.session.scalars(select(Recording)).one().media_key = key
        passage = invented.session.scalars(select(Passage.id)).one()
        clip = make_clip(
            invented.session, "entrevue-tessier", WordAddress(passage, 0), WordAddress(passage, 9)
        )
        reader = Reader(
            invented.session, Wording("fr", "https://exemple.invalid"), RibbonShelf(archive.store)
        )
        return ask_clip_file(reader, clip.id, "tall_video", ("fr", "en")).id


def test_a_killed_worker_costs_nothing_but_its_time(archive, settings, waiting: int) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FRANQUETTE_")}
    environment |= {
        "FRANQUETTE_DATA_DIR": str(settings.data_dir),
        "FRANQUETTE_DATABASE_URL": settings.database_url,
        "FRANQUETTE_PUBLIC_URL": "https://exemple.invalid",
        "LC_ALL": "C.UTF-8",
    }

    def row() -> ClipFile:
        with archive.database.read() as session:
            return session.get_one(ClipFile, waiting)

    first = subprocess.Popen(WORKER, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + SECONDS
    while not 0.1 < row().progress < 1:
        assert time.monotonic() < deadline and first.poll() is None, "the worker never came to the picture"
        time.sleep(0.02)
    os.kill(first.pid, signal.SIGKILL)
    first.wait(timeout=30)
    assert row().state == "processing"
    assert not list((settings.data_dir / "clips").rglob("*"))
    second = subprocess.run(
        WORKER, env=environment, cwd=ROOT, capture_output=True, timeout=SECONDS, check=False
    )
    assert second.returncode == 0, second.stderr[-2000:]
    made = row()
    assert (made.state, made.crash_count) == ("ready", 1)
    kept = [path for path in (settings.data_dir / "clips").rglob("*") if path.is_file()]
    assert kept == [settings.data_dir / made.media_key]
    assert not list(settings.work_dir.glob("clip-file-*"))
    with av.open(str(kept[0])) as video:
        assert sum(1 for _ in video.decode(video=0)) == pytest.approx(5.0 * 30, abs=1)
