"""Takes a text apart into terms: one analysis to index, to search and to highlight."""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

import Stemmer

from app.search.number_values import NumberSpan, find_numbers
from transcription.french_sound import french_sound

# Longer words are no words; keeps a hostile text from filling the dictionary.
MAX_WORD_CHARACTERS = 40
# Snowball makes « don » of données, donner and don; a stem this short says too little.
_MIN_STEM_CHARACTERS = 4
# Two short words that sound like one ("au quafor", Okafor); joined keys shorter than this meet by chance.
MIN_JOINED_SOUND_CHARACTERS = 5
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})
_CACHE_WORDS = 65_536

# Words that every passage has. They count in a quoted phrase, and else only to rank.
_STOP_WORDS = (
    "a ai as au aux avec avez avons ca ce cela ces cet cette chez ci comme contre d dans de des "
    "du elle elles en encore entre es est et etait ete etre eu il ils ici j je jusqu l la le les "
    "leur leurs lorsqu lui m ma mais me meme mes moi mon n ne ni nos notre nous on ont ou par pas "
    "plus pour puisqu qu quand que quel quelle quels quelles qui quoi s sa sans se sera ses si "
    "son sont sous sur t ta te tes toi ton tous tout toute toutes tres tu un une va vais vont vos "
    "votre vous y alors aussi bien donc fait faire faut the an and are at be been but by can do "
    "does for from had has have he her his i if in is it its me my not of or our she so that "
    "their them then there they this to was we were what when which who will with you your "
)
STOP_WORDS = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True, slots=True)
class WordForms:
    """What one word is compared by: folded (lower case, no accents), stems in two languages, sound key."""

    folded: str
    stems: frozenset[str]
    sound: str


@dataclass(frozen=True, slots=True)
class TextWord:
    """One word of a text with its half-open span in characters."""

    start: int
    end: int
    forms: WordForms


class AnalysedText:
    """A text with its words and numbers: the same for passages and for queries."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = tuple(
            TextWord(match.start(), match.end(), word_forms(match.group()))
            for match in _WORD.finditer(text)
            if match.end() - match.start() <= MAX_WORD_CHARACTERS
        )

    @cached_property
    def numbers(self) -> tuple[NumberSpan, ...]:
        """The numbers, in words or digits."""
        ends = (0, *(word.end for word in self.words))
        gaps = [self.text[end : word.start] for end, word in zip(ends, self.words, strict=False)]
        return find_numbers(self.folded, gaps)

    @property
    def folded(self) -> list[str]:
        """The words in order, in lower case and without accents."""
        return [word.forms.folded for word in self.words]

    @property
    def stems(self) -> list[str]:
        """The stems of all words, each once."""
        return sorted(frozenset[str]().union(*(word.forms.stems for word in self.words)))

    @property
    def sounds(self) -> list[str]:
        """The sound keys of all words, each once."""
        return sorted({word.forms.sound for word in self.words} - {""})

    @property
    def joined_sounds(self) -> list[str]:
        """The sound keys of neighbours heard as one word, each once."""
        keys = (self.joined_sound(position) for position in range(len(self.words) - 1))
        return sorted({key for key in keys if key})

    def joined_sound(self, position: int) -> str:
        """Give the sound key of the word at `position` and the next one as one; '' where there is none."""
        if position + 1 >= len(self.words):
            return ""
        key = self.words[position].forms.sound + self.words[position + 1].forms.sound
        return key if len(key) >= MIN_JOINED_SOUND_CHARACTERS else ""


@lru_cache(maxsize=_CACHE_WORDS)
def word_forms(word: str) -> WordForms:
    """Give the forms of one word; a word of letters that cannot be said has the sound ''."""
    folded = fold(word)
    return WordForms(folded, _stems(word.lower(), folded), french_sound(word).replace(" ", ""))


def fold(text: str) -> str:
    """Return lower case without accents; the order of letters stays, their number may change."""
    lowered = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in lowered if not unicodedata.combining(letter))


_stemmers = threading.local()


def _stems(word: str, folded: str) -> frozenset[str]:
    """Stem with and without accents: « donnees » as typed must meet « données » as written."""
    if not hasattr(_stemmers, "both"):
        # A Stemmer keeps state between calls and must not be shared by threads.
        _stemmers.both = (Stemmer.Stemmer("french"), Stemmer.Stemmer("english"))
    french, english = _stemmers.both
    stems = {fold(french.stemWord(word)), french.stemWord(folded), english.stemWord(folded)}
    return frozenset(stem for stem in stems if len(stem) >= _MIN_STEM_CHARACTERS or stem == folded)
