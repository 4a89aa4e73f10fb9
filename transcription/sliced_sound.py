"""Sound that is read a stretch at a time, wherever it lies."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class SlicedSound(Protocol):
    """Samples in memory, or a file that holds hours: whoever takes one keeps only the stretch in hand.

    Mono, 16 kHz, in -1..1; a numpy array of float32 is one.
    """

    def __len__(self) -> int:
        """Return the number of samples."""

    def __getitem__(self, stretch: slice, /) -> NDArray[np.float32]:
        """Return the samples of a stretch (a slice without step), cut off at both ends of the sound."""
