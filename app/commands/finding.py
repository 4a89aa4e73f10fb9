"""`franquette search`, `export`, `evaluate`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from app.commands.terminal import console, opened_archive, print_json, say, wording
from app.domain.search_query import QueryRefused, SearchQuery
from app.domain.timecode import format_timecode
from app.errors import Refused
from app.errors import translatable as _
from app.models import Theme
from app.services.exporting.bag_export import write_bag
from app.services.exporting.interview_export import TEXT_FORMATS, any_interview, export_text
from app.services.exporting.record_export import export_search
from app.services.reading.leader_reading import find_leader
from app.services.searching.passage_search import REFUSALS
from app.services.showing.reader import Reader
from app.services.showing.ribbon_shelf import RibbonShelf
from app.services.showing.wording import Wording
from app.services.theming.theme_listing import pick_themes


def search(
    query: Annotated[str, typer.Argument(help="Words, or an exact phrase in quotes.")],
    theme: Annotated[list[str] | None, typer.Option(help="Slug of a theme.")] = None,
    leader: Annotated[list[str] | None, typer.Option(help="Slug of a leader.")] = None,
    limit: Annotated[int, typer.Option(help="How many passages, at most 100.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Find passages in the published interviews."""
    with opened_archive() as archive, archive.database.read() as session:
        pick_themes(session.scalars(select(Theme).order_by(Theme.position)).all(), theme or [])
        for slug in leader or []:
            find_leader(session, slug)
        try:
            asked = SearchQuery(text=query, theme=tuple(theme or ()), leader=tuple(leader or ()), limit=limit)
        except QueryRefused as refused:
            raise Refused(REFUSALS[refused.code]) from refused
        words = Wording(wording().language, archive.settings.public_url)
        reader = Reader(session, words, RibbonShelf(archive.store))
        answer = export_search(reader, archive.index, asked)
    if as_json:
        print_json(answer.model_dump(mode="json"))
        return
    say(_("%(count)s passages."), count=answer.total)
    for hit in answer.hits:
        console.print(
            f"\n{hit.leader}, {format_timecode(hit.start_seconds)} ({hit.speaker_role}, {hit.match})",
            style="bold",
        )
        console.print(hit.text, markup=False)
        console.print(hit.url, style="dim", markup=False)


def export(
    slug: Annotated[str, typer.Argument(help="Slug of the interview.")],
    text_format: Annotated[str, typer.Option("--format", help="json, vtt, srt, txt, csv or bag.")],
    output: Annotated[
        Path | None, typer.Option(help="Where to write; text goes to the output otherwise.")
    ] = None,
) -> None:
    """Write an interview's text, or all of it as a BagIt bag."""
    if text_format not in (*TEXT_FORMATS, "bag"):
        raise typer.BadParameter("must be json, vtt, srt, txt, csv or bag", param_hint="--format")
    with opened_archive() as archive, archive.database.read() as session:
        words = Wording(wording().language, archive.settings.public_url)
        interview = any_interview(session, slug)
        if text_format == "bag" and interview.recording is not None:
            texts = {f"{slug}.{one}": export_text(session, words, interview, one) for one in TEXT_FORMATS}
            folder = write_bag(output or Path(f"{slug}-bag"), archive.store, interview.recording, texts)
            say(_("Sac écrit dans %(folder)s."), folder=folder)
            return
        text = export_text(session, words, interview, text_format)
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")
