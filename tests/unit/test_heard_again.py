"""Which passage a second hearing's words belong to, and what a passage is once it takes them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.heard_again import EDGE_SECONDS, assign_words, is_different, taken
from app.domain.passage_state import PassageState
from app.domain.transcript_edit import TimedWord

VOCABULARY = st.sampled_from(["la", "fibre", "ira", "Partout", "[inaudible]", "où", "?"])


def words(text: str, start: float, step: float = 0.5, probability: float | None = 0.8) -> list[TimedWord]:
    return [
        TimedWord(one, start + step * number, start + step * (number + 1), probability)
        for number, one in enumerate(text.split())
    ]


def passage(text: str, start: float, end: float, status: str = "machine") -> PassageState:
    return PassageState(f"p{start}", start, end, tuple(words(text, start)), "fr", status)


def texts(groups) -> list[str]:
    return [" ".join(one.text for one in group) for group in groups]


@st.composite
def heard_words(draw) -> list[TimedWord]:
    start, heard = 0.0, []
    for text in draw(st.lists(VOCABULARY, max_size=40)):
        start += draw(st.floats(0, 3))
        end = start + draw(st.floats(0, 1.5))
        heard.append(TimedWord(text, start, end, draw(st.none() | st.floats(0, 1))))
        start = end
    return heard


@st.composite
def passages(draw) -> list[PassageState]:
    start, made = 0.0, []
    for text in draw(st.lists(st.lists(VOCABULARY, max_size=8).map(" ".join), max_size=6)):
        start += draw(st.sampled_from([0.0, 0.2, 1.0, 5.0]))
        end = start + max(0.5 * len(text.split()), 0.5)
        made.append(passage(text, start, end, draw(st.sampled_from(["machine", "corrected", "checked"]))))
        start = end
    return made


def test_words_at_an_edge_go_where_they_are_read() -> None:
    known = [passage("la fibre ira", 0.0, 1.5), passage("partout chez vous", 1.5, 3.0)]
    # Heard four tenths later than the first time: by time alone, « ira » would be the next passage's.
    found = assign_words(words("la fibre ira partout chez nous", 0.4), known)
    assert texts(found.words) == ["la fibre ira", "partout chez nous"]


def test_speech_far_from_any_passage_is_told_apart() -> None:
    known = [passage("oui", 0.0, 0.5), passage("non", 20.0, 20.5)]
    found = assign_words([*words("oui", 0.0), *words("peut-être bien", 10.0), *words("non", 20.0)], known)
    assert texts(found.words) == ["oui", "non"]
    assert [one.text for one in found.outside] == ["peut-être", "bien"]
    assert assign_words(words("rien", 1.0), []).outside == tuple(words("rien", 1.0))


def test_capitals_accents_and_marks_are_no_other_words() -> None:
    assert not is_different(passage("La fibre ?", 0.0, 2.0), words("la fibre", 0.0))
    assert is_different(passage("La fibre", 0.0, 2.0), words("la vibre", 0.0))
    assert is_different(passage("La fibre", 0.0, 2.0), [])


def test_taken_words_keep_the_machines_figures_and_a_persons_word_its_own() -> None:
    state = PassageState(
        "p", 0.0, 2.0, (*words("Mme Savard", 0.0, probability=None), *words("dis", 1.0)), "fr", "machine"
    )
    after = taken(state, words("Mme Savard dit", 0.1, probability=0.7))
    assert [(one.text, one.probability) for one in after.words] == [
        ("Mme", None), ("Savard", None), ("dit", 0.7),
    ]  # fmt: skip
    assert after.status == "machine"
    assert taken(passage("autre chose", 0.0, 2.0, "checked"), words("dit", 0.0)).status == "corrected"


@settings(max_examples=50)
@given(heard_words(), passages())
def test_each_word_is_once_somewhere_and_in_order(heard, known) -> None:
    found = assign_words(heard, known)
    assert len(found.words) == len(known)
    inside = [word for group in found.words for word in group]
    left = {id(word) for word in heard}
    for word in (*inside, *found.outside):
        left.remove(id(word))
    assert not left
    numbers = {id(word): number for number, word in enumerate(heard)}
    assert [numbers[id(word)] for word in inside] == sorted(numbers[id(word)] for word in inside)
    for word in found.outside:
        middle = (word.start_seconds + word.end_seconds) / 2
        gaps = [max(one.start_seconds - middle, middle - one.end_seconds) for one in known]
        assert all(gap > EDGE_SECONDS for gap in gaps)


@settings(max_examples=50)
@given(heard_words(), passages())
def test_a_passage_that_takes_words_reads_as_heard_inside_its_edges(heard, known) -> None:
    for state, group in zip(known, assign_words(heard, known).words, strict=True):
        after = taken(state, group)
        assert after.text == " ".join(one.text for one in group)
        assert not is_different(after, group)
        for one, following in pairwise(after.words):
            assert one.end_seconds <= following.start_seconds
        for one in after.words:
            assert state.start_seconds <= one.start_seconds <= one.end_seconds <= state.end_seconds
        assert taken(after, group) == after


@settings(max_examples=50)
@given(passages())
def test_what_is_read_heard_alike_is_no_difference(known) -> None:
    heard = [word for state in known for word in state.words]
    found = assign_words(heard, known)
    assert texts(found.words) == [state.text for state in known]
