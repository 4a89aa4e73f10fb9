"""Passages with known themes, from which sentence meaning is learned and scores are calibrated."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class LabelledPassage:
    """A passage and all the themes it bears.

    Attributes
    ----------
    text : str
        A few spoken sentences.
    language : str
        "fr" or "en".
    themes : frozenset of str
        Slugs; empty where the passage bears none.
    kind : str
        "plain", "implicit", "two-themes", "hard-negative", "none", or "decided" by a curator.
    """

    text: str
    language: str
    themes: frozenset[str]
    kind: str


@cache
def shipped_passages() -> tuple[LabelledPassage, ...]:
    """Give the passages written for this project."""
    source = files("transcription.theme_matching") / "vocabularies" / "labelled_passages.toml"
    return tuple(
        LabelledPassage(row["text"], row["language"], frozenset(row["themes"]), row["kind"])
        for row in tomllib.loads(source.read_text(encoding="utf-8"))["passages"]
    )
