"""Scores of a transcript against a reference: words, characters, speakers over time, themes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from transcription.scored_words import scored_words


@dataclass(frozen=True, slots=True)
class EditCounts:
    """How a hypothesis differs from its reference, in words or in characters."""

    substitutions: int
    deletions: int
    insertions: int
    reference_length: int

    @property
    def error_rate(self) -> float:
        """Edits per unit of the reference; 0 or more, above 1 when much was invented.

        With an empty reference the rate is 0.0 when nothing was written and 1.0 otherwise.
        """
        edits = self.substitutions + self.deletions + self.insertions
        if self.reference_length == 0:
            return float(edits > 0)
        return edits / self.reference_length

    def __add__(self, other: EditCounts) -> EditCounts:
        return EditCounts(
            self.substitutions + other.substitutions,
            self.deletions + other.deletions,
            self.insertions + other.insertions,
            self.reference_length + other.reference_length,
        )


@dataclass(frozen=True, slots=True)
class SpokenSpan:
    """Who speaks from when to when; the span is half-open, in seconds."""

    speaker: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True)
class SpeakerTimeError:
    """Seconds outside the collars given to the wrong speaker, given to nobody, or spoken by nobody."""

    confused_seconds: float
    missed_seconds: float
    false_alarm_seconds: float
    scored_seconds: float

    @property
    def error_rate(self) -> float:
        """The diarization error rate: wrong seconds per scored second of reference speech; 0 or more."""
        wrong = self.confused_seconds + self.missed_seconds + self.false_alarm_seconds
        if self.scored_seconds == 0:
            return float(wrong > 0)
        return wrong / self.scored_seconds


@dataclass(frozen=True, slots=True)
class RetrievalScore:
    """Counts of right, wrongly given and missed labels."""

    true_positives: int
    false_positives: int
    false_negatives: int

    @property
    def precision(self) -> float:
        """Share of the given labels that are right; 1.0 when none was given."""
        given = self.true_positives + self.false_positives
        return self.true_positives / given if given else 1.0

    @property
    def recall(self) -> float:
        """Share of the expected labels that were given; 1.0 when none was expected."""
        expected = self.true_positives + self.false_negatives
        return self.true_positives / expected if expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1.0 when nothing was expected and nothing given."""
        touched = 2 * self.true_positives + self.false_positives + self.false_negatives
        return 2 * self.true_positives / touched if touched else 1.0


def count_edits(reference: Sequence[str], hypothesis: Sequence[str]) -> EditCounts:
    """Count the fewest edits from the reference to the hypothesis (words, or characters of a string)."""
    operations = Levenshtein.editops(reference, hypothesis)
    tally = {"replace": 0, "delete": 0, "insert": 0}
    for operation in operations:
        tally[operation.tag] += 1
    return EditCounts(tally["replace"], tally["delete"], tally["insert"], len(reference))


def score_words(reference: str, hypothesis: str, language: str = "fr") -> EditCounts:
    """Count word edits after the stated normaliser; `error_rate` of the result is the WER.

    References
    ----------
    The word error rate as in NIST's sclite, each edit at cost one.
    """
    return count_edits(scored_words(reference, language), scored_words(hypothesis, language))


def score_speakers(
    reference: Iterable[SpokenSpan], hypothesis: Iterable[SpokenSpan], collar_seconds: float = 0.25
) -> SpeakerTimeError:
    """Compare who speaks when.

    Parameters
    ----------
    reference, hypothesis : iterable of SpokenSpan
        Speakers bear the same names on both sides; a hypothesis speaker ``"unknown"`` counts as nobody.
        Where spans of one side overlap, the first that covers the moment counts.
    collar_seconds : float
        Time on each side of a reference boundary that is not scored: no turn begins at an exact instant.

    Returns
    -------
    SpeakerTimeError
        Seconds of each kind of error.
    """
    truth = sorted(reference, key=lambda span: span.start_seconds)
    guess = [span for span in hypothesis if span.speaker != "unknown"]
    collars = [
        SpokenSpan("", edge - collar_seconds, edge + collar_seconds)
        for span in truth
        for edge in (span.start_seconds, span.end_seconds)
    ]
    edges = sorted(
        {edge for span in (*truth, *guess, *collars) for edge in (span.start_seconds, span.end_seconds)}
    )
    confused = missed = false_alarm = scored = 0.0
    for start, end in pairwise(edges):
        middle, length = (start + end) / 2, end - start
        if _speaker_at(collars, middle) is not None:
            continue
        true_speaker, told_speaker = _speaker_at(truth, middle), _speaker_at(guess, middle)
        scored += length if true_speaker is not None else 0.0
        if true_speaker == told_speaker:
            continue
        if true_speaker is None:
            false_alarm += length
        elif told_speaker is None:
            missed += length
        else:
            confused += length
    return SpeakerTimeError(confused, missed, false_alarm, scored)


def _speaker_at(spans: Iterable[SpokenSpan], seconds: float) -> str | None:
    return next((span.speaker for span in spans if span.start_seconds <= seconds < span.end_seconds), None)


def score_labels(pairs: Iterable[tuple[Set[str], Set[str]]]) -> RetrievalScore:
    """Count labels over (expected, given) pairs together: the `f1` of the result is the micro-averaged F1."""
    right = wrong = missed = 0
    for expected, given in pairs:
        right += len(expected & given)
        wrong += len(given - expected)
        missed += len(expected - given)
    return RetrievalScore(right, wrong, missed)
