"""The short permanent name of a clip: the same words of the same sound have the same one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

LENGTH = 10
# Without vowels, so that no word comes out; without 0, 1, l: it is read aloud and typed from paper.
_LETTERS = "23456789bcdfghjkmnpqrstvwxz"


def clip_ids(recording_sha256: str, start_seconds: float, end_seconds: float, text: str) -> Iterator[str]:
    """Yield the names that a clip may have, the best first: others are for the rare case that it is taken.

    Parameters
    ----------
    start_seconds, end_seconds : float
        Of its first and last word, to the millisecond.
    text : str
        The words as quoted.
    """
    told = f"{recording_sha256} {round(start_seconds * 1000)} {round(end_seconds * 1000)} {text}"
    for again in range(1000):
        number = int.from_bytes(hashlib.sha256(f"{told} {again}".encode()).digest())
        letters = []
        for _letter in range(LENGTH):
            number, letter = divmod(number, len(_LETTERS))
            letters.append(_LETTERS[letter])
        yield "".join(letters)
