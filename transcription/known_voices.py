"""Recognises voices that were heard before in other recordings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from transcription.speaker_roles import Role

# Cosine between the means of one voice in two recordings; see the decision page for how it was measured.
SAME_PERSON_COSINE = 0.85
# The nearest other voice of the recording must be this much less alike.
CLEAR_LEAD = 0.05
# With less speech than this a mean says little of a voice.
LEAST_SPEECH_SECONDS = 5.0

ToldBy = Literal["talk", "voice", "talk and voice", "curator", ""]


@dataclass(frozen=True, slots=True)
class KnownVoice:
    """A voice of another recording.

    Attributes
    ----------
    role : {"leader", "interviewer"}
        As a curator confirmed it or as the talk said it plainly.
    embedding : float32, shape (256,)
        Of length 1.
    """

    role: Role
    embedding: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class HeardVoice:
    """A voice of this recording.

    Attributes
    ----------
    voice : int
        Its number, in order of first appearance.
    role : {"leader", "interviewer", "unknown"}
    told_by : str
        What says the role: questions and answers ("talk"), its likeness to a voice of other recordings
        ("voice"), both, a curator, or nothing.
    speech_seconds : float
        How much of its speech the embedding was measured on.
    embedding : float32, shape (256,)
        Of length 1.
    """

    voice: int
    role: Role
    told_by: ToldBy
    speech_seconds: float
    embedding: NDArray[np.float32]


def recognise(voices: Sequence[HeardVoice], known: Sequence[KnownVoice]) -> Mapping[int, Role]:
    """Find the interviewer among the voices of a recording by the interviewers heard in others.

    Only one voice is recognised, the one most alike, and only with a clear lead over every other voice: two
    people of one recording are never the same person.

    Returns
    -------
    mapping of int to str
        The number of the voice that is recognised, with the role "interviewer"; empty when none is.
    """
    points = [one.embedding for one in known if one.role == "interviewer"]
    lasting = [voice for voice in voices if voice.speech_seconds >= LEAST_SPEECH_SECONDS]
    if not points or not lasting:
        return {}
    likeness = {voice.voice: float(max(voice.embedding @ point for point in points)) for voice in voices}
    best = max(lasting, key=lambda voice: likeness[voice.voice]).voice
    ranked = sorted(likeness.values(), reverse=True)
    # Nearer still to somebody who led elsewhere: it may be anybody.
    leaders = [one.embedding for one in known if one.role == "leader"]
    point = next(voice.embedding for voice in voices if voice.voice == best)
    if any(float(point @ leader) >= likeness[best] for leader in leaders):
        return {}
    is_clear = all(first - second >= CLEAR_LEAD for first, second in list(pairwise(ranked))[:1])
    if likeness[best] < SAME_PERSON_COSINE or likeness[best] < ranked[0] or not is_clear:
        return {}
    return {best: "interviewer"}
