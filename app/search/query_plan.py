"""What a query looks for in a passage, word by word, with every form that may stand for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.search_query import ParsedText
from app.search.misheard_words import NOTHING_MISHEARD, MisheardForm, MisheardWords
from app.search.search_terms import STOP_WORDS, AnalysedText, TextWord
from app.search.term_dictionary import TermDictionary


@dataclass(frozen=True, slots=True)
class SoughtTerm:
    """One word (or number) of a query.

    Attributes
    ----------
    typed : str
        As the reader typed it.
    folded, stems, number : str, frozenset of str, str or None
        Exact forms; a number has its value in digits and no other form.
    close : tuple of str
        Folded words of neighbouring spelling.
    sounds, joined_sounds : tuple of str
        Keys of one word, and of two neighbours heard as one.
    misheard : tuple of MisheardForm
        What machines are known to write in its place.
    is_known : bool
        The archive has it exactly, in some form.
    """

    typed: str
    folded: str = ""
    stems: frozenset[str] = frozenset()
    number: str | None = None
    close: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()
    joined_sounds: tuple[str, ...] = ()
    misheard: tuple[MisheardForm, ...] = ()
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class SoughtPhrase:
    """Words that must follow each other; `number` when the phrase is one number, said in whatever way."""

    words: tuple[str, ...]
    number: str | None = None


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """A query ready to be put to an index and to the texts it finds.

    `run` is all typed words in order, small ones too: passages where they stand together rank higher.
    """

    terms: tuple[SoughtTerm, ...] = ()
    phrases: tuple[SoughtPhrase, ...] = ()
    excluded: tuple[SoughtPhrase, ...] = ()
    run: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Whether nothing was typed."""
        return not (self.terms or self.phrases or self.excluded)


def plan_query(
    parsed: ParsedText,
    dictionary: TermDictionary,
    known_stems: frozenset[str],
    misheard: MisheardWords = NOTHING_MISHEARD,
) -> QueryPlan:
    """Make the plan of a typed text against the words that an index holds.

    Parameters
    ----------
    parsed : ParsedText
        The text taken apart.
    dictionary : TermDictionary
        Words and sounds of the index.
    known_stems : frozenset of str
        Those stems of the text that the index holds.
    misheard : MisheardWords
        What machines are known to mishear.
    """
    typed = AnalysedText(" ".join(parsed.words))
    return QueryPlan(
        terms=tuple(_sought_terms(typed, dictionary, known_stems, misheard)),
        phrases=tuple(phrase for text in parsed.phrases if (phrase := _phrase(text)).words),
        excluded=tuple(phrase for text in parsed.excluded if (phrase := _phrase(text)).words),
        run=tuple(typed.folded),
    )


def _phrase(text: str) -> SoughtPhrase:
    analysed = AnalysedText(text)
    is_number = len(analysed.numbers) == 1 and analysed.numbers[0].last - analysed.numbers[0].first == len(
        analysed.words
    )
    return SoughtPhrase(tuple(analysed.folded), analysed.numbers[0].values[0] if is_number else None)


def _sought_terms(
    typed: AnalysedText, dictionary: TermDictionary, known_stems: frozenset[str], misheard: MisheardWords
) -> Iterator[SoughtTerm]:
    numbers = {number.first: number for number in typed.numbers}
    content = [word for word in typed.words if word.forms.folded not in STOP_WORDS]
    seen: set[str] = set()
    position = 0
    while position < len(typed.words):
        number = numbers.get(position)
        word = typed.words[position]
        if number:
            text = typed.text[word.start : typed.words[number.last - 1].end]
            found: SoughtTerm | None = SoughtTerm(typed=text, number=number.values[0])
            position = number.last
        else:
            is_small = bool(content or numbers) and word.forms.folded in STOP_WORDS
            found = None if is_small else _sought_word(typed.text, word, dictionary, known_stems, misheard)
            if found:
                found = _with_joined(found, typed, position, dictionary)
            position += 1
        if found and (key := found.number or found.folded) not in seen:
            seen.add(key)
            yield found


def _sought_word(
    text: str,
    word: TextWord,
    dictionary: TermDictionary,
    known_stems: frozenset[str],
    misheard: MisheardWords,
) -> SoughtTerm:
    forms = word.forms
    typed = text[word.start : word.end]
    if forms.folded in STOP_WORDS:
        return SoughtTerm(typed=typed, folded=forms.folded, stems=frozenset(), is_known=True)
    is_known = forms.folded in dictionary or bool(forms.stems & known_stems)
    sounds = dictionary.alike_sounds(forms.sound)
    return SoughtTerm(
        typed=typed,
        folded=forms.folded,
        stems=forms.stems,
        close=dictionary.close_words(forms.folded, is_known=is_known),
        sounds=sounds,
        joined_sounds=(forms.sound,),
        misheard=misheard.forms_for(forms),
        is_known=is_known,
    )


def _with_joined(
    term: SoughtTerm, typed: AnalysedText, position: int, dictionary: TermDictionary
) -> SoughtTerm:
    """Add single words of the archive that sound like this word said as one with its neighbour."""
    keys = [typed.joined_sound(place) for place in (position - 1, position) if place >= 0]
    alike = (sound for key in keys for sound in dictionary.alike_joined_sounds(key))
    return replace(term, sounds=tuple(dict.fromkeys((*term.sounds, *alike))))
