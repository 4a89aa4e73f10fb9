"""Tags passages and exchanges with themes."""

from transcription.theme_matching.default_themes import default_vocabularies
from transcription.theme_matching.open_meaning import open_meaning
from transcription.theme_matching.theme_match import ExchangeThemes, ThemeMatch
from transcription.theme_matching.theme_matcher import ThemeMatcher
from transcription.theme_matching.theme_vocabulary import Combination, ThemeCues, ThemeVocabulary

__all__ = [
    "Combination",
    "ExchangeThemes",
    "ThemeCues",
    "ThemeMatch",
    "ThemeMatcher",
    "ThemeVocabulary",
    "default_vocabularies",
    "open_meaning",
]
