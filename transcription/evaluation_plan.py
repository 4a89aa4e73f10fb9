"""Plans the hearing of a recording with known truth as the service would, from the facts of its intake."""

from __future__ import annotations

from transcription.decode_settings import default_setting
from transcription.expected_words import expected_words
from transcription.ground_truth import GroundTruth
from transcription.hearing_plan import HearingPlan, languages_from
from transcription.theme_matching import default_vocabularies


def hearing_plan(
    truth: GroundTruth, setting: str | None = None, engine: str = "faster-whisper", model: str = "base"
) -> HearingPlan:
    """Plan the hearing of a recording of which an operator gave the facts that stand beside its truth.

    Without a setting it is the one for the engine and the model.
    """
    themes = [(theme.slug, theme.labels) for theme in default_vocabularies()]
    vocabulary = expected_words(truth.known_names, themes)
    return HearingPlan(languages_from(truth.language), setting or default_setting(engine, model), vocabulary)
