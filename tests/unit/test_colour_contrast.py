"""The colours of tokens.css can be read by everybody: WCAG 2.2 contrast of every pair that pages use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "app" / "static" / "css" / "tokens.css"
BLOCKS = {
    "light": r":root \{(.*?)\}",
    "dark by system": r':root:not\(\[data-theme="light"\]\) \{(.*?)\}',
    "dark by choice": r':root\[data-theme="dark"\] \{(.*?)\}',
}

# (text, ground): what is read in small type.
READ = [
    (text, ground)
    for text in ("ink", "ink-soft", "ink-quiet", "accent")
    for ground in ("paper", "paper-sunk")
] + [("accent-ink", "accent"), ("paper", "ink")]
# What people said, and the words of it that are lit or found.
QUOTED = [("ink", "paper"), ("ink-soft", "paper"), ("ink", "highlight")]
# What is seen and not read: the ribbon on the page and on the span that is shown.
SEEN = [
    (f"ribbon-{part}", "paper")
    for part in ("leader", "interviewer", "unknown", "mark", "played", "played-pale")
]


def colours_of(block: str) -> dict[str, str]:
    found = re.search(BLOCKS[block], TOKENS.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"tokens.css has no block for {block}"
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", found.group(1)))


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def pairs_below(block: str, pairs: list[tuple[str, str]], least: float) -> dict[str, float]:
    colours = colours_of(block)
    measured = {f"{text} on {ground}": contrast(colours[text], colours[ground]) for text, ground in pairs}
    return {pair: round(value, 2) for pair, value in measured.items() if value < least}


@pytest.mark.parametrize("block", ["light", "dark by system"])
class TestColours:
    def test_text_stands_out_at_least_4_5_to_1(self, block: str) -> None:
        assert pairs_below(block, READ, 4.5) == {}

    def test_quotations_stand_out_at_least_7_to_1(self, block: str) -> None:
        assert pairs_below(block, QUOTED, 7.0) == {}

    def test_the_ribbon_stands_out_at_least_3_to_1(self, block: str) -> None:
        assert pairs_below(block, SEEN, 3.0) == {}


def test_dark_is_the_same_whether_the_system_or_the_reader_chose_it() -> None:
    assert colours_of("dark by system") == colours_of("dark by choice")


def test_dark_gives_every_colour_that_light_has() -> None:
    assert colours_of("dark by system").keys() == colours_of("light").keys()


def test_contrast_is_that_of_black_and_white_at_its_ends() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)
