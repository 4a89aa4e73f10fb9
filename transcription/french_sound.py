"""How a French word sounds, as a short key: words a recogniser confuses get the same key or nearly so."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Ordered rewrites of one lower-case word whose silent ending is already gone. Capitals are sounds already
# settled: A as in "an", I as in "in", O as in "on", U as in "ou", S as in "ch", N as in "gne", G as in "gare"
# and Y as in "fille".
# The order matters: longer spellings come first.
_V = "aeiouyéAIOUY"
_SPELLINGS: tuple[tuple[str, str], ...] = (
    (r"œu|œ|oeu", "e"),
    (r"æ", "e"),
    (r"aill|ail$", "aY"),
    (r"euill|euil$", "eY"),
    (r"eill|eil$", "éY"),
    (r"ouill|ouil$", "UY"),
    (r"(?<=[vm])ill", "il"),
    (rf"(?<=[^{_V}])ill(?=[{_V}])", "iY"),
    (r"[èêë]", "é"),
    (r"aî|aï(?=s)", "é"),
    # nasal vowels, before anything but a vowel, h, n or m
    (rf"(?:ain|aim|ein|eim)(?=[^{_V}hnm]|$)", "I"),
    (rf"oin(?=[^{_V}hnm]|$)", "wI"),
    (rf"(?<=[ié])en(?=[^{_V}hnm]|$)", "I"),
    (rf"(?:in|im|yn|ym|un|um)(?=[^{_V}hnm]|$)", "I"),
    (rf"(?:an|am|en|em)(?=[^{_V}hnm]|$)", "A"),
    (rf"(?:on|om)(?=[^{_V}hnm]|$)", "O"),
    # groups of vowels
    (r"ai|ei", "é"),
    (r"eau|au|ô", "o"),
    (r"oû|où|ou", "U"),
    (rf"oy(?=[{_V}])", "way"),
    (r"oi|oî", "wa"),
    (r"eu|eû", "e"),
    (r"[àâ]", "a"),
    (r"[îï]", "i"),
    (r"[ûùü]", "u"),
    # consonants; s between vowels before anything else becomes an s
    (rf"(?<=[{_V}])s(?=[{_V}])", "z"),
    (rf"(?<=[^s])ti(?=[eéoaO]l|O|eu[xs]e?|on)(?<![{_V}]sti)", "si"),
    (r"sch|sh|ch(?=[^rlnt]|$)", "S"),
    (r"ch", "k"),
    (r"ph", "f"),
    (r"gn", "N"),
    (r"gu(?=[eéiyI])", "G"),
    (r"g(?=[eéiyI])", "j"),
    (r"je(?=[aoOA])", "j"),
    (r"s?c(?=[eéiyI])|ç", "s"),
    (r"qu|[qc]", "k"),
    (r"x", "ks"),
    (r"h", ""),
    (r"w(?=[eéiy])", "v"),
    (r"y", "i"),
    (r"G", "g"),
)
_COMPILED = tuple((re.compile(pattern), sound) for pattern, sound in _SPELLINGS)
# Endings as written: each gives what is heard of it; a mute e stays until the spellings are done, because it
# tells that the consonant before it is heard.
_ENDINGS = (
    (re.compile(r"^([lmtsdc])es$"), r"\1é"),
    (re.compile(r"(?<=..)aient$|(?<=..)(?:er|ez|ées|ée|és|ets|et)$|(?<=.)ers$"), "é"),
    # Legault, Perreault: names that end like « eau ».
    (re.compile(r"(?<=au)l[dtx]s?$"), ""),
    (re.compile(r"(?<=[aeiouyéèl])x$|(?<=[^s])s$"), ""),
    (re.compile(r"(?<=[\w])(?<=[^st])(?:ds|ts|ps|d|t|p|z)$"), ""),
)
_MUTE_E = re.compile(r"(?<=.)e$")
_DOUBLE = re.compile(r"([a-zA-Z])\1+")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_VOICING = str.maketrans("bdgvzj", "ptkfsS")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'"})
_CACHE_WORDS = 65_536


def french_sound(text: str, *, coarse: bool = False) -> str:
    """Give the sound key of each word of a French text.

    The key is a rough pronunciation: accents, silent endings and double letters are dropped and spellings
    that sound alike are written alike, so that "données", "donner" and "donné" are all `done`. It serves to
    find what a recogniser misheard, not to teach anyone to speak: liaisons are not made, the mute e inside a
    word is kept, and é, è and e are one vowel.

    Parameters
    ----------
    text : str
        Any text. Words are runs of letters and digits; an elided article is a word of its own.
    coarse : bool
        Merge voiced and unvoiced consonants too (b/p, d/t, g/k, v/f, z/s, j/ch), which a narrow telephone
        band confuses. More misheard words meet, and so do more words that differ.

    Returns
    -------
    str
        One key a word, separated by one space, in ASCII letters and the digits of the text. Words without
        letters or digits give nothing; a key is never empty.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text.translate(_APOSTROPHES).lower()))
    keys = " ".join(_word_sound(word) for word in words)
    return keys.translate(_VOICING) if coarse else keys


@lru_cache(maxsize=_CACHE_WORDS)
def _word_sound(word: str) -> str:
    """Give the key of one lower-case word."""
    key = word
    for ending, heard in _ENDINGS:
        key = ending.sub(heard, key)
    for pattern, sound in _COMPILED:
        key = pattern.sub(sound, key)
    key = _MUTE_E.sub("", key) if len(key) > 2 else key
    key = key.replace("é", "e")
    key = _plain(_DOUBLE.sub(r"\1", key))
    return key or _plain(word) or "x"


def _plain(key: str) -> str:
    """Keep ASCII letters and digits; letters of other alphabets become their code points and stay apart."""
    decomposed = unicodedata.normalize("NFD", key)
    kept = (c if c.isascii() else f"{ord(c):x}" for c in decomposed if c.isalnum())
    return "".join(kept)
