"""Words that machines are known to mishear: what was written in their place is found in their name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.search.passage_documents import PassageDocument
from app.search.search_terms import STOP_WORDS, AnalysedText, TextWord, WordForms

MOST_FORMS = 12


@dataclass(frozen=True, slots=True)
class MisheardWord:
    """A word or name as it is written, and the texts that machines wrote in its place.

    Attributes
    ----------
    campaign : str or None
        Slug of the campaign whose recordings it is misheard in; None: in all.
    """

    text: str
    heard_as: tuple[str, ...]
    campaign: str | None = None


@dataclass(frozen=True, slots=True)
class MisheardForm:
    """What may stand for a word: folded words that follow each other, in passages nobody checked by ear.

    A person who vouches for a passage heard these very words.
    """

    words: tuple[str, ...]
    campaign: str | None = None

    def may_be_in(self, passage: PassageDocument) -> bool:
        """Tell whether the form says anything of a passage."""
        return passage.status != "checked" and self.campaign in (None, passage.campaign_slug)

    def spans(self, analysed: AnalysedText) -> list[tuple[int, int]]:
        """Return where a text has the form, in characters."""
        folded, length = tuple(analysed.folded), len(self.words)
        return [
            (analysed.words[start].start, analysed.words[start + length - 1].end)
            for start in range(len(folded) - length + 1)
            if folded[start : start + length] == self.words
        ]


class MisheardWords:
    """All known words, by what a reader may type of them.

    Parameters
    ----------
    known : iterable of MisheardWord
        Forms made of nothing but words that every passage has are left out.
    """

    def __init__(self, known: Iterable[MisheardWord] = ()) -> None:
        self._by_typed: defaultdict[str, list[MisheardForm]] = defaultdict(list)
        for word in known:
            self._add(word)

    def forms_for(self, typed: WordForms) -> tuple[MisheardForm, ...]:
        """Return what may stand for a typed word, at most 12 forms.

        A word of a name stands for the whole name; another form of it, and its like in sound, do so too.
        """
        keys = (typed.folded, *sorted(typed.stems), _sound_key(typed))
        found = (form for key in keys for form in self._by_typed.get(key, ()))
        return tuple(dict.fromkeys(found))[:MOST_FORMS]

    def _add(self, word: MisheardWord) -> None:
        forms = [
            MisheardForm(folded, word.campaign)
            for text in word.heard_as
            if set(folded := tuple(AnalysedText(text).folded)) - STOP_WORDS
        ]
        for content in telling_words(AnalysedText(word.text).words):
            for key in {content.forms.folded, *content.forms.stems, _sound_key(content.forms)}:
                self._by_typed[key].extend(forms)


NOTHING_MISHEARD = MisheardWords()


def telling_words(words: Sequence[TextWord]) -> tuple[TextWord, ...]:
    """Return the words that not every passage has."""
    return tuple(word for word in words if word.forms.folded not in STOP_WORDS)


def _sound_key(forms: WordForms) -> str:
    """Return a key that no spelling can be."""
    return f"/{forms.sound}/"
