"""Who speaks: interviewer, leader, or unknown, word by word."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from app.jobs.kept_parts import KeptParts
from app.jobs.step_context import StepContext
from app.jobs.steps.clean_transcript import kept_cleaned
from app.jobs.steps.find_speech import kept_regions
from app.services.hearing.voice_memory import interviewers_voice
from transcription.known_voices import HeardVoice
from transcription.speakers import WordSpeaker, hear_speakers
from transcription.speech_audio import SpeechAudio
from transcription.word_languages import word_languages


def tell_voices(context: StepContext) -> None:
    """Attribute each word to a voice and a role, and keep that."""
    transcript = kept_cleaned(context).transcript
    with context.database.read() as session:
        interviewer = interviewers_voice(session, context.recording_id)
    heard = hear_speakers(
        SpeechAudio(context.speech_wav),
        transcript.words,
        kept_regions(context),
        word_languages(transcript),
        interviewer,
        context.report,
        KeptParts(context, "voices"),
    )
    context.keep_json("voices", [_to_json(voice) for voice in heard.voices])
    context.keep_json("speakers", [asdict(speaker) for speaker in heard.words])


def kept_speakers(context: StepContext) -> tuple[WordSpeaker, ...]:
    """Return the speaker of each word."""
    return tuple(WordSpeaker(**values) for values in context.kept_json("speakers"))


def kept_voices(context: StepContext) -> tuple[HeardVoice, ...]:
    """Return the voices that were found."""
    return tuple(
        HeardVoice(**{**values, "embedding": np.array(values["embedding"], dtype=np.float32)})
        for values in context.kept_json("voices")
    )


def _to_json(voice: HeardVoice) -> dict[str, Any]:
    return {
        "voice": voice.voice,
        "role": voice.role,
        "told_by": voice.told_by,
        "speech_seconds": voice.speech_seconds,
        "embedding": [float(value) for value in voice.embedding],
    }
