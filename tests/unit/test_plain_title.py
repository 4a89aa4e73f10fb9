"""A title found elsewhere is plain text on one line, whatever was in it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.plain_title import LONGEST_TITLE, plain_title


@pytest.mark.parametrize(
    ("found", "title"),
    [
        ("  Un\n\t billet   long ", "Un billet long"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("\u2066Un\u2069 \u200ebillet\u200f", "Un billet"),
        ("Un\x00 bil\x1blet\x7f", "Un bil let"),
        ("Zalgo e" + "\u0335" * 50, "Zalgo e" + "\u0335" * 3),
        ("\ue000\ufdd0x\ufeff", "x"),
        ("👩\u200d👧 famille", "👩\u200d👧 famille"),
        ("cafe\u0301", "café"),
        ("", ""),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_a_title_becomes_a_line_of_text(found: str, title: str) -> None:
    assert plain_title(found) == title


def test_a_long_title_is_cut_and_says_so() -> None:
    assert plain_title("mot " * 100).endswith("mot…")
    assert len(plain_title("é" * 5000)) == LONGEST_TITLE


@given(st.text(max_size=400))
def test_no_title_hides_or_turns_anything(text: str) -> None:
    title = plain_title(text)
    assert len(title) <= LONGEST_TITLE
    unwanted = [
        one for one in title if unicodedata.category(one) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    ]
    assert set(unwanted) <= {"\u200c", "\u200d"}
    assert plain_title(title) == title
