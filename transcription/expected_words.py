"""Names and terms that the model is told to expect, from what is known before a recording is heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from transcription.theme_matching import default_vocabularies

# A model's prompt holds 223 tokens and a French name takes one for two letters: a longer list would be cut,
# by one engine at its end and by the other at its beginning, where the leader's name is.
_MOST_CHARACTERS = 500


def expected_words(
    names: Sequence[str],
    themes: Iterable[tuple[str, Mapping[str, str]]],
    glossary: Sequence[tuple[str, str | None]] = (),
) -> dict[str, tuple[str, ...]]:
    """Return for each language what to expect: the names, the themes of the interview, then the glossary.

    Parameters
    ----------
    names : sequence of str
        Leader, party and place as given at intake; the same in every language.
    themes : iterable of (slug, labels by language)
        Themes that may be asked about. One that talk names otherwise than its heading goes by that name.
    glossary : sequence of (text, language or None)
        Further words, most important first; None: the same in every language. Only those are told that the
        model's prompt still has room for.

    Returns
    -------
    dict of str to tuple of str
        By language, without repetitions, most important first. Empty without names: nothing is then known of
        the recording, not even that it is about these themes.
    """
    if not names:
        return {}
    spoken_names = {theme.slug: theme.spoken_names for theme in default_vocabularies()}
    known: dict[str, dict[str, None]] = {}
    for slug, labels in themes:
        for language, label in {**labels, **spoken_names.get(slug, {})}.items():
            known.setdefault(language, dict.fromkeys(names))[label] = None
    return {
        language: _with_room(tuple(terms), [text for text, own in glossary if own in (None, language)])
        for language, terms in known.items()
    }


def _with_room(terms: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    """Add what fits, until the first that does not."""
    told = list(terms)
    length = sum(len(term) + 2 for term in told)
    for text in more:
        length += len(text) + 2
        if length > _MOST_CHARACTERS:
            break
        told.append(text)
    return tuple(dict.fromkeys(told))
