"""Names and terms that the model is told to expect, from what is known before a recording is heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def expected_words(
    names: Sequence[str], theme_labels: Iterable[Mapping[str, str]]
) -> dict[str, tuple[str, ...]]:
    """Return for each language what to expect: the names, then the themes of the interview.

    Parameters
    ----------
    names : sequence of str
        Leader, party, place and other names given at intake; the same in every language.
    theme_labels : iterable of mapping of language to str
        A theme's label in each language.

    Returns
    -------
    dict of str to tuple of str
        By language, without repetitions, most important first: engines cut long lists at the end. Empty
        without names: nothing is then known of the recording, not even that it is about these themes.
    """
    if not names:
        return {}
    known: dict[str, dict[str, None]] = {}
    for labels in theme_labels:
        for language, label in labels.items():
            known.setdefault(language, dict.fromkeys(names))[label] = None
    return {language: tuple(terms) for language, terms in known.items()}
