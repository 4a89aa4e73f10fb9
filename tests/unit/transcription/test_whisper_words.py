from hypothesis import given
from hypothesis import strategies as st

from transcription.whisper_words import AlignedPiece, join_pieces


def test_a_piece_without_a_space_before_it_belongs_to_the_word_before() -> None:
    words = join_pieces(
        [
            AlignedPiece(" aujourd", 1.0, 1.3, 0.9),
            AlignedPiece("'hui.", 1.3, 1.5, 0.6),
            AlignedPiece(" Oui", 1.6, 1.8, 0.8),
        ],
        offset_seconds=10.0,
    )
    assert [(w.text, w.start_seconds, w.end_seconds, w.probability) for w in words] == [
        ("aujourd'hui.", 11.0, 11.5, 0.6),
        ("Oui", 11.6, 11.8, 0.8),
    ]


@given(st.lists(st.from_regex("[ ]?[ab'-]{0,3}[ ]?", fullmatch=True), max_size=20))
def test_the_words_are_the_text_cut_at_its_spaces(texts: list[str]) -> None:
    pieces = [AlignedPiece(text, 0.0, 0.1, 0.5) for text in texts]
    assert [word.text for word in join_pieces(pieces)] == "".join(texts).split()
