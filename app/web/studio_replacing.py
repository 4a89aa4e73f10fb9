"""The studio's page that replaces words in all interviews."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Response

from app.domain.access import Permission
from app.errors import Refused
from app.errors import translatable as _
from app.services.editing.edit_following import follow_edit
from app.services.editing.transcript_editing import Editor, Seen
from app.services.glossary.glossary_studio import REPLACING_PATH
from app.services.glossary.replacing_in_all import replace_in_all
from app.services.glossary.replacing_preview import view_replacing
from app.services.glossary.replacing_search import MOST_PASSAGES, Reach, ReplacingRequest
from app.web.site_state import SessionParameter, SiteParameter
from app.web.studio_access import SignedIn, acts, reads
from app.web.studio_pages import studio_page, studio_words

router = APIRouter(include_in_schema=False)

_TEMPLATE = "studio/replacing.html"
FORGED = _("Ce formulaire ne vient pas de cette page. Cherchez de nouveau, puis recommencez.")
Words = Annotated[str, Query(max_length=1000)]
TypedWords = Annotated[str, Form(max_length=1000)]


def sought(
    chercher: Words = "", par: Words = "", casse: str = "", ou: Reach = "machine", campagne: Words = ""
) -> ReplacingRequest:
    """Return what the address asks to replace."""
    return ReplacingRequest(chercher, par, bool(casse), ou, campagne)


def typed(
    chercher: TypedWords = "",
    par: TypedWords = "",
    casse: Annotated[str, Form()] = "",
    ou: Annotated[Reach, Form()] = "machine",
    campagne: TypedWords = "",
) -> ReplacingRequest:
    """Return what the form asks to replace."""
    return ReplacingRequest(chercher, par, bool(casse), ou, campagne)


def chosen_passages(
    passage: Annotated[list[str] | None, Form(max_length=MOST_PASSAGES)] = None,
) -> tuple[Seen, ...]:
    """Return the passages that were ticked, each as it was in the preview.

    Raises
    ------
    Refused
        A tick box sends something that no page of ours does.
    """
    seen = []
    for key in passage or ():
        passage_id, _sign, number = key.partition(".")
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            raise Refused(FORGED)
        seen.append(Seen(passage_id, int(number)))
    return tuple(seen)


@router.get(REPLACING_PATH)
def preview(
    site: SiteParameter,
    session: SessionParameter,
    signed_in: Annotated[SignedIn, Depends(reads(Permission.EDIT_TRANSCRIPTS))],
    request: Annotated[ReplacingRequest, Depends(sought)],
) -> Response:
    """Show what would change, passage by passage."""
    view = view_replacing(session, studio_words(site, signed_in), request)
    return studio_page(site, signed_in, "glossary", _TEMPLATE, view)


@router.post(REPLACING_PATH)
def replace_ticked(
    site: SiteParameter,
    session: SessionParameter,
    signed_in: Annotated[SignedIn, Depends(acts(Permission.EDIT_TRANSCRIPTS))],
    request: Annotated[ReplacingRequest, Depends(typed)],
    chosen: Annotated[tuple[Seen, ...], Depends(chosen_passages)],
) -> Response:
    """Replace in the passages that were ticked; show what was done, and what is left.

    Sent a second time it changes nothing: every passage has another number by then.
    """
    words = studio_words(site, signed_in)
    editor = Editor(signed_in.actor, signed_in.curator_id)
    try:
        with site.archive.database.write() as writing:
            done = replace_in_all(writing, editor, request, chosen)
    except Refused as refused:
        view = view_replacing(session, words, request, refusal=words.error(refused))
        return studio_page(site, signed_in, "glossary", _TEMPLATE, view, status=400)
    for edited in done.edits:
        follow_edit(site.archive.database, site.archive.index, edited)
    # The session of the request began before the texts were replaced, and does not see it.
    with site.archive.database.read() as afterwards:
        view = view_replacing(afterwards, words, request, done=done)
    return studio_page(site, signed_in, "glossary", _TEMPLATE, view)
