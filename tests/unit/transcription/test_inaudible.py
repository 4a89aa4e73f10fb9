from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.hallucinations import CleanedTranscript
from transcription.inaudible import find_inaudible, tell_confidence
from transcription.raw_transcript import RawTranscript, Segment, Word
from transcription.scored_words import scored_words
from transcription.word_confidence import ConfidenceModel

PROBABILITIES = st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=20)


# Says of each word what the engine says.
PLAIN = ConfidenceModel(
    "engine",
    "model",
    "plain",
    is_calibrated=True,
    features=("logit",),
    means=(0.0,),
    scales=(1.0,),
    weights=(1.0,),
    inaudible_below=0.2,
)


def words(*texts: str, unsure: tuple[str, ...] = (), gap: float = 0.0) -> tuple[Word, ...]:
    return tuple(
        Word(text, n * (0.5 + gap), n * (0.5 + gap) + 0.5, 0.1 if text in unsure else 0.9)
        for n, text in enumerate(texts)
    )


def transcript(*segments: tuple[Word, ...]) -> RawTranscript:
    heard = tuple(
        Segment(
            spoken[0].start_seconds, spoken[-1].end_seconds, " ".join(word.text for word in spoken), spoken
        )
        for spoken in segments
    )
    return RawTranscript("fr", 60.0, heard, "engine", "model", {"beam_size": 5})


def told(*segments: tuple[Word, ...]) -> CleanedTranscript:
    return tell_confidence(CleanedTranscript(transcript(*segments), ()), PLAIN)


def test_two_unlikely_words_become_one_mark_with_their_span() -> None:
    shown = told(words("Le", "mur", "mure.", "Oui.", unsure=("mur", "mure."))).transcript
    assert shown.text == "Le [inaudible]. Oui."
    mark = shown.words[1]
    assert (mark.start_seconds, mark.end_seconds, mark.probability) == (0.5, 1.5, None)
    assert [word.probability for word in shown.words] == [pytest.approx(0.9), None, pytest.approx(0.9)]


def test_what_is_hidden_stays_on_record_as_the_engine_gave_it() -> None:
    heard = words("Le", "mur", "mure.", unsure=("mur", "mure."))
    (removed,) = told(heard).removed
    assert (removed.reason, removed.text, removed.words) == ("inaudible", "mur mure.", heard[1:])


def test_a_lone_unlikely_word_is_left_to_be_heard_again() -> None:
    assert told(words("Le", "mur", unsure=("mur",))).transcript.text == "Le mur"


def test_a_run_over_two_segments_is_one_mark() -> None:
    heard = words("Le", "mur", "mure", "ici", unsure=("mur", "mure"))
    assert told(heard[:2], heard[2:]).transcript.text == "Le [inaudible] ici"


def test_the_settings_say_whether_and_how_sure() -> None:
    heard = transcript(tuple(replace(word, probability=n / 40) for n, word in enumerate(words(*"a" * 40))))
    settings = tell_confidence(CleanedTranscript(heard, ())).transcript.settings
    assert settings["beam_size"] == 5
    assert settings["is_confidence_calibrated"] is False
    assert settings["least_sure"] == {"5": 1 / 40, "10": 3 / 40, "15": 5 / 40}


def test_an_engine_nobody_calibrated_keeps_its_probabilities_and_all_its_words() -> None:
    heard = transcript(words("mur", "mure", unsure=("mur", "mure")))
    shown = tell_confidence(CleanedTranscript(heard, ()))
    assert shown.transcript.words == heard.words
    assert shown.removed == ()


def test_the_mark_is_no_word_of_what_was_said() -> None:
    assert scored_words("Le [inaudible]. Oui.") == ("le", "oui")


def test_words_far_apart_are_not_one_run() -> None:
    assert find_inaudible(words("a", "b", gap=2.0), [0.1, 0.1], 0.2) == ()
    assert find_inaudible(words("a", "b"), [0.1, 0.1], 0.2) == ((0, 2),)


@given(PROBABILITIES, st.floats(0, 1))
def test_runs_hold_only_unlikely_words_and_at_least_two(given_: list[float | None], floor: float) -> None:
    spoken = words(*"a" * len(given_))
    inside: set[int] = set()
    for first, end in find_inaudible(spoken, given_, floor):
        assert end - first >= 2
        assert all(probability is not None and probability < floor for probability in given_[first:end])
        inside.update(range(first, end))
    # Nothing unlikely is left beside something unlikely.
    low = [n for n, probability in enumerate(given_) if probability is not None and probability < floor]
    assert all(n in inside for n in low if n + 1 in low or n - 1 in low)
