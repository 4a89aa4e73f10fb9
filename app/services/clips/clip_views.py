"""What pages, frames, pictures and programs show of a clip: one frozen view, nothing left to translate."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.word_difference import DifferencePart
from app.services.showing.view_parts import InterviewCard, MediaSource, Player, StatusView, WordView


@dataclass(frozen=True, slots=True)
class ClipPart:
    """What one voice says in the clip, without interruption, in one language."""

    speaker_role: str
    speaker_text: str
    language: str
    words: tuple[WordView, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ClipSentence:
    """A sentence beside the clip, with who says it."""

    speaker_role: str
    speaker_text: str
    language: str
    text: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True)
class ClipView:
    """A clip as it stands now.

    `before` and `after` are the rest of the sentences that the selection cut, with their typography; empty
    where it cut none. `cut_notice` says that they hold a word that may turn the sense round, else empty.
    `state` is `same`, `corrected` or `gone` (nothing of the words is left in the text; the sound stays):
    then `change_text` says so with the day of the quotation, and `difference` has the words. Where it is
    gone, `parts` are those quoted: the sound is still theirs. `play_sources` carry a media fragment from
    start to end.
    """

    id: str
    url: str
    permalink: str
    embed_url: str
    interview: InterviewCard
    card_text: str
    speaker_text: str
    is_leader_alone: bool
    parts: tuple[ClipPart, ...]
    text: str
    language: str
    before: str
    after: str
    cut_notice: str
    previous: ClipSentence | None
    next: ClipSentence | None
    start_seconds: float
    end_seconds: float
    timecode: str
    length_text: str
    extract_text: str
    moment_url: str
    status: StatusView
    attribution_notice: str
    state: str
    change_text: str
    difference: tuple[DifferencePart, ...]
    player: Player | None
    play_sources: tuple[MediaSource, ...]
    is_video: bool
    width_pixels: int | None
    height_pixels: int | None
    ribbon_svg: str
    synthetic_notice: str
    citation: str
