"""How likely each word is right: the engine's probabilities, calibrated on speech whose words are known.

A Whisper probability says how sure the model was of its own next token, not how often such words are right.
What is known about a word (`word_features`) is weighed by a logistic regression, fitted for each engine,
model and decoding setting by tests/benchmarks/confidence_benchmark.py; the coefficients lie in
`confidence_models/` with their provenance.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transcription.raw_transcript import RawTranscript
from transcription.word_features import FEATURES, word_features

# Shares, in percent, of a recording's words that are pointed out as its least sure.
LEAST_SURE_PERCENT: Final = (5, 10, 15)
_MODELS_FOLDER = "confidence_models"
# No calibration on a few thousand words says more.
_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """Turns what is known about a word into the probability that it is right.

    Attributes
    ----------
    engine, model, setting : str
        What it was fitted for; the setting is a name of `decode_settings`.
    is_calibrated : bool
        False for the general fall-back, which leaves the engine's own probabilities as they are.
    features : tuple of str
        The names of `word_features.FEATURES` that it weighs.
    means, scales, weights : tuple of float
        One a feature: it counts as (value - mean) / scale, an unknown value as the mean.
    intercept : float
        Natural logit of a word of mean features.
    inaudible_below : float or None
        Runs of words under this probability are shown as inaudible; None when nothing may be hidden.
    provenance : mapping
        Data, date and figures of the fit.
    """

    engine: str
    model: str
    setting: str
    is_calibrated: bool = False
    features: tuple[str, ...] = ()
    means: tuple[float, ...] = ()
    scales: tuple[float, ...] = ()
    weights: tuple[float, ...] = ()
    intercept: float = 0.0
    inaudible_below: float | None = None
    provenance: Mapping[str, Any] = field(default_factory=dict)

    def probabilities(self, transcript: RawTranscript) -> tuple[float | None, ...]:
        """Return for each word the probability, 0..1, that it is right.

        None where the engine gives none, and for a mark that stands alone (« ? »), which nobody says.
        Calibrated ones are rounded to 0.001.
        """
        own = [word.probability if _is_spoken(word.text) else None for word in transcript.words]
        if not self.is_calibrated or not own:
            return tuple(own)
        calibrated = self.weigh(word_features(transcript))
        return tuple(
            None if engines is None else round(float(ours), _DECIMALS)
            for engines, ours in zip(own, calibrated, strict=True)
        )

    def weigh(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of each row of `word_features`."""
        chosen = features[:, [FEATURES.index(name) for name in self.features]]
        standard = np.nan_to_num((chosen - np.array(self.means)) / np.array(self.scales))
        return np.asarray(1.0 / (1.0 + np.exp(-(standard @ np.array(self.weights) + self.intercept))))

    def to_json(self) -> dict[str, Any]:
        """Return plain values, as kept in `confidence_models/`."""
        return {
            "engine": self.engine,
            "model": self.model,
            "setting": self.setting,
            "intercept": self.intercept,
            "inaudible_below": self.inaudible_below,
            "features": {
                name: {"mean": mean, "scale": scale, "weight": weight}
                for name, mean, scale, weight in zip(
                    self.features, self.means, self.scales, self.weights, strict=True
                )
            },
            "provenance": dict(self.provenance),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> ConfidenceModel:
        """Build a calibrated model from what `to_json` returned."""
        features = values["features"]
        return cls(
            engine=values["engine"],
            model=values["model"],
            setting=values["setting"],
            is_calibrated=True,
            features=tuple(features),
            means=tuple(one["mean"] for one in features.values()),
            scales=tuple(one["scale"] for one in features.values()),
            weights=tuple(one["weight"] for one in features.values()),
            intercept=values["intercept"],
            inaudible_below=values["inaudible_below"],
            provenance=values["provenance"],
        )


def choose_confidence_model(transcript: RawTranscript) -> ConfidenceModel:
    """Return the model fitted for a transcript's engine, model and setting, or the general fall-back.

    A fit for another setting does not do: what is told beforehand, and how sound is cut, changes how often a
    word of some probability is right.
    """
    heard_by = (transcript.engine, transcript.model, str(transcript.settings.get("setting", "")))
    for known in known_confidence_models():
        if (known.engine, known.model, known.setting) == heard_by:
            return known
    return ConfidenceModel(*heard_by)


@lru_cache(maxsize=1)
def known_confidence_models() -> tuple[ConfidenceModel, ...]:
    """Return every model that was fitted, in the order of their names."""
    folder = resources.files("transcription") / _MODELS_FOLDER
    if not folder.is_dir():
        return ()
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".json")), key=lambda one: one.name)
    return tuple(ConfidenceModel.from_json(json.loads(one.read_text(encoding="utf-8"))) for one in files)


def least_sure_limits(probabilities: Sequence[float | None]) -> dict[int, float]:
    """Return under or at which probability a word is among the least sure of its recording.

    Parameters
    ----------
    probabilities : sequence of float or None
        Of all words of one recording.

    Returns
    -------
    dict of int to float
        For each of `LEAST_SURE_PERCENT` the highest probability inside that share; empty when too few words
        (under 20) have one for a share to mean anything.
    """
    known = sorted(probability for probability in probabilities if probability is not None)
    fewest_words = 100 // LEAST_SURE_PERCENT[0]
    if len(known) < fewest_words:
        return {}
    return {percent: known[len(known) * percent // 100 - 1] for percent in LEAST_SURE_PERCENT}


def _is_spoken(text: str) -> bool:
    return any(character.isalnum() for character in text)
