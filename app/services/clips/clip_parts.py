"""The words of a clip by voice, and what surrounds them, as pages show them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from app.domain.clip_anchor import SpokenWord, text_of
from app.domain.negation_words import is_negation
from app.domain.sentence_context import SentenceContext
from app.domain.typography import typeset_word
from app.models import Clip, Interview
from app.services.clips.clip_finding import quoted_words
from app.services.clips.clip_views import ClipPart, ClipSentence
from app.services.clips.spoken_window import SpokenWindow
from app.services.showing.state_wording import speaker_text
from app.services.showing.view_parts import WordView
from app.services.showing.wording import Wording


def clip_parts(
    words: Wording, interview: Interview, window: SpokenWindow, first: int, end: int
) -> tuple[ClipPart, ...]:
    """Return the words from `first` up to `end` of a window, a part a voice and language."""
    passages = {one.id: one for one in window.passages}

    def voice(word: SpokenWord) -> tuple[str, str]:
        passage = passages[word.passage_id]
        return passage.turn.speaker_role, passage.language

    return tuple(
        _part(words, interview, voice_and_language, tuple(said))
        for voice_and_language, said in groupby(window.words[first:end], voice)
    )


def quoted_parts(words: Wording, interview: Interview, clip: Clip) -> tuple[ClipPart, ...]:
    """Return the words of a clip as they were quoted, a part a voice."""
    said = quoted_words(clip)
    roles = [str(one[5]) for one in clip.words]
    return tuple(
        _part(words, interview, (role, interview.language), tuple(word for word, _role in run))
        for role, run in groupby(zip(said, roles, strict=True), lambda pair: pair[1])
    )


def span_text(words: Wording, window: SpokenWindow, span: tuple[int, int]) -> str:
    """Return the words of a half-open span with their typography; empty where it is."""
    first, end = span
    if first >= end:
        return ""
    return words.spoken(text_of(window.words[first:end]), window.passage(first).language)


def clip_sentence(
    words: Wording, interview: Interview, window: SpokenWindow, span: tuple[int, int]
) -> ClipSentence | None:
    """Return a sentence beside a clip, None where there is none."""
    first, end = span
    if first >= end:
        return None
    passage = window.passage(first)
    return ClipSentence(
        speaker_role=passage.turn.speaker_role,
        speaker_text=speaker_text(words, passage.turn.speaker_role, interview),
        language=passage.language,
        text=span_text(words, window, span),
        start_seconds=window.words[first].start_seconds,
        end_seconds=window.words[end - 1].end_seconds,
    )


def cut_notice(words: Wording, window: SpokenWindow, context: SentenceContext) -> str:
    """Return the warning that a cut sentence holds a word outside the clip that may turn its sense round."""
    turning = [
        window.words[number].text
        for number in _outside(context)
        if is_negation(window.words[number].text, window.passage(number).language)
    ]
    if not turning:
        return ""
    form = "«\u202f%s\u202f»" if words.language == "fr" else "“%s”"
    said = ", ".join(dict.fromkeys(form % one.strip(".,;:!?…").lower() for one in turning))
    return words.gettext(
        "L'extrait coupe une phrase qui contient %(words)s : lisez la phrase entière.", words=said
    )


def _outside(context: SentenceContext) -> Iterator[int]:
    yield from range(*context.before)
    yield from range(*context.after)


def _part(
    words: Wording, interview: Interview, voice_and_language: tuple[str, str], said: tuple[SpokenWord, ...]
) -> ClipPart:
    role, language = voice_and_language
    return ClipPart(
        speaker_role=role,
        speaker_text=speaker_text(words, role, interview),
        language=language,
        words=tuple(_word_view(one, language, number) for number, one in enumerate(said)),
        text=words.spoken(text_of(said), language),
    )


def _word_view(word: SpokenWord, language: str, number: int) -> WordView:
    typed = typeset_word(word.text, language)
    has_space = number > 0 and word.has_space_before and typed[:1] not in "\u202f\u00a0"
    return WordView(typed, word.start_seconds, word.end_seconds, None, has_space)
