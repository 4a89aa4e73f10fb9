"""The shapes of the API: what programs receive. Additions are welcome; nothing here may change or go."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """Base of all shapes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Texts(Record):
    """A text in both languages of the site; one may be empty."""

    fr: str
    en: str


class PartyRecord(Record):
    """A political party."""

    slug: str
    name: str
    short_name: str
    colour: str | None = Field(description="#rrggbb, or null when not known.")
    is_synthetic: bool = Field(description="Invented for the demonstration.")


class LeadershipRecord(Record):
    """A party headed from a day to a day; null: not known, or still."""

    party: str
    from_on: date | None
    to_on: date | None
    source: str


class LeaderRecord(Record):
    """A leader with the parties headed."""

    slug: str
    name: str
    party: str | None = Field(description="Slug of the party headed last.")
    leaderships: list[LeadershipRecord]
    is_synthetic: bool
    url: str


class InvitationRecord(Record):
    """What came of an invitation."""

    leader: str
    party: str
    state: Literal["sent", "accepted", "declined", "unanswered"]
    sent_on: date | None
    answered_on: date | None
    checked_on: date | None
    note: Texts


class FactRecord(Record):
    """A sourced statement. Confidence: A said by the source, B deduced from it, C doubtful source."""

    leader: str | None
    dated: str
    text: Texts
    source: str
    confidence: Literal["A", "B", "C"]


class QuotedRecord(Record):
    """How much of a leader was quoted."""

    leader: str
    clips: int = Field(description="Clips that can be heard.")
    sites: int = Field(
        description="Sites whose readers were shown one, as far as browsers say; an order of magnitude."
    )


class CampaignRecord(Record):
    """A campaign; `leaders` and `quoted` are in the drawn order."""

    slug: str
    name: Texts
    summary: Texts
    polling_on: date
    is_synthetic: bool
    leaders: list[str]
    invitations: list[InvitationRecord]
    facts: list[FactRecord]
    quoted: list[QuotedRecord]
    url: str


class ThemeRecord(Record):
    """A theme."""

    slug: str
    label: Texts
    description: Texts
    retired_on: date | None
    url: str


class RenditionRecord(Record):
    """A file made from the recording."""

    kind: Literal["web_audio", "web_video", "peaks", "poster", "cleaned_audio"]
    url: str
    media_type: str
    sha256: str
    size_bytes: int
    width_pixels: int | None
    height_pixels: int | None
    made_with: dict[str, Any] | None = Field(description="The tools, versions and limits, where kept.")


class RecordingRecord(Record):
    """The original file and what was made from it."""

    sha256: str
    original_filename: str
    size_bytes: int
    media_type: str
    duration_seconds: float | None
    received_at: datetime
    original_url: str
    renditions: list[RenditionRecord]


class InterviewRecord(Record):
    """A public interview; `recording` is null when it was only listed."""

    slug: str
    leader: str
    leader_name: str
    party: str
    party_name: str
    campaign: str | None
    interviewer: str
    recorded_on: date | None
    dated: Texts = Field(description="What is known of the day when recorded_on is null.")
    place: str
    language: str
    is_synthetic: bool
    published_at: datetime | None
    recording: RecordingRecord | None
    url: str
    transcript_url: str | None


class RevisionRecord(Record):
    """Who made the text, and with what."""

    number: int
    made_by: Literal["machine", "curator"]
    engine: str | None
    model: str | None
    settings: dict[str, Any] | None
    heard: Literal["original", "cleaned"] = Field(description="Which sound the engine heard.")
    created_at: datetime


class SpeakerRecord(Record):
    """Who speaks; `confirmed` is true when a person listened and said so."""

    role: Literal["leader", "interviewer", "unknown"]
    name: str | None
    confirmed: bool


class TagRecord(Record):
    """A theme on a passage; `score` in 0..1 is the machine's, null for a person's tag."""

    slug: str
    source: Literal["machine", "curator"]
    score: float | None
    inherited: bool = Field(description="The theme is that of the question answered.")


class WordRecord(Record):
    """A word as read; the probability that it is right is null for a person's word and where none is known.

    It is calibrated when the revision's settings say `is_confidence_calibrated`, else the engine's own.
    """

    text: str
    start_seconds: float
    end_seconds: float
    probability: float | None


class SoundQualityRecord(Record):
    """What was measured of a passage's sound; null: it cannot be told. Measured at 16 kHz, one channel."""

    snr_db: float | None = Field(description="Power of the speech over that of the pauses around, in dB.")
    bandwidth_hz: float | None = Field(description="Highest frequency carried; 8000 is the most measured.")
    clipped_share: float = Field(description="Share of the samples that lie in flat tops, 0..1.")
    rt60_seconds: float | None = Field(description="Reverberation time; 0.3 means so or less.")
    loudness_lufs: float | None = Field(description="Integrated loudness, ITU-R BS.1770.")
    words: list[str] = Field(
        description="much_noise, some_noise, telephone, clipped, room_echo, faint, or good."
    )


class OfficeNoteRecord(Record):
    """What the leader's office says beside a passage: its own words, never those of the interview."""

    id: int
    signed_by: str
    received_on: date
    channel: Literal["email", "letter", "phone", "in_person"]
    text: Texts = Field(description="Empty in both languages once the note is withdrawn.")
    withdrawn_at: datetime | None
    withdrawn_reason: str


class PassageRecord(Record):
    """A passage: the unit that is searched, quoted and linked."""

    id: str
    interview: str
    start_seconds: float
    end_seconds: float
    speaker: SpeakerRecord
    text: str
    language: str
    status: Literal["machine", "corrected", "checked"]
    themes: list[TagRecord]
    exchange_id: int | None
    words: list[WordRecord]
    sound_quality: SoundQualityRecord | None = Field(description="Null where it was not measured.")
    notes: list[OfficeNoteRecord] = Field(description="Notes of the leader's office, by day.")
    url: str


class TranscriptRecord(Record):
    """The whole text of a recording."""

    interview: InterviewRecord
    recording: RecordingRecord
    revision: RevisionRecord
    passages: list[PassageRecord]


class SearchHitRecord(Record):
    """A passage found; highlights are half-open spans in characters of `text`."""

    passage_id: str
    interview: str
    leader: str
    speaker_role: Literal["leader", "interviewer", "unknown"]
    start_seconds: float
    end_seconds: float
    text: str
    highlights: list[tuple[int, int]]
    match: Literal["exact", "close", "sound"]
    themes: list[str]
    recorded_on: date | None
    url: str


class FacetsRecord(Record):
    """How many passages each value has, with the other filters applied."""

    leader: dict[str, int]
    party: dict[str, int]
    theme: dict[str, int]
    year: dict[str, int]
    status: dict[str, int]


class SearchRecord(Record):
    """The answer of a search."""

    query: str
    total: int
    hits: list[SearchHitRecord]
    facets: FacetsRecord
    suggestion: str | None


class ComparedLeaderRecord(Record):
    """A leader in a comparison; `draw_sha256` gives the place."""

    slug: str
    name: str
    party: str | None
    draw_sha256: str


class CellPassageRecord(Record):
    """A passage that a cell shows."""

    id: str
    start_seconds: float
    end_seconds: float
    text: str
    interview: str
    url: str


class CellRecord(Record):
    """A leader on a theme. `passages` holds the most telling ones, `passage_ids` all of them."""

    theme: str
    leader: str
    state: Literal[
        "answered",
        "asked_no_answer",
        "not_asked",
        "inaudible",
        "not_published",
        "accepted_not_recorded",
        "declined",
        "no_reply",
    ]
    as_of: date | None
    seconds_spoken: float
    passages: list[CellPassageRecord]
    passage_ids: list[str]
    evidence_url: str


class ComparisonRecord(Record):
    """A comparison; leaders in the order shown, `order_rule` says how it was drawn."""

    campaign: str | None
    themes: list[ThemeRecord]
    leaders: list[ComparedLeaderRecord]
    order_rule: str
    cells: list[CellRecord]


class LeadersRecord(Record):
    """Every leader."""

    leaders: list[LeaderRecord]


class PartiesRecord(Record):
    """Every party."""

    parties: list[PartyRecord]


class CampaignsRecord(Record):
    """Every campaign, the latest polling day first."""

    campaigns: list[CampaignRecord]


class ThemesRecord(Record):
    """Every theme, retired ones too."""

    themes: list[ThemeRecord]


class InterviewsRecord(Record):
    """Public interviews, the latest first."""

    total: int
    interviews: list[InterviewRecord]


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
