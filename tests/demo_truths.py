"""The demo recordings with what is really said in them."""

from __future__ import annotations

from pathlib import Path

from transcription.ground_truth import GroundTruth, read_ground_truth

ROOT = Path(__file__).resolve().parent.parent
DEMO_RECORDINGS = ("demo-savard.3gp", "demo-tessier.mov", "demo-lavoie.m4a")


def demo_truth(recording: str, folder: Path) -> GroundTruth:
    """Lay a recording and its truth side by side in a folder, as an evaluation wants them, and read it."""
    (folder / recording).symlink_to(ROOT / "media" / "demo" / recording)
    truth = Path(recording).with_suffix(".json")
    (folder / truth).write_bytes((ROOT / "tests" / "speech" / "truth" / truth).read_bytes())
    return read_ground_truth(folder / truth)
