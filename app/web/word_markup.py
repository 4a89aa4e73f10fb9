"""Writes spoken words as HTML: three hours hold 30,000 of them, too many for the loop of a template."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from app.services.showing.view_parts import WordDoubt, WordView


def spoken_words(words: Iterable[WordView]) -> Markup:
    """Return the words, each in an element with its times in seconds; a doubt is its class and title."""
    written = [
        f"{' ' if word.has_space_before else ''}"
        f'<span class="w{_doubt(word.doubt)}"'
        f' data-s="{word.start_seconds}" data-e="{word.end_seconds}">{escape(word.text, quote=False)}</span>'
        for word in words
    ]
    return Markup("".join(written).lstrip())  # noqa: S704 (times are numbers, the text is escaped)


def _doubt(doubt: WordDoubt | None) -> str:
    """Return what follows inside the class attribute: its end is the caller's quote mark."""
    return f' is-{doubt.code}" title="{escape(doubt.text)}' if doubt else ""
