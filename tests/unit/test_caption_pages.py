"""Captions come in pages that hold every word once, in order, while it is heard."""

from __future__ import annotations

from itertools import chain, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.renditions.caption_pages import caption_pages, word_width
from app.renditions.clip_scene import ScenePart, SceneWord

SIZE, WIDTH = 40.0, 500.0
said = st.lists(
    st.text(st.characters(codec="latin-1", categories=["L", "N", "P"]), min_size=1, max_size=14),
    min_size=1,
    max_size=60,
)


def timed(texts: list[str]) -> ScenePart:
    return ScenePart("", tuple(SceneWord(text, n * 0.5, n * 0.5 + 0.4) for n, text in enumerate(texts)))


def pages_of(*parts: ScenePart, seconds: float, most_lines: int = 3):
    return caption_pages(
        parts, size_pixels=SIZE, width_pixels=WIDTH, most_lines=most_lines, duration_seconds=seconds
    )


@settings(max_examples=60)
@given(said, st.integers(1, 4))
def test_every_word_is_on_one_page_in_order_and_pages_follow_without_a_gap(texts, most_lines):
    part, seconds = timed(texts), len(texts) * 0.5
    pages = pages_of(part, seconds=seconds, most_lines=most_lines)
    shown = [word for page in pages for word in chain.from_iterable(page.lines)]
    assert "".join(one.text for one in shown) == "".join(texts)
    assert pages[0].start_seconds == 0 and pages[-1].end_seconds == seconds
    assert all(before.end_seconds == after.start_seconds for before, after in pairwise(pages))
    for page in pages:
        assert len(page.lines) <= most_lines
        for word in chain.from_iterable(page.lines):
            assert page.start_seconds <= word.start_seconds < page.end_seconds
        for line in page.lines:
            assert word_width(line[0], SIZE) <= WIDTH


def test_a_page_ends_with_its_sentence_rather_than_full():
    sentence = "Nous le voulons depuis longtemps. Et nous le ferons dès cet automne avec toutes les villes"
    texts = sentence.split()
    first, *_rest = pages_of(timed(texts), seconds=len(texts) / 2, most_lines=2)
    assert [word.text for word in chain.from_iterable(first.lines)][-1] == "longtemps."


def test_two_voices_never_share_a_page():
    question = ScenePart("Personne qui interroge", timed(["Et", "vous", "?"]).words)
    answer = ScenePart("Une personne", (SceneWord("Non.", 1.5, 2.0),))
    assert [one.speaker_text for one in pages_of(question, answer, seconds=2.0)] == [
        "Personne qui interroge",
        "Une personne",
    ]


def test_what_is_not_heard_is_shown_with_a_word_that_is():
    heard = timed(["mot"] * 40).words
    beside = tuple(SceneWord("reste", is_beside=True) for _ in range(6))
    for page in pages_of(ScenePart("", (*heard, *beside)), seconds=20.0, most_lines=2):
        assert any(word.start_seconds is not None for word in chain.from_iterable(page.lines))


def test_lines_of_a_page_are_about_as_long_as_each_other():
    (page,) = pages_of(timed(["environ"] * 6), seconds=3.0)
    assert [len(line) for line in page.lines] in ([3, 3], [2, 2, 2])


def test_a_closing_mark_never_leaves_its_word_nor_the_page():
    words = (*timed(["environ"] * 12).words, SceneWord("\u202f»", has_space_before=False))
    for page in pages_of(ScenePart("", words), seconds=6.0):
        for line in page.lines:
            assert line[0].has_space_before
            assert sum(word_width(one, SIZE) for one in line) <= WIDTH
