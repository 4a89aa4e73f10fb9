"""Readers propose corrections, and anybody reads what was decided about them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response
from starlette.responses import RedirectResponse

from app.errors import ApplicationError, Conflict, Refused
from app.services.corrections.correction_form import CorrectionDraft, view_correction_form
from app.services.corrections.correction_log import view_log
from app.services.corrections.correction_proposing import Proposal, propose_correction
from app.services.reading.public_interviews import PassageMoved
from app.web.html_responses import public_page
from app.web.public_forms import (
    TooManyAtOnce,
    form_page,
    reader_address,
    reader_gate,
    require_own_form,
    require_room,
)
from app.web.site_state import ReaderParameter, SiteParameter, asked_once

TEMPLATE = "correction/page.html"
MOST_TYPED = 20_000
_STATUSES: tuple[tuple[type[ApplicationError], int], ...] = (
    (TooManyAtOnce, 429),
    (Conflict, 409),
    (PassageMoved, 409),
    (Refused, 400),
)


def form(request: Request, id: str, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show the form of a passage, or the thanks once it was sent."""
    is_received = asked_once(request, "received", reader.words.language) is not None
    view = view_correction_form(reader, id, is_received=is_received)
    return form_page(site, reader.words, "correct", TEMPLATE, view, id=id)


def propose(
    request: Request,
    id: str,
    site: SiteParameter,
    reader: ReaderParameter,
    text: Annotated[str, Form(max_length=MOST_TYPED)] = "",
    nothing: Annotated[str, Form(max_length=10)] = "",
    heard: Annotated[str, Form(max_length=10)] = "",
    seen: Annotated[int | None, Form(ge=0, le=2**31 - 1)] = None,
    website: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Take a proposal in; what can't be taken comes back with what was typed."""
    require_own_form(site, request)
    words = reader.words
    received = RedirectResponse(words.url("correct", id=id, received="1"), status_code=303)
    # People never see that field: whatever fills it is thanked and forgotten.
    if website:
        return received
    mark = reader_gate(request).mark(reader_address(request), f"passage {id}")
    proposal = Proposal(id, text, bool(nothing), bool(heard), seen, mark)
    try:
        require_room(request, "propose")
        with site.archive.database.write() as session:
            propose_correction(session, proposal)
    except (TooManyAtOnce, Conflict, PassageMoved, Refused) as error:
        draft = CorrectionDraft(text, bool(nothing), bool(heard), words.error(error))
        now_id = error.into_passage_id if isinstance(error, PassageMoved) else id
        view = view_correction_form(reader, now_id, draft=draft)
        status = next(status for kind, status in _STATUSES if isinstance(error, kind))
        return form_page(site, words, "correct", TEMPLATE, view, status, id=now_id)
    return received


def log(request: Request, slug: str, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show what was decided about corrections of a leader's interviews."""
    given = asked_once(request, "page", reader.words.language) or ""
    page = int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 1
    view = view_log(reader, slug, page)
    return public_page(
        request,
        site,
        reader.words,
        "corrections",
        "corrections_log/page.html",
        view,
        slug=slug,
        page=page if page > 1 else None,
    )
