"""What each public page shows: one frozen view a page, nothing left to fetch, compute or translate."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.clips.clip_choice_views import ClipBar
from app.services.corrections.office_note_views import OfficeNoteView
from app.services.mentions.mention_listing import MentionView
from app.services.showing.view_parts import (
    CampaignMark,
    CellView,
    FactView,
    InterviewCard,
    InvitationView,
    LeaderMark,
    Link,
    ListeningCopy,
    PartyMark,
    Player,
    Quote,
    SoundView,
    StatusView,
    ThemeMark,
    ThemeTag,
    WordView,
)


@dataclass(frozen=True, slots=True)
class LeaderRow:
    """A leader in a campaign: the invitation, the interviews, and one sentence that sums them up."""

    leader: LeaderMark
    state: str
    state_text: str
    invitation: InvitationView | None
    interviews: tuple[InterviewCard, ...]


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with how many leaders answered on it in the campaign shown."""

    theme: ThemeMark
    description: str
    leader_count: int
    count_text: str
    compare_url: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """The first page. `campaign` is None in an empty archive."""

    campaign: CampaignMark | None
    summary: str
    synthetic_notice: str
    leaders: tuple[LeaderRow, ...]
    order_rule: str
    themes: tuple[ThemeRow, ...]
    latest: tuple[InterviewCard, ...]
    counts_text: str
    other_campaigns: tuple[CampaignMark, ...]
    compare_url: str


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign: who was invited and what came of it, and the sourced facts about it."""

    campaign: CampaignMark
    summary: str
    synthetic_notice: str
    leaders: tuple[LeaderRow, ...]
    order_rule: str
    facts: tuple[FactView, ...]
    compare_url: str
    other_campaigns: tuple[CampaignMark, ...]


@dataclass(frozen=True, slots=True)
class LeadersOfCampaign:
    """The leaders of one campaign, in its drawn order."""

    campaign: CampaignMark
    synthetic_notice: str
    leaders: tuple[LeaderRow, ...]


@dataclass(frozen=True, slots=True)
class LeadersView:
    """Every leader, campaign by campaign, the latest first; `others` take part in none."""

    campaigns: tuple[LeadersOfCampaign, ...]
    others: tuple[LeaderMark, ...]
    order_rule: str


@dataclass(frozen=True, slots=True)
class LeadershipView:
    """From when to when the leader heads the party, in words."""

    party: PartyMark
    text: str
    source: str
    source_url: str | None


@dataclass(frozen=True, slots=True)
class LeaderCampaign:
    """A leader in one campaign."""

    campaign: CampaignMark
    state: str
    state_text: str
    invitation: InvitationView | None
    interviews: tuple[InterviewCard, ...]
    facts: tuple[FactView, ...]
    cells: tuple[CellView, ...]
    compare_url: str


@dataclass(frozen=True, slots=True)
class LeaderView:
    """A leader: offices, and what was said, campaign by campaign, the latest first."""

    leader: LeaderMark
    leaderships: tuple[LeadershipView, ...]
    campaigns: tuple[LeaderCampaign, ...]
    synthetic_notice: str
    search_url: str
    is_heard: bool
    corrections_url: str


@dataclass(frozen=True, slots=True)
class ThemesView:
    """The themes, with how many leaders answered on each in the campaign shown."""

    campaign: CampaignMark | None
    themes: tuple[ThemeRow, ...]
    retired: tuple[ThemeMark, ...]
    campaigns: tuple[CampaignMark, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme: one cell for each leader of the campaign shown, in the drawn order."""

    theme: ThemeMark
    description: str
    retired_text: str
    campaign: CampaignMark | None
    campaigns: tuple[CampaignMark, ...]
    synthetic_notice: str
    cells: tuple[CellView, ...]
    order_rule: str
    compare_url: str
    search_url: str


@dataclass(frozen=True, slots=True)
class FilterOption:
    """A box to tick in a form."""

    name: str
    value: str
    text: str
    is_selected: bool


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One theme across the leaders, cells in the order of the columns."""

    theme: ThemeMark
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Leaders in columns, themes in rows. `permalink` carries every filter."""

    campaign: CampaignMark | None
    campaigns: tuple[CampaignMark, ...]
    synthetic_notice: str
    leaders: tuple[LeaderRow, ...]
    rows: tuple[ComparisonRow, ...]
    order_rule: str
    order_url: str
    theme_options: tuple[FilterOption, ...]
    leader_options: tuple[FilterOption, ...]
    campaign_options: tuple[FilterOption, ...]
    action_url: str
    permalink: str
    is_filtered: bool
    reset_url: str


@dataclass(frozen=True, slots=True)
class PassageInTurn:
    """A passage inside the transcript. `anchor` is the id of its element."""

    id: str
    anchor: str
    url: str
    start_seconds: float
    end_seconds: float
    timecode: str
    moment_url: str
    text: str
    words: tuple[WordView, ...]
    language: str
    status: StatusView
    themes: tuple[ThemeTag, ...]
    exchange_number: int | None
    notes: tuple[OfficeNoteView, ...]
    correct_url: str
    clip_url: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """One speaker without interruption."""

    speaker_role: str
    speaker_text: str
    speaker_note: str
    start_seconds: float
    end_seconds: float
    timecode: str
    passages: tuple[PassageInTurn, ...]


@dataclass(frozen=True, slots=True)
class RevisionView:
    """How the text was made; `settings` in words, one a line; `summary` and `heard_text` are sentences."""

    number: int
    summary: str
    settings: tuple[str, ...]
    created_text: str
    heard_text: str


@dataclass(frozen=True, slots=True)
class OriginalView:
    """The file as received."""

    filename: str
    url: str
    size_text: str
    sha256: str
    received_text: str


@dataclass(frozen=True, slots=True)
class ThemeMoments:
    """A theme with the moments of the interview tagged with it."""

    theme: ThemeMark
    moments: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class InterviewView:
    """An interview. Without a recording, `player` is None and `absence_text` says what is known.

    `clip_bar` is None where there are no words to choose.
    """

    card: InterviewCard
    campaign: CampaignMark | None
    synthetic_notice: str
    player: Player | None
    absence_text: str
    turns: tuple[TurnView, ...]
    themes: tuple[ThemeMoments, ...]
    language_text: str
    status_counts: tuple[StatusView, ...]
    machine_notice: str
    revision: RevisionView | None
    original: OriginalView | None
    sound: SoundView | None
    listening_copy: ListeningCopy | None
    downloads: tuple[Link, ...]
    facts: tuple[FactView, ...]
    mentions: tuple[MentionView, ...]
    clip_bar: ClipBar | None


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage's own page: the words, their sound, their context, and how to quote them."""

    quote: Quote
    words: tuple[WordView, ...]
    card: InterviewCard
    campaign: CampaignMark | None
    synthetic_notice: str
    player: Player | None
    question: Quote | None
    previous: Quote | None
    next: Quote | None
    attribution_notice: str
    speaker_note: str
    citation: str
    permalink: str
    revision: RevisionView | None
    sound: SoundView | None
    listening_copy: ListeningCopy | None
    downloads: tuple[Link, ...]
    notes: tuple[OfficeNoteView, ...]
    correct_url: str
    mentions: tuple[MentionView, ...]
    clip_url: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage found; `parts` is its text cut into (text, is_match) pairs."""

    quote: Quote
    parts: tuple[tuple[str, bool], ...]
    match: str
    match_text: str
    title: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value to narrow by; its address toggles it."""

    text: str
    count: int
    url: str
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the hits."""

    name: str
    title: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search. `refusal` is a sentence when the query can't be run or the index is missing."""

    query: str
    action_url: str
    hidden_fields: tuple[tuple[str, str], ...]
    total: int
    total_text: str
    hits: tuple[SearchHit, ...]
    facets: tuple[Facet, ...]
    sorts: tuple[Link, ...]
    previous_url: str | None
    next_url: str | None
    page_text: str
    suggestion: Link | None
    refusal: str
    examples: tuple[Link, ...]
