"""Keeps the vectors of the shipped examples, so that a process starts at once, not in fifteen seconds.

`python -m transcription.theme_matching.example_vectors` writes them anew after the examples have changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from transcription.theme_matching.default_themes import default_vocabularies
from transcription.theme_matching.sentence_vectors import VECTOR_LENGTH, SentenceVectors, sentence_vectors
from transcription.theme_matching.theme_meaning import ThemeMeaning

_FILE = "example_vectors.npz"
# Decisions and examples of curators come again at each change: their vectors (1.5 kB each) are remembered.
_REMEMBERED = 8192


def with_stored_examples(vectors: SentenceVectors) -> SentenceVectors:
    """Give the same function; known examples come from the file, others are remembered."""

    @lru_cache(maxsize=_REMEMBERED)
    def computed(text: str) -> NDArray[np.float32]:
        return np.asarray(vectors([text])[0])

    def known_or_computed(texts: Sequence[str]) -> NDArray[np.float32]:
        stored = _stored()
        rows = [stored[key] if (key := _key(text)) in stored else computed(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), VECTOR_LENGTH)

    return known_or_computed


def write_example_vectors(path: Path, vectors: SentenceVectors = sentence_vectors) -> int:
    """Write the vectors of every shipped example and return how many there are."""
    texts: list[str] = []

    def note(wanted: Sequence[str]) -> NDArray[np.float32]:
        texts.extend(wanted)
        return with_stored_examples(vectors)(wanted)

    ThemeMeaning(default_vocabularies(), note)
    unique = list(dict.fromkeys(texts))
    keys = np.array([_key(text) for text in unique])
    np.savez_compressed(path, keys=keys, vectors=with_stored_examples(vectors)(unique).astype(np.float16))
    return len(unique)


@cache
def _stored() -> dict[str, NDArray[np.float32]]:
    with as_file(files("transcription.theme_matching") / "vocabularies" / _FILE) as path:
        if not path.exists():
            return {}
        with np.load(path) as archive:
            vectors = archive["vectors"].astype(np.float32)
            return dict(zip(archive["keys"].tolist(), vectors, strict=True))


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


if __name__ == "__main__":
    with as_file(files("transcription.theme_matching") / "vocabularies") as folder:
        write_example_vectors(folder / _FILE)
