"""How a file of a clip is made: the sound cut from the original, levelled, then written as it was asked for.

One step, since seconds are lost at most: a worker that dies leaves nothing but a folder that the next one
empties.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import structlog
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.archive import Archive
from app.jobs.step_context import SECONDS_BETWEEN_REPORTS, StepFailed
from app.jobs.step_failures import failures_explained
from app.jobs.waiting_recordings import outdated_files
from app.models import ClipFile, Interview
from app.renditions.clip_audio import make_clip_audio
from app.renditions.clip_cutting import cut_original_sound
from app.renditions.clip_frame import SHAPES
from app.renditions.clip_video import make_clip_video
from app.renditions.levelled_sound import level_sound
from app.renditions.peaks import Peaks
from app.services.clips.clip_file_keeping import (
    begin_clip_file,
    fail_clip_file,
    keep_clip_file,
    renew_clip_file,
    suffix_of,
)
from app.services.clips.clip_file_plan import ClipFilePlan
from app.services.showing.reader import Reader
from app.services.showing.ribbon_reading import peaks_key
from app.services.showing.ribbon_shelf import RibbonShelf
from app.services.showing.wording import Wording
from app.storage.media_store import MediaMissing
from transcription.media_gate import MediaProbe, probe

log = structlog.get_logger()

# Of the whole: what cutting and levelling take beside drawing.
_SOUND_SHARE = 0.1


def make_clip_file(archive: Archive, file_id: int) -> None:
    """Make a file and keep it; a second run of the same work makes the same bytes.

    Raises
    ------
    StepFailed
        With the code that explains why there will be no file.
    """
    with archive.database.write() as session:
        begun = begin_clip_file(_reader(archive, session), file_id, archive.settings.languages)
    if begun is None:
        return
    found, plan = begun
    folder = archive.settings.work_dir / f"clip-file-{file_id}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        with failures_explained(archive.settings):
            path = _render(archive, plan, found.interview, folder, _reporting(archive, file_id, plan))
        with archive.database.write() as session:
            replaced = keep_clip_file(session, archive.store, file_id, path)
    except MediaMissing as error:
        raise StepFailed("original_missing") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _remove(archive, replaced)
    log.info("clip file made", clip=found.clip.id, kind=plan.kind)


def give_up_clip_file(archive: Archive, file_id: int, code: str) -> None:
    """Say why a file was not made."""
    with archive.database.write() as session:
        fail_clip_file(session, file_id, code)
    shutil.rmtree(archive.settings.work_dir / f"clip-file-{file_id}", ignore_errors=True)


def count_clip_file_crash(archive: Archive, file_id: int) -> int:
    """Note that a worker died with this file in hand; count those."""
    with archive.database.write() as session:
        row = session.get(ClipFile, file_id)
        if row is None:
            return 0
        row.crash_count += 1
        return row.crash_count


def renew_outdated_files(archive: Archive) -> None:
    """Have the files made anew whose text changed, and forget those that are not public any more."""
    for file_id in outdated_files(archive.database):
        try:
            with archive.database.write() as session:
                keys = renew_clip_file(_reader(archive, session), file_id, archive.settings.languages)
        except IntegrityError:
            continue  # Another worker looked at the same moment.
        _remove(archive, keys)


def _render(
    archive: Archive,
    plan: ClipFilePlan,
    interview: Interview,
    folder: Path,
    report: Callable[[float], None],
) -> Path:
    recording = interview.recording
    if recording is None:
        raise StepFailed("original_missing")
    cut, levelled = folder / "cut.wav", folder / "levelled.wav"
    path = folder / f"{plan.kind}{suffix_of(plan.kind)}"
    with archive.store.local_copy(recording.media_key) as original:
        media = MediaProbe(**recording.probe) if recording.probe else probe(original)
        cut_original_sound(original, cut, media, plan.start_seconds, plan.end_seconds)
        level_sound(cut, levelled)
        report(_SOUND_SHARE)
        if plan.scene is None:
            make_clip_audio(levelled, path, plan.kind, plan.tags)
        else:
            length = plan.end_seconds - plan.start_seconds
            make_clip_video(
                original,
                levelled,
                path,
                media,
                plan.scene,
                _peaks(archive, interview, plan),
                SHAPES[plan.kind],
                plan.start_seconds,
                plan.tags,
                lambda done: report(_SOUND_SHARE + (1 - _SOUND_SHARE) * min(done / length, 1.0)),
            )
    return path


def _peaks(archive: Archive, interview: Interview, plan: ClipFilePlan) -> Peaks:
    """Return the outline of the clip's sound, at the scale of its recording; flat where it is missing."""
    key = peaks_key(interview)
    shelf = RibbonShelf(archive.store)
    levels = shelf.levels(key, plan.start_seconds, plan.end_seconds) if key else None
    return levels or Peaks(plan.end_seconds - plan.start_seconds, (0,))


def _reporting(archive: Archive, file_id: int, plan: ClipFilePlan) -> Callable[[float], None]:
    reported_at = [0.0]

    def report(share: float) -> None:
        moment = time.monotonic()
        if plan.scene is None or moment - reported_at[0] < SECONDS_BETWEEN_REPORTS:
            return
        reported_at[0] = moment
        with archive.database.write() as session:
            session.execute(update(ClipFile).where(ClipFile.id == file_id).values(progress=share))

    return report


def _reader(archive: Archive, session: Session) -> Reader:
    words = Wording(archive.settings.languages[0], archive.settings.public_url)
    return Reader(session, words, RibbonShelf(archive.store))


def _remove(archive: Archive, keys: list[str]) -> None:
    for key in keys:
        archive.store.remove(key)
