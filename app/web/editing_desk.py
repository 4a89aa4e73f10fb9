"""Where a curator's edit is made: it is written, themes and search follow, and the answer tells what changed.

A plain form is led back to a page. A script of the editor gets `{revision, is_new, passages, gone, search}`:
the passages that changed, as in texte.json; or, with status 409, both texts of a conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Form, Path, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.services.editing.edit_conflict import view_conflict
from app.services.editing.edit_following import follow_edit
from app.services.editing.editor_reading import interview_of, read_editor_passages
from app.services.editing.revision_writing import Edited, Editor
from app.services.editing.transcript_editing import EditedMeanwhile, PassageGone, Seen
from app.services.showing.reader import Reader
from app.web.site_state import Site, SiteParameter
from app.web.studio_access import SignedIn, acts, wants_json
from app.web.studio_pages import studio_page, studio_words

NO_STORE = {"cache-control": "no-store"}

Editing = Annotated[SignedIn, Depends(acts(Permission.EDIT_TRANSCRIPTS))]
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
PassageId = Annotated[str, Path(max_length=20, pattern=r"^[a-z0-9]+$")]
Count = Annotated[int, Form(ge=0, le=2**31 - 1)]


@dataclass(frozen=True, slots=True)
class EditingDesk:
    """One request of a curator who edits. `seen` is the passage as they were reading it."""

    request: Request
    site: Site
    signed_in: SignedIn
    seen: Seen

    @property
    def passage_id(self) -> str:
        """Return the passage that is edited; empty where the edit is not of one."""
        return self.seen.passage_id

    def edit(self, change: Callable[[Session, Editor], Edited], mine: str | None = None) -> Response:
        """Make an edit in one transaction and answer; `mine` is the text that a conflict must not lose."""
        try:
            with self.site.archive.database.write() as session:
                edited = change(session, Editor(self.signed_in.actor, self.signed_in.curator_id))
        except (EditedMeanwhile, PassageGone) as error:
            return self.conflict(error, mine)
        is_found = follow_edit(self.site.archive.database, self.site.archive.index, edited)
        if not wants_json(self.request):
            return self._back(edited.interview_id, "enregistre" if is_found else "index")
        return JSONResponse(self._changes(edited, is_found), headers=NO_STORE)

    def conflict(self, error: EditedMeanwhile | PassageGone, mine: str | None) -> Response:
        """Answer with both texts: the one that stands, and the one that came too late."""
        with self.site.archive.database.read() as session:
            view = view_conflict(self.reader(session), error, self.signed_in.curator_id, mine)
        if wants_json(self.request):
            return JSONResponse(view.to_json(), status_code=409, headers=NO_STORE)
        template = "studio/editor_conflict.html"
        return studio_page(self.site, self.signed_in, "interviews", template, view, 409)

    def drafted(self, content: Mapping[str, str], notice: str) -> Response:
        """Answer to what was done with a draft."""
        if wants_json(self.request):
            return JSONResponse(content, headers=NO_STORE)
        with self.site.archive.database.read() as session:
            interview_id = interview_of(session, self.passage_id)
        return self._back(interview_id, notice)

    def reader(self, session: Session) -> Reader:
        """Return who reads: the curator, in their language."""
        return studio_reader(self.site, session, self.signed_in)

    def _changes(self, edited: Edited, is_found: bool) -> dict[str, object]:
        with self.site.archive.database.read() as session:
            passages = read_editor_passages(
                self.reader(session),
                edited.interview_id,
                self.signed_in.curator_id,
                {*edited.changed, self.passage_id},
            )
        return {
            "revision": edited.revision_number,
            "is_new": edited.is_new,
            "passages": [one.to_json() for one in passages],
            "gone": edited.gone,
            "search": is_found,
        }

    def _back(self, interview_id: int, notice: str) -> Response:
        asked = f"?avis={notice}" if notice else ""
        place = f"#p-{self.passage_id}" if self.passage_id else ""
        return RedirectResponse(f"/atelier/entrevues/{interview_id}/texte{asked}{place}", status_code=303)


def studio_reader(site: Site, session: Session, signed_in: SignedIn) -> Reader:
    """Return the reader of a page of the studio: it speaks the curator's language."""
    return Reader(session, studio_words(site, signed_in), site.shelf)


def get_passage_desk(
    request: Request, site: SiteParameter, signed_in: Editing, passage_id: PassageId, seen: Count = 0
) -> EditingDesk:
    """Open a desk on the passage that the address names."""
    return EditingDesk(request, site, signed_in, Seen(passage_id, seen))


PassageDesk = Annotated[EditingDesk, Depends(get_passage_desk)]
