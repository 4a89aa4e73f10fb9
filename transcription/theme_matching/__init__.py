"""Tags passages and exchanges with themes."""

from transcription.theme_matching.decision_memory import DecidedText
from transcription.theme_matching.default_themes import default_vocabularies
from transcription.theme_matching.drawn_cues import with_drawn_cues
from transcription.theme_matching.glossary_cues import GlossaryTerm, with_glossary
from transcription.theme_matching.open_meaning import open_meaning
from transcription.theme_matching.theme_match import ExchangeThemes, ThemeMatch
from transcription.theme_matching.theme_matcher import ThemeMatcher
from transcription.theme_matching.theme_vocabulary import Combination, ThemeCues, ThemeVocabulary

__all__ = [
    "Combination",
    "DecidedText",
    "ExchangeThemes",
    "GlossaryTerm",
    "ThemeCues",
    "ThemeMatch",
    "ThemeMatcher",
    "ThemeVocabulary",
    "default_vocabularies",
    "open_meaning",
    "with_drawn_cues",
    "with_glossary",
]
