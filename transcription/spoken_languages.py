"""Tells where in a recording French is spoken and where English, so that each is written as it was said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from transcription.sliced_sound import SlicedSound
from transcription.speech_regions import SpeechRegion

_SAMPLE_RATE_HZ = 16_000
Samples = NDArray[np.float32]
# Gives each language of a list its probability (they sum to 1) in up to 30 s of speech.
LanguageTeller = Callable[[Samples, Sequence[str]], Mapping[str, float]]

# The engines look at this much at once; half a minute in one language gave it 0.87 and more even in a bus,
# and a mixed one 0.42 and less.
_LONG_LOOK_SECONDS = 28.0
_PLAIN_PROBABILITY = 0.75
# In a mixed half minute: shorter looks, ended by pauses at which a speaker may change the language.
_SHORT_LOOK_SECONDS = 5.0
_TURN_PAUSE_SECONDS = 0.45
# Short looks are often wrong in noise (0.03 for plain French), real changes are plainer (0.002 and less).
_EVIDENCE_WEIGHT = 0.7
_CHANGE_COST = 1.5
# A piece that says nothing either way is the interview's own language: in noise French looks like anything.
_COST_OF_OTHERS = 0.3
_LEAST_PROBABILITY = 1e-4


@dataclass(frozen=True, slots=True)
class LanguageStretch:
    """A half-open stretch, in seconds, in which one language is spoken."""

    start_seconds: float
    end_seconds: float
    language: str


def tell_languages(
    samples: SlicedSound,
    regions: Sequence[SpeechRegion],
    languages: Sequence[str],
    tell: LanguageTeller,
    progress: Callable[[float], None] | None = None,
) -> tuple[LanguageStretch, ...]:
    """Tell which language is spoken when.

    Parameters
    ----------
    samples : SlicedSound, n samples
        16 kHz mono sound.
    regions : sequence of SpeechRegion
        Where someone speaks, in order of time.
    languages : sequence of str
        Those that may be spoken; the first is the recording's, which needs no proof.
    tell : callable
        An engine's view of up to 30 s of speech; asked in order of time.
    progress : callable, optional
        Called with the moment of the recording up to which its answers are known.

    Returns
    -------
    tuple of LanguageStretch
        They cover the whole recording, each change in the middle of a pause; two neighbours differ.
    """
    duration_seconds = len(samples) / _SAMPLE_RATE_HZ
    whole = LanguageStretch(0.0, duration_seconds, languages[0])
    if len(languages) < 2 or not regions:
        return (whole,)
    pieces: list[tuple[SpeechRegion, Mapping[str, float]]] = []
    for look in _looks(regions, _LONG_LOOK_SECONDS, _LONG_LOOK_SECONDS):
        if progress is not None:
            progress(look[0].start_seconds)
        seen = tell(_part(samples, look), languages)
        if seen[languages[0]] >= _PLAIN_PROBABILITY:
            pieces.append((_span(look), seen))
            continue
        short_looks = _looks(look, _SHORT_LOOK_SECONDS, _TURN_PAUSE_SECONDS)
        pieces += [(_span(short), tell(_part(samples, short), languages)) for short in short_looks]
    spoken = _likeliest([seen for _, seen in pieces], languages)
    return _stretches([span for span, _ in pieces], spoken, duration_seconds)


def _looks(
    regions: Sequence[SpeechRegion], longest_seconds: float, longest_pause_seconds: float
) -> list[list[SpeechRegion]]:
    """Group neighbouring regions into looks of at most a length, without long pauses inside."""
    looks: list[list[SpeechRegion]] = []
    for region in regions:
        is_near = bool(looks) and region.start_seconds - looks[-1][-1].end_seconds < longest_pause_seconds
        if is_near and region.end_seconds - looks[-1][0].start_seconds <= longest_seconds:
            looks[-1].append(region)
        else:
            looks.append([region])
    return looks


def _span(look: Sequence[SpeechRegion]) -> SpeechRegion:
    return SpeechRegion(look[0].start_seconds, look[-1].end_seconds)


def _part(samples: SlicedSound, look: Sequence[SpeechRegion]) -> Samples:
    span = _span(look)
    return samples[round(span.start_seconds * _SAMPLE_RATE_HZ) : round(span.end_seconds * _SAMPLE_RATE_HZ)]


def _likeliest(seen: Sequence[Mapping[str, float]], languages: Sequence[str]) -> list[str]:
    """Return the likeliest sequence of languages when a change has a cost (Viterbi)."""
    costs = {language: 0.0 if language == languages[0] else _CHANGE_COST for language in languages}
    origins: list[dict[str, str]] = []
    for probabilities in seen:
        best = min(languages, key=lambda language: costs[language])
        origin = {one: one if costs[one] <= costs[best] + _CHANGE_COST else best for one in languages}
        costs = {
            one: min(costs[one], costs[best] + _CHANGE_COST)
            + (0.0 if one == languages[0] else _COST_OF_OTHERS)
            - _EVIDENCE_WEIGHT * log(max(probabilities[one], _LEAST_PROBABILITY))
            for one in languages
        }
        origins.append(origin)
    language = min(languages, key=lambda one: costs[one])
    spoken: list[str] = []
    for origin in reversed(origins):
        spoken.append(language)
        language = origin[language]
    return spoken[::-1]


def _stretches(
    spans: Sequence[SpeechRegion], spoken: Sequence[str], duration_seconds: float
) -> tuple[LanguageStretch, ...]:
    numbered = list(zip(spans, spoken, strict=True))
    groups = [list(group) for _, group in groupby(numbered, key=lambda pair: pair[1])]
    changes = [
        (before[-1][0].end_seconds + after[0][0].start_seconds) / 2 for before, after in pairwise(groups)
    ]
    edges = [0.0, *changes, duration_seconds]
    return tuple(
        LanguageStretch(start, end, group[0][1])
        for (start, end), group in zip(pairwise(edges), groups, strict=True)
    )
