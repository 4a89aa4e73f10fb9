"""The twelve themes every campaign starts with."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from transcription.theme_matching.theme_vocabulary import ThemeVocabulary

# In the order in which the themes are listed to people.
_FILES = (
    "open_data",
    "broadband",
    "free_software",
    "digital_plan",
    "open_government",
    "education",
    "startups",
    "culture",
    "privacy",
    "e_services",
    "e_voting",
    "net_neutrality",
)


@cache
def default_vocabularies() -> tuple[ThemeVocabulary, ...]:
    """Give the twelve default themes with their labels, descriptions and vocabularies."""
    folder = files("transcription.theme_matching") / "vocabularies"
    return tuple(
        ThemeVocabulary.from_plain(tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")))
        for name in _FILES
    )
