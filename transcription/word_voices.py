"""Gives each word the voice that speaks it; voices change between words, best where someone pauses."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcription.raw_transcript import Word
from transcription.speech_regions import SpeechRegion
from transcription.voice_strangers import strange_regions
from transcription.voice_windows import SpeechWindows

# Cosine to the nearest voice under which a stretch belongs to none of them. Measured on windows of the voice
# itself: 99 in 100 lie above 0.75; windows of somebody else lie at 0.5 to 0.8.
STRANGER_COSINE = 0.73
# How much likelier a stranger is than any voice where the whole stretch is a stranger's.
_STRANGE_LEAD = 0.1
# What a change of voice costs, in cosine times seconds: a lead of 0.2 must last three quarters of a second.
# That is between two voices as far apart as this; noise brings voices nearer, and then smaller leads count.
_CHANGE_COST = 0.15
_USUAL_DISTANCE = 0.25
_LEAST_COST_SHARE = 0.4
# A pause makes a change cheaper, the end of a sentence more so.
_PAUSE_FACTOR = 0.6
_SENTENCE_END_FACTOR = 0.25
_PAUSE_SECONDS = 0.2
# Never paid: a mark that stands alone ("ça ?") is no sound, whatever span the engine gave it.
_NO_CHANGE_COST = 1e6
_SENTENCE_ENDS = (".", "?", "!", "…", "»")
# Engines stretch a word over the pause before it: only its last half second is trusted to be speech.
_TRUSTED_SECONDS = 0.5
_SHORTEST_WEIGHT_SECONDS = 0.12
# A word that lies further than this from any speech that was found has no sound to judge by.
_REACH_SECONDS = 0.5
# No word is so long that it touches more regions than this.
_MOST_TOUCHED = 4


@dataclass(frozen=True, slots=True)
class WordVoice:
    """The voice of one word.

    Attributes
    ----------
    voice : int or None
        Number of the voice; None where the sound fits none of the voices found or there is too little of it.
    margins : tuple of float
        For each voice found, how much nearer the sound is to its own voice than to that one, as a share of
        the distance between the two (cosines): 0 halfway, near 1 at its own voice, negative on the other
        side; infinite for its own voice. Empty without a voice.
    """

    voice: int | None
    margins: tuple[float, ...] = ()

    def margin_to(self, others: Collection[int]) -> float | None:
        """Return the margin to the nearest of some other voices; None when there is none."""
        margins = [self.margins[other] for other in others if other != self.voice and self.margins]
        return min(margins, default=None)


def words_to_voices(
    words: Sequence[Word],
    regions: Sequence[SpeechRegion],
    windows: SpeechWindows,
    embeddings: NDArray[np.float32],
    centres: NDArray[np.float32],
) -> tuple[WordVoice, ...]:
    """Find the likeliest sequence of voices over the words (Viterbi), with a state for strangers.

    Parameters
    ----------
    words, regions : sequences in order of time
    windows : SpeechWindows
        Where the embeddings come from.
    embeddings : float32, shape (windows, 256)
    centres : float32, shape (voices, 256)
        Rows of length 1.

    References
    ----------
    Viterbi, "Error bounds for convolutional codes", IEEE Transactions on Information Theory 13(2), 1967.
    """
    if not words:
        return ()
    if len(centres) == 0 or len(embeddings) == 0:
        return tuple(WordVoice(None) for _ in words)
    starts = [region.start_seconds for region in regions]
    touched = [_touched_regions(word, regions, starts) for word in words]
    scores = (embeddings @ centres.T).astype(np.float64)
    cosines = _word_scores(words, touched, windows, scores)
    strangers = _stranger_scores(touched, cosines, strange_regions(windows, embeddings, centres))
    costs = _change_costs(words, touched) * _cost_share(centres)
    path = _best_path(words, costs, cosines, len(centres), strangers)
    result: list[WordVoice] = []
    for word, voice, rows in zip(words, path, cosines, strict=True):
        is_soundless = _is_mark(word) and result
        result.append(result[-1] if is_soundless else _word_voice(voice, rows, centres))
    return tuple(result)


def _word_voice(voice: int, cosines: NDArray[np.float64], centres: NDArray[np.float32]) -> WordVoice:
    """Judge one word; `cosines` has a row for each region that the word touches."""
    if voice == len(centres) or len(cosines) == 0:
        return WordVoice(None)
    distances = np.maximum(1.0 - (centres @ centres[voice]).astype(np.float64), 1e-6)
    margins = (cosines[:, [voice]] - cosines) / distances
    margins[:, voice] = np.inf
    nearest = margins[int(margins.min(axis=1).argmax())]
    return WordVoice(voice, tuple(float(margin) for margin in nearest))


def _stranger_scores(
    touched: Sequence[Sequence[int]], cosines: Sequence[NDArray[np.float64]], strange: Collection[int]
) -> NDArray[np.float64]:
    """Return how near each word's sound is to a stranger, to be compared with its nearness to the voices."""
    return np.array(
        [
            max(STRANGER_COSINE, float(rows.max()) + _STRANGE_LEAD)
            if len(rows) and all(number in strange for number in numbers)
            else STRANGER_COSINE
            for numbers, rows in zip(touched, cosines, strict=True)
        ]
    )


def _is_mark(word: Word) -> bool:
    return not any(character.isalnum() for character in word.text)


def _moment(word: Word) -> float:
    length = min(word.end_seconds - word.start_seconds, _TRUSTED_SECONDS)
    return word.end_seconds - length / 2


def _touched_regions(word: Word, regions: Sequence[SpeechRegion], starts: Sequence[float]) -> list[int]:
    """Return the regions that a word's span touches, or the nearest one within reach."""
    after = bisect_right(starts, word.end_seconds)
    touched: list[int] = []
    for number in range(max(after - _MOST_TOUCHED, 0), after):
        if regions[number].end_seconds > word.start_seconds:
            touched.append(number)
    if touched:
        return touched
    near = [number for number in (after - 1, after) if 0 <= number < len(regions)]
    distances = {number: _distance(_moment(word), regions[number]) for number in near}
    return [number for number in near if distances[number] == min(distances.values()) <= _REACH_SECONDS][:1]


def _distance(moment: float, region: SpeechRegion) -> float:
    return max(region.start_seconds - moment, moment - region.end_seconds, 0.0)


def _word_scores(
    words: Sequence[Word],
    touched: Sequence[Sequence[int]],
    windows: SpeechWindows,
    scores: NDArray[np.float64],
) -> list[NDArray[np.float64]]:
    """Interpolate the windows' cosines at each word: (regions touched, voices), no rows without sound."""
    edges = np.flatnonzero(np.diff(windows.region_numbers)) + 1
    rows_of = {int(windows.region_numbers[rows[0]]): rows for rows in np.split(np.arange(len(scores)), edges)}
    result: list[NDArray[np.float64]] = []
    for word, numbers in zip(words, touched, strict=True):
        at_word = [
            _at_moment(_moment(word), windows.centre_seconds[rows], scores[rows])
            for number in numbers
            if (rows := rows_of.get(number)) is not None
        ]
        result.append(np.array(at_word, dtype=np.float64).reshape(-1, scores.shape[1]))
    return result


def _at_moment(moment: float, times: NDArray[np.float64], rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Interpolate all columns at once, as `np.interp` does one; the first and last rows go on outside."""
    before = int(np.searchsorted(times, moment, side="right")) - 1
    if before < 0 or before + 1 >= len(times):
        outside: NDArray[np.float64] = rows[max(before, 0)]
        return outside
    slopes = (rows[before + 1] - rows[before]) / (times[before + 1] - times[before])
    between: NDArray[np.float64] = slopes * (moment - times[before]) + rows[before]
    return between


def _change_costs(words: Sequence[Word], touched: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    """Return what a change of voice before each word costs; the first entry is never used."""
    costs = np.full(len(words), _CHANGE_COST)
    for index in range(1, len(words)):
        before, word = words[index - 1], words[index]
        is_pause = word.start_seconds - before.end_seconds >= _PAUSE_SECONDS
        if is_pause or list(touched[index]) != list(touched[index - 1]):
            costs[index] *= _PAUSE_FACTOR
        if before.text.rstrip().endswith(_SENTENCE_ENDS):
            costs[index] *= _SENTENCE_END_FACTOR
        if _is_mark(word):
            costs[index] = _NO_CHANGE_COST
    return costs


def _cost_share(centres: NDArray[np.float32]) -> float:
    """Return how dear a change is, by the distance between the two voices nearest to each other."""
    between = (centres @ centres.T)[np.triu_indices(len(centres), 1)]
    distance = 1.0 - float(between.max(initial=0.0))
    return min(max(distance / _USUAL_DISTANCE, _LEAST_COST_SHARE), 1.0)


def _best_path(
    words: Sequence[Word],
    costs: NDArray[np.float64],
    cosines: Sequence[NDArray[np.float64]],
    voice_count: int,
    stranger_scores: NDArray[np.float64],
) -> list[int]:
    """Return a voice per word; the number of voices stands for a stranger."""
    lengths = np.array([word.end_seconds - word.start_seconds for word in words])
    weights = np.clip(lengths, _SHORTEST_WEIGHT_SECONDS, _TRUSTED_SECONDS)
    # A word laid over a pause may belong to either side of it: it pulls little, and its neighbours decide.
    weights[[len(rows) > 1 for rows in cosines]] = _SHORTEST_WEIGHT_SECONDS
    weights[[_is_mark(word) for word in words]] = 0.0
    # A word without sound pulls nowhere; it is unknown in the end.
    neutral = np.full(voice_count, STRANGER_COSINE)
    voiced = np.array([rows.max(axis=0) if len(rows) else neutral for rows in cosines])
    gains = np.hstack([voiced, stranger_scores[:, None]]) * weights[:, None]
    totals = gains[0]
    came_from: list[NDArray[np.int64]] = []
    for index in range(1, len(words)):
        best = int(totals.argmax())
        changed = totals[best] - costs[index]
        came_from.append(np.where(totals >= changed, np.arange(len(totals)), best))
        totals = np.maximum(totals, changed) + gains[index]
    path = [int(totals.argmax())]
    for previous in reversed(came_from):
        path.append(int(previous[path[-1]]))
    return path[::-1]
