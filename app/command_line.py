"""The `franquette` program: which command is which. Wiring only."""

from __future__ import annotations

import os
import sys

import typer

from app.commands.lazy_commands import LazyCommand, group_of
from transcription.huge_pages import start_again_with_huge_pages

# Whisper may hear in their process.
_HEARING_COMMANDS = frozenset({"ingest", "worker", "demo", "hear-again"})
# What typer makes of Ctrl+C.
_INTERRUPTED = 130
_PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}

# Name, place, and the first sentence of its help.
COMMANDS = (
    LazyCommand(
        "ingest",
        "ingest:ingest",
        "Take recordings in: hash, check, keep the original, queue for transcription.",
    ),
    LazyCommand("worker", "working:worker", "Process the recordings that wait; several workers may run."),
    LazyCommand("serve", "serving:serve", "Serve the site until interrupted."),
    LazyCommand(
        "status", "pipeline_control:status", "Show each recording and where it stands in the pipeline."
    ),
    LazyCommand("retry", "pipeline_control:retry", "Send a failed recording through the pipeline again."),
    LazyCommand(
        "hear-again",
        "hearing:hear_again",
        "Hear a recording again; the text stays, and curators see the differences.",
    ),
    LazyCommand("publish", "pipeline_control:publish", "Make an interview public."),
    LazyCommand(
        "withdraw",
        "pipeline_control:withdraw",
        "Take an interview off the site; its address keeps a dated tombstone.",
    ),
    LazyCommand("export", "finding:export", "Write an interview's text, or all of it as a BagIt bag."),
    LazyCommand("search", "finding:search", "Find passages in the published interviews."),
    LazyCommand(
        "evaluate-search",
        "measuring:evaluate_search",
        "Ask the index of this archive queries whose answers are known: recall@5 and mean reciprocal rank.",
    ),
    LazyCommand("reindex", "archive_care:reindex", "Make the search index again from the database."),
    LazyCommand(
        "check", "archive_care:check", "Check every file against its hash, the references, and the index."
    ),
    LazyCommand(
        "backup", "archive_care:backup", "Copy database and media into a folder, each file with its hash."
    ),
    LazyCommand(
        "restore", "archive_care:restore", "Bring a backup into an empty DATA_DIR, checked, and index it."
    ),
    LazyCommand(
        "sound",
        "sound:sound",
        "Measure the sound and make the cleaned copy of recordings processed before these were made.",
    ),
    LazyCommand(
        "demo",
        "demo:demo",
        "Load the demonstration campaign and its recordings; a second run does nothing twice.",
    ),
    LazyCommand(
        "evaluate",
        "measuring:evaluate",
        "Compare what is heard with ground truth; same options as `python -m transcription.evaluate`.",
        _PASS_ON,
    ),
    LazyCommand("curator", "curators:app", "Accounts of curators."),
    LazyCommand("glossary", "glossary:app", "Names, places and jargon, and how they get misheard."),
    LazyCommand("theme", "themes:app", "Themes: add one, rename, retire; settle those of a passage."),
    LazyCommand(
        "retag",
        "themes:retag",
        "Tag all passages anew with what was learned since; what curators decided stays.",
    ),
)

program = typer.Typer(
    name="franquette",
    cls=group_of(COMMANDS),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@program.callback()
def franquette() -> None:
    """A public record of political interviews, each word one click from its sound."""


def main() -> None:
    """Run the program; a second Ctrl+C is not needed to leave a running step, which resumes later."""
    if _HEARING_COMMANDS.intersection(sys.argv[1:2]):
        start_again_with_huge_pages()
    try:
        program()
    except SystemExit as leaving:
        if leaving.code != _INTERRUPTED:
            raise
        # The step's threads are not waited for.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
