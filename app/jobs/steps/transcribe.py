"""Whisper hears the recording."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import lru_cache

from app.jobs.kept_parts import KeptParts
from app.jobs.step_context import StepContext
from app.jobs.steps.find_speech import kept_regions
from app.services.hearing.hearing_planning import plan_hearing
from transcription.decode_settings import decode_setting
from transcription.engine import SAMPLE_RATE_HZ, SpeechEngine, open_engine
from transcription.hearing import hear
from transcription.hearing_plan import HearingPlan
from transcription.raw_transcript import RawTranscript
from transcription.speech_audio import SpeechAudio


@lru_cache(maxsize=1)
def loaded_engine(name: str, model: str) -> SpeechEngine:
    """Return the engine, its model loaded once per worker."""
    return open_engine(name, model)


def transcribe(context: StepContext) -> None:
    """Decode all the speech, part after part, and keep what the engine heard, word by word."""
    settings = context.settings
    with context.database.read() as session:
        plan = plan_hearing(session, context.recording_id, settings.whisper_engine, settings.whisper_model)
    samples = SpeechAudio(context.speech_wav)
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
    """Return a name that changes with plan and setting: parts heard in another way are not mixed in."""
    setting = asdict(decode_setting(plan.setting))
    described = json.dumps([engine, model, asdict(plan), setting], sort_keys=True)
    return f"heard-{hashlib.sha256(described.encode()).hexdigest()[:12]}"
