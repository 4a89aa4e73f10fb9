"""Whisper hears the recording."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from app.jobs.step_context import StepContext
from app.jobs.steps.find_speech import kept_regions
from app.services.hearing_planning import plan_hearing
from transcription.engine import SAMPLE_RATE_HZ, SpeechEngine, open_engine
from transcription.hearing import hear
from transcription.hearing_plan import HearingPlan
from transcription.raw_transcript import RawTranscript
from transcription.speech_audio import read_speech


@lru_cache(maxsize=1)
def loaded_engine(name: str, model: str) -> SpeechEngine:
    """Return the engine, its model loaded once per worker."""
    return open_engine(name, model)


@dataclass(frozen=True, slots=True)
class KeptParts:
    """Parts of the recording that were heard before the worker stopped, each in a file of its own."""

    context: StepContext
    prefix: str

    def recall(self, name: str) -> Any | None:
        """Return the plain values kept under a name, or None."""
        return self.context.recalled_json(f"{self.prefix}-{name}")

    def keep(self, name: str, values: Any) -> None:
        """Keep plain values: all of them or nothing."""
        self.context.keep_json(f"{self.prefix}-{name}", values)


def transcribe(context: StepContext) -> None:
    """Decode all the speech, part after part, and keep what the engine heard, word by word."""
    settings = context.settings
    with context.database.read() as session:
        plan = plan_hearing(session, context.recording_id, settings.whisper_model)
    samples = read_speech(context.speech_wav)
    whole_seconds = max(len(samples) / SAMPLE_RATE_HZ, 0.1)
    raw = hear(
        loaded_engine(settings.whisper_engine, settings.whisper_model),
        samples,
        kept_regions(context),
        plan,
        lambda seconds_done: context.report(seconds_done / whole_seconds),
        KeptParts(context, _plan_key(plan, settings.whisper_engine, settings.whisper_model)),
    )
    context.keep_json("raw", raw.to_json())


def kept_transcript(context: StepContext) -> RawTranscript:
    """Return what the engine heard."""
    return RawTranscript.from_json(context.kept_json("raw"))


def _plan_key(plan: HearingPlan, engine: str, model: str) -> str:
    """Return a name that changes with the plan: parts heard in another way are not mixed in."""
    described = json.dumps([engine, model, asdict(plan)], sort_keys=True)
    return f"heard-{hashlib.sha256(described.encode()).hexdigest()[:12]}"
