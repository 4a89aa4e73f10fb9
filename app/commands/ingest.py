"""`franquette ingest`: takes recordings in, one by one or by manifest."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from app.archive import Archive
from app.commands.terminal import actor, console, opened_archive, print_json, say, wording
from app.errors import ApplicationError, Refused
from app.errors import translatable as _
from app.services.hearing.recording_status import RecordingStatus
from app.services.intake.manifest_intake import FileOutcome, take_in_manifest
from app.services.intake.manifest_reading import BadRow, read_manifest
from app.services.intake.recording_intake import IntakeDetails, take_in


def ingest(
    files: Annotated[list[Path] | None, typer.Argument(help="Recordings, as the phone made them.")] = None,
    leader: Annotated[str, typer.Option(help="Name of the leader who answers.")] = "",
    party: Annotated[str, typer.Option(help="Name of the leader's party.")] = "",
    recorded_on: Annotated[str, typer.Option(help="Day of the recording, YYYY-MM-DD.")] = "",
    place: Annotated[str, typer.Option(help="Where it was recorded.")] = "",
    interviewer: Annotated[str, typer.Option(help="Who asks.")] = "",
    campaign: Annotated[str | None, typer.Option(help="Slug of the campaign.")] = None,
    language: Annotated[str, typer.Option(help="Language spoken: fr or en.")] = "fr",
    manifest: Annotated[Path | None, typer.Option(help="A .csv or .toml manifest instead of files.")] = None,
    publish: Annotated[bool, typer.Option("--publish", help="Publish when processed.")] = False,
    wait: Annotated[bool, typer.Option("--wait", help="Wait until processed; works in place.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Take recordings in: hash, check, keep the original, queue for transcription."""
    if bool(files) == bool(manifest):
        raise typer.BadParameter("give FILE... or --manifest, not both")
    if files and not (leader and party and recorded_on):
        raise typer.BadParameter("FILE... needs --leader, --party and --recorded-on")
    with opened_archive() as archive:
        bad_rows: tuple[BadRow, ...] = ()
        if manifest is not None:
            outcomes, bad_rows = _ingest_manifest(archive, manifest, publish)
        else:
            details = IntakeDetails(
                leader=leader, party=party, recorded_on=parse_day(recorded_on), place=place,
                interviewer=interviewer, campaign_slug=campaign, language=language,
                publish_when_ready=publish,
            )  # fmt: skip
            outcomes = [_ingest_file(archive, path, details) for path in files or []]
        statuses = _wait(archive, outcomes) if wait else {}
    _report(outcomes, bad_rows, statuses, as_json)


def parse_day(text: str) -> date:
    """Read YYYY-MM-DD; raises Refused with the sentence to show."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(
            _("« %(text)s » n'est pas une date. Écrivez année-mois-jour, par exemple 2026-08-14."), text=text
        ) from error


def _ingest_file(archive: Archive, path: Path, details: IntakeDetails) -> FileOutcome:
    limit = archive.settings.max_upload_bytes
    try:
        taken = take_in(archive.database, archive.store, path, details, max_bytes=limit, actor=actor())
    except ApplicationError as error:
        return FileOutcome(path.name, None, error)
    return FileOutcome(path.name, taken, None)


def _ingest_manifest(
    archive: Archive, path: Path, publish: bool
) -> tuple[list[FileOutcome], tuple[BadRow, ...]]:
    manifest = read_manifest(path)
    outcomes = take_in_manifest(
        archive.database,
        archive.store,
        manifest,
        publish=publish,
        max_bytes=archive.settings.max_upload_bytes,
        actor=actor(),
    )
    return outcomes, manifest.bad_rows


def _wait(archive: Archive, outcomes: list[FileOutcome]) -> dict[int, RecordingStatus]:
    # Only those who wait need the machinery that works.
    from app.commands.waiting import wait_for

    ids = {known.outcome.interview_id for known in outcomes if known.outcome is not None}
    return {status.interview_id: status for status in wait_for(archive, ids)} if ids else {}


def _report(
    outcomes: list[FileOutcome],
    bad_rows: tuple[BadRow, ...],
    statuses: dict[int, RecordingStatus],
    as_json: bool,
) -> None:
    rows = [_row(outcome, statuses) for outcome in outcomes]
    rows += [
        {"slug": None, "recording_sha256": None, "state": "refused", "duplicate_of": None, "error": fault}
        for fault in (f"{row.place}: {row.reason}" for row in bad_rows)
    ]
    if as_json:
        print_json({"interviews": rows})
    for row in rows:
        if row["error"]:
            console.print(row["error"], markup=False)
        elif row["duplicate_of"] and not as_json:
            say(_("Déjà dans l'archive : %(slug)s."), slug=row["slug"])
        elif not as_json:
            say(_("Reçu : %(slug)s (%(state)s)."), slug=row["slug"], state=row["state"])
    if any(row["error"] for row in rows):
        raise typer.Exit(1)


def _row(outcome: FileOutcome, statuses: dict[int, RecordingStatus]) -> dict[str, Any]:
    words = wording()
    if outcome.outcome is None:
        error = words.error(outcome.error) if outcome.error else outcome.name
        return {
            "slug": None,
            "recording_sha256": None,
            "state": "refused",
            "duplicate_of": None,
            "error": error,
        }
    taken = outcome.outcome
    status = statuses.get(taken.interview_id)
    failure = None
    if status is not None and status.failure is not None:
        failure = words.gettext(status.failure[0], **status.failure[1])
    return {
        "slug": taken.slug,
        "recording_sha256": taken.recording_sha256,
        "state": status.state if status else taken.state,
        "duplicate_of": taken.duplicate_of,
        "error": failure,
    }
