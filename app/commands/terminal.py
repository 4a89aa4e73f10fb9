"""What all commands share: speaking to the person, errors as one sentence, the archive opened and closed."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from sqlalchemy.exc import OperationalError

from app.archive import Archive, open_archive
from app.errors import ApplicationError
from app.errors import translatable as _
from app.event_log import configure_log
from app.services.showing.wording import Wording
from app.settings import Settings
from transcription.engine import EngineMissing
from transcription.model_files import ModelMissing

# Progress and sentences go to the error output, so that --json stays alone on the standard output.
console = Console(stderr=True, highlight=False, soft_wrap=True)


def wording() -> Wording:
    """Return the language of the person: English where the locale says so, French otherwise."""
    locale = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return Wording("en" if locale.lower().startswith("en") else "fr")


def say(message: str, **places: Any) -> None:
    """Tell the person one sentence."""
    console.print(wording().gettext(message, **places), markup=False)


def print_json(value: dict[str, Any]) -> None:
    """Print one JSON object on the standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def stop(sentence: str) -> NoReturn:
    """End with one sentence and exit code 1."""
    console.print(sentence, markup=False)
    raise typer.Exit(1)


@contextmanager
def errors_are_sentences() -> Iterator[None]:
    """Turn what a person can act upon into one sentence and exit code 1; bugs keep their traceback."""
    words = wording()
    try:
        yield
    except ApplicationError as error:
        stop(words.error(error))
    except (ModelMissing, EngineMissing) as error:
        stop(str(error))
    except ValidationError as error:
        fault = error.errors()[0]
        name = "FRANQUETTE_" + "_".join(str(part) for part in fault["loc"]).upper()
        stop(words.gettext(_("Le réglage %(name)s ne convient pas : %(why)s."), name=name, why=fault["msg"]))
    except PermissionError as error:
        stop(
            words.gettext(_("Accès refusé à %(path)s. Vérifiez les droits du dossier."), path=error.filename)
        )
    except (OperationalError, sqlite3.OperationalError) as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        stop(
            words.gettext(
                _(
                    "La base de données ne répond pas : %(reason)s. "
                    "Vérifiez FRANQUETTE_DATABASE_URL et l'espace libre."
                ),
                reason=reason,
            )
        )


@contextmanager
def opened_archive(*, is_quiet: bool = True) -> Iterator[Archive]:
    """Open the archive of the settings, and close it; quiet: only warnings go to the log."""
    configure_log(is_quiet=is_quiet)
    with errors_are_sentences():
        archive = open_archive(Settings())
        try:
            yield archive
        finally:
            archive.close()


def actor() -> str:
    """Return who acts, for the audit: the person logged in on this machine."""
    return f"cli:{os.environ.get('USER') or os.environ.get('LOGNAME') or os.getuid()}"
