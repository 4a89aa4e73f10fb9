"""Pingback 1.0, for blogs that are as old as the recordings: the same mentions, asked for in XML-RPC.

References
----------
Pingback 1.0, Stuart Langridge and Ian Hickson, 2002, section 3: the XML-RPC interface and its fault codes.
"""

from __future__ import annotations

import xmlrpc.client
from typing import Annotated
from xml.parsers import expat

from fastapi import APIRouter, Depends, Request, Response

from app.errors import ApplicationError
from app.services.mentions.mention_refused import MentionRefused
from app.web.mention_receivers import PINGBACK_PATH
from app.web.mentions import take_in, words_of_target
from app.web.public_forms import TooManyAtOnce
from app.web.site_state import SiteParameter

router = APIRouter(include_in_schema=False)

METHOD = "pingback.ping"
MOST_CALL_BYTES = 16 * 1024
GENERIC, NO_SOURCE, NO_LINK, NO_TARGET, UNFIT_TARGET, KNOWN, DENIED = 0, 16, 17, 32, 33, 48, 49
_FAULTS = {
    "source": NO_SOURCE,
    "own": NO_SOURCE,
    "target_place": UNFIT_TARGET,
    "target_unknown": NO_TARGET,
    "target_withdrawn": UNFIT_TARGET,
    "host": DENIED,
    "crowd": DENIED,
    "browser": DENIED,
}


class MalformedCall(ValueError):
    """The body is no call of `pingback.ping` with two addresses."""


async def read_body(request: Request) -> bytes:
    """Return what was sent; the site refuses large bodies by itself."""
    return await request.body()


@router.post(PINGBACK_PATH)
def ping(request: Request, site: SiteParameter, body: Annotated[bytes, Depends(read_body)]) -> Response:
    """Take a mention in; it is looked at later."""
    try:
        source, target = parse_ping(body)
    except MalformedCall:
        words = site.words(site.templates.languages[0])
        return _fault(GENERIC, words.gettext("Il faut un appel XML-RPC : pingback.ping(source, target)."))
    words = words_of_target(site, target)
    try:
        received = take_in(request, site, "pingback", source, target)
    except MentionRefused as error:
        return _fault(_FAULTS[error.code], words.error(error))
    except TooManyAtOnce as error:
        return _fault(DENIED, words.error(error))
    except ApplicationError as error:
        return _fault(GENERIC, words.error(error))
    if received.known_failure == "not_found":
        return _fault(NO_SOURCE, words.gettext("La page « source » n'existe pas."))
    if received.known_failure == "no_link":
        return _fault(NO_LINK, words.gettext("La page « source » ne mène pas à « target »."))
    if received.known_state in ("waiting", "found", "shown", "refused"):
        return _fault(KNOWN, words.gettext("Cette mention est déjà connue."))
    text = words.gettext(
        "Merci. Nous irons voir si la page y mène ; une personne décidera ensuite de la montrer."
    )
    return _answer(xmlrpc.client.dumps((text,), methodresponse=True))


def parse_ping(body: bytes) -> tuple[str, str]:
    """Return the source and the target of a call.

    Raises
    ------
    MalformedCall
        It is something else, too long, or declares a document type: entities are never expanded.
    """
    if len(body) > MOST_CALL_BYTES:
        raise MalformedCall
    _refuse_document_type(body)
    try:
        parameters, method = xmlrpc.client.loads(body)
    # The library lets whatever a wrong value raises through: int("x"), a missing name, a fault as a call.
    except (xmlrpc.client.Error, expat.ExpatError, ValueError, LookupError, TypeError, ArithmeticError,
            AttributeError) as error:  # fmt: skip
        raise MalformedCall from error
    match (method, parameters):
        case (str() as name, (str() as source, str() as target)) if name == METHOD:
            return source, target
    raise MalformedCall


def _refuse_document_type(body: bytes) -> None:
    """Read the document once without building anything: in any encoding, the same parser sees the same."""

    def refuse(*_unused: object) -> None:
        raise MalformedCall

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise MalformedCall from error


def _fault(code: int, text: str) -> Response:
    return _answer(xmlrpc.client.dumps(xmlrpc.client.Fault(code, text), methodresponse=True))


def _answer(document: str) -> Response:
    return Response(document, media_type="text/xml", headers={"cache-control": "no-store"})
