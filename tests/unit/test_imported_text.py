"""A text put into a transcript: words that agree stay where they were heard, speakers are told apart."""

from __future__ import annotations

from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.imported_text import SaidThere, put_into
from app.domain.passage_state import PassageState
from app.domain.spoken_order import Place, Speaker
from app.domain.transcript_edit import TimedWord, spoken_tokens

TEXTS = {"a": "les données seront ouvertes quand demain", "b": "merci beaucoup"}


def transcript():
    states, order, second = {}, [], 0.0
    for id, text in TEXTS.items():
        words = [TimedWord(word, second + n, second + n + 0.5, 0.8) for n, word in enumerate(text.split())]
        end = second + len(words)
        states[id] = PassageState(id, second, end, tuple(words), "fr", "machine")
        order.append(
            Place(id, second, end, Speaker("leader", 0, False), True, "starts" if id == "a" else "continues")
        )
        second = end
    return tuple(order), states


def put(said, *, is_checked=False):
    order, states = transcript()
    numbers = count(1)
    return put_into(order, states, said, lambda _seconds: f"new-{next(numbers)}", is_checked=is_checked)


def test_a_passage_with_the_same_words_is_left_alone():
    imported = put({id: [SaidThere(text, None)] for id, text in TEXTS.items()})
    assert imported.states == {}
    assert imported.order == transcript()[0]


def test_words_that_agree_keep_their_times_and_figures_and_the_others_lose_them():
    state = put({"a": [SaidThere("Les données seront toutes ouvertes. Quand ? Demain !", None)]}).states["a"]
    assert [(word.text, word.probability) for word in state.words] == [
        ("Les", None), ("données", 0.8), ("seront", 0.8), ("toutes", None), ("ouvertes.", None),
        ("Quand?", None), ("Demain!", None),
    ]  # fmt: skip
    assert [word.start_seconds for word in state.words if word.text in ("données", "Demain!")] == [1.0, 5.0]
    assert state.status == "corrected"


def test_a_text_in_other_words_is_a_persons_but_checked_only_when_they_say_so():
    other = {"b": [SaidThere("Autre chose entièrement", None)]}
    assert put(other).states["b"].status == "corrected"
    assert put(other, is_checked=True).states["b"].status == "checked"
    same = put({"b": [SaidThere(TEXTS["b"], None)]}, is_checked=True).states["b"]
    assert (same.status, {word.probability for word in same.words}) == ("checked", {None})


def test_a_passage_is_cut_where_the_speaker_changes():
    said = [SaidThere("Les données seront ouvertes.", "leader"), SaidThere("Quand ?", "interviewer"),
            SaidThere("Demain.", "leader")]  # fmt: skip
    imported = put({"a": said})
    assert [state.text for state in imported.states.values()] == [
        "Les données seront ouvertes.", "Quand?", "Demain.",
    ]  # fmt: skip
    assert [(place.passage_id, place.speaker.role) for place in imported.order] == [
        ("a", "leader"), ("new-1", "interviewer"), ("new-2", "leader"), ("b", "leader"),
    ]  # fmt: skip
    assert all(place.speaker.is_confirmed for place in imported.order[:3])
    assert all(place.starts_turn for place in imported.order[:3])
    spans = [(place.start_seconds, place.end_seconds) for place in imported.order]
    assert spans == sorted(spans)


def test_what_the_text_does_not_cover_stays_and_what_it_leaves_out_was_not_said():
    imported = put({"a": []})
    assert imported.states["a"].words == ()
    assert "b" not in imported.states


SAID = st.lists(
    st.builds(
        SaidThere, st.text(alphabet="abé .?«", max_size=15), st.sampled_from(["leader", "interviewer", None])
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=60)
@given(SAID)
def test_every_word_of_the_text_is_there_once_in_order_and_in_time(said):
    imported = put({"a": said})
    _order, states = transcript()
    now = [imported.states.get(place.passage_id) or states[place.passage_id] for place in imported.order[:-1]]
    words = [word for state in now for word in state.words]
    wanted = []
    for one in said:
        wanted += spoken_tokens(one.text)
    assert "".join(word.text for word in words) == "".join(wanted)
    times = [second for word in words for second in (word.start_seconds, word.end_seconds)]
    assert times == sorted(times)
    assert all(0.0 <= second <= 6.0 for second in times)
