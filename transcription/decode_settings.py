"""Named decoding settings, so that a command, a table and a transcript's record mean the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, Literal

from transcription.engine import DecodeOptions

DEFAULT_SETTING: Final = "plain"

# The language is the recording's: `decode_options` puts it in place of the one here.
DECODE_SETTINGS: Final[Mapping[str, DecodeOptions]] = MappingProxyType(
    {"plain": DecodeOptions(language="fr")}
)


class UnknownSetting(ValueError):
    """There is no decoding setting of that name; the message names those that there are."""


def decode_options(setting: str, language: Literal["fr", "en"]) -> DecodeOptions:
    """Return a named setting for a recording in a language.

    Raises
    ------
    UnknownSetting
        When there is none of that name.
    """
    if setting not in DECODE_SETTINGS:
        raise UnknownSetting(
            f"There is no decoding setting {setting!r}; use one of: {', '.join(DECODE_SETTINGS)}."
        )
    return replace(DECODE_SETTINGS[setting], language=language)
