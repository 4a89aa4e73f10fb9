"""Fits the scale of words and meaning on the shipped passages.

`python -m transcription.theme_matching.calibration` writes it anew after the examples, the passages or the
vocabularies have changed. Every passage is read by a model that has not seen it (10 folds), so the shares it
says are those of new passages; nothing but the shipped passages is used.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from transcription.theme_matching.default_themes import default_vocabularies
from transcription.theme_matching.example_vectors import with_stored_examples
from transcription.theme_matching.labelled_passages import LabelledPassage, shipped_passages
from transcription.theme_matching.sentence_vectors import SentenceVectors, sentence_vectors
from transcription.theme_matching.theme_matcher import ThemeMatcher
from transcription.theme_matching.theme_meaning import ThemeMeaning
from transcription.theme_matching.theme_score import Calibration, features
from transcription.theme_matching.theme_vocabulary import ThemeVocabulary

_FOLDS = 10
_SEED = 2012
# Penalties on the common coefficients (almost none) and on the offsets of the themes.
_COMMON_PENALTY = 0.01
_THEME_PENALTY = 3.0


def fit_calibration(
    themes: Sequence[ThemeVocabulary], passages: Sequence[LabelledPassage], vectors: SentenceVectors
) -> Calibration:
    """Fit coefficients common to all themes and an offset for each, on held-out readings of the passages."""
    order = list(range(len(passages)))
    random.Random(_SEED).shuffle(order)  # noqa: S311 (folds, not secrets)
    rows = np.empty((len(passages), len(themes), len(features(0, 0, 0, 0))))
    for fold in range(_FOLDS):
        left_out = set(order[fold::_FOLDS])
        kept = [passage for place, passage in enumerate(passages) if place not in left_out]
        matcher = ThemeMatcher(themes, meaning=ThemeMeaning(themes, vectors, kept))
        for place in left_out:
            found = matcher.features(passages[place].text, passages[place].language)
            rows[place] = [found[theme.slug] for theme in themes]
    bears = np.array(
        [[theme.slug in passage.themes for theme in themes] for passage in passages], dtype=float
    )
    offset, weights, theme_offsets = _fit(rows, bears)
    named = {theme.slug: round(float(o), 3) for theme, o in zip(themes, theme_offsets, strict=True)}
    return Calibration(round(offset, 3), tuple(round(float(w), 3) for w in weights), named)


def write_calibration(path: Path, calibration: Calibration) -> None:
    """Write the coefficients as TOML."""
    offsets = "".join(f"{slug} = {value}\n" for slug, value in calibration.theme_offsets.items())
    path.write_text(
        "# Written by `python -m transcription.theme_matching.calibration`.\n"
        f"offset = {calibration.offset}\nweights = {list(calibration.weights)}\n[theme_offsets]\n{offsets}",
        encoding="utf-8",
    )


def _fit(
    rows: NDArray[np.float64], bears: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    """Fit a logistic regression by Newton's method; `rows` has the shape (passages, themes, features)."""
    passages, themes, count = rows.shape
    spread = rows.reshape(-1, count).std(axis=0)
    own = np.broadcast_to(np.eye(themes), (passages, themes, themes))
    design = np.concatenate([rows / spread, np.ones((passages, themes, 1)), own], axis=2)
    flat, found = design.reshape(-1, design.shape[2]), bears.reshape(-1)
    penalty = 2 * np.array([_COMMON_PENALTY] * count + [1e-6] + [_THEME_PENALTY] * themes)
    fitted = np.zeros(flat.shape[1])
    for _ in range(50):
        shares = 1 / (1 + np.exp(-np.clip(flat @ fitted, -40, 40)))
        gradient = flat.T @ (shares - found) + penalty * fitted
        curvature = (flat * (shares * (1 - shares))[:, None]).T @ flat + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        fitted = fitted - step
        if np.abs(step).max() < 1e-8:
            break
    return float(fitted[count]), fitted[:count] / spread, fitted[count + 1 :]


if __name__ == "__main__":
    shipped = fit_calibration(
        default_vocabularies(), shipped_passages(), with_stored_examples(sentence_vectors)
    )
    with as_file(files("transcription.theme_matching") / "vocabularies") as folder:
        write_calibration(folder / "calibration.toml", shipped)
