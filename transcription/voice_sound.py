"""Listens to the voices of a recording: where it speaks, each short window as a point among voices."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcription.part_memory import NoMemory, PartMemory
from transcription.sliced_sound import SlicedSound
from transcription.speech_regions import SpeechRegion
from transcription.voice_embedding import BATCH_WINDOWS, EMBEDDING_SIZE, embed_windows, mel_frames
from transcription.voice_windows import SpeechWindows, lay_windows

# Kept together: whole batches of the encoder, so that a resumed listening gives the same numbers.
_PART_WINDOWS = 2 * BATCH_WINDOWS


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


def listen(
    samples: SlicedSound,
    regions: Sequence[SpeechRegion],
    progress: Callable[[float], None] | None = None,
    memory: PartMemory | None = None,
) -> VoiceSound:
    """Embed the windows of a recording.

    Parameters
    ----------
    samples : SlicedSound, n samples
        16 kHz mono sound in -1..1.
    regions : sequence of SpeechRegion
        In order of time, apart from each other.
    progress : callable, optional
        Called with the share done, in 0..1.
    memory : PartMemory, optional
        Where embeddings are kept as they come, so that a listening that was cut short goes on from there.

    Raises
    ------
    VoiceWeightsMissing
        When the voice encoder's weights are not installed.
    """
    mels = mel_frames(samples)
    windows = lay_windows(regions, len(mels))
    return VoiceSound(windows, _embedded(mels, windows.frames, progress, memory or NoMemory()))


def _embedded(
    mels: NDArray[np.float32],
    frames: NDArray[np.int64],
    progress: Callable[[float], None] | None,
    memory: PartMemory,
) -> NDArray[np.float32]:
    # Other windows are other parts: what was kept of them is not mixed in.
    key = hashlib.sha256(frames.tobytes()).hexdigest()[:12]
    parts = [embed_windows(mels, frames[:0])]
    for first in range(0, len(frames), _PART_WINDOWS):
        name = f"windows-{key}-{first}"
        kept = memory.recall(name)
        if kept is None:
            parts.append(embed_windows(mels, frames[first : first + _PART_WINDOWS]))
            memory.keep(name, base64.b64encode(parts[-1].astype("<f4").tobytes()).decode("ascii"))
        else:
            read = np.frombuffer(base64.b64decode(kept), "<f4").astype(np.float32)
            parts.append(read.reshape(-1, EMBEDDING_SIZE))
        if progress is not None:
            progress(min((first + _PART_WINDOWS) / len(frames), 1.0))
    return np.concatenate(parts)
