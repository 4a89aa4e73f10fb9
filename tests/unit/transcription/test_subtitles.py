from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from webvtt import WebVTT

from transcription.raw_transcript import Word
from transcription.subtitles import SubtitleCue, cut_cues, one_line, write_srt, write_vtt

HOSTILE = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("<>&-\n\r\u2028\x00 NOTE0123456789:.")
    ),
    max_size=60,
)
CUES = st.lists(
    st.builds(
        SubtitleCue,
        start_seconds=st.floats(0, 20_000),
        end_seconds=st.floats(0, 20_000),
        text=HOSTILE,
        voice=st.none() | HOSTILE,
    ),
    max_size=8,
)


def test_a_voice_is_named_in_its_cue() -> None:
    written = write_vtt([SubtitleCue(1.5, 3.25, "Oui & non.", "Hélène Savard")])
    assert written == ("WEBVTT\n\n00:00:01.500 --> 00:00:03.250\n<v Hélène Savard>Oui &amp; non.</v>\n")


def test_srt_names_the_speaker_before_the_words() -> None:
    written = write_srt(
        [SubtitleCue(3661.0, 3662.0, "Oui.", "Hélène Savard"), SubtitleCue(3663.0, 3664.0, "Non.")]
    )
    assert written == (
        "1\n01:01:01,000 --> 01:01:02,000\nHélène Savard : Oui.\n\n2\n01:01:03,000 --> 01:01:04,000\nNon.\n"
    )


def test_a_text_that_looks_like_a_cue_stays_a_text() -> None:
    attack = "fin\n\n2\n00:00:09.000 --> 00:00:10.000\n<v Quelqu'un>faux</v>"
    for written in (write_vtt([SubtitleCue(0, 1, attack)]), write_srt([SubtitleCue(0, 1, attack)])):
        assert written.count("-->") == 1
        assert "<v" not in written


@given(CUES)
def test_no_text_breaks_the_structure_of_webvtt(cues: list[SubtitleCue]) -> None:
    spoken = [cue for cue in cues if one_line(cue.text)]
    read = WebVTT.from_string(write_vtt(cues)).captions
    assert len(read) == len(spoken)
    for caption, cue in zip(read, spoken, strict=True):
        escaped = one_line(cue.text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert caption.text == escaped


@given(CUES)
def test_no_text_breaks_the_structure_of_srt(cues: list[SubtitleCue]) -> None:
    lines = write_srt(cues).split("\n")
    spoken = [cue for cue in cues if one_line(cue.text)]
    assert sum("-->" in line for line in lines) == len(spoken)
    assert len(lines) == (4 * len(spoken) if spoken else 1)


@given(
    st.lists(st.tuples(st.sampled_from(["oui,", "non.", "éventuellement"]), st.floats(0.05, 2)), max_size=60)
)
def test_cut_cues_hold_every_word_once_and_are_short(said: list[tuple[str, float]]) -> None:
    words, start = [], 0.0
    for text, length in said:
        words.append(Word(text, start, start + length))
        start += length
    cues = cut_cues(words, "Voix")
    assert " ".join(cue.text for cue in cues) == " ".join(word.text for word in words)
    assert all(len(cue.text) <= 84 and cue.end_seconds - cue.start_seconds <= 7.0 + 1e-6 for cue in cues)
    assert all(one.end_seconds <= other.start_seconds for one, other in pairwise(cues))


def test_a_cue_ends_with_its_sentence() -> None:
    words = [Word("Oui.", 0, 0.5), Word("Non.", 0.5, 1.0)]
    assert [cue.text for cue in cut_cues(words)] == ["Oui.", "Non."]
