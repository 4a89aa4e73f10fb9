"""The spots most worth hearing come first, and each can be heard in one go."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.domain.doubtful_spots import (
    CONTEXT_SECONDS,
    LONGEST_SPOT_SECONDS,
    MachinePassage,
    MachineTurn,
    RemovedRun,
    context_span,
    find_spots,
)
from app.domain.negation_words import is_negation
from app.domain.span_index import SpanIndex
from app.domain.transcript_edit import TimedWord

SURE = 0.95


def passage(
    text: str, probabilities: dict[int, float | None], start: float = 0.0, id: str = "a", step: float = 0.4
) -> MachinePassage:
    words = tuple(
        TimedWord(one, start + number * step, start + (number + 1) * step, probabilities.get(number, SURE))
        for number, one in enumerate(text.split())
    )
    return MachinePassage(id, "fr", words)


def sure_passage(id: str, start: float) -> MachinePassage:
    return passage("tout cela se comprend bien et vite chez nous ici", {}, start, id)


def test_the_least_sure_words_of_a_recording_come_first_whatever_the_engines_scale():
    for scale in (1.0, 0.1):
        unsure = passage("la fibre arrive au village bientôt", {1: 0.3 * scale, 3: 0.1 * scale}, id="b")
        sure = [
            MachinePassage(
                one.id, "fr",
                tuple(TimedWord(w.text, w.start_seconds, w.end_seconds, SURE * scale) for w in one.words),
            )
            for one in (sure_passage("a", 10), sure_passage("c", 20))
        ]  # fmt: skip
        rest = tuple(
            TimedWord(
                w.text,
                w.start_seconds,
                w.end_seconds,
                SURE * scale if w.probability == SURE else w.probability,
            )
            for w in unsure.words
        )
        spots = find_spots([*sure, MachinePassage("b", "fr", rest)])
        assert [(one.passage_id, one.text) for one in spots] == [("b", "fibre arrive au")]
        assert spots[0].reasons == ("unsure",)


def test_what_the_machine_calls_inaudible_is_a_spot_with_the_words_it_gave_up():
    one = passage("il y a [inaudible] dans le budget", {3: None})
    mark = one.words[3]
    hidden = RemovedRun(mark.start_seconds, mark.end_seconds, "seize milliards", "inaudible")
    (spot,) = find_spots([one], [hidden])
    assert (spot.kind, spot.text, spot.set_aside) == ("words", "[inaudible]", "seize milliards")
    assert spot.reasons == ("inaudible",)


def test_what_was_set_aside_is_a_spot_of_its_own_with_its_reason():
    loop = RemovedRun(50.0, 52.0, "oui oui oui oui", "loop")
    (spot,) = find_spots([sure_passage("a", 0)], [loop])
    assert (spot.kind, spot.passage_id, spot.set_aside, spot.reasons) == (
        "removed", None, "oui oui oui oui", ("loop",),
    )  # fmt: skip


def test_a_doubt_beside_a_negation_comes_before_the_same_doubt_elsewhere():
    plain = passage("on va vendre ces données aux gens", {2: 0.3}, start=0, id="plain")
    denied = passage("on va pas vendre ces données aux gens", {3: 0.3}, start=10, id="denied")
    spots = find_spots([plain, denied, sure_passage("c", 20)])
    assert [one.passage_id for one in spots] == ["denied", "plain"]
    assert "negation" in spots[0].reasons
    assert "negation" not in spots[1].reasons


def test_a_word_in_no_dictionary_is_worth_hearing_though_the_machine_is_sure():
    one = passage("le député Trémouille a voté hier soir pour la loi", {})
    (spot,) = find_spots([MachinePassage("a", "fr", one.words, frozenset({2}))])
    assert (spot.text, spot.reasons) == ("Trémouille", ("unknown_word",))


def test_turns_of_nobody_and_very_short_ones_are_worth_hearing():
    turns = [
        MachineTurn("a", 0.0, 8.0, "leader", 1, "une longue réponse"),
        MachineTurn("b", 9.0, 9.6, "interviewer", 0, "Oui."),
        MachineTurn("c", 12.0, 16.0, "unknown", None, "quelqu'un passe"),
    ]
    spots = find_spots([], (), turns)
    assert [(one.passage_id, one.reasons) for one in spots] == [
        ("c", ("speaker_unknown",)),
        ("b", ("speaker_short",)),
    ]


def test_negations_are_known_in_both_languages():
    assert is_negation("N'en", "fr")
    assert is_negation("jamais,", "fr")
    assert is_negation("don't", "en")
    assert not is_negation("note", "en")
    assert not is_negation("passe", "fr")


probabilities = st.one_of(st.none(), st.floats(0, 1))


@st.composite
def recordings(draw) -> list[MachinePassage]:
    start, passages = 0.0, []
    for number in range(draw(st.integers(1, 4))):
        words = []
        for _ in range(draw(st.integers(0, 12))):
            start += draw(st.floats(0, 2))
            length = draw(st.floats(0.05, 1))
            text = draw(st.sampled_from(["pas", "oui", "[inaudible]", "fibre", "?"]))
            words.append(TimedWord(text, start, start + length, draw(probabilities)))
            start += length
        passages.append(MachinePassage(str(number), "fr", tuple(words)))
    return passages


@given(recordings())
def test_spots_share_no_word_end_in_reach_of_an_ear_and_come_in_the_order_of_their_worth(passages):
    spots = find_spots(passages)
    assert [one.worth for one in spots] == sorted((one.worth for one in spots), reverse=True)
    assert len({one.key for one in spots}) == len(spots)
    in_time = sorted(spots, key=lambda one: one.start_seconds)
    for before, after in pairwise(in_time):
        assert before.end_seconds <= after.start_seconds
    for one in spots:
        assert one.end_seconds - one.start_seconds <= LONGEST_SPOT_SECONDS
        assert one.reasons


@given(recordings(), st.data())
def test_what_is_played_around_a_spot_cuts_no_word(passages, data):
    words = [word for one in passages for word in one.words]
    spots = find_spots(passages)
    if not spots:
        return
    spot = data.draw(st.sampled_from(spots))
    start, end = context_span(SpanIndex(words), spot.start_seconds, spot.end_seconds, None)
    assert 0 <= start <= max(0.0, spot.start_seconds - CONTEXT_SECONDS)
    assert end >= spot.end_seconds + CONTEXT_SECONDS
    for word in words:
        assert not word.start_seconds < start < word.end_seconds
        assert not word.start_seconds < end < word.end_seconds
