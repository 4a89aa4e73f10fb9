"""Writes numbers as they are said, so that « 18 mois » and « dix-huit mois » count as the same words."""

from __future__ import annotations

_FRENCH_SMALL = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit"),
    *("neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"),
)
_FRENCH_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
_ENGLISH_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *(
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ),
)
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_LARGEST = 10**12


def say_number(number: int, language: str) -> tuple[str, ...]:
    """Return the words of a whole number, without hyphens or plural marks.

    Parameters
    ----------
    number : int
        0 or more; from 10**12 on the digits are said one by one.
    language : str
        'fr' or 'en'.

    Returns
    -------
    tuple of str
        For instance ``("dix", "huit")`` for 18 in French.

    Raises
    ------
    ValueError
        When the number is negative or the language is another one.
    """
    if number < 0:
        raise ValueError(f"cannot say the negative number {number}")
    if language not in ("fr", "en"):
        raise ValueError(f"cannot say numbers in {language!r}; use 'fr' or 'en'")
    if number >= _LARGEST:
        return tuple(word for digit in str(number) for word in say_number(int(digit), language))
    return tuple(_say_french(number) if language == "fr" else _say_english(number))


def _say_french(number: int) -> list[str]:
    for size, name in ((10**9, "milliard"), (10**6, "million")):
        if number >= size:
            rest = number % size
            return [*_say_french(number // size), name, *(_say_french(rest) if rest else [])]
    if number >= 1000:
        head = _say_french(number // 1000) if number >= 2000 else []
        return [*head, "mille", *(_say_french(number % 1000) if number % 1000 else [])]
    if number >= 100:
        head = _say_french(number // 100) if number >= 200 else []
        return [*head, "cent", *(_say_french(number % 100) if number % 100 else [])]
    return _say_french_below_hundred(number)


def _say_french_below_hundred(number: int) -> list[str]:
    if number <= 16:
        return [_FRENCH_SMALL[number]]
    if number < 20:
        return ["dix", _FRENCH_SMALL[number - 10]]
    if number >= 80:
        rest = number - 80
        return ["quatre", "vingt", *(_say_french_below_hundred(rest) if rest else [])]
    ten = 60 if number >= 60 else number // 10 * 10
    rest = number - ten
    if rest == 0:
        return [_FRENCH_TENS[ten]]
    joined = ["et"] if rest in (1, 11) else []
    return [_FRENCH_TENS[ten], *joined, *_say_french_below_hundred(rest)]


def _say_english(number: int) -> list[str]:
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            return [*_say_english(number // size), name, *(_say_english(rest) if rest else [])]
    if number < 20:
        return [_ENGLISH_SMALL[number]]
    rest = number % 10
    return [_ENGLISH_TENS[number // 10 - 2], *([_ENGLISH_SMALL[rest]] if rest else [])]
