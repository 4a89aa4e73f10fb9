"""What the forms for readers share: where they come from, who sends them, and a page with its status."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from app.domain.page_addresses import ParameterValue
from app.errors import Refused
from app.errors import translatable as _
from app.services.showing.wording import Wording
from app.web.form_tokens import require_same_origin
from app.web.html_responses import page_frame, render
from app.web.reader_gate import ReaderGate
from app.web.site_state import Site


class TooManyAtOnce(Refused):
    """One address, or all together, sent more than people do."""


def reader_gate(request: Request) -> ReaderGate:
    """Return the gate of the site."""
    gate = request.app.state.reader_gate
    assert isinstance(gate, ReaderGate)  # noqa: S101
    return gate


def reader_address(request: Request) -> str:
    """Return where the request comes from; it is only ever handed to the gate."""
    return request.client.host if request.client else ""


def require_own_form(site: Site, request: Request) -> None:
    """Refuse what another site makes its visitors send: each of them would count as a reader."""
    try:
        require_same_origin(site.archive.settings, request)
    except Refused:
        raise Refused(
            _("Ce formulaire ne vient pas de nos pages. Rouvrez la page où il se trouve, puis recommencez.")
        ) from None


def require_room(request: Request, act: str) -> None:
    """Count an act of this reader.

    Raises
    ------
    TooManyAtOnce
        There were too many within ten minutes.
    """
    if not reader_gate(request).admits(reader_address(request), act):
        raise TooManyAtOnce(
            _("Il arrive trop d'envois en ce moment. Rien n'est perdu : attendez dix minutes et renvoyez.")
        )


def form_page(
    site: Site,
    words: Wording,
    name: str,
    template: str,
    view: object,
    status: int = 200,
    /,
    **values: ParameterValue,
) -> Response:
    """Return a page with a form: never kept by a cache, for what was typed is in it."""
    body = render(site, words, template, view, page_frame(site, words, name, values))
    return HTMLResponse(body, status_code=status, headers={"cache-control": "no-store"})
