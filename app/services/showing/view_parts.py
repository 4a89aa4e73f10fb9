"""Parts that several pages show: each text ready to print in the page's language, each address ready."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; `is_current` when they lead to what is being shown."""

    text: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class PartyMark:
    """A party by its name; the colour is a small mark beside the name, never its only carrier."""

    slug: str
    name: str
    short_name: str
    colour: str | None


@dataclass(frozen=True, slots=True)
class LeaderMark:
    """A leader by name, with the party headed at that time."""

    slug: str
    name: str
    url: str
    party: PartyMark | None
    is_synthetic: bool


@dataclass(frozen=True, slots=True)
class ThemeMark:
    """A theme by its label."""

    slug: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ThemeTag:
    """A theme on a passage, with who put it there; `made_by_text` says it in words."""

    slug: str
    label: str
    url: str
    is_machine: bool
    is_inherited: bool
    made_by_text: str


@dataclass(frozen=True, slots=True)
class CampaignMark:
    """A campaign by its name and polling day."""

    slug: str
    name: str
    url: str
    polling_on: str
    polling_text: str
    is_synthetic: bool
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class FactView:
    """A sourced statement; `source_url` is None when the source is not an address."""

    dated: str
    text: str
    source: str
    source_url: str | None
    confidence: str
    confidence_text: str
    leader: LeaderMark | None


@dataclass(frozen=True, slots=True)
class MediaSource:
    """One file that a browser can play."""

    url: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured: what it is, and its value with its unit."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class SoundView:
    """How good a sound is: in words, none where nothing can be said, and in figures."""

    words: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class ListeningCopy:
    """The sound as served and its cleaned copy: their hashes, and how the copy was made, a step a line."""

    summary: str
    original_sha256: str
    cleaned_sha256: str
    cleaned_url: str
    size_text: str
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Player:
    """What the native player needs; its sources carry no fragment: a passage's page adds its own span.

    `cleaned` is the same sound with less noise, None when there is none. `ribbon_svg` is safe markup;
    `ribbon_text` is its text alternative. Widths and heights are those of the picture as shown, None
    without a picture.
    """

    sources: tuple[MediaSource, ...]
    cleaned: MediaSource | None
    is_video: bool
    poster_url: str | None
    width_pixels: int | None
    height_pixels: int | None
    duration_seconds: float
    duration_text: str
    captions_url: str | None
    captions_language: str
    ribbon_svg: str
    ribbon_text: str


@dataclass(frozen=True, slots=True)
class WordDoubt:
    """Why a word deserves an ear: `doubtful` or `inaudible`, and the same as a sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class WordView:
    """One word as read, with what is in doubt about it."""

    text: str
    start_seconds: float
    end_seconds: float
    doubt: WordDoubt | None
    has_space_before: bool


@dataclass(frozen=True, slots=True)
class StatusView:
    """Who stands behind a text: `machine`, `corrected` or `checked`, and the same in words."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as lists show it. `play_sources` carry a media fragment from start to end."""

    id: str
    url: str
    text: str
    language: str
    speaker_role: str
    speaker_text: str
    leader: LeaderMark
    start_seconds: float
    end_seconds: float
    timecode: str
    length_text: str
    status: StatusView
    themes: tuple[ThemeTag, ...]
    interview_url: str
    moment_url: str
    recorded_text: str
    play_sources: tuple[MediaSource, ...]
    is_video: bool
    ribbon_svg: str


@dataclass(frozen=True, slots=True)
class InterviewCard:
    """An interview as lists show it."""

    slug: str
    url: str
    title: str
    leader: LeaderMark
    recorded_text: str
    recorded_on: str | None
    place: str
    interviewer: str
    state: str
    state_text: str
    duration_text: str
    is_playable: bool
    is_synthetic: bool
    ribbon_svg: str
    ribbon_text: str
    poster_url: str | None


@dataclass(frozen=True, slots=True)
class InvitationView:
    """What came of an invitation, in words, with its day when known."""

    state: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class CellView:
    """One leader on one theme: never empty, always dated when a date is known, with its evidence."""

    theme: ThemeMark
    leader: LeaderMark
    state: str
    state_text: str
    as_of: str | None
    as_of_text: str
    seconds_spoken: float
    seconds_text: str
    quotes: tuple[Quote, ...]
    passage_count: int
    more: Link | None
    evidence: Link
    question: Quote | None
