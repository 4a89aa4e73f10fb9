"""Reads subtitles, WebVTT and SRT, made by anybody: the counterpart of `subtitles`, in linear time.

What can't be understood is left out, never guessed; nothing of a file is run, fetched or shown as markup.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator

from transcription.subtitles import SubtitleCue, one_line

_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,100})?[ \t]+([^<>\s][^<>]{0,199})>")
_TAG = re.compile(r"</?[a-zA-Z0-9][^<>]{0,200}>|\{\\[^{}]{0,50}\}")


def is_subtitles(text: str) -> bool:
    """Tell whether a text is WebVTT, or has at least one timing line of SRT."""
    return text.startswith("WEBVTT") or any(_TIMING.fullmatch(line) for line in text[:20_000].splitlines())


def read_subtitles(text: str) -> tuple[SubtitleCue, ...]:
    """Return the cues of a WebVTT or SRT file in order of time.

    A cue in which several voices speak gives one cue a voice, its time shared by their letters. Entities are
    resolved, tags of style are dropped; a cue whose end is not after its start lasts nothing.

    References
    ----------
    WebVTT, https://www.w3.org/TR/webvtt1/. SRT has no norm: comma or point, with or without hours, are read.
    """
    cues = [part for cue in _timed_blocks(text) for part in _voices(*cue)]
    return tuple(sorted(cues, key=lambda cue: (cue.start_seconds, cue.end_seconds)))


def _timed_blocks(text: str) -> Iterator[tuple[float, float, str]]:
    """Yield each cue's times and payload: the lines after a timing, up to an empty one or another timing."""
    start = end = math.nan
    payload: list[str] = []
    is_inside = False
    for line in [*text.splitlines(), ""]:
        timing = _TIMING.fullmatch(line)
        if is_inside and (timing or not line.strip()):
            # Where the empty line is missing, the number of the next cue is no speech.
            if timing and payload and payload[-1].strip().isdigit():
                payload.pop()
            yield start, end, "\n".join(payload)
            is_inside = False
        if timing:
            start, end = _seconds(timing.groups()[:4]), _seconds(timing.groups()[4:])
            payload, is_inside = [], True
        elif is_inside:
            payload.append(line)


def _voices(start: float, end: float, payload: str) -> Iterator[SubtitleCue]:
    pieces = _VOICE.split(payload)
    # Text before the first voice, then name and text in turn.
    spoken = [(None, pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    said = [(_plain(name) if name else None, _plain(text)) for name, text in spoken]
    said = [(voice or None, text) for voice, text in said if text]
    letters = sum(len(text) for _voice, text in said)
    end = max(start, end)
    done = 0
    for voice, text in said:
        first = round(start + (end - start) * done / letters, 3)
        done += len(text)
        yield SubtitleCue(first, round(start + (end - start) * done / letters, 3), text, voice)


def _plain(text: str) -> str:
    return one_line(html.unescape(_TAG.sub("", text)))


def _seconds(groups: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = groups
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + int((fraction or "0").ljust(3, "0")) / 1000
