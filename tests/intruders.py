"""Sounds that are no part of an interview, made or borrowed, laid before or under it or in a pause of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.spread_words import spread_turn
from transcription.ground_truth import GroundTruth, TrueTurn
from transcription.raw_transcript import Word
from transcription.speech_audio import SAMPLE_RATE_HZ
from transcription.speech_regions import SpeechRegion

Samples = NDArray[np.float32]

_CHORDS_HZ = ((262, 330, 392), (220, 262, 330), (175, 220, 262), (196, 247, 294))
_MELODY_HZ = (196, 220, 247, 262, 247, 220, 294, 262)
_CHORD_SECONDS, _NOTE_SECONDS = 0.75, 0.6
# An open « a »: centre and width of the resonances that make a voice of a buzz.
_FORMANTS_HZ = ((700, 90), (1150, 110), (2600, 160))
_PAUSE_SECONDS = 1.0
_WORD_SECONDS = 0.4
_LYRICS = "Sur la mer on chante encore, et le vent nous ramène au port."


@dataclass(frozen=True, slots=True)
class Intruder:
    """Sound at 16 kHz, and the words that an engine hears in it, their times from its beginning."""

    name: str
    samples: Samples
    words: tuple[Word, ...]

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return len(self.samples) / SAMPLE_RATE_HZ


@dataclass(frozen=True, slots=True)
class Disturbed:
    """An interview with intruders: its sound and words, which of them are intruders', where speech is found.

    The detector is taken to be wrong about all of them: wherever an intruder sounds, it finds speech.
    """

    samples: Samples
    words: tuple[Word, ...]
    is_intruders: tuple[bool, ...]
    languages: tuple[str, ...]
    regions: tuple[SpeechRegion, ...]


def chords(seconds: float) -> Intruder:
    """A jingle: four chords, each struck and dying away, over and over."""
    times = np.arange(int(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    numbers = (times / _CHORD_SECONDS).astype(int) % len(_CHORDS_HZ)
    notes = np.array(_CHORDS_HZ, dtype=float)[numbers]
    sound = sum(np.sin(2 * np.pi * k * notes.T * times).sum(axis=0) / k**1.5 for k in range(1, 6))
    return _with_lyrics("chords", sound * np.exp(-2.5 * (times % _CHORD_SECONDS)))


def singing(seconds: float) -> Intruder:
    """A tune sung on one vowel: a buzz with vibrato through the resonances of a throat."""
    times = np.arange(int(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    notes = np.array(_MELODY_HZ, dtype=float)[(times / _NOTE_SECONDS).astype(int) % len(_MELODY_HZ)]
    pitch = notes * (1 + 0.02 * np.sin(2 * np.pi * 5.5 * times))
    phase = 2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE_HZ
    sound = sum(np.sin(k * phase) * _resonance(k * pitch) / k for k in range(1, 20))
    return _with_lyrics("singing", sound * np.minimum(1.0, 12 * (times % _NOTE_SECONDS)))


def other_voice(samples: Samples, turn: TrueTurn, most_seconds: float) -> Intruder:
    """What somebody says in another interview, up to the last word that fits."""
    words = tuple(word for word in spread_turn(turn, -turn.start_seconds) if word.end_seconds <= most_seconds)
    return Intruder("voice", _cut(samples, turn.start_seconds, words[-1].end_seconds), words)


def disturb(
    samples: Samples, truth: GroundTruth, regions: Sequence[SpeechRegion], *intruders: tuple[float, Intruder]
) -> Disturbed:
    """Put each intruder where it belongs, as loud as the talk, and all that follows so much later.

    Parameters
    ----------
    samples, truth, regions
        The interview: its sound, its turns, over which their words are spread, and its speech.
    intruders : (seconds, Intruder)
        Where in the interview each comes in, in a pause, in order of time; a second of silence goes with it.
    """
    sound: list[Samples] = []
    told: list[tuple[Word, bool, str]] = []
    found: list[SpeechRegion] = []
    from_seconds, later = 0.0, 0.0
    for at_seconds, intruder in (*intruders, (np.inf, None)):
        to_seconds = min(at_seconds, len(samples) / SAMPLE_RATE_HZ)
        sound.append(_cut(samples, from_seconds, to_seconds - from_seconds))
        for turn in truth.turns:
            if from_seconds <= turn.start_seconds < at_seconds:
                told += [(word, False, turn.language) for word in spread_turn(turn, later)]
        found += [
            SpeechRegion(
                max(one.start_seconds, from_seconds) + later, min(one.end_seconds, to_seconds) + later
            )
            for one in regions
            if one.start_seconds < to_seconds and from_seconds < one.end_seconds
        ]
        if intruder is None:
            break
        starts = to_seconds + later
        silence = np.zeros(int(_PAUSE_SECONDS * SAMPLE_RATE_HZ), np.float32)
        sound += [_as_loud(intruder.samples, samples), silence]
        told += [(_moved(word, starts), True, truth.language) for word in intruder.words]
        found.append(SpeechRegion(starts, starts + intruder.seconds))
        later += intruder.seconds + _PAUSE_SECONDS
        from_seconds = to_seconds
    return Disturbed(
        np.concatenate(sound),
        tuple(word for word, _, _ in told),
        tuple(is_one for _, is_one, _ in told),
        tuple(language for _, _, language in told),
        tuple(found),
    )


def under(samples: Samples, intruder: Intruder, ratio_db: float) -> Samples:
    """Return the sound with an intruder under all of it, so much softer."""
    whole = np.resize(intruder.samples, len(samples))
    mixed = samples + _as_loud(whole, samples) / 10 ** (ratio_db / 20)
    return np.asarray(mixed / max(1.0, float(np.abs(mixed).max())), dtype=np.float32)


def _with_lyrics(name: str, sound: NDArray[np.float64]) -> Intruder:
    texts = _LYRICS.split()
    count = int(len(sound) / SAMPLE_RATE_HZ / _WORD_SECONDS)
    words = tuple(
        Word(texts[n % len(texts)], n * _WORD_SECONDS, (n + 1) * _WORD_SECONDS) for n in range(count)
    )
    return Intruder(name, np.asarray(sound, dtype=np.float32), words)


def _resonance(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(sum(1 / (1 + ((hertz - centre) / width) ** 2) for centre, width in _FORMANTS_HZ))


def _as_loud(samples: Samples, others: Samples) -> Samples:
    """Bring a sound to the loudness of the louder tenths of seconds of another, which are its speech."""
    step = SAMPLE_RATE_HZ // 10
    power = (others[: len(others) // step * step].reshape(-1, step) ** 2).mean(axis=1)
    spoken = float(np.percentile(power, 75))
    return np.asarray(samples * np.sqrt(spoken / (samples**2).mean()), dtype=np.float32)


def _moved(word: Word, seconds: float) -> Word:
    return Word(word.text, word.start_seconds + seconds, word.end_seconds + seconds)


def _cut(samples: Samples, start_seconds: float, seconds: float) -> Samples:
    first = round(start_seconds * SAMPLE_RATE_HZ)
    return samples[first : first + round(seconds * SAMPLE_RATE_HZ)]
