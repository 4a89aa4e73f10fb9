"""Which words of a text a space parts from the word before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def spaces_before(text: str, words: Iterable[str]) -> Iterator[bool]:
    """Tell of each word, in order, whether a space stands before it: « l' » and « école » have none between.

    The first word has none. A word that is not found in the text, for one of them was changed alone, has one.
    """
    cursor = 0
    for number, word in enumerate(words):
        found = text.find(word, cursor)
        yield number > 0 and (found < 0 or text[cursor:found] != "")
        cursor = found + len(word) if found >= 0 else cursor
