"""Brings recordings that were processed earlier up to date: their sound measured, their cleaned copy made."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.archive import Archive
from app.jobs.step_context import StepContext, StepFailed
from app.jobs.steps.find_speech import find_speech_regions
from app.jobs.steps.make_cleaned_copy import make_cleaned_copy
from app.jobs.steps.measure_passages import measure_passages
from app.jobs.steps.probe_original import probe_original
from app.models import Interview, Passage, Recording, Rendition, Transcript


class SoundRenewalFailed(Exception):
    """A recording could not be brought up to date; `code` and `details` are those of failure_sentences."""

    def __init__(self, slug: str, failure: StepFailed) -> None:
        super().__init__(f"{slug}: {failure.code}")
        self.slug, self.code, self.details = slug, failure.code, failure.details


def recordings_without_sound_work(
    session: Session, slugs: Sequence[str] = (), *, is_copy_wished: bool = True
) -> list[tuple[int, str]]:
    """Return the processed recordings that lack figures or a cleaned copy: id and slug of the interview.

    Parameters
    ----------
    slugs : sequence of str
        Only these interviews; none means all.
    is_copy_wished : bool
        Whether the lack of a cleaned copy counts.
    """
    has_copy = exists().where(Rendition.recording_id == Recording.id, Rendition.kind == "cleaned_audio")
    is_unmeasured = (
        exists()
        .where(Transcript.recording_id == Recording.id, Passage.transcript_id == Transcript.id)
        .where(Passage.sound_quality.is_(None))
    )
    query = (
        select(Recording.id, Interview.slug)
        .join(Interview, Recording.interview_id == Interview.id)
        .where(~Interview.is_set_aside)
        .where(Recording.state == "ready", is_unmeasured | ~has_copy if is_copy_wished else is_unmeasured)
        .order_by(Recording.id)
    )
    if slugs:
        query = query.where(Interview.slug.in_(slugs))
    return [(recording_id, slug) for recording_id, slug in session.execute(query)]


def renew_sound(archive: Archive, slugs: Sequence[str] = ()) -> Iterator[str]:
    """Measure the sound and make the cleaned copy of what lacks them; give each slug once it is done.

    Raises
    ------
    SoundRenewalFailed
        The original is gone or has changed.
    """
    with archive.database.read() as session:
        found = recordings_without_sound_work(session, slugs, is_copy_wished=archive.settings.cleaned_copy)
    for recording_id, slug in found:
        context = StepContext(recording_id, archive.settings, archive.database, archive.store, archive.index)
        try:
            for step in (probe_original, find_speech_regions, measure_passages, make_cleaned_copy):
                step(context)
        except StepFailed as failure:
            raise SoundRenewalFailed(slug, failure) from failure
        finally:
            shutil.rmtree(context.folder, ignore_errors=True)
        yield slug
