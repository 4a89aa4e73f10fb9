from hypothesis import given
from hypothesis import strategies as st

from transcription.raw_transcript import RawTranscript, Segment, Word
from transcription.scored_words import scored_words
from transcription.scoring import EditCounts, count_edits
from transcription.word_alignment import edits_by_block, group_transcript, group_words, judge_words

WRITTEN = st.lists(
    st.sampled_from(["Oui,", "l'école", "600", "000", "$", "20", "%", "3,5", "?", "peut-être", "non."]),
    max_size=8,
)
SAID = st.lists(st.sampled_from(["oui", "non", "six", "cent", "mille"]), max_size=10)


def words(*texts: str) -> list[Word]:
    return [Word(text, float(number), number + 0.5, 0.9) for number, text in enumerate(texts)]


def test_a_word_is_right_when_it_is_equal_after_the_normaliser() -> None:
    judged = judge_words(
        ("l", "école", "libre", "ouvre", "demain"),
        group_words(words("L'École", "ivre", "?", "demain."), "fr"),
    )
    assert judged.is_right == (True, False, None, True)
    assert judged.said_index[0] == 0
    assert judged.said_index[2:] == (None, 4)


def test_a_number_cut_into_words_is_judged_as_it_is_said() -> None:
    groups = group_words(words("avec", "600", "000", "$", "oui"), "fr")
    assert [group.scored for group in groups][1] == ("six", "cent", "mille", "dollars")
    judged = judge_words(scored_words("avec six cent mille dollars oui"), groups)
    assert judged.is_right == (True,) * 5


def test_an_invented_word_is_wrong_and_stands_opposite_to_nothing() -> None:
    judged = judge_words(("oui",), group_words(words("oui", "merci"), "fr"))
    assert judged.is_right == (True, False)
    assert judged.said_index == (0, None)


def test_each_segment_is_read_in_its_own_language() -> None:
    french = Segment(0, 1, "20", tuple(words("20")))
    english = Segment(1, 2, "20", tuple(words("20")), language="en")
    untimed = Segment(2, 3, "Très bien.")
    groups = group_transcript(RawTranscript("fr", 3.0, (french, english, untimed), "engine", "model"))
    assert [group.scored for group in groups] == [("vingt",), ("twenty",), ("très", "bien")]
    assert [(group.first_word, group.end_word) for group in groups] == [(0, 1), (1, 2), (2, 2)]


@given(WRITTEN, SAID)
def test_every_word_is_judged_and_the_right_ones_are_no_more_than_were_said(
    written: list[str], said: list[str]
) -> None:
    groups = group_words(words(*written), "fr")
    judged = judge_words(said, groups)
    assert len(judged.is_right) == len(judged.said_index) == len(written)
    scored = [word for group in groups for word in group.scored]
    edits = count_edits(said, scored)
    right = sum(len(group.scored) for group in groups if judged.is_right[group.first_word])
    assert right <= len(said) - edits.substitutions - edits.deletions


@given(st.lists(SAID, max_size=5), SAID)
def test_edits_of_the_blocks_add_up_to_those_of_the_whole(
    blocks: list[list[str]], written: list[str]
) -> None:
    counts = edits_by_block(blocks, written)
    assert [one.reference_length for one in counts] == [len(block) for block in blocks]
    if blocks:
        whole = count_edits([word for block in blocks for word in block], written)
        assert sum(counts, EditCounts(0, 0, 0, 0)) == whole
