"""Where in the recording somebody speaks."""

from __future__ import annotations

from dataclasses import asdict

from app.jobs.step_context import StepContext
from transcription.speech_audio import SpeechAudio
from transcription.speech_regions import SpeechRegion, find_speech


def find_speech_regions(context: StepContext) -> None:
    """Find the regions with speech and keep them for the next steps."""
    regions = find_speech(SpeechAudio(context.speech_wav), progress=context.report)
    context.keep_json("regions", [asdict(region) for region in regions])


def kept_regions(context: StepContext) -> tuple[SpeechRegion, ...]:
    """Return the regions that this step kept."""
    return tuple(SpeechRegion(**values) for values in context.kept_json("regions"))
