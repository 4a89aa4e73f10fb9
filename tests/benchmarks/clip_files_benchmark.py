"""Measures the files of clips: seconds and bytes per kind and length. How exactly they are cut is a test.

    python -m tests.benchmarks.clip_files_benchmark [--lengths 0.4 15 180] [--keep FOLDER]

Needs no archive: the words are invented, the sound and the picture are those of the demo recordings.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from app.renditions.clip_audio import FORMATS, PublicTags, make_clip_audio
from app.renditions.clip_cutting import cut_original_sound
from app.renditions.clip_frame import SHAPES
from app.renditions.clip_scene import ClipScene, ScenePart, SceneWord
from app.renditions.clip_video import make_clip_video
from app.renditions.levelled_sound import level_sound
from app.renditions.peaks import make_peaks
from app.renditions.sound_ribbon import RibbonSpan
from tests.media_samples import SAVARD, TESSIER, run_tool
from transcription.media_gate import decode_speech, probe

TAGS = PublicTags("Des mots", "Une personne", "D'où ils viennent")
SENTENCE = "Nous voulons que les données soient ouvertes, partout, et que chaque personne puisse les lire."
SECONDS_A_WORD = 0.4


def main() -> None:
    """Make every kind of file at every length, from a sound alone and from a vertical video."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lengths", type=float, nargs="+", default=[0.4, 15.0, 180.0])
    parser.add_argument("--keep", type=Path, help="a folder to leave the files in")
    parser.add_argument("--name", default="Hélène Savard")
    chosen = parser.parse_args()
    table = Table(title="Files of clips")
    for column in ("recording", "length, s", "kind", "clock, s", "work, s", "work a second", "kB"):
        table.add_column(column, justify="right")
    with tempfile.TemporaryDirectory(prefix="franquette-clips-") as scratch:
        folder = chosen.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for recording in (SAVARD, TESSIER):
            for length in chosen.lengths:
                source = _long_enough(recording, length, folder)
                for row in _measure(source, length, folder, chosen.name):
                    table.add_row(recording.name, f"{length:g}", *row)
    Console().print(table)


def _long_enough(recording: Path, length: float, folder: Path) -> Path:
    """Return the recording, laid end to end with itself where the clip is longer."""
    if length < 90:
        return recording
    tiled = folder / f"tiled-{recording.name}"
    run_tool("-stream_loop", "3", "-i", recording, "-c", "copy", "-map", "0", tiled)
    return tiled


def _measure(source: Path, length: float, folder: Path, name: str) -> list[tuple[str, str, str, str, str]]:
    media, start = probe(source), 8.2
    cut, levelled, speech = (folder / one for one in ("cut.wav", "levelled.wav", "speech.wav"))
    begun = _now()
    cut_original_sound(source, cut, media, start, start + length)
    level_sound(cut, levelled)
    rows = [_row("cut and levelled", begun, length, levelled)]
    decode_speech(cut, speech)
    for kind in FORMATS:
        path = folder / f"{source.stem}-{length:g}{FORMATS[kind].suffix}"
        begun = _now()
        make_clip_audio(levelled, path, kind, TAGS)
        rows.append(_row(kind, begun, length, path))
    for kind, shape in SHAPES.items():
        path = folder / f"{source.stem}-{length:g}-{kind}.mp4"
        begun = _now()
        peaks = make_peaks(speech)
        make_clip_video(source, levelled, path, media, _scene(length, name), peaks, shape, start, TAGS)
        rows.append(_row(kind, begun, length, path))
    return rows


def _row(kind: str, begun: tuple[float, float], length: float, path: Path) -> tuple[str, str, str, str, str]:
    clock, work = (now - then for now, then in zip(_now(), begun, strict=True))
    return kind, f"{clock:.1f}", f"{work:.1f}", f"{work / length:.2f}", f"{path.stat().st_size / 1000:.0f}"


def _now() -> tuple[float, float]:
    """Return the clock, and the seconds of one core that programs started by this one have worked."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter(), spent.ru_utime + spent.ru_stime


def _scene(length: float, name: str) -> ClipScene:
    said = SENTENCE.split()
    count = max(1, int(length / SECONDS_A_WORD))
    words = [
        SceneWord(said[number % len(said)], number * SECONDS_A_WORD, (number + 0.9) * SECONDS_A_WORD)
        for number in range(count)
    ]
    first = replace(words[0], has_space_before=False)
    part = ScenePart(
        "", (SceneWord("«\u202f"), first, *words[1:], SceneWord("\u202f»", has_space_before=False))
    )
    return ClipScene(
        heading="Entrevue avec",
        leader_name=name,
        party_name="Parti inventé",
        party_colour="#336699",
        parts=(part,),
        credit="14 août 2026 · autobus de campagne, Rimouski · Texte\u00a0de\u00a0la\u00a0machine",
        address="Franquette · franquette.example/extraits/nwqx2hr43s",
        notices=("Les mots sont inventés et ne sont pas ceux qu’on entend.",),
        spans=(RibbonSpan(0.0, length, "leader"),),
        duration_seconds=length,
    )


if __name__ == "__main__":
    main()
