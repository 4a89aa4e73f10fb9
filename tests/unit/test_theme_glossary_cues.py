"""A word of the glossary tells of its theme, also where it was misheard."""

from __future__ import annotations

from transcription.theme_matching import GlossaryTerm, ThemeMatcher, default_vocabularies, with_glossary

WAPINET = GlossaryTerm("Wapinet*", misheard=("oie pi net", "magasin"))


def themes_of(text: str, *terms: GlossaryTerm, language: str = "fr") -> list[str]:
    known = [
        with_glossary(theme, terms) if theme.slug == "broadband" else theme
        for theme in default_vocabularies()
    ]
    return [match.slug for match in ThemeMatcher(known).match(text, language)]


def test_a_term_tells_of_its_theme_and_so_does_what_was_misheard_in_its_place():
    for text in ("On aura Wapinet chez nous.", "On aura oie pi net chez nous."):
        assert themes_of(text) == []
        assert themes_of(text, WAPINET) == ["broadband"]


def test_an_ordinary_word_that_was_misheard_does_not_tell_of_it_alone():
    assert themes_of("Le magasin est fermé.", WAPINET) == []
    assert themes_of("Le magasin est fermé.", GlossaryTerm("magasin")) == ["broadband"]


def test_a_term_of_one_language_is_of_that_language():
    french = GlossaryTerm("Wapinet", language="fr")
    assert themes_of("We get Wapinet at home.", french, language="en") == []
    assert themes_of("We get Wapinet at home.", GlossaryTerm("Wapinet"), language="en") == ["broadband"]
