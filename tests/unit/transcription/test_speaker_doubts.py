from transcription.raw_transcript import Word
from transcription.speaker_doubts import roles_of_words
from transcription.word_voices import WordVoice

INF = float("inf")
ROLES = {0: "interviewer", 1: "leader"}


def told(*said: tuple[str, int | None, float], word_seconds: float = 0.3) -> list[str]:
    """Roles of (text, voice, margin) words that follow each other."""
    words, voices = [], []
    for number, (text, voice, margin) in enumerate(said):
        words.append(Word(text, number * word_seconds, (number + 1) * word_seconds))
        margins = () if voice is None else (INF, margin) if voice == 0 else (margin, INF)
        voices.append(WordVoice(voice, margins))
    return [word.role for word in roles_of_words(words, voices, [v.voice for v in voices], ROLES)]


def test_a_word_that_hardly_leans_to_its_voice_is_unknown():
    assert told(("Nous", 1, 0.1), ("voilà.", 1, 0.1)) == ["unknown"] * 2


def test_a_doubtful_word_of_a_sentence_that_is_clearly_one_voices_is_that_voices():
    assert told(("Nous", 1, 0.9), ("allons", 1, 0.05), ("voir.", 1, 0.9)) == ["leader"] * 3
    assert told(("Nous", 1, 0.9), ("allons", 1, -0.05), ("voir.", 1, 0.9))[1] == "unknown"


def test_a_doubtful_word_next_to_another_voice_in_one_sentence_stays_unknown():
    said = ("Et", 0, 0.9), ("vous", 0, 0.9), ("oui", 1, 0.05), ("bien", 1, 0.9), ("sûr.", 1, 0.9)
    assert told(*said) == ["interviewer", "interviewer", "unknown", "leader", "leader"]


def test_a_brief_yes_must_be_clearer_than_a_sentence():
    assert told(("Oui.", 0, 0.3), word_seconds=0.4) == ["unknown"]
    assert told(("Oui.", 0, 0.9), word_seconds=0.4) == ["interviewer"]


def test_a_word_of_the_other_inside_a_sentence_never_breaks_it_by_the_others_role():
    said = ("Nous", 1, 0.9), ("allons", 1, 0.9), ("oui", 0, 0.9), ("brancher", 1, 0.9), ("tout.", 1, 0.9)
    assert told(*said, word_seconds=0.5) == ["leader", "leader", "unknown", "leader", "leader"]


def test_a_clear_yes_between_two_sentences_is_the_others():
    said = ("Nous", 1, 0.9), ("irons.", 1, 0.9), ("D'accord.", 0, 0.9), ("Et", 1, 0.9), ("vite.", 1, 0.9)
    assert told(*said, word_seconds=0.5)[2] == "interviewer"


def test_between_two_voices_of_one_role_there_is_no_doubt():
    words = [Word("What", 0.0, 0.4), Word("about", 0.4, 0.8), Word("it?", 0.8, 1.2)]
    voices = [WordVoice(0, (INF, 0.9, 0.01))] * 3
    roles = {0: "interviewer", 1: "leader", 2: "interviewer"}
    assert {word.role for word in roles_of_words(words, voices, [0, 0, 0], roles)} == {"interviewer"}
