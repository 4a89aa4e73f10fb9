"""`franquette hear-again`."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlalchemy import select

from app.archive import Archive
from app.commands.terminal import actor, opened_archive, say, stop, wording
from app.commands.waiting import progress_bars, work_until
from app.errors import NotFound
from app.errors import translatable as _
from app.models import Interview
from app.services.editing.revision_writing import Editor
from app.services.hearing.hearing_again import ask_hearing
from app.services.hearing.hearing_again_reading import offered_revisions
from app.services.hearing.hearing_again_view import read_hearing_progress


def hear_again(
    slug: Annotated[str, typer.Argument(help="Slug of the interview.")],
    model: Annotated[str, typer.Option(help="A Whisper size, folder or file; that of the settings.")] = "",
    wait: Annotated[bool, typer.Option("--wait", help="Wait until it is heard.")] = False,
) -> None:
    """Hear a recording again; the text stays, and curators see the differences."""
    with opened_archive() as archive:
        with archive.database.write() as session:
            interview_id = session.scalar(select(Interview.id).where(Interview.slug == slug))
            if interview_id is None:
                raise NotFound(
                    _("L'entrevue « %(slug)s » n'existe pas. `franquette status` les nomme."), slug=slug
                )
            ask_hearing(session, Editor(actor()), interview_id, model or archive.settings.whisper_model)
        say(_("« %(slug)s » sera réécoutée. Son texte ne change pas."), slug=slug)
        if wait:
            _wait(archive, interview_id, slug)


def _wait(archive: Archive, interview_id: int, slug: str) -> None:
    words = wording()
    with progress_bars() as bars:
        bar = bars.add_task(slug, total=100, step="")

        def is_done() -> bool:
            with archive.database.read() as session:
                progress = read_hearing_progress(session, words, interview_id)
            if progress is None:
                return True
            bars.update(bar, completed=progress.percent, step=progress.step_text)
            return not progress.is_under_way

        work_until(archive, is_done)
    with archive.database.read() as session:
        progress = read_hearing_progress(session, words, interview_id)
        offered = offered_revisions(session, interview_id)
    if progress is not None and progress.failure:
        stop(progress.failure)
    say(
        _("Réécouté : révision %(number)s, à comparer à %(path)s."),
        number=offered[0].number,
        path=f"/atelier/entrevues/{interview_id}/reecoute",
    )
