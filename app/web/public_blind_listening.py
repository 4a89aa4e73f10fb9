"""Six seconds of sound without text, name or party: readers write what they hear."""

from __future__ import annotations

from dataclasses import dataclass
from random import SystemRandom
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Request, Response
from starlette.responses import FileResponse, RedirectResponse

from app.errors import ApplicationError, NotFound, Refused
from app.errors import translatable as _
from app.services.corrections.blind_listening import (
    MOST_CHARACTERS,
    BlindAnswer,
    OfferedSpot,
    choose_spot,
    keep_blind_answer,
)
from app.services.corrections.blind_sounds import BlindSounds
from app.services.showing.reader import Reader
from app.web.blind_tickets import BlindTickets
from app.web.public_forms import (
    TooManyAtOnce,
    form_page,
    reader_address,
    reader_gate,
    require_own_form,
    require_room,
)
from app.web.security_headers import MEDIA_POLICY
from app.web.site_state import ReaderParameter, Site, SiteParameter, asked_once

TEMPLATE = "listen/page.html"
MOST_TYPED = 20_000

router = APIRouter(include_in_schema=False)
Ticket = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{20,40}$")]


@dataclass(frozen=True, slots=True)
class ListenView:
    """The page. Without a spot `ticket` is empty, and `empty_text` says why."""

    ticket: str
    sound_url: str
    language_text: str
    action_url: str
    most_characters: int
    notice: str
    refusal: str
    text: str
    answer: str
    empty_text: str


def listen(request: Request, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Offer a spot to hear."""
    words = reader.words
    is_received = asked_once(request, "received", words.language) is not None
    notice = words.gettext("Merci, c'est noté. Voici six autres secondes.") if is_received else ""
    return _offer(request, site, reader, notice)


def answer(
    request: Request,
    site: SiteParameter,
    reader: ReaderParameter,
    ticket: Annotated[str, Form(max_length=60)] = "",
    answer: Annotated[Literal["text", "nothing", "unclear"], Form()] = "text",
    text: Annotated[str, Form(max_length=MOST_TYPED)] = "",
    website: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Take an answer in; what can't be taken comes back with the same sound and what was typed."""
    require_own_form(site, request)
    words = reader.words
    received = RedirectResponse(words.url("listen", received="1"), status_code=303)
    # People never see that field: whatever fills it is thanked and forgotten.
    if website:
        return received
    tickets = _tickets(request)
    spot = tickets.find(ticket)
    if spot is None:
        late = _("Ce son a été demandé il y a trop longtemps, ou a déjà sa réponse. En voici un autre.")
        return _offer(request, site, reader, words.gettext(late))
    mark = _mark(request, spot.passage_id)
    try:
        require_room(request, "answer")
        with site.archive.database.write() as session:
            keep_blind_answer(session, spot, BlindAnswer(answer, text, mark))
    except NotFound as error:
        return _offer(request, site, reader, words.error(error))
    except (TooManyAtOnce, Refused) as error:
        view = _view(reader, ticket, spot, refusal=words.error(error), text=text, answer=answer)
        return form_page(site, words, "listen", TEMPLATE, view, _status(error))
    tickets.spend(ticket)
    return received


@router.api_route("/media/ecoute/{ticket}/son.m4a", methods=["GET", "HEAD"])
def sound(request: Request, ticket: Ticket) -> Response:
    """Give the sound of a ticket: a file of its own, with nothing around it and no name in it."""
    spot = _tickets(request).find(ticket)
    if spot is None:
        raise NotFound(_("Ce son a été demandé il y a trop longtemps. Rechargez la page pour un autre."))
    sounds = request.app.state.blind_sounds
    assert isinstance(sounds, BlindSounds)  # noqa: S101
    headers = {
        "cache-control": "private, max-age=600",
        "content-security-policy": MEDIA_POLICY,
        "x-robots-tag": "noindex",
    }
    return FileResponse(sounds.path(spot), media_type="audio/mp4", headers=headers)


def _offer(request: Request, site: Site, reader: Reader, notice: str) -> Response:
    words = reader.words
    try:
        require_room(request, "listen")
    except TooManyAtOnce as error:
        view = _empty(reader, words.error(error), notice)
        return form_page(site, words, "listen", TEMPLATE, view, _status(error))
    spot = choose_spot(reader.session, lambda passage_id: _mark(request, passage_id), SystemRandom())
    if spot is None:
        none_left = _("Vous avez tout écouté, ou il n'y a pas d'endroit incertain à réécouter aujourd'hui.")
        return form_page(site, words, "listen", TEMPLATE, _empty(reader, words.gettext(none_left), notice))
    view = _view(reader, _tickets(request).issue(spot), spot, notice=notice)
    return form_page(site, words, "listen", TEMPLATE, view)


def _view(
    reader: Reader,
    ticket: str,
    spot: OfferedSpot,
    *,
    notice: str = "",
    refusal: str = "",
    text: str = "",
    answer: str = "text",
) -> ListenView:
    words = reader.words
    languages = {"fr": words.gettext("On y parle français."), "en": words.gettext("On y parle anglais.")}
    return ListenView(
        ticket=ticket,
        sound_url=f"/media/ecoute/{ticket}/son.m4a",
        language_text=languages.get(spot.language, ""),
        action_url=words.url("listen"),
        most_characters=MOST_CHARACTERS,
        notice=notice,
        refusal=refusal,
        text=text,
        answer=answer,
        empty_text="",
    )


def _empty(reader: Reader, text: str, notice: str) -> ListenView:
    return ListenView("", "", "", reader.words.url("listen"), MOST_CHARACTERS, notice, "", "", "text", text)


def _status(error: ApplicationError) -> int:
    return 429 if isinstance(error, TooManyAtOnce) else 400


def _mark(request: Request, passage_id: str) -> str:
    return reader_gate(request).mark(reader_address(request), f"passage {passage_id}")


def _tickets(request: Request) -> BlindTickets:
    tickets = request.app.state.blind_tickets
    assert isinstance(tickets, BlindTickets)  # noqa: S101
    return tickets
