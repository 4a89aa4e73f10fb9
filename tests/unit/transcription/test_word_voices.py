import numpy as np

from transcription.raw_transcript import Word
from transcription.speech_regions import SpeechRegion
from transcription.voice_windows import SpeechWindows
from transcription.word_voices import words_to_voices

CENTRES = np.array([[1.0, 0.0, 0.0], [0.6, 0.8, 0.0]], dtype=np.float32)
STRANGER = np.array([0.3, 0.1, 0.95], dtype=np.float32)


def heard(words: str, *parts: tuple[float, float, np.ndarray]):
    """Words as "text@start-end"; parts (start, end, embedding) are regions that each sound like one point."""
    spoken = []
    for item in words.split():
        text, _, span = item.rpartition("@")
        start, _, end = span.partition("-")
        spoken.append(Word(text, float(start), float(end)))
    regions = [SpeechRegion(start, end) for start, end, _ in parts]
    centres, numbers, points = [], [], []
    for number, (start, end, point) in enumerate(parts):
        for centre in np.arange(start + 0.2, end, 0.4):
            centres.append(centre)
            numbers.append(number)
            points.append(point / np.linalg.norm(point))
    windows = SpeechWindows(np.zeros((len(centres), 160), np.int64), np.array(centres), np.array(numbers))
    return words_to_voices(spoken, regions, windows, np.array(points, dtype=np.float32), CENTRES)


def voices(*arguments) -> list[int | None]:
    return [word.voice for word in heard(*arguments)]


def test_words_get_the_voice_that_sounds_at_their_time():
    said = "Pourquoi?@0.2-1.0 Parce@1.6-2.0 que.@2.0-2.5"
    assert voices(said, (0, 1.2, CENTRES[0]), (1.5, 2.6, CENTRES[1])) == [0, 1, 1]


def test_a_word_stretched_over_the_pause_goes_with_its_sentence():
    said = "Et@0.1-0.4 pourquoi?@0.4-1.1 Parce@1.1-2.0 que@2.0-2.4 oui.@2.4-2.9"
    assert voices(said, (0, 1.2, CENTRES[0]), (1.6, 3.0, CENTRES[1])) == [0, 0, 1, 1, 1]


def test_a_voice_that_is_nobodys_here_has_no_number():
    said = "Bonjour@0.1-0.9 messieurs.@0.9-1.8 Attention@2.2-2.9 à@2.9-3.2 la@3.2-3.6 marche.@3.6-4.4"
    assert voices(said, (0, 2, CENTRES[0]), (2.1, 4.5, STRANGER)) == [0, 0, None, None, None, None]


def test_a_word_far_from_any_speech_has_no_voice():
    assert voices("Oui.@0.2-0.9 Sous-titrage@8.0-9.0", (0, 1.2, CENTRES[0])) == [0, None]


def test_the_margin_is_near_one_at_the_voices_own_centre_and_near_nought_halfway():
    [plain] = heard("Oui.@0.2-1.0", (0, 1.2, CENTRES[0]))
    [halfway] = heard("Oui.@0.2-1.0", (0, 1.2, CENTRES[0] + CENTRES[1]))
    margins = plain.margin_to([0, 1]), halfway.margin_to([0, 1])
    assert margins[0] is not None and margins[0] > 0.95
    assert margins[1] is not None and abs(margins[1]) < 0.05


def test_a_flicker_within_a_sentence_is_no_change_of_voice():
    said = "Nous@0.0-0.4 allons@0.4-0.8 brancher@0.8-1.2 chaque@1.2-1.6 maison.@1.6-2.0"
    flicker = (0.95, 1.15, 0.45 * CENTRES[0] + 0.55 * CENTRES[1])
    assert voices(said, (0, 0.9, CENTRES[0]), flicker, (1.16, 2.1, CENTRES[0])) == [0] * 5


def test_a_mark_that_stands_alone_goes_with_the_word_before_it():
    said = "Et@0.1-0.4 qui@0.4-0.7 paie@0.7-1.1 ?@1.1-2.4 Nous@2.4-2.7 tous.@2.7-3.0"
    found = heard(said, (0, 1.2, CENTRES[0]), (1.6, 3.0, CENTRES[1]))
    assert [word.voice for word in found] == [0, 0, 0, 0, 1, 1]
    assert found[3] == found[2]


def test_no_words_have_no_voices():
    assert heard("") == ()
