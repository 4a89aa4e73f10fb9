"""How good the sound of each passage is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from app.jobs.kept_parts import KeptParts
from app.jobs.step_context import StepContext
from app.jobs.steps.find_speech import kept_regions
from app.services.hearing.sound_measuring import PassageSpan, passage_spans, store_sound_qualities
from transcription.sound_quality import CONTEXT_SECONDS, SoundQuality, measure_sound
from transcription.speech_audio import read_speech
from transcription.speech_regions import SpeechRegion, regions_near

# Some ten seconds of work: what a worker that dies takes with it.
_KEPT_TOGETHER = 100


def measure_passages(context: StepContext) -> None:
    """Measure each passage with its surroundings; a second run writes the same figures again."""
    with context.database.read() as session:
        spans = passage_spans(session, context.recording_id)
    regions = kept_regions(context)
    memory = KeptParts(context, "measured")
    measured: dict[str, SoundQuality] = {}
    for first in range(0, len(spans), _KEPT_TOGETHER):
        part = spans[first : first + _KEPT_TOGETHER]
        name = hashlib.sha256(repr(part).encode()).hexdigest()[:12]
        kept = memory.recall(name)
        if kept is None:
            found = _measure_part(context, regions, part, first, len(spans))
            memory.keep(name, [quality.to_json() for quality in found])
        else:
            found = [SoundQuality.from_json(values) for values in kept]
        measured |= {span.id: quality for span, quality in zip(part, found, strict=True)}
    with context.database.write() as session:
        store_sound_qualities(session, measured)


def _measure_part(
    context: StepContext,
    regions: Sequence[SpeechRegion],
    part: Sequence[PassageSpan],
    done_before: int,
    whole: int,
) -> list[SoundQuality]:
    found = []
    for span in part:
        found.append(_measured(context.speech_wav, regions, span))
        context.report((done_before + len(found)) / whole)
    return found


def _measured(speech_wav: Path, regions: Sequence[SpeechRegion], span: PassageSpan) -> SoundQuality:
    """Measure one passage, reading no more of the recording than what is around it."""
    begins = max(0.0, span.start_seconds - CONTEXT_SECONDS)
    ends = span.end_seconds + CONTEXT_SECONDS
    near = [
        SpeechRegion(one.start_seconds - begins, one.end_seconds - begins)
        for one in regions_near(regions, begins, ends, 1.0)
    ]
    samples = read_speech(speech_wav, begins, ends)
    return measure_sound(samples, near, span.start_seconds - begins, span.end_seconds - begins)
