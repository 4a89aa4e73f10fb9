"""`franquette theme add | list | rename | retire | confirm | refuse`, and `franquette retag`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from app.commands.terminal import actor, console, opened_archive, print_json, say, wording
from app.errors import translatable as _
from app.services.searching.index_sync import sync_interview
from app.services.theming.theme_curation import ThemeDraft, add_theme, rename_theme, retire_theme
from app.services.theming.theme_decisions import decide_theme
from app.services.theming.theme_listing import list_themes
from app.services.theming.theme_retagging import retag as retag_all
from app.services.theming.theme_tagging import TagChanges

app = typer.Typer(no_args_is_help=True, help="Themes: add one, rename, retire; settle those of a passage.")

Slug = Annotated[str, typer.Argument(help="Slug of the theme.")]
PassageId = Annotated[str, typer.Argument(help="Id of the passage, the end of its address.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command()
def add(
    slug: Slug,
    label_fr: Annotated[str, typer.Option(help="Name in French.")],
    label_en: Annotated[str, typer.Option(help="Name in English.")],
    description_fr: Annotated[str, typer.Option(help="One sentence in French.")] = "",
    description_en: Annotated[str, typer.Option(help="One sentence in English.")] = "",
    example: Annotated[list[str] | None, typer.Option(help="A French sentence about it; repeat.")] = None,
    example_en: Annotated[list[str] | None, typer.Option(help="An English one; repeat.")] = None,
) -> None:
    """Add a theme from its names, a description and three examples or more; no restart is needed."""
    examples = {"fr": example or [], "en": example_en or []}
    draft = ThemeDraft(slug, label_fr, label_en, description_fr, description_en, examples)
    with opened_archive() as archive, archive.database.write() as session:
        add_theme(session, draft, actor())
    say(_("Thème « %(slug)s » ajouté. `franquette retag --theme %(slug)s` le cherche partout."), slug=slug)


@app.command("list")
def show(as_json: AsJson = False) -> None:
    """List the themes, retired ones too."""
    with opened_archive() as archive, archive.database.read() as session:
        themes = list_themes(session)
    if as_json:
        rows = [
            {
                "slug": theme.slug,
                "label": {"fr": theme.label_fr, "en": theme.label_en},
                "description": {"fr": theme.description_fr, "en": theme.description_en},
                "retired_on": theme.retired_on.isoformat() if theme.retired_on else None,
            }
            for theme in themes
        ]
        print_json({"themes": rows})
        return
    words = wording()
    table = Table(box=None, pad_edge=False)
    for title in (_("thème"), _("nom"), _("retiré")):
        table.add_column(words.gettext(title))
    for theme in themes:
        table.add_row(theme.slug, words.pick(theme.label_fr, theme.label_en), words.day(theme.retired_on))
    console.print(table)


@app.command()
def rename(
    slug: Slug,
    label_fr: Annotated[str, typer.Option(help="New name in French.")],
    label_en: Annotated[str, typer.Option(help="New name in English.")],
) -> None:
    """Rename a theme; its addresses stay."""
    with opened_archive() as archive, archive.database.write() as session:
        rename_theme(session, slug, label_fr, label_en, actor())
    say(_("Thème « %(slug)s » renommé."), slug=slug)


@app.command()
def retire(slug: Slug) -> None:
    """Take a theme out of use; its tags and its page stay."""
    with opened_archive() as archive, archive.database.write() as session:
        retire_theme(session, slug, actor())
    say(_("Thème « %(slug)s » retiré."), slug=slug)


@app.command()
def confirm(slug: Slug, passage_id: PassageId) -> None:
    """Say that a passage is about a theme, tagged or not; passages like it follow."""
    _decide(slug, passage_id, is_about=True)


@app.command()
def refuse(slug: Slug, passage_id: PassageId) -> None:
    """Say that a passage is not about a theme, for good; passages like it follow."""
    _decide(slug, passage_id, is_about=False)


def retag(
    theme: Annotated[str | None, typer.Option(help="Only this theme.")] = None, as_json: AsJson = False
) -> None:
    """Tag all passages anew with what was learned since; what curators decided stays."""
    total = TagChanges()
    rows = []
    with opened_archive() as archive:
        for one in retag_all(archive.database, archive.index, theme):
            total += one.changes
            rows.append({"slug": one.slug, "added": one.changes.added, "removed": one.changes.removed})
            if not as_json and (one.changes.added or one.changes.removed):
                say("%(slug)s : +%(added)s −%(removed)s", **rows[-1])
    if as_json:
        print_json({"interviews": rows, "added": total.added, "removed": total.removed, "kept": total.kept})
        return
    say(
        _("Thèmes de la machine : %(added)s ajoutés, %(removed)s enlevés, %(kept)s inchangés."),
        added=total.added,
        removed=total.removed,
        kept=total.kept,
    )


def _decide(slug: str, passage_id: str, *, is_about: bool) -> None:
    with opened_archive() as archive:
        with archive.database.write() as session:
            interview_id = decide_theme(session, passage_id, slug, is_about=is_about, actor=actor())
        sync_interview(archive.database, archive.index, interview_id)
    say(_("C'est noté. `franquette retag` l'applique aux passages semblables."))
