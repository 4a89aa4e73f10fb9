"""Webmention: pages elsewhere say that they cite ours. The answer says where to follow what becomes of it.

References
----------
W3C Recommendation "Webmention", 12 January 2017, section 3.2: receiving Webmentions.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request, Response
from starlette.responses import PlainTextResponse

from app.domain.page_addresses import language_of_path
from app.errors import ApplicationError, NotFound, Refused
from app.errors import translatable as _
from app.models.base import now
from app.services.mentions.mention_receiving import ReceivedMention, receive_mention, require_fit
from app.services.mentions.mention_refused import MentionRefused
from app.services.mentions.mention_status import view_status
from app.services.showing.wording import Wording
from app.web.form_tokens import require_same_origin
from app.web.mention_receivers import WEBMENTION_PATH
from app.web.public_forms import TooManyAtOnce, require_room
from app.web.site_state import SessionParameter, Site, SiteParameter

router = APIRouter(include_in_schema=False)

Address = Annotated[str, Form(max_length=10_000)]
_PLAIN = {"cache-control": "no-store", "x-robots-tag": "noindex"}
SECONDS_TO_WAIT = "600"


@router.post(WEBMENTION_PATH)
def receive(
    request: Request,
    site: SiteParameter,
    source: Address = "",
    target: Address = "",
) -> Response:
    """Take a mention in; it is looked at later."""
    words = words_of_target(site, target)
    try:
        received = take_in(request, site, "webmention", source, target)
    except TooManyAtOnce as error:
        return _sentence(words.error(error), 429, **{"retry-after": SECONDS_TO_WAIT})
    except MentionRefused as error:
        return _sentence(words.error(error), 400)
    except NotFound as error:
        return _sentence(words.error(error), 404)
    text = words.gettext(
        "Merci. Nous irons voir si la page y mène ; une personne décidera ensuite de la montrer."
    )
    status_url = site.archive.settings.public_url + f"{WEBMENTION_PATH}/{received.status_key}"
    return _sentence(text, 201, location=status_url)


@router.get(WEBMENTION_PATH + "/{key}")
def status(
    key: Annotated[str, Path(max_length=64)], request: Request, site: SiteParameter, session: SessionParameter
) -> Response:
    """Tell who sent a mention what became of it."""
    preferred = request.headers.get("accept-language", "")
    words = site.words("en" if preferred.lower().startswith("en") else site.templates.languages[0])
    try:
        text = view_status(session, words, key)
    except ApplicationError as error:
        return _sentence(words.error(error), 404)
    return _sentence(text, 200, vary="accept-language")


def take_in(request: Request, site: Site, protocol: str, source: str, target: str) -> ReceivedMention:
    """Write a mention down, where the site takes them and there is room.

    Raises
    ------
    NotFound
        The site takes none.
    TooManyAtOnce
        One address, or all together, send too many.
    MentionRefused
        As `receive_mention`; an address is missing; or another site makes its visitors send it.
    """
    settings = site.archive.settings
    if not settings.mentions:
        raise NotFound(_("Ce site ne prend pas de mentions."))
    _require_server(site, request)
    if not source.strip() or not target.strip():
        raise MentionRefused(
            "source", _("Il faut « source », la page qui cite, et « target », la page citée de ce site.")
        )
    # What does not suit takes no room from what does.
    with site.archive.database.read() as session:
        require_fit(session, settings.public_url, source, target)
    require_room(request, "mention")
    with site.archive.database.write() as session:
        return receive_mention(session, settings.public_url, protocol, source, target, now())


def _require_server(site: Site, request: Request) -> None:
    """Refuse what another site makes its visitors send: each of them would count as a sender."""
    try:
        require_same_origin(site.archive.settings, request)
    except Refused:
        raise MentionRefused(
            "browser", _("Une mention s'envoie d'un serveur, et non de la page d'un autre site.")
        ) from None


def words_of_target(site: Site, target: str) -> Wording:
    """Return the words of the language of the page that is cited."""
    own_path = target.removeprefix(site.archive.settings.public_url)
    return site.words(language_of_path(own_path.partition("#")[0].partition("?")[0]))


def _sentence(text: str, status: int, **headers: str) -> Response:
    return PlainTextResponse(f"{text}\n", status_code=status, headers={**_PLAIN, **headers})
