"""Cuts a text into words as they are compared: folded, stemmed, and by their sound."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from threading import local

import Stemmer

from transcription.french_sound import french_sound

_STEMMER_NAMES = {"fr": "french", "en": "english"}
_CACHE_WORDS = 65_536
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_DOUBLE = re.compile(r"(.)\1+")
# "en ligne" is one notion; without this, dropping "en" would leave the line of a bus or of a party.
_ONLINE = re.compile(r"\b(?:en|an|on)[ -]+lignes?\b")
# A PyStemmer object must not be used by two threads at once.
_own = local()

# Words that only bind others: they are skipped between the words of a phrase.
_FRENCH_FUNCTION_WORDS = (
    "le la les l un une des de du d à a au aux en et ou où que qu qui quoi dont ce cet cette ces ça ca "
    "c s se sa son ses si sur par pour dans avec sans y il ils elle elles on nous vous je j tu me m te "
    "t ma mon mes ta ton tes notre nos votre vos leur leurs lui eux ne n pas plus est es sont suis "
    "était être été ai as ont avoir avait eu mais donc or ni car là pis puis comme très trop tout tous "
    "toute toutes même aussi bien quand bon ben euh alors fait faire faut va vont soit ici "
)
_ENGLISH_FUNCTION_WORDS = (
    "the a an of to in on at by for with from and or but so if as is are was were be been am it its "
    "this that these those there here he she they we you i me him her them us my your his our their not "
    "no do does did has have had will would can could should must just very too also about into over "
    "than then what which who when where how why re ve ll s t d m uh um well "
)
_FUNCTION_WORDS = {
    "fr": frozenset(_FRENCH_FUNCTION_WORDS.split()),
    "en": frozenset(_ENGLISH_FUNCTION_WORDS.split()),
}


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """One word as it is compared.

    Attributes
    ----------
    text : str
        The word as written, in lower case.
    folded : str
        Without accents and without a plural mark.
    stem : str
        Snowball stem of the written form; accents stay, they keep "pétition" and "petite" apart.
    sound : str
        Sound key; for English the folded letters without doubles.
    is_function_word : bool
        True for articles, pronouns and the like.
    """

    text: str
    folded: str
    stem: str
    sound: str
    is_function_word: bool


def spoken_words(text: str, language: str) -> tuple[SpokenWord, ...]:
    """Cut a text into its words; `language` is "fr" or "en"."""
    lowered = unicodedata.normalize("NFC", text).lower()
    if language == "fr":
        lowered = _ONLINE.sub("enligne", lowered)
    return tuple(_spoken_word(word, language) for word in _WORD.findall(lowered))


def fold(word: str) -> str:
    """Drop accents and join ligatures: "Œuvré" becomes "oeuvre"."""
    decomposed = unicodedata.normalize("NFKD", word.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@lru_cache(maxsize=_CACHE_WORDS)
def _spoken_word(word: str, language: str) -> SpokenWord:
    folded = fold(word)
    stem = _stemmer(language).stemWord(word)
    sound = french_sound(word).replace(" ", "") if language == "fr" else _DOUBLE.sub(r"\1", folded)
    singular = folded[:-1] if len(folded) > 3 and folded[-1] in "sx" else folded
    return SpokenWord(word, singular, stem, sound, word in _FUNCTION_WORDS[language])


def _stemmer(language: str) -> Stemmer.Stemmer:
    name = _STEMMER_NAMES[language]
    stemmer = getattr(_own, name, None)
    if stemmer is None:
        stemmer = Stemmer.Stemmer(name)
        setattr(_own, name, stemmer)
    return stemmer
