from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.hallucinations import clean
from transcription.raw_transcript import RawTranscript, Segment, Word
from transcription.speech_regions import SpeechRegion

EVERYWHERE = (SpeechRegion(0.0, 1000.0),)


def heard(
    *texts: str,
    probability: float = 0.9,
    vocabulary: Sequence[str] | Mapping[str, Sequence[str]] = (),
    seconds_a_word: float = 0.4,
) -> RawTranscript:
    """One segment a text, words one after the other."""
    segments, start = [], 0.0
    for text in texts:
        words = []
        for spoken in text.split():
            words.append(Word(spoken, start, start + seconds_a_word, probability))
            start += seconds_a_word
        segments.append(Segment(words[0].start_seconds, start, text, tuple(words)))
    return RawTranscript("fr", start, tuple(segments), "test", "none", {"vocabulary": vocabulary})


@pytest.mark.parametrize(
    "credit",
    [
        "Sous-titres réalisés par la communauté d'Amara.org",
        "Sous-titrage Société Radio-Canada",
        "Sous-titrage ST' 501",
        "Sous-titres par Juanfrance",
        "❤️ par SousTitreur.com",
        "Traduction par quelqu'un",
        "Subtitles by the Amara.org community",
    ],
)
def test_subtitlers_credits_go_and_are_kept_aside(credit: str) -> None:
    cleaned = clean(heard("Nous publierons les données.", credit), EVERYWHERE)
    assert cleaned.transcript.text == "Nous publierons les données."
    assert [(span.reason, span.text) for span in cleaned.removed] == [("credits", credit)]


@pytest.mark.parametrize(
    "said",
    [
        "Le sous-titrage pour les sourds, nous le paierons.",
        "Merci.",
        "Non, non, non, non.",
        "La traduction de documents publics coûte cher.",
        "Abonnez-vous aux données ouvertes.",
        "C'est très, très, très important.",
        "Oui.",
    ],
)
def test_what_people_say_stays(said: str) -> None:
    raw = heard("Bonjour.", said)
    assert clean(raw, EVERYWHERE).transcript == raw


def test_text_where_nobody_speaks_goes() -> None:
    raw = heard(
        "Nous publierons les données.", "Merci d'avoir regardé cette vidéo.", "Et maintenant la suite."
    )
    silent_from, silent_to = raw.segments[1].start_seconds, raw.segments[1].end_seconds
    regions = (SpeechRegion(0.0, silent_from), SpeechRegion(silent_to, 100.0))
    cleaned = clean(raw, regions)
    assert cleaned.transcript.text == "Nous publierons les données. Et maintenant la suite."
    (span,) = cleaned.removed
    assert (span.start_seconds, span.end_seconds) == (silent_from, silent_to)


def test_a_sure_engine_is_believed_where_the_detector_hears_little() -> None:
    raw = heard("Nous publierons les données ouvertes demain.", probability=0.9)
    assert clean(raw, (SpeechRegion(0.0, 0.2),)).removed == ()
    unsure = heard("Nous publierons les données ouvertes demain.", probability=0.3)
    assert [span.reason for span in clean(unsure, (SpeechRegion(0.0, 0.2),)).removed] == ["no_speech"]


def test_everything_goes_when_nobody_speaks_at_all() -> None:
    cleaned = clean(heard("Merci.", "Au revoir."), ())
    assert cleaned.transcript.segments == ()
    assert "".join(span.text for span in cleaned.removed).count(".") == 2


def test_a_loop_keeps_its_first_saying() -> None:
    raw = heard("On va faire ça on va faire ça on va faire ça on va faire ça demain.")
    cleaned = clean(raw, EVERYWHERE)
    assert cleaned.transcript.text == "On va faire ça demain."
    (span,) = cleaned.removed
    assert span.reason == "loop"
    assert span.text == "on va faire ça on va faire ça on va faire ça"


def test_a_loop_over_several_segments_goes_too() -> None:
    cleaned = clean(heard("Je ne sais pas.", "Je ne sais pas.", "Je ne sais pas.", "Bon."), EVERYWHERE)
    assert cleaned.transcript.text == "Je ne sais pas. Bon."


def test_an_ending_said_again_too_fast_goes() -> None:
    raw = heard("Il y a du café.", seconds_a_word=0.3)
    words = tuple(Word(word.text, 1.5 + 0.02 * i, 1.52 + 0.02 * i, 0.9) for i, word in enumerate(raw.words))
    again = Segment(1.5, 1.6, "Il y a du café.", words)
    doubled = RawTranscript("fr", 2.0, (*raw.segments, again), "test", "none")
    assert [span.reason for span in clean(doubled, EVERYWHERE).removed] == ["repeated_ending"]


def test_a_person_may_say_a_sentence_twice() -> None:
    raw = heard("Je ne sais pas.", "Je ne sais pas.")
    assert clean(raw, EVERYWHERE).removed == ()


def test_the_told_vocabulary_said_back_goes() -> None:
    vocabulary = ("Hélène Savard", "Parti du Littoral", "Rimouski", "données ouvertes")
    leaked = heard(
        "Hélène Savard, Parti du Littoral, Rimouski.", "Bonjour à Rimouski.", vocabulary=vocabulary
    )
    cleaned = clean(leaked, EVERYWHERE)
    assert [span.reason for span in cleaned.removed] == ["prompt_leak"]
    assert cleaned.transcript.text == "Bonjour à Rimouski."


def test_a_vocabulary_told_by_language_is_known_when_it_is_said_back() -> None:
    # As `hear` settles it; a flat list is what an engine alone settles.
    told = {"en": ("broadband",), "fr": ("Hélène Savard", "Parti du Littoral", "Rimouski", "vie privée")}
    leaked = heard("Parti du Littoral, Rimouski, vie privée.", "Bonjour à Rimouski.", vocabulary=told)
    cleaned = clean(leaked, EVERYWHERE)
    assert [span.reason for span in cleaned.removed] == ["prompt_leak"]
    assert cleaned.transcript.text == "Bonjour à Rimouski."


def test_segments_without_words_are_judged_too() -> None:
    raw = RawTranscript(
        "fr", 20.0, (Segment(0, 5, "Bonjour."), Segment(10, 15, "Sous-titrage ST' 501")), "test", "none"
    )
    cleaned = clean(raw, (SpeechRegion(0, 5),))
    assert cleaned.transcript.text == "Bonjour."
    assert [(span.reason, span.words) for span in cleaned.removed] == [("credits", ())]


SENTENCES = st.lists(
    st.sampled_from(
        ["Oui.", "Merci.", "Sous-titrage ST' 501", "On va faire ça", "non", "Amara.org", "Je ne sais pas."]
    ),
    min_size=1,
    max_size=12,
)
REGIONS = st.lists(st.tuples(st.floats(0, 20), st.floats(0.1, 5)), max_size=4).map(
    lambda spans: tuple(SpeechRegion(start, start + length) for start, length in sorted(spans))
)


@given(SENTENCES, REGIONS, st.floats(0, 1))
def test_no_word_is_lost_and_none_doubled(
    texts: list[str], regions: tuple[SpeechRegion, ...], probability: float
) -> None:
    raw = heard(*texts, probability=probability)
    cleaned = clean(raw, regions)
    taken_out = [word for span in cleaned.removed for word in span.words]
    kept = list(cleaned.transcript.words)
    assert sorted(kept + taken_out, key=lambda word: word.start_seconds) == list(raw.words)
    assert all(
        segment.text.split() == [w.text for w in segment.words] for segment in cleaned.transcript.segments
    )
