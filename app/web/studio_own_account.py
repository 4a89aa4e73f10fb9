"""The studio's page of one's own account: password, language, open sessions."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Path, Request, Response
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.domain.return_path import safe_return_path
from app.errors import Refused
from app.errors import translatable as _
from app.models.base import now
from app.services.accounts.account_views import view_own_account
from app.services.accounts.curator_accounts import (
    choose_language,
    choose_password,
    curator_of,
    end_all_sessions,
    end_one_session,
)
from app.services.accounts.curator_sessions import open_curator_session
from app.services.accounts.curator_sign_in import verify_curator
from app.services.accounts.login_tries import Knock, forgive
from app.web.curator_cookies import give_session_key
from app.web.login import visitor_of
from app.web.login_throttle import LoginThrottle
from app.web.site_state import SessionParameter, Site, SiteParameter
from app.web.studio_access import OWN_ACCOUNT_PATH, SignedIn, acts, reads
from app.web.studio_pages import studio_page, studio_words

router = APIRouter(include_in_schema=False)

Reading = Annotated[SignedIn, Depends(reads(Permission.READ_STUDIO, is_open_to_one_time=True))]
Choosing = Annotated[SignedIn, Depends(acts(Permission.READ_STUDIO, is_open_to_one_time=True))]
Password = Annotated[str, Form(max_length=2000)]
NOTICES = {
    "mot-de-passe": _("Votre mot de passe est changé. Vos autres sessions sont terminées."),
    "session": _("La session est terminée."),
    "sessions": _("Vos autres sessions sont terminées."),
}
WRONG = _("Le mot de passe actuel n'est pas le bon.")
DIFFERENT = _("Les deux nouveaux mots de passe ne sont pas les mêmes.")
SAME = _("Le nouveau mot de passe est l'ancien. Choisissez-en un autre.")
SLOWED_DOWN = _("Trop d'essais manqués. Recommencez dans %(length)s.")


@router.get(OWN_ACCOUNT_PATH)
def own_account(
    site: SiteParameter, session: SessionParameter, signed_in: Reading, avis: str = ""
) -> Response:
    """Show the account of who asks."""
    words = studio_words(site, signed_in)
    notice = words.gettext(NOTICES[avis]) if avis in NOTICES else ""
    curator = curator_of(session, signed_in.curator_id)
    view = view_own_account(session, words, curator, signed_in.session_id, now(), notice=notice)
    return studio_page(site, signed_in, "account", "studio/account.html", view)


@router.post(f"{OWN_ACCOUNT_PATH}/mot-de-passe")
def change_password(
    request: Request,
    site: SiteParameter,
    signed_in: Choosing,
    current: Password = "",
    chosen: Password = "",
    again: Password = "",
) -> Response:
    """Choose another password; all sessions end, and this browser gets a new one."""
    try:
        key = _change_password(request, site, signed_in, current, chosen, again)
    except Refused as error:
        return _refused(site, signed_in, error)
    response = RedirectResponse(f"{OWN_ACCOUNT_PATH}?avis=mot-de-passe", status_code=303)
    give_session_key(site.archive.settings, response, key)
    return response


@router.post("/atelier/langue")
def change_language(
    request: Request,
    site: SiteParameter,
    signed_in: Choosing,
    language: Annotated[str, Form(max_length=2)] = "",
) -> Response:
    """Let the studio speak another language, and lead back to the page one was on."""
    with site.archive.database.write() as session:
        choose_language(session, curator_of(session, signed_in.curator_id), language, signed_in.actor)
    before = urlsplit(request.headers.get("referer", ""))
    page = before.path + (f"?{before.query}" if before.query else "")
    return RedirectResponse(safe_return_path(page), status_code=303)


@router.post(f"{OWN_ACCOUNT_PATH}/sessions/fermer")
def end_other_sessions(site: SiteParameter, signed_in: Choosing) -> Response:
    """End all of one's sessions but this one."""
    with site.archive.database.write() as session:
        curator = curator_of(session, signed_in.curator_id)
        end_all_sessions(session, curator, signed_in.actor, besides=signed_in.session_id)
    return RedirectResponse(f"{OWN_ACCOUNT_PATH}?avis=sessions", status_code=303)


@router.post(f"{OWN_ACCOUNT_PATH}/sessions/{{session_id}}/fermer")
def end_session(
    session_id: Annotated[int, Path(ge=1, le=2**31 - 1)], site: SiteParameter, signed_in: Choosing
) -> Response:
    """End one of one's sessions."""
    with site.archive.database.write() as session:
        curator = curator_of(session, signed_in.curator_id)
        end_one_session(session, curator, session_id, signed_in.actor)
    return RedirectResponse(f"{OWN_ACCOUNT_PATH}?avis=session", status_code=303)


def _change_password(
    request: Request, site: Site, signed_in: SignedIn, current: str, chosen: str, again: str
) -> str:
    """Return the key of the new session; raises Refused."""
    if chosen != again:
        raise Refused(DIFFERENT)
    if chosen == current:
        raise Refused(SAME)
    settings, throttle = site.archive.settings, request.app.state.login_throttle
    assert isinstance(throttle, LoginThrottle)  # noqa: S101
    # Who took over an open session has to guess as slowly as at the door.
    knock = Knock(signed_in.name, "", device=f"account {signed_in.curator_id}")
    with throttle.a_try(knock) as wait:
        if wait:
            length = studio_words(site, signed_in).length(max(1, round(wait.total_seconds())))
            raise Refused(SLOWED_DOWN, length=length)
        verified = verify_curator(site.archive.database, signed_in.name, current)
    if verified is None:
        raise Refused(WRONG)
    with site.archive.database.write() as session:
        curator = curator_of(session, verified.curator_id)
        if curator.password_hash != verified.known_hash:
            # Somebody gave the account another one in this very moment: theirs holds.
            raise Refused(WRONG)
        choose_password(session, curator, chosen, signed_in.actor)
        forgive(session, settings.signing_key, knock)
        return open_curator_session(session, curator, visitor_of(request), now())


def _refused(site: Site, signed_in: SignedIn, error: Refused) -> Response:
    words = studio_words(site, signed_in)
    with site.archive.database.read() as session:
        curator = curator_of(session, signed_in.curator_id)
        view = view_own_account(
            session, words, curator, signed_in.session_id, now(), refusal=words.error(error)
        )
    return studio_page(site, signed_in, "account", "studio/account.html", view, 400)
