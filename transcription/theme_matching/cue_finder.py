"""Finds the words and phrases of the vocabularies in a text, through inflection and recognition errors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from transcription.theme_matching.spoken_words import SpokenWord, spoken_words

# How much a likeness is worth against the same word (1.0).
_SAME_STEM = 0.95
_SAME_SHORT = 0.6  # Snowball gives "donner" and "données" the same "don": likely another word
_SAME_SOUND = 0.8
_SAME_SOUND_JOINED = 0.9
_NEAR_SOUND = 0.7
_GAP = 0.85

_SHORT_LETTERS = 4
_SOUND_LETTERS = 4
_NEAR_LETTERS = 6
_NEAR_RATIO = 86.0
_JOINED_LETTERS = 7
_JOINED_WORDS = 5
_PHRASE_QUALITY = 0.72
_SURE_WORD = 0.8
_CACHE_WORDS = 65_536
_VOICING = str.maketrans("bdgvzj", "ptkfsS")


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue found in a text.

    Attributes
    ----------
    cue : str
        The word or phrase as the vocabulary writes it.
    positions : tuple of int
        Indices of the words of the text that it covers, ascending.
    quality : float
        In 0..1: 1 for the same words, less for the same sound or a near sound.
    heard : str
        The words of the text.
    """

    cue: str
    positions: tuple[int, ...]
    quality: float
    heard: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    cue: str
    words: tuple[int, ...]


class CueFinder:
    """Finds cues of one language in texts; built once, then safe to share between threads.

    Parameters
    ----------
    cues : iterable of str
        Words and phrases; a final `*` means any ending, a leading `=` the word as it is written
        and not its relatives. The same cue given twice counts once.
    language : str
        "fr" or "en".
    """

    def __init__(self, cues: Iterable[str], language: str) -> None:
        self._language = language
        self._lexicon: list[SpokenWord] = []
        self._prefixes: list[tuple[str, int]] = []
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._by_folded: dict[str, list[int]] = defaultdict(list)
        self._by_sound: dict[str, list[int]] = defaultdict(list)
        self._by_first_word: dict[int, list[_Phrase]] = defaultdict(list)
        self._by_joined_sound: dict[str, list[str]] = defaultdict(list)
        word_ids: dict[tuple[str, bool, bool], int] = {}
        for cue in sorted(set(cues)):
            self._add(cue, word_ids)
        self._near_ids = [i for i, word in enumerate(self._lexicon) if len(word.sound) >= _NEAR_LETTERS]
        self._near_sounds = [self._coarse(self._lexicon[i].sound) for i in self._near_ids]
        self._likenesses = lru_cache(maxsize=_CACHE_WORDS)(self._find_likenesses)

    def find(self, words: Sequence[SpokenWord]) -> tuple[CueHit, ...]:
        """Find every cue in the words of a text, in the order of their first word."""
        content = [i for i, word in enumerate(words) if not word.is_function_word]
        likenesses = [dict(self._likenesses(words[i])) for i in content]
        best: dict[tuple[str, int], CueHit] = {}
        for start in range(len(content)):
            for word_id in likenesses[start]:
                for phrase in self._by_first_word.get(word_id, ()):
                    hit = self._match(phrase, start, content, likenesses, words)
                    if hit is not None:
                        _keep_best(best, hit)
        for hit in self._joined(words):
            _keep_best(best, hit)
        return tuple(sorted(best.values(), key=lambda hit: (hit.positions, hit.cue)))

    def _add(self, cue: str, word_ids: dict[tuple[str, bool, bool], int]) -> None:
        as_written = cue.startswith("=")
        is_prefix = cue.endswith("*")
        spoken = spoken_words(cue.strip("=*"), self._language)
        content = [word for word in spoken if not word.is_function_word]
        if len(spoken) > 1 and len(content) < 2:
            # "n'importe qui", "sur le plan": without its small words nothing of it would be left.
            self._by_joined_sound[_without_end("".join(word.sound for word in spoken))].append(cue)
            return
        ids = []
        for place, word in enumerate(content or spoken):
            as_prefix = is_prefix and place == len(content) - 1
            key = (word.text, as_prefix, as_written)
            if key not in word_ids:
                word_ids[key] = self._add_word(word, as_prefix, as_written)
            ids.append(word_ids[key])
        if not ids:
            return
        self._by_first_word[ids[0]].append(_Phrase(cue, tuple(ids)))
        self._add_joined(cue, spoken)

    def _add_word(self, word: SpokenWord, as_prefix: bool, as_written: bool) -> int:
        word_id = len(self._lexicon)
        self._lexicon.append(word)
        if as_prefix:
            self._prefixes.append((word.folded, word_id))
        elif not as_written:
            self._by_stem[word.stem].append(word_id)
        self._by_folded[word.folded].append(word_id)
        if len(word.sound) >= _SOUND_LETTERS:
            self._by_sound[word.sound].append(word_id)
        return word_id

    def _add_joined(self, cue: str, spoken: Sequence[SpokenWord]) -> None:
        """Remember how the whole cue sounds, so that words cut elsewhere ("inter net") still meet it."""
        joined = "".join(word.sound for word in spoken)
        if len(joined) < _JOINED_LETTERS:
            return
        self._by_joined_sound[_without_end(joined)].append(cue)
        for first, second in pairwise(spoken):
            # A liaison is heard as the first letter of the next word: "données ouvertes", "données souverts".
            if self._language == "fr" and first.text[-1] in "sxz" and second.sound[0] in "aeiouyAIOU":
                for letter in "sz":
                    self._add_liaison(cue, joined, second.sound, letter)

    def _add_liaison(self, cue: str, joined: str, second: str, letter: str) -> None:
        self._by_joined_sound[_without_end(joined.replace(second, letter + second, 1))].append(cue)

    def _find_likenesses(self, word: SpokenWord) -> tuple[tuple[int, float], ...]:
        """Give each vocabulary word that this word may be, with its quality."""
        found: dict[int, float] = {}
        stem_quality = _SAME_STEM if len(word.stem) > _SHORT_LETTERS else _SAME_SHORT
        found.update(dict.fromkeys(self._by_stem.get(word.stem, ()), stem_quality))
        found.update(dict.fromkeys(self._by_folded.get(word.folded, ()), 1.0))
        for prefix, word_id in self._prefixes:
            if word.folded.startswith(prefix):
                found[word_id] = 1.0
        sound_quality = _SAME_SOUND if len(word.sound) > _SHORT_LETTERS else _SAME_SHORT
        for word_id in self._by_sound.get(word.sound, ()):
            found.setdefault(word_id, sound_quality)
        if not found and len(word.sound) >= _NEAR_LETTERS:
            near = process.extract(
                self._coarse(word.sound),
                self._near_sounds,
                scorer=fuzz.ratio,
                score_cutoff=_NEAR_RATIO,
                limit=3,
            )
            for _, _, place in near:
                found[self._near_ids[int(place)]] = _NEAR_SOUND
        return tuple(sorted(found.items()))

    def _match(
        self,
        phrase: _Phrase,
        start: int,
        content: Sequence[int],
        likenesses: Sequence[dict[int, float]],
        words: Sequence[SpokenWord],
    ) -> CueHit | None:
        """Follow a phrase from its first word, with at most one other word between two of its words."""
        place, places, factor = start, [start], 1.0
        qualities = [likenesses[start][phrase.words[0]]]
        for word_id in phrase.words[1:]:
            for step in (1, 2):
                if place + step < len(content) and word_id in likenesses[place + step]:
                    place += step
                    factor *= _GAP if step > 1 else 1.0
                    break
            else:
                return None
            places.append(place)
            qualities.append(likenesses[place][word_id])
        quality = factor * sum(qualities) / len(qualities)
        if (
            quality < (_NEAR_SOUND if len(qualities) == 1 else _PHRASE_QUALITY)
            or max(qualities) < _NEAR_SOUND
        ):
            return None
        if len(qualities) > 1 and max(qualities) < _SURE_WORD:
            return None
        positions = tuple(content[p] for p in places)
        return CueHit(phrase.cue, positions, quality, " ".join(words[p].text for p in positions))

    def _joined(self, words: Sequence[SpokenWord]) -> Iterable[CueHit]:
        known = self._by_joined_sound
        for start in range(len(words)):
            joined = ""
            for end in range(start, min(start + _JOINED_WORDS, len(words))):
                joined += words[end].sound
                for cue in known.get(_without_end(joined), ()):
                    positions = tuple(range(start, end + 1))
                    heard = " ".join(words[p].text for p in positions)
                    yield CueHit(cue, positions, _SAME_SOUND_JOINED, heard)

    def _coarse(self, sound: str) -> str:
        return sound.translate(_VOICING) if self._language == "fr" else sound


def _keep_best(best: dict[tuple[str, int], CueHit], hit: CueHit) -> None:
    key = (hit.cue, hit.positions[0])
    if key not in best or best[key].quality < hit.quality:
        best[key] = hit


def _without_end(joined: str) -> str:
    """Drop the last t, d, s or z: "ouvert" and "ouverte" are written for each other."""
    return joined[:-1] if len(joined) > 1 and joined[-1] in "tdsz" else joined
