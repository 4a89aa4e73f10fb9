"""Named ways to hear a recording, so that commands, tables and transcripts mean the same thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from transcription.engine import ENGINES_THAT_BATCH, DecodeOptions

# Smaller models err differently from one decoding to the next; voting repairs that. From this one on they
# hardly do, and several decodings would take longer than the recording lasts on two cores.
_SIZES_FOR_VOTING: Final = frozenset({"tiny", "base", "small"})
_LARGER_SIZES: Final = frozenset({"medium", "large", "turbo"})


@dataclass(frozen=True, slots=True)
class DecodePass:
    """One decoding of the sound.

    Attributes
    ----------
    options : DecodeOptions
        How to decode; language, vocabulary and previous text are put in place for each recording.
    knows_vocabulary : bool
        Whether the names and terms known beforehand are told to the model.
    """

    options: DecodeOptions
    knows_vocabulary: bool = False


@dataclass(frozen=True, slots=True)
class DecodeSetting:
    """A way to hear: the decodings that are joined by voting, and the parts in which a recording is heard.

    Attributes
    ----------
    passes : tuple of DecodePass
        One decoding stands as it is; several are joined word by word.
    part_seconds : float
        A recording is heard in parts of at most this length, each kept as soon as it is done.
    """

    passes: tuple[DecodePass, ...]
    part_seconds: float


class UnknownSetting(ValueError):
    """There is no decoding setting of that name; the message names those that there are."""


def _batched(window_seconds: int) -> DecodePass:
    options = DecodeOptions(language="fr", is_batched=True, window_seconds=window_seconds)
    return DecodePass(options, knows_vocabulary=True)


_PLAIN = DecodePass(DecodeOptions(language="fr"))

DECODE_SETTINGS: Final[Mapping[str, DecodeSetting]] = MappingProxyType(
    {
        # What Whisper gives by itself: the peer against which the others are measured.
        "plain": DecodeSetting((_PLAIN,), part_seconds=900.0),
        "fast": DecodeSetting((_batched(24),), part_seconds=240.0),
        "voting": DecodeSetting((_PLAIN, _batched(24), _batched(27)), part_seconds=180.0),
    }
)


def default_setting(engine: str, model: str) -> str:
    """Return the setting for an engine and a model, the latter by the size in its name or its file's.

    'voting' for small models, else 'fast'; 'plain' for an engine that decodes only in sequence, where several
    decodings would be one and the same, or would be told names that make it skip what is said.
    """
    if engine not in ENGINES_THAT_BATCH:
        return "plain"
    named = set(re.split(r"[-_.]", Path(model).name.lower()))
    return "voting" if named & _SIZES_FOR_VOTING and not named & _LARGER_SIZES else "fast"


def decode_setting(name: str) -> DecodeSetting:
    """Return a setting by its name.

    Raises
    ------
    UnknownSetting
        When there is none of that name.
    """
    if name not in DECODE_SETTINGS:
        raise UnknownSetting(
            f"There is no decoding setting {name!r}; use one of: {', '.join(DECODE_SETTINGS)}."
        )
    return DECODE_SETTINGS[name]
