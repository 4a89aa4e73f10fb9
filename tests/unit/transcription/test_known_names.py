"""Known names take their spelling where their sound was heard, and nothing that is a word ever changes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from transcription.known_names import restore_names
from transcription.raw_transcript import RawTranscript, Segment, Word
from transcription.word_commonness import is_listed

NAMES = (
    "Hélène Savard",
    "Thierry Vézina",
    "Denise Okafor-Lavoie",
    "Parti du Littoral",
    "autobus de campagne, Chicoutimi",
)


def heard(*texts: str, vocabulary: tuple[str, ...] = NAMES, language: str = "fr") -> RawTranscript:
    words = tuple(Word(text, place, place + 0.8, 0.5, 2 / 3) for place, text in enumerate(texts))
    segment = Segment(0.0, float(len(texts)), " ".join(texts), words, language=language)
    return RawTranscript(
        language, float(len(texts)) + 1, (segment,), "test", "none", {"vocabulary": {language: vocabulary}}
    )


def written(*texts: str) -> str:
    return restore_names(heard(*texts)).text


def test_a_name_heard_as_no_word_is_written_as_it_was_told() -> None:
    assert written("Madame", "Savar,", "bonjour.") == "Madame Savard, bonjour."
    assert written("monsieur", "Vésina") == "monsieur Vézina"


def test_a_telephone_line_takes_voices_from_consonants() -> None:
    assert written("Safard") == "Savard"


def test_long_names_may_differ_by_one_sound_and_short_ones_not() -> None:
    assert written("à", "Chikotimi,") == "à Chicoutimi,"
    assert written("Sabard") == "Sabard"


def test_marks_elisions_and_genitives_stay() -> None:
    assert written("«", "d'Okafor-Lavois", "»") == "« d'Okafor-Lavoie »"
    assert written("Savar's", "plan") == "Savard's plan"


def test_two_neighbours_make_one_name_with_both_spans() -> None:
    restored = restore_names(heard("Okafaur", "Lavoit,", "oui"))
    assert [word.text for word in restored.words] == ["Okafor-Lavoie,", "oui"]
    assert restored.words[0] == Word("Okafor-Lavoie,", 0, 1.8, 0.5, 2 / 3)


def test_a_mark_between_two_neighbours_parts_them() -> None:
    assert written("Okafaur.", "Lavoit,") == "Okafaur. Lavoit,"


def test_a_word_of_either_language_is_never_a_misheard_name() -> None:
    # They sound like « Littoral » and « Savard » or nearly so, but people may mean them.
    assert written("parti", "du", "littéral", "savoir", "savage") == "parti du littéral savoir savage"


def test_a_term_told_with_the_others_is_restored_like_a_name() -> None:
    restored = restore_names(heard("des", "lojiciels", "libres", vocabulary=("logiciels libres",)))
    assert restored.text == "des logiciels libres"


def test_two_known_words_equally_near_leave_what_was_heard() -> None:
    names = ("Arsenault", "Arseneau")
    assert restore_names(heard("Arsenaud", vocabulary=names)).text == "Arsenaud"


def test_what_was_heard_is_listed_with_its_time() -> None:
    restored = restore_names(heard("Madame", "Savar,"))
    assert restored.settings["restored_names"] == [
        {"heard": "Savar,", "written": "Savard,", "start_seconds": 1.0}
    ]


def test_names_that_the_engine_was_not_told_are_known_in_every_language() -> None:
    raw = heard("mister", "Legau", "and", "Savar", vocabulary=(), language="en")
    assert restore_names(raw, ["Simon Legault", "Hélène Savard"]).text == "mister Legault and Savard"


def test_where_nothing_was_told_nothing_changes() -> None:
    raw = heard("Madame", "Savar,", vocabulary=())
    assert restore_names(raw) is raw


LETTERS = "abcdefghijlmnoprstuvzéèôçA'’- ?.,«»0123"
TEXTS = st.lists(
    st.one_of(
        st.text(LETTERS, min_size=1, max_size=12).filter(str.strip),
        st.sampled_from(
            ["Savar", "savart", "Vésina,", "Okafor", "Lavoit", "littoral", "Litoral", "le", "sept"]
        ),
    ),
    min_size=1,
    max_size=12,
)


# The word lists take a second to read.
@settings(deadline=None)
@given(TEXTS, st.sampled_from(["fr", "en"]))
def test_only_what_is_no_word_changes_and_keeps_its_place(texts: list[str], language: str) -> None:
    raw = heard(*texts, language=language)
    restored = restore_names(raw)
    kept = {word.start_seconds: word for word in restored.words}
    ends = {word.end_seconds for word in raw.words}
    assert all(word.end_seconds in ends for word in restored.words)
    for word in raw.words:
        if is_listed(word.text, "fr") or is_listed(word.text, "en"):
            elided = word.text.replace("’", "'").rpartition("'")[2]
            if is_listed(elided, "fr") or is_listed(elided, "en"):
                assert kept[word.start_seconds] == word
    assert restore_names(restored).words == restored.words
    unchanged = set(raw.words) & set(restored.words)
    assert all(word.probability == 0.5 and word.agreement == 2 / 3 for word in restored.words)
    assert len(raw.words) - len(restored.words) <= (len(raw.words) - len(unchanged)) / 2
