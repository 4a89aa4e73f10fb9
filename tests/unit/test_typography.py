"""French and English typography, by code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.typography import typeset, typeset_spans, typeset_word

TEXTS = st.text(st.sampled_from("ab É1 '\"«»:;?!%.,()\u00a0\u202f`<>&/@=\n") | st.characters(), max_size=60)
PIECES = st.lists(
    st.sampled_from(
        [
            "https://a.qc.ca/?q=a;b:c",
            "12:05",
            "l'école",
            "«",
            "»",
            " ",
            "?",
            "!",
            ";",
            ":",
            "50 %",
            "`a: b ?`",
            "mot",
        ]
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    ("source", "typed"),
    [
        ("Vraiment ?", "Vraiment\u202f?"),
        ("Vraiment?", "Vraiment\u202f?"),
        ("Non ; oui ! Ah ?!", "Non\u202f; oui\u202f! Ah\u202f?!"),
        ("Source : le Devoir", "Source\u00a0: le Devoir"),
        ("« oui »", "«\u202foui\u202f»"),
        ("«oui»", "«\u202foui\u202f»"),
        ("l'école d'aujourd'hui", "l’école d’aujourd’hui"),
        ("« %(slug)s » : l'%(nom)s", "«\u202f%(slug)s\u202f»\u00a0: l’%(nom)s"),
        ("plus de 50 % des gens", "plus de 50\u00a0% des gens"),
        ("à 12:05", "à 12:05"),
        ("voir https://a.qc.ca/?q=d'ici;x", "voir https://a.qc.ca/?q=d'ici;x"),
        ("tapez `a: b ?`", "tapez `a: b ?`"),
        ("(?)", "(?)"),
    ],
)
def test_french_gets_its_spaces_and_apostrophes(source, typed):
    assert typeset(source, "fr") == typed


def test_english_gets_curly_quotes_and_no_spaces():
    assert typeset('He said "don\'t" ?', "en") == "He said “don’t” ?"


@given(TEXTS | PIECES, st.sampled_from(["fr", "en", "de"]))
def test_typesetting_twice_changes_nothing_more(text, language):
    once = typeset(text, language)
    assert typeset(once, language) == once


@given(TEXTS | PIECES)
def test_no_letter_is_lost_or_added(text):
    def bare(value: str) -> str:
        return "".join(value.split()).replace("’", "'")

    assert bare(typeset(text, "fr")) == bare(text)


@given(TEXTS | PIECES, st.data())
def test_highlights_keep_their_letters_through_typography(text, data):
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    spans = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    pieces = typeset_spans(text, "fr", spans)
    assert "".join(piece for piece, _ in pieces) == typeset(text, "fr")
    marked = "".join("".join(piece.split()) for piece, is_inside in pieces if is_inside)
    wanted = "".join("".join(text[start:end].split()) for start, end in spans)
    assert marked.replace("’", "'") == wanted.replace("’", "'")


def test_a_mark_that_stands_alone_carries_its_own_space():
    assert typeset_word("?", "fr") == "\u202f?"
    assert typeset_word("l'", "fr") == "l’"
    assert typeset_word("?", "en") == "?"
