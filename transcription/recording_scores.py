"""How well one recording was heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RecordingScores:
    """How one recording was heard.

    Attributes
    ----------
    name : str
        The recording.
    wer, cer : float
        Word and character error rates after the stated normaliser; 0 or more.
    substitutions, deletions, insertions, reference_words : int
        What the word error rate is made of.
    speaker_error : float
        Diarization error rate by role with a collar of 0.25 s; unknown counts as missed.
    theme_f1, theme_precision, theme_recall : float
        Over the exchanges of the truth together (micro-average), in 0..1.
    real_time_factor : float
        Seconds of work, from the file to the themes and with the loading of the model, per second of sound.
    peak_rss_mb : float
        Most memory of the process, or of the decoder it started, in MiB.
    duration_seconds : float
        Length of the sound.
    removed_spans : int
        Stretches taken out as invented.
    settings : mapping
        The decoder's settings.
    """

    name: str
    wer: float
    cer: float
    substitutions: int
    deletions: int
    insertions: int
    reference_words: int
    speaker_error: float
    theme_f1: float
    theme_precision: float
    theme_recall: float
    real_time_factor: float
    peak_rss_mb: float
    duration_seconds: float
    removed_spans: int
    settings: Mapping[str, Any]
