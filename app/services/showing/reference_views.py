"""What the pages beside the interviews show: method, open data, errors and tombstones."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.reading.public_views import OriginalView
from app.services.showing.view_parts import CampaignMark, InterviewCard, LeaderMark, Link, StatusView


@dataclass(frozen=True, slots=True)
class DrawLine:
    """One leader in the draw: the text that is hashed and the hash, so that anybody can redo it."""

    leader: LeaderMark
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class StateMeaning:
    """A state of a comparison cell and the rule that gives it."""

    state: str
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """How much of one leader was quoted: clips that can be heard, and sites that showed one of them."""

    leader: LeaderMark
    clips_text: str
    sites_text: str


@dataclass(frozen=True, slots=True)
class MethodView:
    """How it is made: the states, the draw, what machines do, and the differences between leaders."""

    campaign: CampaignMark | None
    states: tuple[StateMeaning, ...]
    draw: tuple[DrawLine, ...]
    order_rule: str
    draw_rule: str
    engines: tuple[str, ...]
    statuses: tuple[StatusView, ...]
    quote_rule: str
    differences: tuple[str, ...]
    quoted: tuple[QuotedLine, ...]
    quoted_rule: str


@dataclass(frozen=True, slots=True)
class ApiAddress:
    """One address of the API, with a line on what it gives."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class InterviewDownloads:
    """What can be taken home of one interview."""

    card: InterviewCard
    original: OriginalView | None
    downloads: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class OpenDataView:
    """The open data: addresses of the API, and the files of each published interview."""

    addresses: tuple[ApiAddress, ...]
    docs_url: str
    schema_url: str
    interviews: tuple[InterviewDownloads, ...]


@dataclass(frozen=True, slots=True)
class ErrorView:
    """Something went wrong: what, and what can be done."""

    status: int
    title: str
    message: str
    known: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TombstoneView:
    """Something that was public was withdrawn: when, and why."""

    title: str
    withdrawn_text: str
    withdrawn_on: str
    reason: str
    links: tuple[Link, ...]
