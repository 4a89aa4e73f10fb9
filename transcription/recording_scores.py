"""How well one recording was heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from transcription.confidence_scores import JudgedProbability
from transcription.scoring import EditCounts


@dataclass(frozen=True, slots=True)
class RecordingScores:
    """How one recording was heard; a figure that cannot be computed is None.

    Attributes
    ----------
    name : str
        The recording.
    wer, cer : float
        Word and character error rates after the stated normaliser; 0 or more.
    substitutions, deletions, insertions, reference_words : int
        What the word error rate is made of.
    speaker_error : float or None
        Diarization error rate by time and role with a collar of 0.25 s; unknown counts as missed.
    speaker_error_words, speaker_unknown_words : float or None
        Shares, 0..1, of the words given to the other person, and of those given to nobody.
    theme_f1, theme_precision, theme_recall : float or None
        Over the exchanges of the truth together (micro-average), in 0..1.
    themes : mapping
        Precision, recall, F1 and counts of each theme that was expected or given.
    exchanges : sequence of mapping
        The same for each exchange of the truth, with its span and what was expected and given.
    confidence : mapping or None
        `ConfidenceScores` of the shown words; None where the engine gives no probability.
    real_time_factor : float
        Seconds of work, from the file to the themes and with the loading of the model, per second of sound.
    cpu_seconds_per_second : float
        The same in seconds of processor: hardly depends on what else the machine does.
    peak_rss_mb : float
        Most memory of the process, or of the decoder it started, in MiB.
    duration_seconds : float
        Length of the sound.
    removed_spans : int
        Stretches taken out as invented or inaudible.
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
    speaker_error: float | None
    speaker_error_words: float | None
    speaker_unknown_words: float | None
    theme_f1: float | None
    theme_precision: float | None
    theme_recall: float | None
    themes: Mapping[str, Mapping[str, Any]]
    exchanges: Sequence[Mapping[str, Any]]
    confidence: Mapping[str, Any] | None
    real_time_factor: float
    cpu_seconds_per_second: float
    peak_rss_mb: float
    duration_seconds: float
    removed_spans: int
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ScoredRecording:
    """The scores of a recording, and what figures over several recordings are made of.

    Attributes
    ----------
    scores : RecordingScores
        What is shown.
    block_edits : tuple of EditCounts
        Word edits of each turn (or sentence) of the truth: what is drawn when two settings are compared.
    judged_words : tuple of JudgedProbability
        The shown words that have a probability.
    """

    scores: RecordingScores
    block_edits: tuple[EditCounts, ...]
    judged_words: tuple[JudgedProbability, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain values, as one process hands them to another."""
        return {
            "scores": asdict(self.scores),
            "block_edits": [
                (edits.substitutions, edits.deletions, edits.insertions, edits.reference_length)
                for edits in self.block_edits
            ],
            "judged_words": [(judged.probability, judged.is_right) for judged in self.judged_words],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> ScoredRecording:
        """Build from what `to_json` returned."""
        return cls(
            RecordingScores(**values["scores"]),
            tuple(EditCounts(*edits) for edits in values["block_edits"]),
            tuple(JudgedProbability(*judged) for judged in values["judged_words"]),
        )
