"""The `franquette` program: which command is which. Wiring only."""

from __future__ import annotations

import os
import sys

import typer

from app.commands import archive_care, curators, demo, finding, ingest, measuring, pipeline_control, serving

program = typer.Typer(
    name="franquette",
    help="A public record of political interviews, each word one click from its sound.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}

for command in (
    ingest.ingest,
    pipeline_control.worker,
    serving.serve,
    pipeline_control.status,
    pipeline_control.retry,
    pipeline_control.publish,
    pipeline_control.withdraw,
    finding.export,
    finding.search,
    measuring.evaluate_search,
    archive_care.reindex,
    archive_care.check,
    archive_care.backup,
    archive_care.restore,
    demo.demo,
):
    program.command()(command)
program.command(context_settings=PASS_ON)(measuring.evaluate)
program.add_typer(curators.app, name="curator")


def main() -> None:
    """Run the program; a second Ctrl+C is not needed to leave a running step, which resumes later."""
    try:
        program()
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        sys.stderr.flush()
        os._exit(130)


if __name__ == "__main__":
    main()
