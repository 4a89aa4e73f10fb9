"""Brings a database to the tables that this version knows, and refuses one that it does not know."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from app.errors import Unavailable
from app.errors import translatable as _
from app.models import Model
from app.settings import PROJECT_ROOT


class DatabaseUnknown(Unavailable):
    """The database was made by another version of Franquette, or is not one at all."""


def alembic_configuration() -> Config:
    """Return Alembic's configuration, read from pyproject.toml."""
    configuration = Config(toml_file=PROJECT_ROOT / "pyproject.toml")
    configuration.set_main_option("script_location", str(PROJECT_ROOT / "migrations"))
    configuration.attributes["target_metadata"] = Model.metadata
    return configuration


def upgrade_schema(engine: Engine) -> None:
    """Run the migrations that are missing.

    Raises
    ------
    DatabaseUnknown
        When the database carries a revision that this version does not have, or can't be read.
    """
    configuration = alembic_configuration()
    known = {script.revision for script in ScriptDirectory.from_config(configuration).walk_revisions()}
    try:
        with engine.begin() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
            if current is not None and current not in known:
                raise DatabaseUnknown(
                    _(
                        "La base de données vient d'une version plus récente de Franquette "
                        "(révision %(revision)s). Installez cette version, ou restaurez une sauvegarde."
                    ),
                    revision=current,
                )
            configuration.attributes["connection"] = connection
            command.upgrade(configuration, "head")
    except DatabaseError as error:
        raise DatabaseUnknown(
            _(
                "La base de données ne peut être lue : %(reason)s. Vérifiez FRANQUETTE_DATABASE_URL "
                "et FRANQUETTE_DATA_DIR, ou restaurez une sauvegarde."
            ),
            reason=str(error.orig),
        ) from error
