"""Tells when an engine writes back the names and themes that it was told, though nobody says them."""

from __future__ import annotations

from collections.abc import Sequence

_FEWEST_LEAKED_TERMS = 3
_MOST_BESIDE = 1
# What Whisper puts before a list, and what adds nothing to one. No « oui », « non », « jamais »: they answer.
# No article, preposition or « et » either: with those a list is talk.
_SAYING_NOTHING = tuple(
    tuple(phrase.split())
    for phrase in (
        "merci", "bonjour", "bonsoir", "bienvenue", "alors", "voilà", "bref", "bon", "bien", "donc", "ok",
        "okay", "euh", "hum", "ah", "oh", "thank you", "thanks", "hello", "welcome", "so", "well", "um", "uh",
    )
)  # fmt: skip


def is_prompt_leak(words: Sequence[str], told: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether a sentence is nothing but expected terms: three different ones or more, in any order.

    The last one may be cut, as where an engine ran out of room. Beside them may stand one word that says
    nothing (« merci », « alors »). An article, a preposition or « et » makes the list talk, for so it is said
    aloud: « Les données ouvertes, le logiciel libre, le vote en ligne ? » is asked, « Logiciel libre, données
    ouvertes et vote en ligne. » is answered; both stay. A bare list of three is taken for a leak though
    somebody may have said it: a leak that stays is a promise that nobody made, under a leader's name; a list
    that goes is in the machine's original with its reason, and among the spots that curators are led to.

    Parameters
    ----------
    words : sequence of str
        The normalised words of the sentence.
    told : sequence of tuple of str
        The normalised words of each term, in any order.
    """
    # The longest first: a told « vote » must not hide a told « vote en ligne ».
    terms = sorted({term for term in told if term}, key=len, reverse=True)
    leaked: set[tuple[str, ...]] = set()
    beside_count = 0
    rest = tuple(words)
    while rest and not _is_cut(rest, terms):
        if term := _first_of(terms, rest):
            leaked.add(term)
            rest = rest[len(term) :]
        elif phrase := _first_of(_SAYING_NOTHING, rest):
            beside_count += 1
            rest = rest[len(phrase) :]
        else:
            return False
    return len(leaked) >= _FEWEST_LEAKED_TERMS and beside_count <= _MOST_BESIDE


def _first_of(phrases: Sequence[tuple[str, ...]], words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the phrase that the words begin with."""
    return next((phrase for phrase in phrases if words[: len(phrase)] == phrase), None)


def _is_cut(rest: tuple[str, ...], terms: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether the last words of a sentence are the beginning of a term, and no whole one."""
    return rest not in terms and any(term[: len(rest)] == rest for term in terms)
