from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.raw_transcript import Word
from transcription.speakers import WordSpeaker
from transcription.spoken_structure import build

VOICES = {"interviewer": 0, "leader": 1, "unknown": None}


def said(*turns: tuple[str, str], word_seconds: float = 0.3, pause_seconds: float = 0.6):
    """Words and speakers of (role, text) turns; `|` in a text is a pause of a second."""
    words, speakers, at = [], [], 0.0
    for role, text in turns:
        for item in text.split():
            if item == "|":
                at += 1.0
                continue
            words.append(Word(item, round(at, 3), round(at + word_seconds, 3)))
            speakers.append(WordSpeaker(role, VOICES[role], 0.9))
            at += word_seconds
        at += pause_seconds
    return words, speakers


def texts(words, parts) -> list[str]:
    return [" ".join(word.text for word in words[part.first_word : part.end_word]) for part in parts]


vocabulary = st.sampled_from(
    [
        "oui.",
        "non,",
        "M.",
        "Mme",
        "Roy",
        "pourquoi?",
        "?",
        "3",
        "5",
        "données",
        "libre",
        "Merci",
        "Le",
        "«",
        "»",
    ]
)
speaker_kinds = st.sampled_from(
    [("leader", 1), ("interviewer", 0), ("unknown", None), ("unknown", 0), ("unknown", 1), ("unknown", 2)]
)


@st.composite
def conversations(draw):
    words, speakers, at = [], [], 0.0
    for role, voice in draw(st.lists(speaker_kinds, max_size=12)):
        for text in draw(st.lists(vocabulary, min_size=1, max_size=70)):
            at += draw(st.sampled_from([0.0, 0.0, 0.3, 1.2]))
            words.append(Word(text, round(at, 3), round(at + 0.2, 3)))
            speakers.append(WordSpeaker(role, voice, None))
            at += 0.2
    return words, speakers


@given(conversations())
def test_every_word_is_in_exactly_one_turn_and_one_passage_in_order(conversation):
    words, speakers = conversation
    structure = build(words, speakers)
    for parts in (structure.turns, structure.passages):
        assert [i for part in parts for i in range(part.first_word, part.end_word)] == list(range(len(words)))


@given(conversations())
def test_passages_lie_inside_their_turn_and_bear_its_speaker(conversation):
    structure = build(*conversation)
    for passage in structure.passages:
        turn = structure.turns[passage.turn]
        assert turn.first_word <= passage.first_word < passage.end_word <= turn.end_word
        assert (passage.role, passage.voice) == (turn.role, turn.voice)
        assert turn.start_seconds <= passage.start_seconds <= passage.end_seconds <= turn.end_seconds


@given(conversations())
def test_no_word_that_is_known_changes_its_speaker_and_neighbouring_turns_differ(conversation):
    words, speakers = conversation
    structure = build(words, speakers)
    for turn in structure.turns:
        for speaker in speakers[turn.first_word : turn.end_word]:
            assert speaker.role in ("unknown", turn.role)
    for before, after in pairwise(structure.turns):
        assert (before.role, before.voice) != (after.role, after.voice)


@given(conversations())
def test_building_again_from_what_was_built_changes_nothing(conversation):
    words, speakers = conversation
    once = build(words, speakers)
    settled = [
        WordSpeaker(turn.role, turn.voice, None)
        for turn in once.turns
        for _ in range(turn.first_word, turn.end_word)
    ]
    assert build(words, settled) == once


@given(conversations())
def test_exchanges_follow_each_other_and_pair_questions_with_answers_of_the_leader(conversation):
    structure = build(*conversation)
    for exchange in structure.exchanges:
        assert exchange.question_turns and exchange.answer_turns
        assert exchange.first_turn == exchange.question_turns[0]
        assert exchange.end_turn == exchange.answer_turns[-1] + 1
        assert all(structure.turns[turn].role == "leader" for turn in exchange.answer_turns)
        assert all(structure.turns[turn].role != "leader" for turn in exchange.question_turns)
        assert max(exchange.question_turns) < min(exchange.answer_turns)
    for before, after in pairwise(structure.exchanges):
        assert before.end_turn <= after.first_turn


@given(conversations())
def test_passages_never_end_inside_a_sentence_of_a_bearable_length(conversation):
    words, speakers = conversation
    structure = build(words, speakers)
    for before, after in pairwise(structure.passages):
        if before.turn == after.turn and after.end_word - before.first_word <= 20:
            last = words[before.end_word - 1]
            is_paused = words[after.first_word].start_seconds - last.end_seconds >= 1.0
            assert last.text.endswith((".", "?", "»")) or is_paused


def test_questions_and_answers_become_exchanges_and_greetings_belong_to_none():
    words, speakers = said(
        ("interviewer", "Bonjour madame Roy, merci de me recevoir."),
        ("leader", "Bonjour, ça me fait plaisir."),
        ("interviewer", "Allez-vous publier vos données?"),
        ("leader", "Oui, toutes, et dès cette année."),
        ("interviewer", "Et qui va payer?"),
        ("leader", "Le gouvernement, comme toujours."),
        ("interviewer", "Merci madame Roy, et bonne fin de tournée."),
        ("leader", "Merci à vous."),
    )
    exchanges = build(words, speakers).exchanges
    assert [(e.question_turns, e.answer_turns) for e in exchanges] == [((2,), (3,)), ((4,), (5,))]


def test_a_greeting_that_holds_a_question_opens_an_exchange():
    words, speakers = said(
        ("interviewer", "Bonjour, est-ce que vous m'entendez?"), ("leader", "Très bien, allez-y.")
    )
    [exchange] = build(words, speakers).exchanges
    assert (exchange.first_turn, exchange.end_turn) == (0, 2)


def test_a_short_remark_inside_an_answer_is_an_interjection():
    words, speakers = said(
        ("interviewer", "Que ferez-vous?"),
        ("leader", "Nous allons brancher chaque village."),
        ("interviewer", "Je vois."),
        ("leader", "Et cela d'ici quatre ans."),
    )
    [exchange] = build(words, speakers).exchanges
    assert (exchange.question_turns, exchange.answer_turns) == ((0,), (1, 3))


def test_a_long_remark_without_question_mark_opens_the_next_exchange():
    words, speakers = said(
        ("interviewer", "Que ferez-vous?"),
        ("leader", "Brancher les villages."),
        ("interviewer", "Il y a encore des rangs où les gens n'ont rien."),
        ("leader", "C'est inacceptable."),
    )
    assert [e.question_turns for e in build(words, speakers).exchanges] == [(0,), (2,)]


def test_a_strangers_question_parts_the_answers_before_and_after_it():
    words, speakers = said(
        ("interviewer", "Que ferez-vous des données?"),
        ("leader", "Nous allons les publier."),
        ("unknown", "And what about open source?"),
        ("leader", "Taxpayers should be able to read it."),
    )
    assert [(e.question_turns, e.answer_turns) for e in build(words, speakers).exchanges] == [
        ((0,), (1,)),
        ((2,), (3,)),
    ]


def test_a_question_that_the_leader_never_answers_makes_no_exchange():
    words, speakers = said(("interviewer", "Pourquoi?"), ("unknown", "On y va."))
    assert build(words, speakers).exchanges == ()


def test_a_doubtful_word_inside_a_sentence_joins_it_and_a_doubtful_sentence_does_not():
    words, speakers = said(
        ("leader", "Nous allons"), ("unknown", "créer"), ("leader", "un portail."), pause_seconds=0.0
    )
    assert len(build(words, speakers).turns) == 1
    words, speakers = said(
        ("leader", "Nous créons un portail."), ("unknown", "Oui."), ("leader", "Un seul."), pause_seconds=0.0
    )
    assert [turn.role for turn in build(words, speakers).turns] == ["leader", "unknown", "leader"]


def test_a_doubtful_word_between_two_people_stays_unknown():
    words, speakers = said(
        ("interviewer", "Et vous"), ("unknown", "oui"), ("leader", "bien sûr."), pause_seconds=0.0
    )
    assert [turn.role for turn in build(words, speakers).turns] == ["interviewer", "unknown", "leader"]


def test_passages_hold_whole_sentences_and_join_short_ones():
    words, speakers = said(
        ("leader", "Non. Le vote par Internet, je n'y crois pas. Le papier, ça se recompte. Un serveur, non.")
    )
    assert texts(words, build(words, speakers).passages) == [" ".join(word.text for word in words)]


def test_long_sentences_are_passages_of_their_own():
    sentence = (
        "Nous voulons que toutes les données du gouvernement soient ouvertes par défaut sous licence libre."
    )
    words, speakers = said(("leader", f"{sentence} {sentence} {sentence}"))
    assert texts(words, build(words, speakers).passages) == [f"{sentence} {sentence}", sentence]


def test_sentences_of_two_languages_are_passages_of_their_own():
    words, speakers = said(("leader", "Oui, bien sûr. We will publish all of it."))
    languages = ["fr"] * 3 + ["en"] * 6
    assert len(build(words, speakers).passages) == 1
    assert texts(words, build(words, speakers, (), languages).passages) == [
        "Oui, bien sûr.",
        "We will publish all of it.",
    ]


def test_speech_without_punctuation_is_cut_where_the_speaker_pauses():
    clause = " ".join(["données"] * 30)
    words, speakers = said(("leader", f"{clause} | {clause} | {clause}"))
    assert [p.end_word - p.first_word for p in build(words, speakers).passages] == [30, 30, 30]


def test_speech_without_any_hold_is_cut_all_the_same_before_it_is_endless():
    words, speakers = said(("leader", " ".join(["données"] * 300)))
    assert max(p.end_word - p.first_word for p in build(words, speakers).passages) <= 90


def test_times_are_those_of_the_words():
    words, speakers = said(("interviewer", "Et qui va payer?"), ("leader", "Le gouvernement, oui."))
    structure = build(words, speakers)
    assert structure.turns[1].start_seconds == words[4].start_seconds
    assert structure.exchanges[0].end_seconds == words[-1].end_seconds


def test_words_and_speakers_of_different_number_are_refused():
    words, speakers = said(("leader", "Oui. Non."))
    with pytest.raises(ValueError, match="2 words"):
        build(words, speakers[:1])


def test_nothing_said_has_no_structure():
    structure = build([], [])
    assert (structure.turns, structure.passages, structure.exchanges) == ((), (), ())


def test_a_turn_has_one_speaker():
    words, speakers = said(("leader", "Oui."), ("interviewer", "Non."), ("leader", "Si."))
    turns = build(words, speakers).turns
    assert [role for role, _ in groupby(turn.role for turn in turns)] == ["leader", "interviewer", "leader"]
