"""Tells which themes a passage speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from transcription.theme_matching.cue_finder import CueFinder
from transcription.theme_matching.exchange_themes import follows_up, inherited, is_small_talk
from transcription.theme_matching.spoken_words import spoken_words
from transcription.theme_matching.theme_evidence import NO_EVIDENCE, Evidence, ThemeEvidence
from transcription.theme_matching.theme_match import ExchangeThemes, ThemeMatch
from transcription.theme_matching.theme_meaning import ThemeMeaning
from transcription.theme_matching.theme_score import score_of_words, score_of_words_and_meaning
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

    def match(self, text: str, language: str | None) -> tuple[ThemeMatch, ...]:
        """Give the themes of a passage, best first.

        Parameters
        ----------
        text : str
            One to a few sentences; in a longer text the best stretch counts.
        language : str or None
            "fr" or "en"; anything else is matched in both.
        """
        evidence = self.weigh(text, language)
        scores = self._scores(text, evidence)
        matches = (ThemeMatch(slug, value, evidence[slug].heard) for slug, value in scores.items())
        kept = [match for match in matches if match.score >= self._threshold]
        return tuple(sorted(kept, key=lambda match: (-match.score, match.slug)))

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

    def _scores(self, text: str, evidence: dict[str, Evidence]) -> dict[str, float]:
        if self._meaning is None or not text.strip():
            return {slug: score_of_words(found.points) for slug, found in evidence.items()}
        nearness = self._meaning.nearness(text)
        nearest = max(nearness.values(), default=0.0)
        return {
            slug: score_of_words_and_meaning(found.points, nearness[slug], nearest - nearness[slug])
            for slug, found in evidence.items()
        }
