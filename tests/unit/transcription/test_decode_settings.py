"""Each engine and model is heard with the setting that suits it; a name that is none is refused in words."""

from __future__ import annotations

import pytest

from transcription.decode_settings import (
    DECODE_SETTINGS,
    UnknownSetting,
    decode_setting,
    default_setting,
)
from transcription.engine import ENGINE_NAMES, ENGINES_THAT_BATCH


@pytest.mark.parametrize(
    ("engine", "model", "setting"),
    [
        ("faster-whisper", "base", "voting"),
        ("faster-whisper", "/models/whisper-small", "voting"),
        ("faster-whisper", "Systran/faster-whisper-base", "voting"),
        ("faster-whisper", "/models/whisper-base-ctranslate2", "voting"),
        ("faster-whisper", "distil-small.en", "voting"),
        ("faster-whisper", "large-v3", "fast"),
        ("faster-whisper", "distil-medium-small", "fast"),
        ("faster-whisper", "/models/ours", "fast"),
        # It decodes in sequence only: several decodings would be the same one.
        ("openai-whisper", "base", "plain"),
        ("openai-whisper", "/models/medium.pt", "plain"),
    ],
)
def test_a_model_is_heard_with_the_setting_that_suits_it_and_its_engine(
    engine: str, model: str, setting: str
) -> None:
    assert default_setting(engine, model) == setting


@pytest.mark.parametrize("engine", sorted(set(ENGINE_NAMES) - ENGINES_THAT_BATCH))
def test_what_an_engine_cannot_do_is_not_its_default(engine: str) -> None:
    setting = DECODE_SETTINGS[default_setting(engine, "base")]
    assert not any(one.options.is_batched for one in setting.passes)


def test_an_unknown_setting_is_refused_with_the_names_that_there_are() -> None:
    with pytest.raises(UnknownSetting, match="plain, fast, voting"):
        decode_setting("slow")
