"""The stated normaliser: what counts as the same word when a transcript is compared with a reference.

Rules, in this order (French unless said):

0. The mark `[inaudible]` is no word: what it stands for counts as left out.
1. Unicode NFC, lower case, ligatures opened (œ -> oe), typographic apostrophes made plain.
2. Numbers in digits become the words that are said (« 600 000 » -> six cent mille; « 3,5 » -> trois virgule
   cinq; « 1er » -> premier; « 20 % » -> vingt pour cent; « 5 $ » -> cinq dollars); an English year is said as
   any other number.
3. Elisions are words of their own (« l'école » -> l école), but « aujourd'hui » stays one word;
   English contractions stay one word without their apostrophe (don't -> dont).
4. Hyphens and every other punctuation separate words; accents count.
5. Plural marks of number words are dropped (cents, vingts, millions, milliards).
"""

from __future__ import annotations

import re
import unicodedata

from transcription.spoken_numbers import say_number

INAUDIBLE_MARK = "[inaudible]"
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})((?:[  \u202f\u2009]\d{3})+)(?!\d)")
_ENGLISH_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})((?:,\d{3})+)(?!\d)")
_NUMBER = re.compile(r"(\d+)(?:([.,])(\d+))?")
_WORD = re.compile(r"[^\W_]+")
_PLURALS = {
    "cents": "cent",
    "vingts": "vingt",
    "millions": "million",
    "milliards": "milliard",
    "hundreds": "hundred",
    "thousands": "thousand",
    "billions": "billion",
}
_SIGNS = {
    "fr": {"%": " pour cent ", "$": " dollars ", "€": " euros ", "&": " et "},
    "en": {"%": " percent ", "$": " dollars ", "€": " euros ", "&": " and "},
}
_ORDINALS = {
    "fr": re.compile(r"\b1(?:er|ers)\b|\b1(?:re|ère|res|ères)\b"),
    "en": re.compile(r"\b(1st|2nd|3rd)\b"),
}
_ENGLISH_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third"}


def scored_words(text: str, language: str = "fr") -> tuple[str, ...]:
    """Return the words of a text as they are compared (rules in the module's docstring).

    Parameters
    ----------
    text : str
        Any text.
    language : str
        'fr' or 'en': how digits are said and apostrophes are read.

    Returns
    -------
    tuple of str
        Lower-case words; normalising them again changes nothing.
    """
    plain = _plain_characters(text.replace(INAUDIBLE_MARK, " "))
    plain = _say_ordinals(plain, language)
    plain = _say_signs(plain, language)
    plain = _say_digits(plain, language)
    joined = ("aujourd'hui", "aujourdhui") if language == "fr" else ("'", "")
    plain = plain.replace(*joined)
    return tuple(_PLURALS.get(word, word) for word in _WORD.findall(plain))


def _plain_characters(text: str) -> str:
    lowered = unicodedata.normalize("NFKC", text).casefold()
    lowered = unicodedata.normalize("NFC", lowered)
    for written, plain in (("’", "'"), ("ʼ", "'"), ("‘", "'"), ("œ", "oe"), ("æ", "ae")):
        lowered = lowered.replace(written, plain)
    return lowered


def _say_ordinals(text: str, language: str) -> str:
    if language == "fr":
        return _ORDINALS["fr"].sub(lambda found: "premier" if "er" in found[0] else "première", text)
    return _ORDINALS["en"].sub(lambda found: _ENGLISH_ORDINALS[found[0]], text)


def _say_signs(text: str, language: str) -> str:
    # A sign written before its number is said after it: $5 -> 5 dollars.
    text = re.sub(r"([$€])\s?(\d[\d.,]*)", r"\2 \1", text)
    for sign, words in _SIGNS[language].items():
        text = text.replace(sign, words)
    return text


def _say_digits(text: str, language: str) -> str:
    thousands = _THOUSANDS if language == "fr" else _ENGLISH_THOUSANDS
    text = thousands.sub(lambda found: re.sub(r"\D", "", found[0]), text)
    return _NUMBER.sub(lambda found: f" {' '.join(_say_found(found, language))} ", text)


def _say_found(found: re.Match[str], language: str) -> tuple[str, ...]:
    # int() refuses very long digit strings; nobody says those as one number.
    whole = _say_written(found[1], language)
    if found[3] is None:
        return whole
    mark = {"fr": "virgule", "en": "point"}[language]
    return (*whole, mark, *_say_written(found[3], language))


def _say_written(digits: str, language: str) -> tuple[str, ...]:
    if len(digits) <= 12:
        return say_number(int(digits), language)
    return tuple(word for digit in digits for word in say_number(int(digit), language))
