"""Written words find the passage in which they were heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.written_alignment import HeardWord, align_written, word_key, written_words
from transcription.written_transcript import WrittenPart

PASSAGES = ["nous ouvrirons les données de l'état", "et le logiciel libre", "sera partout dans les écoles"]


def heard(passages=PASSAGES) -> list[HeardWord]:
    words = [(number, word) for number, passage in enumerate(passages) for word in passage.split()]
    return [
        HeardWord(word_key(word), 0.5 + position, number) for position, (number, word) in enumerate(words)
    ]


def given_to(text: str, **times: float) -> list[str]:
    words = written_words([WrittenPart(line, "", **times) for line in text.splitlines()])
    aligned = align_written(heard(), words)
    groups = [""] * len(PASSAGES)
    for word, passage in zip(words, aligned.passages, strict=True):
        groups[passage] = f"{groups[passage]} {word.text}".strip()
    return groups


def test_a_corrected_text_falls_into_the_passages_that_were_heard():
    text = (
        "Nous ouvrirons toutes les données de l'État. Et le logiciel libre, il\nsera partout dans nos écoles."
    )
    assert given_to(text) == [
        "Nous ouvrirons toutes les données de l'État.", "Et le logiciel libre, il",
        "sera partout dans nos écoles.",
    ]  # fmt: skip


def test_a_sentence_that_was_not_heard_stays_whole():
    text = (
        "Nous ouvrirons les données de l'État. Vraiment. Et le logiciel libre sera partout dans les écoles."
    )
    groups = given_to(text)
    assert "Vraiment." in (groups[0].split()[-1], groups[1].split()[0])
    assert groups[2] == "sera partout dans les écoles."


def test_the_share_heard_and_the_lag_tell_whether_the_text_fits():
    same = written_words([WrittenPart(" ".join(PASSAGES), "", 10.0, 25.0)])
    fits = align_written(heard(), same)
    assert fits.share_heard == 1.0
    assert fits.lag_seconds == pytest.approx(10, abs=1.5)
    other = written_words([WrittenPart("tout autre chose fut dit ailleurs par quelqu'un")])
    assert align_written(heard(), other).share_heard == 0.0
    assert align_written(heard(), other).lag_seconds is None


def test_without_a_word_heard_there_is_nothing_to_lay_a_text_beside():
    with pytest.raises(ValueError, match="nothing was heard"):
        align_written([], written_words([WrittenPart("bonjour")]))


@given(
    st.lists(st.sampled_from(["nous", "les", "logiciel", "libre", "jamais", ".", "?"]), min_size=1),
    st.booleans(),
)
def test_every_word_gets_a_passage_and_passages_never_go_back(words, has_times):
    times = {"start_seconds": 0.0, "end_seconds": 20.0} if has_times else {}
    written = written_words([WrittenPart(" ".join(words), "", **times)])
    passages = align_written(heard(), written).passages
    assert len(passages) == len(written)
    assert list(passages) == sorted(passages)
    assert set(passages) <= {0, 1, 2}
