"""« [inaudible] » before fluent fiction: runs of words that are most likely wrong are set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from transcription.hallucinations import CleanedTranscript, RemovedSpan
from transcription.raw_transcript import RawTranscript, Segment, Word
from transcription.scored_words import INAUDIBLE_MARK
from transcription.word_confidence import ConfidenceModel, choose_confidence_model, least_sure_limits

_FEWEST_WORDS = 2
# Words further apart than this were not spoken in one breath, and are not one mark.
_LONGEST_GAP_SECONDS = 1.0
_CLOSING = re.compile(r"[.!?…]+$")


def tell_confidence(cleaned: CleanedTranscript, model: ConfidenceModel | None = None) -> CleanedTranscript:
    """Give each word the probability that it is right, and mark what is most likely not.

    Parameters
    ----------
    cleaned : CleanedTranscript
        With the engine's own probabilities.
    model : ConfidenceModel, optional
        Without it, the one that was fitted for the engine, or the general fall-back.

    Returns
    -------
    CleanedTranscript
        Its words bear calibrated probabilities where a model was fitted for the engine, and the settings
        say so; in place of a run of two words or more below the model's floor stands one word,
        `[inaudible]`, with their span and no probability. The removed spans hold the engine's words as the
        engine gave them.
    """
    transcript = cleaned.transcript
    model = model or choose_confidence_model(transcript)
    probabilities = model.probabilities(transcript)
    settings = {
        **transcript.settings,
        "is_confidence_calibrated": model.is_calibrated,
        "inaudible_below": model.inaudible_below,
        "least_sure": {str(percent): limit for percent, limit in least_sure_limits(probabilities).items()},
    }
    runs = find_inaudible(transcript.words, probabilities, model.inaudible_below)
    hidden = {index: run for run in runs for index in range(*run)}
    segments = tuple(_told_segments(transcript, probabilities, hidden))
    removed = [*cleaned.removed, *(_removed(transcript.words[first:end]) for first, end in runs)]
    removed.sort(key=lambda span: span.start_seconds)
    return CleanedTranscript(replace(transcript, segments=segments, settings=settings), tuple(removed))


def find_inaudible(
    words: Sequence[Word], probabilities: Sequence[float | None], floor: float | None
) -> tuple[tuple[int, int], ...]:
    """Find runs of two words or more, each under the floor and close to the next.

    Returns
    -------
    tuple of (int, int)
        Half-open spans of word indices, in order; none without a floor.
    """
    if floor is None:
        return ()
    runs: list[tuple[int, int]] = []
    first: int | None = None
    for index in range(len(words) + 1):
        probability = probabilities[index] if index < len(words) else None
        is_low = probability is not None and probability < floor
        is_far = (
            0 < index < len(words)
            and words[index].start_seconds - words[index - 1].end_seconds > _LONGEST_GAP_SECONDS
        )
        if first is not None and (not is_low or is_far):
            if index - first >= _FEWEST_WORDS:
                runs.append((first, index))
            first = None
        if is_low and first is None:
            first = index
    return tuple(runs)


def _told_segments(
    transcript: RawTranscript, probabilities: Sequence[float | None], hidden: dict[int, tuple[int, int]]
) -> Iterator[Segment]:
    words = transcript.words
    index = 0
    for segment in transcript.segments:
        told: list[Word] = []
        for word in segment.words:
            run = hidden.get(index)
            if run is None:
                told.append(replace(word, probability=probabilities[index]))
            elif run[0] == index:
                told.append(_mark(words[run[0] : run[1]]))
            index += 1
        if len(told) == len(segment.words) and not any(word.text.startswith(INAUDIBLE_MARK) for word in told):
            yield replace(segment, words=tuple(told))
        elif told:
            yield _retold(segment, told)


def _retold(segment: Segment, words: Sequence[Word]) -> Segment:
    return replace(
        segment,
        start_seconds=words[0].start_seconds,
        end_seconds=words[-1].end_seconds,
        text=" ".join(word.text for word in words),
        words=tuple(words),
    )


def _mark(words: Sequence[Word]) -> Word:
    """Return the mark for a run; it keeps the sentence's end, so that sentences stay apart."""
    closing = _CLOSING.search(words[-1].text)
    text = INAUDIBLE_MARK + (closing[0] if closing else "")
    return Word(text, words[0].start_seconds, words[-1].end_seconds, None)


def _removed(words: Sequence[Word]) -> RemovedSpan:
    text = " ".join(word.text for word in words)
    return RemovedSpan(words[0].start_seconds, words[-1].end_seconds, text, "inaudible", tuple(words))
