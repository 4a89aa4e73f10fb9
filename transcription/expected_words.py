"""Names and terms that the model is told to expect, from what is known before a recording is heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from transcription.theme_matching import default_vocabularies


def expected_words(
    names: Sequence[str], themes: Iterable[tuple[str, Mapping[str, str]]]
) -> dict[str, tuple[str, ...]]:
    """Return for each language what to expect: the names, then the themes of the interview.

    Parameters
    ----------
    names : sequence of str
        Leader, party and place as given at intake; the same in every language.
    themes : iterable of (slug, labels by language)
        Themes that may be asked about. One that talk names otherwise than its heading goes by that name.

    Returns
    -------
    dict of str to tuple of str
        By language, without repetitions, most important first: engines cut long lists at the end. Empty
        without names: nothing is then known of the recording, not even that it is about these themes.
    """
    if not names:
        return {}
    spoken_names = {theme.slug: theme.spoken_names for theme in default_vocabularies()}
    known: dict[str, dict[str, None]] = {}
    for slug, labels in themes:
        for language, label in {**labels, **spoken_names.get(slug, {})}.items():
            known.setdefault(language, dict.fromkeys(names))[label] = None
    return {language: tuple(terms) for language, terms in known.items()}
