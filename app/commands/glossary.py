"""`franquette glossary add | list | import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from app.commands.terminal import actor, console, opened_archive, print_json, say, wording
from app.domain.glossary_draft import GlossaryDraft
from app.errors import Refused
from app.errors import translatable as _
from app.services.glossary.glossary_exchange import draft_of, export_csv, import_csv
from app.services.glossary.glossary_keeping import add_entry
from app.services.glossary.glossary_listing import list_entries

app = typer.Typer(no_args_is_help=True, help="Names, places and jargon, and how they get misheard.")


@app.command()
def add(
    text: Annotated[str, typer.Argument(help="Word or name, as it is written.")],
    kind: Annotated[str, typer.Option(help="name, place or jargon.")] = "name",
    misheard: Annotated[list[str] | None, typer.Option(help="What a machine wrote instead; repeat.")] = None,
    campaign: Annotated[str, typer.Option(help="Slug; every campaign without it.")] = "",
    language: Annotated[str, typer.Option(help="fr or en; any without it.")] = "",
    theme: Annotated[str, typer.Option(help="Slug of the theme that the word tells of.")] = "",
    note: Annotated[str, typer.Option(help="For other curators.")] = "",
) -> None:
    """Add an entry; the next hearing, tagging and search use it, no restart is needed."""
    draft = GlossaryDraft(text, kind, language, campaign, tuple(misheard or ()), theme, note)
    with opened_archive() as archive, archive.database.write() as session:
        entry = add_entry(session, draft, actor())
    say(_("« %(text)s » est au glossaire."), text=entry.text)


@app.command("list")
def show(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, as `glossary import` takes it.")] = False,
) -> None:
    """List the entries in use."""
    with opened_archive() as archive, archive.database.read() as session:
        entries = list_entries(session)
    if as_csv:
        sys.stdout.write(export_csv(entries))
        return
    drafts = [draft_of(entry) for entry in entries]
    if as_json:
        print_json({"entries": [_plain(draft) for draft in drafts]})
        return
    words = wording()
    table = Table(box=None, pad_edge=False)
    for title in (_("mot"), _("genre"), _("campagne"), _("mal entendu")):
        table.add_column(words.gettext(title))
    for draft in drafts:
        table.add_row(draft.text, draft.kind, draft.campaign, ", ".join(draft.misheard))
    console.print(table)


@app.command("import")
def take_in(file: Annotated[Path, typer.Argument(help="CSV, as `glossary list --csv` prints it.")]) -> None:
    """Take a CSV file in; bad rows are reported and the others go on."""
    with opened_archive() as archive:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise Refused(
                _("Le fichier « %(name)s » ne peut être lu. Vérifiez son chemin."), name=str(file)
            ) from error
        with archive.database.write() as session:
            done = import_csv(session, content, actor())
    for bad in done.bad_lines:
        say(_("Ligne %(line)s : %(reason)s"), line=bad.line, reason=wording().error(bad.reason))
    say(
        _("Ajoutées : %(added)s. Changées : %(changed)s. Pareilles : %(unchanged)s. Refusées : %(refused)s."),
        added=done.added,
        changed=done.changed,
        unchanged=done.unchanged,
        refused=len(done.bad_lines),
    )
    if done.bad_lines:
        raise typer.Exit(1)


def _plain(draft: GlossaryDraft) -> dict[str, object]:
    return {
        "text": draft.text,
        "kind": draft.kind,
        "language": draft.language or None,
        "campaign": draft.campaign or None,
        "misheard": list(draft.misheard),
        "theme": draft.theme or None,
        "note": draft.note,
    }
