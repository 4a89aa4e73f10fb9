"""Reads a transcript that exists already, in whatever form: WebVTT, SRT, Whisper's JSON, or plain text."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from transcription.subtitle_reading import is_subtitles, read_subtitles
from transcription.subtitles import SubtitleCue, one_line, write_vtt

MOST_CHARACTERS = 8_000_000  # JSON, which tells each word's time
MOST_TEXT_CHARACTERS = 2_000_000
MOST_PARTS = 60_000
MOST_WORDS = 120_000
LONGEST_SECONDS = 48 * 3600.0

WrittenForm = Literal["vtt", "srt", "whisper", "text"]

# « SAVARD : … », « Hélène Savard: … », « Q. — … »; a sentence may hold a colon, so a name is short.
_LABEL = re.compile(r"\s*([^\W\d_][\w.'’ \-]{0,40}?)\s?:\s+(\S.*)")
_MOST_LABEL_WORDS = 4


class UnreadableTranscript(ValueError):
    """The text is in none of the forms, is empty, or is larger than any interview."""


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """Words that one person says in one go.

    Attributes
    ----------
    text : str
        On one line.
    label : str
        Who speaks, as the file calls them; empty where it does not say.
    start_seconds, end_seconds : float or None
        From the beginning of the recording; None in a plain text.
    """

    text: str
    label: str = ""
    start_seconds: float | None = None
    end_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class WrittenTranscript:
    """What a file says, in order."""

    form: WrittenForm
    parts: tuple[WrittenPart, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Who speaks, as the file calls them, each once, in order of first appearance."""
        return tuple(dict.fromkeys(part.label for part in self.parts if part.label))


def read_written(text: str, no_labels: Collection[str] = ()) -> WrittenTranscript:
    """Read a transcript in any of the forms.

    Parameters
    ----------
    text : str
        The whole file.
    no_labels : collection of str
        What stands before a colon and is no speaker: « Oui : je le ferai. »

    Raises
    ------
    UnreadableTranscript
        It holds no words, is broken JSON, or is too large (2 million characters, or 8 of JSON; 60,000
        parts, 120,000 words).
    """
    text = text.removeprefix("\ufeff").strip()
    if len(text) > (MOST_CHARACTERS if text.startswith("{") else MOST_TEXT_CHARACTERS):
        raise UnreadableTranscript
    if text.count("\n") > 8 * MOST_PARTS:
        raise UnreadableTranscript
    form: WrittenForm
    if text.startswith("{"):
        form, parts = "whisper", _read_whisper(text)
    elif is_subtitles(text):
        form = "vtt" if text.startswith("WEBVTT") else "srt"
        parts = [
            WrittenPart(cue.text, cue.voice or "", cue.start_seconds, cue.end_seconds)
            for cue in read_subtitles(text)
        ]
    else:
        lines = [line for line in text.splitlines() if line.strip()]
        form, parts = "text", [WrittenPart(one_line(line)) for line in lines[: MOST_PARTS + 1]]
    parts = [part for part in _labelled(parts, frozenset(no_labels)) if any(map(str.isalnum, part.text))]
    if not parts or len(parts) > MOST_PARTS or sum(part.text.count(" ") + 1 for part in parts) > MOST_WORDS:
        raise UnreadableTranscript
    return WrittenTranscript(form, tuple(parts))


def write_written(written: WrittenTranscript) -> str:
    """Return the same transcript in few characters: WebVTT where there are times, else plain text."""
    if written.form == "text":
        return "\n".join(f"{one.label} : {one.text}" if one.label else one.text for one in written.parts)
    return write_vtt(
        SubtitleCue(one.start_seconds or 0.0, one.end_seconds or 0.0, one.text, one.label or None)
        for one in written.parts
    )


def _labelled(parts: Iterable[WrittenPart], no_labels: Collection[str]) -> Iterator[WrittenPart]:
    """Take the names off the beginnings of texts; such a name goes on until the next one."""
    said_before = ""
    for part in parts:
        if part.label:  # a voice of WebVTT, or a speaker of JSON: it holds for this part alone
            is_speaker = part.label not in no_labels
            yield part if is_speaker else replace(part, label="")
            continue
        found = _LABEL.fullmatch(part.text)
        if found and len(found[1].split()) <= _MOST_LABEL_WORDS and found[1].strip() not in no_labels:
            said_before = found[1].strip()
            part = replace(part, text=found[2])
        yield replace(part, label=said_before)


def _read_whisper(text: str) -> list[WrittenPart]:
    """Read the JSON of openai-whisper and faster-whisper (`segments`) or whisper.cpp (`transcription`)."""
    try:
        values = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise UnreadableTranscript from error
    if not isinstance(values, Mapping):
        raise UnreadableTranscript
    segments = values.get("segments", values.get("transcription"))
    if not isinstance(segments, Sequence) or isinstance(segments, str):
        raise UnreadableTranscript
    parts = list(_segments(segments))
    return sorted(parts, key=lambda part: (part.start_seconds or 0.0, part.end_seconds or 0.0))


def _segments(segments: Sequence[Any]) -> Iterator[WrittenPart]:
    for segment in segments:
        if not isinstance(segment, Mapping) or not isinstance(segment.get("text"), str):
            raise UnreadableTranscript
        offsets = segment.get("offsets")
        if isinstance(offsets, Mapping):
            start, end = _number(offsets.get("from")) / 1000, _number(offsets.get("to")) / 1000
        else:
            start, end = _number(segment.get("start")), _number(segment.get("end"))
        speaker = segment.get("speaker")
        label = one_line(speaker)[:100] if isinstance(speaker, str) else ""
        yield WrittenPart(one_line(segment["text"]), label, start, max(start, end))


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnreadableTranscript
    if not math.isfinite(value) or not 0 <= value <= LONGEST_SECONDS:
        raise UnreadableTranscript
    return float(value)


def _refuse_constant(_name: str) -> float:
    raise ValueError("no such number in JSON")
