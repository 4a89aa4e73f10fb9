"""Tells which themes a passage speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transcription.theme_matching.cue_finder import CueFinder
from transcription.theme_matching.decision_memory import DecidedText, DecisionMemory, word_directions
from transcription.theme_matching.exchange_themes import follows_up, inherited, is_small_talk
from transcription.theme_matching.spoken_words import spoken_words
from transcription.theme_matching.theme_evidence import NO_EVIDENCE, Evidence, ThemeEvidence
from transcription.theme_matching.theme_match import ExchangeThemes, ThemeMatch
from transcription.theme_matching.theme_meaning import MeaningReading, ThemeMeaning
from transcription.theme_matching.theme_score import (
    features,
    logit_of_words,
    logit_of_words_and_meaning,
    score,
    shipped_calibration,
)
from transcription.theme_matching.theme_vocabulary import LANGUAGES, ThemeVocabulary

DEFAULT_THRESHOLD = 0.5


class ThemeMatcher:
    """Matches texts with themes; built once (some 20 ms), then pure and safe to share.

    Parameters
    ----------
    themes : sequence of ThemeVocabulary
        Slugs must differ.
    meaning : ThemeMeaning, optional
        Of the same themes; a second signal beside the words, see `open_meaning`.
    decisions : sequence of DecidedText
        What people decided about passages, oldest first; like passages follow.
    threshold : float
        The lowest score that makes a match, in 0..1.

    Raises
    ------
    ValueError
        If two themes have the same slug.
    """

    def __init__(
        self,
        themes: Sequence[ThemeVocabulary],
        *,
        meaning: ThemeMeaning | None = None,
        decisions: Sequence[DecidedText] = (),
        threshold: float = DEFAULT_THRESHOLD,
    ) -> None:
        slugs = [theme.slug for theme in themes]
        if len(set(slugs)) != len(slugs):
            raise ValueError("two themes have the same slug")
        self._threshold = threshold
        self._meaning = meaning
        self._weighers = {
            language: {theme.slug: ThemeEvidence(theme.cues_in(language)) for theme in themes}
            for language in LANGUAGES
        }
        self._finders = {
            language: CueFinder((cue for w in weighers.values() for cue in w.names), language)
            for language, weighers in self._weighers.items()
        }
        self._directions = meaning.directions if meaning else word_directions
        self._memory = DecisionMemory(decisions, self._directions, self._own_logits) if decisions else None

    def match(
        self, text: str, language: str | None, least_score: float | None = None
    ) -> tuple[ThemeMatch, ...]:
        """Give the themes of a passage, best first.

        Parameters
        ----------
        text : str
            One to a few sentences; in a longer text the best stretch counts.
        language : str or None
            "fr" or "en"; anything else is matched in both.
        least_score : float, optional
            In place of the threshold, for who wants to see what falls short of it, in 0..1.
        """
        least = self._threshold if least_score is None else least_score
        evidence = self.weigh(text, language)
        reading = self._read(text)
        logits = self._logits(evidence, reading)
        if self._memory is not None:
            direction = reading.direction if reading else self._directions([text])[0]
            for slug, shift in self._memory.shifts(direction).items():
                logits[slug] += shift
        kept = [slug for slug, logit in logits.items() if score(logit) >= least]
        matches = (self._match(slug, logits[slug], evidence[slug], reading) for slug in kept)
        return tuple(sorted(matches, key=lambda match: (-match.score, match.slug)))

    def match_exchange(
        self,
        question_text: str,
        answer_text: str,
        language: str | None,
        *,
        before: ExchangeThemes | None = None,
        before_text: str = "",
    ) -> ExchangeThemes:
        """Give the themes of a question and of its answer.

        The answer takes over the themes of its question that it does not name itself, marked inherited and
        with a lower score. A question without a theme that goes on about the exchange before takes over the
        best theme of that exchange in the same way; small talk takes over nothing.

        Parameters
        ----------
        question_text, answer_text : str
            Either may be empty.
        language : str or None
            "fr" or "en"; anything else is matched in both.
        before : ExchangeThemes, optional
            Themes of the exchange before this one.
        before_text : str
            Words of the exchange before this one, question and answer.
        """
        question = self.match(question_text, language)
        answer = self.match(answer_text, language)
        if not question and before is not None and follows_up(question_text, before_text, language):
            earlier = max((*before.question, *before.answer), key=lambda match: match.score, default=None)
            question = inherited([earlier], answer, question_text, language) if earlier else ()
        taken_over = inherited(question, answer, answer_text, language)
        if not answer and is_small_talk(question_text, language) and is_small_talk(answer_text, language):
            taken_over = ()
        return ExchangeThemes(question, answer, taken_over)

    def weigh(self, text: str, language: str | None) -> dict[str, Evidence]:
        """Give the evidence for every theme, whether it is enough or not."""
        best: dict[str, Evidence] = {}
        for code in (language,) if language in LANGUAGES else LANGUAGES:
            hits = self._finders[code].find(spoken_words(text, code))
            for slug, weigher in self._weighers[code].items():
                evidence = weigher.weigh(hits)
                if evidence.points > best.get(slug, NO_EVIDENCE).points or slug not in best:
                    best[slug] = evidence
        return best

    def features(self, text: str, language: str | None) -> dict[str, tuple[float, ...]]:
        """Give what the scale of words and meaning weighs, for every theme.

        Raises
        ------
        ValueError
            If the matcher has no meaning.
        """
        reading = self._read(text)
        if reading is None:
            raise ValueError("this matcher has no meaning, or the text is empty")
        return _features(self.weigh(text, language), reading)

    def _read(self, text: str) -> MeaningReading | None:
        return self._meaning.read(text) if self._meaning is not None and text.strip() else None

    def _own_logits(self, text: str, language: str) -> dict[str, float]:
        return self._logits(self.weigh(text, language), self._read(text))

    def _logits(self, evidence: Mapping[str, Evidence], reading: MeaningReading | None) -> dict[str, float]:
        if reading is None:
            return {slug: logit_of_words(found.points) for slug, found in evidence.items()}
        calibration = shipped_calibration()
        found_in = _features(evidence, reading)
        return {slug: logit_of_words_and_meaning(slug, found_in[slug], calibration) for slug in evidence}

    def _match(
        self, slug: str, logit: float, evidence: Evidence, reading: MeaningReading | None
    ) -> ThemeMatch:
        near = ""
        if self._meaning and reading and logit_of_words(evidence.points) < 0:
            near = self._meaning.nearest_example(reading, slug)
        return ThemeMatch(slug, score(logit), evidence.heard, nearest_example=near)


def _features(evidence: Mapping[str, Evidence], reading: MeaningReading) -> dict[str, tuple[float, ...]]:
    nearest = max(reading.nearness.values())
    return {
        slug: features(found.points, reading.nearness[slug], nearest, reading.total)
        for slug, found in evidence.items()
    }
