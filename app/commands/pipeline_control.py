"""`franquette status`, `retry`, `publish`, `withdraw`."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.commands.step_wording import step_name
from app.commands.terminal import actor, console, opened_archive, print_json, say, wording
from app.domain.pipeline_progress import overall_progress
from app.errors import NotFound
from app.errors import translatable as _
from app.models import Interview, Recording
from app.services.hearing import recording_retry
from app.services.hearing.recording_status import RecordingStatus, archive_counts, recording_statuses
from app.services.publishing import interview_publishing
from app.services.searching.index_sync import sync_interview


def status(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Show each recording and where it stands in the pipeline."""
    with opened_archive() as archive, archive.database.read() as session:
        statuses, counts = recording_statuses(session), archive_counts(session)
    if as_json:
        print_json({"recordings": [_status_row(one) for one in statuses], "counts": counts})
        return
    words = wording()
    table = Table(box=None, pad_edge=False)
    for title in (_("entrevue"), _("publication"), _("étape"), "%"):
        table.add_column(words.gettext(title))
    for one in statuses:
        done = f"{overall_progress(one.state, one.step, one.progress):.0%}"
        table.add_row(one.slug, one.interview_state, step_name(one), done)
        if one.failure:
            table.add_row("", "", words.gettext(one.failure[0], **one.failure[1]), "")
    console.print(table)


def retry(slug: Annotated[str, typer.Argument(help="Slug of the interview.")]) -> None:
    """Send a failed recording through the pipeline again."""
    with opened_archive() as archive, archive.database.write() as session:
        recording_id = session.scalar(
            select(Recording.id)
            .join(Interview, Recording.interview_id == Interview.id)
            .where(Interview.slug == slug)
        )
        recording_retry.retry(session, recording_id or 0, actor())
    say(_("« %(slug)s » attend de nouveau son tour."), slug=slug)


def publish(slug: Annotated[str, typer.Argument(help="Slug of the interview.")]) -> None:
    """Make an interview public."""
    with opened_archive() as archive:
        with archive.database.write() as session:
            interview_id = interview_publishing.publish(session, _interview_id(session, slug), actor()).id
        sync_interview(archive.database, archive.index, interview_id)
    say(_("« %(slug)s » est publiée."), slug=slug)


def withdraw(
    slug: Annotated[str, typer.Argument(help="Slug of the interview.")],
    reason: Annotated[str, typer.Option(help="Shown at the interview's address.")],
) -> None:
    """Take an interview off the site; its address keeps a dated tombstone."""
    with opened_archive() as archive:
        with archive.database.write() as session:
            interview_id = _interview_id(session, slug)
            interview_publishing.withdraw(session, interview_id, actor(), reason)
        sync_interview(archive.database, archive.index, interview_id)
    say(_("« %(slug)s » est retirée."), slug=slug)


def _interview_id(session: Session, slug: str) -> int:
    interview_id = session.scalar(select(Interview.id).where(Interview.slug == slug))
    if interview_id is None:
        raise NotFound(_("L'entrevue « %(slug)s » n'existe pas. `franquette status` les nomme."), slug=slug)
    return interview_id


def _status_row(one: RecordingStatus) -> dict[str, Any]:
    words = wording()
    return {
        "slug": one.slug,
        "original_filename": one.original_filename,
        "state": one.state,
        "interview_state": one.interview_state,
        "step": one.step,
        "step_progress": round(one.progress, 3),
        "progress": round(overall_progress(one.state, one.step, one.progress), 3),
        "duration_seconds": one.duration_seconds,
        "error": words.gettext(one.failure[0], **one.failure[1]) if one.failure else None,
    }
