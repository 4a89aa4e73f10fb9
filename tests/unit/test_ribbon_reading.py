"""A page may show one ribbon many times; no two elements of a page may share an id."""

from __future__ import annotations

import json
import re
from pathlib import Path

from app.models import Interview, Leader, Recording, Rendition
from app.renditions.peaks import Peaks
from app.services.showing.ribbon_reading import Ribbons
from app.services.showing.ribbon_shelf import RibbonShelf
from app.services.showing.wording import Wording
from app.storage.local_store import LocalStore


def test_one_ribbon_shown_three_times_repeats_no_id(tmp_path: Path) -> None:
    drawn = tmp_path / "peaks.json"
    drawn.write_text(json.dumps(Peaks(10.0, tuple(range(256))).to_json()), encoding="utf-8")
    store = LocalStore(tmp_path / "media")
    store.put("renditions/ab/peaks.json", drawn)
    peaks = Rendition(kind="peaks", media_key="renditions/ab/peaks.json")
    interview = Interview(
        leader=Leader(name="Personne inventée"),
        recording=Recording(duration_seconds=10.0, renditions=[peaks]),
    )
    ribbons = Ribbons(RibbonShelf(store), {}, {})
    words = Wording("fr", "http://127.0.0.1:8000")

    shown = [ribbons.whole(interview, words) for _time in range(3)]

    page = "".join(shown)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) >= 6
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
