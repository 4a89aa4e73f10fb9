"""Writes subtitles, WebVTT with voices and SRT; no text, however hostile, opens or closes a cue or a tag."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from webvtt import Caption, WebVTT

from transcription.raw_transcript import Word

_SHORTEST_CUE_SECONDS = 0.001
_SENTENCE_END = re.compile(r"[.!?…][\"»”)]*$")
# Two lines of 42 characters and seven seconds: what is read in one glance (BBC and EBU subtitle guides).
_MOST_CHARACTERS = 84
_MOST_SECONDS = 7.0


@dataclass(frozen=True, slots=True)
class SubtitleCue:
    """One subtitle: half-open span in seconds, text, and the name of who speaks (None when not known)."""

    start_seconds: float
    end_seconds: float
    text: str
    voice: str | None = None


def cut_cues(words: Sequence[Word], voice: str | None = None) -> tuple[SubtitleCue, ...]:
    """Cut the words of one speaker into cues that are read in one glance.

    Parameters
    ----------
    words : sequence of Word
        In order of time.
    voice : str, optional
        The speaker's name, borne by every cue.

    Returns
    -------
    tuple of SubtitleCue
        Every word once, in order; a cue ends with its sentence, or before it would pass 84 characters or 7 s.
    """
    cues: list[SubtitleCue] = []
    line: list[Word] = []
    for word in words:
        if line and (_is_full(line, word) or _SENTENCE_END.search(line[-1].text)):
            cues.append(_cue_of(line, voice))
            line = []
        line.append(word)
    if line:
        cues.append(_cue_of(line, voice))
    return tuple(cues)


def write_vtt(cues: Iterable[SubtitleCue]) -> str:
    """Return a WebVTT file; a cue's speaker is its voice tag. Cues without text are left out.

    References
    ----------
    WebVTT, https://www.w3.org/TR/webvtt1/: `&`, `<` and `>` are escaped, line ends become spaces.
    """
    document = WebVTT(captions=[_vtt_caption(cue) for cue in cues if one_line(cue.text)])
    return document.content.rstrip("\n") + "\n"


def write_srt(cues: Iterable[SubtitleCue]) -> str:
    """Return an SRT file; a speaker's name precedes the text. Cues without text are left out.

    SRT has no way to escape: angle brackets, which would read as tags or arrows, become ‹ and ›.
    """
    document = WebVTT(captions=[_srt_caption(cue) for cue in cues if one_line(cue.text)])
    target = io.StringIO()
    document.write(target, format="srt")
    written = target.getvalue().rstrip("\n")
    return f"{written}\n" if written else ""


def one_line(text: str) -> str:
    """Return a text on one line: control characters and all kinds of line ends become single spaces."""
    visible = "".join(
        " " if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") else char for char in text
    )
    return " ".join(part for part in visible.split(" ") if part)


def _is_full(line: Sequence[Word], word: Word) -> bool:
    characters = sum(len(spoken.text) + 1 for spoken in line) + len(word.text)
    return characters > _MOST_CHARACTERS or word.end_seconds - line[0].start_seconds > _MOST_SECONDS


def _cue_of(line: Sequence[Word], voice: str | None) -> SubtitleCue:
    text = " ".join(word.text for word in line)
    return SubtitleCue(line[0].start_seconds, line[-1].end_seconds, text, voice)


def _vtt_caption(cue: SubtitleCue) -> Caption:
    text = _escaped(one_line(cue.text))
    voice = _escaped(one_line(cue.voice or ""))
    return _caption(cue, f"<v {voice}>{text}</v>" if voice else text)


def _srt_caption(cue: SubtitleCue) -> Caption:
    text, voice = one_line(cue.text), one_line(cue.voice or "")
    spoken = f"{voice} : {text}" if voice else text
    return _caption(cue, spoken.replace("<", "‹").replace(">", "›"))


def _caption(cue: SubtitleCue, text: str) -> Caption:
    start = max(cue.start_seconds, 0.0)
    end = max(cue.end_seconds, start + _SHORTEST_CUE_SECONDS)
    return Caption(_timestamp(start), _timestamp(end), text)


def _timestamp(seconds: float) -> str:
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{milliseconds // 1000:02d}.{milliseconds % 1000:03d}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
