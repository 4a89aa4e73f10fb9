"""The public API: GET only, open to every site, with ETags. Its promises are in /api/v1/openapi.json."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from app.domain.search_query import MAX_LIMIT, MAX_OFFSET, QueryRefused, SearchQuery
from app.errors import Refused
from app.services.clips.clip_records import ClipRecord, ClipsRecord, export_clip, export_clips
from app.services.corrections.correction_records import CorrectionsRecord, export_corrections
from app.services.exporting.export_records import (
    CampaignsRecord,
    ComparisonRecord,
    InterviewRecord,
    InterviewsRecord,
    LeadersRecord,
    PartiesRecord,
    PassageRecord,
    Problem,
    SearchRecord,
    ThemesRecord,
    TranscriptRecord,
)
from app.services.exporting.record_export import (
    export_campaigns,
    export_comparison,
    export_interview,
    export_interviews,
    export_leaders,
    export_parties,
    export_passage,
    export_search,
    export_themes,
)
from app.services.exporting.transcript_export import WRITERS, export_json
from app.services.reading.public_interviews import find_interview
from app.services.searching.passage_search import REFUSALS
from app.services.showing.reader import Reader
from app.web.html_responses import with_etag
from app.web.site_state import MAX_VALUES, ReaderParameter, SiteParameter

_PROBLEM: dict[str, Any] = {
    "model": Problem,
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {**_PROBLEM, "description": "A value can't be used."},
    404: {**_PROBLEM, "description": "Nothing public has that name."},
    410: {**_PROBLEM, "description": "It was public and was withdrawn."},
    422: {**_PROBLEM, "description": "A parameter has the wrong form."},
}
router = APIRouter(prefix="/api/v1", responses=_ERRORS)

Slug = Annotated[str, Path(max_length=200, description="The last part of the page's address.")]
Slugs = Annotated[list[Annotated[str, Query(max_length=200)]], Query(max_length=MAX_VALUES)]
CampaignSlug = Annotated[
    str | None, Query(max_length=200, description="Without it: the latest with public interviews.")
]


def _json(request: Request, record: BaseModel) -> Response:
    body = record.model_dump_json()
    headers = {"cache-control": "no-cache"}
    return with_etag(request, Response(body, media_type="application/json", headers=headers))


@router.get("/leaders", response_model=LeadersRecord)
def leaders(request: Request, reader: ReaderParameter) -> Response:
    """Every leader with the parties headed."""
    return _json(request, export_leaders(reader))


@router.get("/leaders/{slug}/corrections", response_model=CorrectionsRecord)
def corrections(
    request: Request,
    slug: Slug,
    reader: ReaderParameter,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """What curators decided about readers' corrections of a leader's interviews, the latest first."""
    return _json(request, export_corrections(reader, slug, limit, offset))


@router.get("/parties", response_model=PartiesRecord)
def parties(request: Request, reader: ReaderParameter) -> Response:
    """Every party."""
    return _json(request, export_parties(reader))


@router.get("/campaigns", response_model=CampaignsRecord)
def campaigns(request: Request, reader: ReaderParameter) -> Response:
    """Every campaign, who was invited and what came of it, and sourced facts."""
    return _json(request, export_campaigns(reader))


@router.get("/themes", response_model=ThemesRecord)
def themes(request: Request, reader: ReaderParameter) -> Response:
    """Every theme."""
    return _json(request, export_themes(reader))


@router.get("/interviews", response_model=InterviewsRecord)
def interviews(
    request: Request,
    reader: ReaderParameter,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """Public interviews, the latest first."""
    return _json(request, export_interviews(reader, limit, offset))


@router.get("/interviews/{slug}", response_model=InterviewRecord)
def interview(request: Request, slug: Slug, reader: ReaderParameter) -> Response:
    """One public interview."""
    return _json(request, export_interview(reader, slug))


@router.get("/interviews/{slug}/transcript", response_model=TranscriptRecord)
def transcript(request: Request, slug: Slug, reader: ReaderParameter) -> Response:
    """The text of an interview with words, times, speakers and themes; the same as `transcript.json`."""
    return _transcript(request, reader, slug, "json")


@router.get(
    "/interviews/{slug}/transcript.{suffix}",
    response_model=TranscriptRecord,
    responses={200: {"content": {kind: {} for kind, _ in WRITERS.values()}}},
)
def transcript_file(
    request: Request, slug: Slug, suffix: Literal["json", "vtt", "srt", "txt"], reader: ReaderParameter
) -> Response:
    """The text of an interview as JSON, WebVTT, SRT or plain text."""
    return _transcript(request, reader, slug, suffix)


def _transcript(request: Request, reader: Reader, slug: str, suffix: str) -> Response:
    found = find_interview(reader.session, slug)
    if suffix == "json":
        return _json(request, export_json(reader.session, reader.words, found))
    media_type, write = WRITERS[suffix]
    headers = {
        "cache-control": "no-cache",
        "content-disposition": f'inline; filename="{found.slug}.{suffix}"',
    }
    body = write(reader.session, reader.words, found)
    response = Response(body, media_type=f"{media_type}; charset=utf-8", headers=headers)
    return with_etag(request, response)


@router.get("/passages/{id}", response_model=PassageRecord)
def passage(request: Request, id: Annotated[str, Path(max_length=40)], reader: ReaderParameter) -> Response:
    """One public passage."""
    return _json(request, export_passage(reader, id))


@router.get("/clips", response_model=ClipsRecord)
def clips(
    request: Request,
    reader: ReaderParameter,
    interview: Annotated[str | None, Query(max_length=200, description="Only of this interview.")] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """Spans that readers quoted, the latest first."""
    return _json(request, export_clips(reader, interview, limit, offset))


@router.get("/clips/{id}", response_model=ClipRecord)
def clip(request: Request, id: Annotated[str, Path(max_length=40)], reader: ReaderParameter) -> Response:
    """One clip, where its words are read now, and as it was quoted."""
    return _json(request, export_clip(reader, id))


@router.get("/search", response_model=SearchRecord)
def search(
    request: Request,
    site: SiteParameter,
    reader: ReaderParameter,
    q: Annotated[str, Query(max_length=2000, description="Words; quotes keep a phrase, - leaves out.")] = "",
    leader: Slugs = [],  # noqa: B006 (FastAPI copies it)
    party: Slugs = [],  # noqa: B006
    theme: Slugs = [],  # noqa: B006
    speaker: Annotated[list[Literal["leader", "interviewer", "unknown"]], Query(max_length=3)] = [],  # noqa: B006
    status: Annotated[list[Literal["machine", "corrected", "checked"]], Query(max_length=3)] = [],  # noqa: B006
    year: Annotated[list[Annotated[int, Field(ge=1, le=9999)]], Query(max_length=MAX_VALUES)] = [],  # noqa: B006
    from_on: Annotated[date | None, Query(alias="from", description="First day of recording.")] = None,
    to_on: Annotated[date | None, Query(alias="to", description="Last day of recording.")] = None,
    lang: Annotated[Literal["fr", "en"] | None, Query(description="Language spoken.")] = None,
    campaign: CampaignSlug = None,
    sort: Literal["relevance", "date"] = "relevance",
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 20,
    offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0,
) -> Response:
    """Search the passages; each hit says how closely it matches."""
    try:
        query = SearchQuery(
            text=q, leader=tuple(leader), party=tuple(party), theme=tuple(theme), speaker=tuple(speaker),
            status=tuple(status), year=tuple(year), from_on=from_on, to_on=to_on, language=lang,
            campaign=campaign, sort=sort, limit=limit, offset=offset,
        )  # fmt: skip
    except QueryRefused as refused:
        raise Refused(REFUSALS[refused.code]) from refused
    return _json(request, export_search(reader, site.archive.index, query))


@router.get("/comparison", response_model=ComparisonRecord)
def comparison(
    request: Request,
    reader: ReaderParameter,
    theme: Slugs = [],  # noqa: B006
    leader: Slugs = [],  # noqa: B006
    campaign: CampaignSlug = None,
) -> Response:
    """Leaders side by side on themes: one cell for each, never empty, with its evidence."""
    return _json(request, export_comparison(reader, theme, leader, campaign))
