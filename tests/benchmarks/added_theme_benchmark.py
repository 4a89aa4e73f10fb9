"""Measures how well a theme works that a curator adds.

    python tests/benchmarks/added_theme_benchmark.py FILE.jsonl [--confirmed N] [--words-only]

Each shipped theme in turn is forgotten, with its vocabulary, its examples and every shipped passage about it,
and added again from its labels, its description and three sentences (tests/data/added_themes.toml). FILE
holds labelled passages, as for `python -m transcription.evaluate --passages`. With `--confirmed N`, a curator
has confirmed the theme on N passages besides. Prints F1, precision and recall.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from transcription.theme_matching import (  # noqa: E402
    DecidedText,
    ThemeMatcher,
    ThemeVocabulary,
    default_vocabularies,
    with_drawn_cues,
)
from transcription.theme_matching.evaluate_passages import JudgedPassage, score_passages  # noqa: E402
from transcription.theme_matching.example_vectors import with_stored_examples  # noqa: E402
from transcription.theme_matching.labelled_passages import LabelledPassage, shipped_passages  # noqa: E402
from transcription.theme_matching.ordinary_talk import ordinary_talk  # noqa: E402
from transcription.theme_matching.sentence_vectors import sentence_vectors  # noqa: E402
from transcription.theme_matching.theme_meaning import ThemeMeaning  # noqa: E402

VECTORS = with_stored_examples(sentence_vectors)


def main() -> None:
    """Print one line a theme, and the micro average."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path)
    parser.add_argument("--field", default="text")
    parser.add_argument("--confirmed", type=int, default=0)
    parser.add_argument("--words-only", action="store_true")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.passages.read_text(encoding="utf-8").splitlines()]
    judged: list[JudgedPassage] = []
    for theme in default_vocabularies():
        matcher = matcher_with_added(theme, given.confirmed, not given.words_only)
        own = [judge(row, row[given.field], matcher, theme.slug) for row in rows if row.get(given.field)]
        show(theme.slug, own)
        judged += own
    show("all", judged)


def matcher_with_added(theme: ThemeVocabulary, confirmed: int, has_meaning: bool) -> ThemeMatcher:
    """Return a matcher that knows the theme only as a curator added it."""
    others = [one for one in default_vocabularies() if one.slug != theme.slug]
    passages = [one for one in shipped_passages() if theme.slug not in one.themes]
    examples = [text for one in others for own in one.examples.values() for text in own]
    background = [*examples, *(one.text for one in passages), *ordinary_talk()]
    added = with_drawn_cues(as_added(theme), background)
    taught = confirmed_texts(theme.slug, confirmed)
    decisions = [DecidedText(theme.slug, one.text, one.language, True) for one in taught]
    meaning = ThemeMeaning([*others, added], VECTORS, [*passages, *taught]) if has_meaning else None
    return ThemeMatcher([*others, added], meaning=meaning, decisions=decisions)


def as_added(theme: ThemeVocabulary) -> ThemeVocabulary:
    """Return the theme with its names and the three sentences alone."""
    source = ROOT / "tests" / "data" / "added_themes.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))["theme"]
    examples: dict[str, tuple[str, ...]] = {}
    for row in next(one for one in table if one["slug"] == theme.slug)["examples"]:
        examples[row["language"]] = (*examples.get(row["language"], ()), row["text"])
    return ThemeVocabulary(theme.slug, theme.labels, theme.descriptions, examples=examples)


def confirmed_texts(slug: str, count: int) -> Sequence[LabelledPassage]:
    """Return passages about the theme alone, always the same ones."""
    own = [one for one in shipped_passages() if one.themes == {slug}]
    random.Random(5).shuffle(own)
    return own[:count]


def judge(row: dict[str, object], text: str, matcher: ThemeMatcher, slug: str) -> JudgedPassage:
    """Judge the one theme on a passage."""
    given = {match.slug for match in matcher.match(text, str(row["lang"]))}
    expected = frozenset({slug} & set(row["themes"]))  # type: ignore[call-overload]
    return JudgedPassage(str(row["id"]), None, expected, frozenset({slug} & given))


def show(name: str, judged: Sequence[JudgedPassage]) -> None:
    """Print F1, precision and recall."""
    scores = score_passages(judged)
    shares = (scores[one] for one in ("micro_f1", "precision", "recall"))
    print(f"{name:18}", *("   -" if one is None else f"{one:.2f}" for one in shares))


if __name__ == "__main__":
    main()
