"""Transcripts by others are read in any form, and whatever a hostile file holds, nothing breaks."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcription.subtitle_reading import read_subtitles
from transcription.subtitles import SubtitleCue, one_line, write_srt, write_vtt
from transcription.written_transcript import (
    MOST_TEXT_CHARACTERS,
    UnreadableTranscript,
    WrittenPart,
    read_written,
    write_written,
)

VTT = """WEBVTT - d'un autre logiciel

STYLE
::cue { color: red }

NOTE une note : rien de dit

1
00:00:01.000 --> 00:00:04.000 line:90% align:start
<v.loud Hélène Savard>Les <b>données</b> seront ouvertes &amp; libres.</v>

00:04.000 --> 00:08.000
<v Journaliste>Quand ?</v> <v Hélène Savard>Demain.</v>
"""
SRT = """1\r
00:00:01,000 --> 00:00:04,000\r
Journaliste : Et le logiciel libre ?\r
\r
2\r
00:00:04,500 --> 00:00:06,000\r
<i>SAVARD : Nous y croyons.</i>\r
{\\an8}Depuis toujours.\r
"""


def test_webvtt_is_read_with_its_voices_and_without_its_styles():
    written = read_written(VTT)
    assert written.form == "vtt"
    assert [(part.label, part.text) for part in written.parts] == [
        ("Hélène Savard", "Les données seront ouvertes & libres."), ("Journaliste", "Quand ?"),
        ("Hélène Savard", "Demain."),
    ]  # fmt: skip
    assert (written.parts[0].start_seconds, written.parts[0].end_seconds) == (1.0, 4.0)
    assert 4.0 < written.parts[2].start_seconds < written.parts[2].end_seconds == 8.0


def test_srt_is_read_with_the_names_before_its_texts():
    written = read_written(SRT)
    assert written.form == "srt"
    assert [(part.label, part.text) for part in written.parts] == [
        ("Journaliste", "Et le logiciel libre ?"), ("SAVARD", "Nous y croyons. Depuis toujours."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "values",
    [
        {"segments": [{"start": 0.5, "end": 2, "text": " Bonjour.", "words": []},
                      {"start": 2, "end": 3, "text": " Oui."}]},
        {"transcription": [{"offsets": {"from": 500, "to": 2000}, "text": " Bonjour."},
                           {"offsets": {"from": 2000, "to": 3000}, "text": " Oui."}]},
    ],
)  # fmt: skip
def test_the_json_of_whisper_is_read(values):
    written = read_written(json.dumps(values))
    assert written.form == "whisper"
    assert written.parts == (WrittenPart("Bonjour.", "", 0.5, 2.0), WrittenPart("Oui.", "", 2.0, 3.0))


def test_a_plain_text_keeps_its_speaker_until_the_next_one():
    written = read_written("Q. : Pourquoi ?\nSavard : Parce que.\nEt voilà.\n\nOui : je le ferai.")
    assert [(part.label, part.text) for part in written.parts] == [
        ("Q.", "Pourquoi ?"), ("Savard", "Parce que."), ("Savard", "Et voilà."), ("Oui", "je le ferai."),
    ]  # fmt: skip
    again = read_written("Savard : Parce que.\nOui : je le ferai.", no_labels=["Oui"])
    assert again.parts[1] == WrittenPart("Oui : je le ferai.", "Savard")


@pytest.mark.parametrize(
    "text",
    ["", "   \n", "…\n—", "{", "[]", '{"segments": 3}',
     '{"segments": [{"text": "a", "start": NaN, "end": 1}]}',
     '{"segments": [{"text": "a", "start": 1e300, "end": 1}]}', '{"segments": [{"text": "a"}]}',
     '{"segments": [{"text": 3, "start": 0, "end": 1}]}', "{" * 100_000, '{"segments":' + "[" * 100_000,
     "mot " * (MOST_TEXT_CHARACTERS // 4 + 1), "mot\n" * 70_000],
)  # fmt: skip
def test_what_is_no_transcript_is_refused(text):
    with pytest.raises(UnreadableTranscript):
        read_written(text)


@pytest.mark.parametrize(
    "text",
    ["WEBVTT\n\n" + "<v " * 300_000, "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v" + " " * 500_000,
     "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<" * 500_000, "a" * 500_000 + " : b", ("x:" * 200_000) + " y",
     "00:00:01,000 --> " * 50_000, "WEBVTT\n" + "00:01.000 --> 00:02.000\n" * 20_000, "&" * 500_000],
)  # fmt: skip
def test_a_hostile_text_takes_no_more_time_than_an_honest_one(text):
    began = time.process_time()
    with suppress(UnreadableTranscript):
        read_written(text)
    assert time.process_time() - began < 3


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    try:
        written = read_written(text)
    except UnreadableTranscript:
        return
    assert all(part.text == one_line(part.text) for part in written.parts)


SPOKEN = st.text(alphabet="aéz &<>'-.?!", min_size=1, max_size=40).filter(
    lambda text: any(map(str.isalnum, text))
)
CUES = st.lists(
    st.builds(
        lambda start, length, text, voice: SubtitleCue(start / 1000, (start + length) / 1000, text, voice),
        st.integers(0, 10**7), st.integers(1, 10**4), SPOKEN.map(one_line),
        st.sampled_from(["Hélène Savard", "Q", None]),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@settings(max_examples=40)
@given(CUES)
def test_what_we_write_as_webvtt_we_read_back(cues):
    ordered = tuple(sorted(cues, key=lambda cue: (cue.start_seconds, cue.end_seconds)))
    assert read_subtitles(write_vtt(ordered)) == ordered


@settings(max_examples=40)
@given(CUES)
def test_what_we_write_as_srt_is_read_back_with_its_times(cues):
    read = read_subtitles(write_srt(cues))
    assert sorted((one.start_seconds, one.end_seconds) for one in read) == sorted(
        (one.start_seconds, one.end_seconds) for one in cues
    )


@settings(max_examples=40)
@given(CUES)
def test_a_transcript_sent_back_with_a_form_is_the_same(cues):
    written = read_written(write_vtt(cues))
    assert read_written(write_written(written)).parts == written.parts
