"""Writes spoken words as HTML: three hours hold 30,000 of them, too many for the loop of a template."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from app.services.view_parts import WordView


def spoken_words(words: Iterable[WordView]) -> Markup:
    """Return the words, each in an element that carries its times in seconds; doubtful ones are marked."""
    written = [
        f"{' ' if word.has_space_before else ''}"
        f'<span class="w{" is-doubtful" if word.is_doubtful else ""}"'
        f' data-s="{word.start_seconds}" data-e="{word.end_seconds}">{escape(word.text, quote=False)}</span>'
        for word in words
    ]
    return Markup("".join(written).lstrip())  # noqa: S704 (times are numbers, the text is escaped)
