from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from transcription.raw_transcript import Word
from transcription.speaking_spans import SpeakingSpan, speaking_spans
from transcription.speech_regions import SpeechRegion
from transcription.spoken_parts import Turn


def test_a_turn_reaches_as_far_as_its_speech():
    words = [Word("Pourquoi", 1.2, 1.6), Word("?", 1.6, 3.2), Word("Parce", 3.2, 3.6), Word("que.", 3.6, 4.0)]
    turns = [Turn(0, 2, 1.2, 3.2, "interviewer", 0), Turn(2, 4, 3.2, 4.0, "leader", 1)]
    assert speaking_spans(turns, words, [SpeechRegion(1.0, 2.0), SpeechRegion(3.0, 4.5)]) == (
        SpeakingSpan("interviewer", 1.0, 2.0),
        SpeakingSpan("leader", 3.0, 4.5),
    )


def test_two_people_in_one_stretch_of_speech_change_where_the_words_do():
    words = [Word("Pourquoi?", 1.2, 2.0), Word("Parce", 2.1, 2.6)]
    turns = [Turn(0, 1, 1.2, 2.0, "interviewer", 0), Turn(1, 2, 2.1, 2.6, "leader", 1)]
    assert speaking_spans(turns, words, [SpeechRegion(1.0, 3.0)]) == (
        SpeakingSpan("interviewer", 1.0, 2.0),
        SpeakingSpan("leader", 2.1, 3.0),
    )


def test_without_speech_near_it_an_edge_stays_where_the_word_is():
    words = [Word("Sous-titrage", 8.0, 9.0)]
    turns = [Turn(0, 1, 8.0, 9.0, "unknown", None)]
    [span] = speaking_spans(turns, words, [SpeechRegion(1.0, 2.0)])
    assert (span.start_seconds, span.end_seconds) == (8.0, 9.0)


@given(st.lists(st.tuples(st.floats(0.0, 2.0), st.floats(0.05, 3.0)), max_size=10), st.data())
def test_spans_never_overlap(gaps_and_lengths, data):
    words, at = [], 0.0
    for gap, length in gaps_and_lengths:
        words.append(Word("mot", at + gap, at + gap + length))
        at += gap + length
    turns = [
        Turn(i, i + 1, word.start_seconds, word.end_seconds, "leader" if i % 2 else "interviewer", i % 2)
        for i, word in enumerate(words)
    ]
    edges = sorted(data.draw(st.lists(st.floats(0.0, at + 1.0), max_size=8, unique=True)))
    regions = [SpeechRegion(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    spans = speaking_spans(turns, words, regions)
    assert len(spans) == len(turns)
    for before, after in pairwise(spans):
        assert before.start_seconds <= before.end_seconds <= after.start_seconds <= after.end_seconds
