"""Sentences that bear no theme."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def ordinary_talk() -> tuple[str, ...]:
    """Give sentences that bear no theme, the background of every theme."""
    source = files("transcription.theme_matching") / "vocabularies" / "ordinary_talk.toml"
    examples = tomllib.loads(source.read_text(encoding="utf-8"))["examples"]
    return tuple(text for texts in examples.values() for text in texts)
