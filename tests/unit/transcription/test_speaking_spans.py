from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from transcription.raw_transcript import Word
from transcription.speakers import WordSpeaker
from transcription.speaking_spans import SpeakingSpan, speaking_spans
from transcription.speech_regions import SpeechRegion
from transcription.spoken_parts import Turn
from transcription.spoken_structure import build


def test_a_turn_reaches_as_far_as_its_speech():
    words = [Word("Pourquoi", 1.2, 1.6), Word("?", 1.6, 3.2), Word("Parce", 3.2, 3.6), Word("que.", 3.6, 4.0)]
    turns = [Turn(0, 2, 1.2, 3.2, "interviewer", 0), Turn(2, 4, 3.2, 4.0, "leader", 1)]
    assert speaking_spans(turns, words, [SpeechRegion(1.0, 2.0), SpeechRegion(3.0, 4.5)]) == (
        SpeakingSpan("interviewer", 0.85, 2.15),
        SpeakingSpan("leader", 2.85, 4.5),
    )


def test_turns_close_to_each_other_meet_halfway():
    words = [Word("Pourquoi?", 1.2, 1.9), Word("Parce", 2.3, 2.6), Word("que.", 2.6, 3.0)]
    turns = [Turn(0, 1, 1.2, 1.9, "interviewer", 0), Turn(1, 3, 2.3, 3.0, "leader", 1)]
    assert speaking_spans(turns, words, [SpeechRegion(1.0, 2.0), SpeechRegion(2.2, 3.1)]) == (
        SpeakingSpan("interviewer", 0.85, 2.1),
        SpeakingSpan("leader", 2.1, 3.1),
    )


def test_two_people_in_one_stretch_of_speech_change_where_the_words_do():
    words = [Word("Pourquoi?", 1.2, 2.0), Word("Parce", 2.1, 2.6)]
    turns = [Turn(0, 1, 1.2, 2.0, "interviewer", 0), Turn(1, 2, 2.1, 2.6, "leader", 1)]
    assert speaking_spans(turns, words, [SpeechRegion(1.0, 3.0)]) == (
        SpeakingSpan("interviewer", 0.85, 2.05),
        SpeakingSpan("leader", 2.05, 3.0),
    )


def test_without_speech_near_it_an_edge_stays_where_the_word_is():
    words = [Word("Sous-titrage", 8.0, 9.0)]
    turns = [Turn(0, 1, 8.0, 9.0, "unknown", None)]
    [span] = speaking_spans(turns, words, [SpeechRegion(1.0, 2.0)])
    assert (span.start_seconds, span.end_seconds) == (8.0, 9.0)


def test_speech_that_goes_on_into_the_next_turn_does_not_take_its_words():
    words = [Word("Oui", 0.0, 0.4), Word("Parce", 0.5, 1.0)]
    turns = [Turn(0, 1, 0.0, 0.4, "interviewer", 0), Turn(1, 2, 0.5, 1.0, "leader", 1)]
    spans = speaking_spans(turns, words, [SpeechRegion(0.0, 0.6), SpeechRegion(0.7, 1.0)])
    assert spans[0].end_seconds == spans[1].start_seconds == 0.5


@st.composite
def conversations(draw):
    """Words of turns in order, and speech that was found with no regard to them."""
    words, turns, at = [], [], 0.0
    for number, gaps in enumerate(draw(st.lists(st.lists(st.floats(0.0, 2.0), min_size=1, max_size=6)))):
        first = len(words)
        for gap in gaps:
            length = draw(st.floats(0.05, 3.0))
            words.append(Word(draw(st.sampled_from(["oui", "non.", "?"])), at + gap, at + gap + length))
            at += gap + length
        role = draw(st.sampled_from(["leader", "interviewer", "unknown"]))
        turns.append(Turn(first, len(words), words[first].start_seconds, at, role, number))
    edges = sorted(draw(st.lists(st.floats(0.0, at + 1.0), max_size=12, unique=True)))
    return words, turns, [SpeechRegion(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]


@given(conversations())
def test_spans_never_overlap(conversation):
    words, turns, regions = conversation
    spans = speaking_spans(turns, words, regions)
    assert len(spans) == len(turns)
    for span in spans:
        assert 0.0 <= span.start_seconds <= span.end_seconds
    for before, after in pairwise(spans):
        assert before.end_seconds <= after.start_seconds


@given(conversations())
def test_no_edge_cuts_a_word_where_it_is_sure_to_sound(conversation):
    words, turns, regions = conversation
    for turn, span in zip(turns, speaking_spans(turns, words, regions), strict=True):
        spoken = [w for w in words[turn.first_word : turn.end_word] if w.text != "?"]
        if spoken:
            # Of a long word, only the near half second is trusted to be speech.
            assert span.start_seconds <= max(spoken[0].start_seconds, spoken[0].end_seconds - 0.5) + 1e-6
            assert span.end_seconds >= min(spoken[-1].end_seconds, spoken[-1].start_seconds + 0.5) - 1e-6


@given(conversations())
def test_passages_fill_their_turn_from_edge_to_edge_and_never_overlap(conversation):
    words, _, regions = conversation
    structure = build(words, [WordSpeaker("leader", 0, None)] * len(words), regions)
    for number, turn in enumerate(structure.turns):
        own = [passage for passage in structure.passages if passage.turn == number]
        assert own[0].start_seconds == turn.start_seconds
        assert own[-1].end_seconds == turn.end_seconds
        for before, after in pairwise(own):
            assert before.start_seconds <= before.end_seconds <= after.start_seconds <= after.end_seconds
