"""Listens to the voices of a recording: where it speaks, each short window as a point among voices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcription.speech_regions import SpeechRegion
from transcription.voice_embedding import embed_windows, mel_frames
from transcription.voice_windows import SpeechWindows, lay_windows


@dataclass(frozen=True, slots=True)
class VoiceSound:
    """The windows of a recording with their embeddings.

    Attributes
    ----------
    windows : SpeechWindows
    embeddings : float32, shape (windows, 256)
        Rows of length 1.
    """

    windows: SpeechWindows
    embeddings: NDArray[np.float32]

    def centre(self, group: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the mean of some windows, brought to length 1: a voice as one point."""
        mean = self.embeddings[group].mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


def listen(samples: NDArray[np.float32], regions: Sequence[SpeechRegion]) -> VoiceSound:
    """Embed the windows of a recording.

    Parameters
    ----------
    samples : float32, shape (n,)
        16 kHz mono sound in -1..1.
    regions : sequence of SpeechRegion
        In order of time, apart from each other.

    Raises
    ------
    VoiceWeightsMissing
        When the voice encoder's weights are not installed.
    """
    mels = mel_frames(samples)
    windows = lay_windows(regions, len(mels))
    return VoiceSound(windows, embed_windows(mels, windows.frames))
