"""Who speaks: interviewer, leader, or unknown, word by word."""

from __future__ import annotations

from dataclasses import asdict

from app.jobs.step_context import StepContext
from app.jobs.steps.clean_transcript import kept_cleaned
from app.jobs.steps.find_speech import kept_regions
from transcription.speakers import WordSpeaker, tell_speakers
from transcription.speech_audio import read_speech


def tell_voices(context: StepContext) -> None:
    """Attribute each word to a voice and a role, and keep that."""
    words = kept_cleaned(context).transcript.words
    speakers = tell_speakers(read_speech(context.speech_wav), words, kept_regions(context))
    context.keep_json("speakers", [asdict(speaker) for speaker in speakers])


def kept_speakers(context: StepContext) -> tuple[WordSpeaker, ...]:
    """Return the speaker of each word."""
    return tuple(WordSpeaker(**values) for values in context.kept_json("speakers"))
