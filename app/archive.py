"""One archive opened: its settings, database, media and index. Wiring only."""

from __future__ import annotations

from dataclasses import dataclass

from app.database import Database
from app.search.search_index import SearchIndex, open_index
from app.services.theming.theme_registration import register_default_themes
from app.services.upkeep.schema_upgrade import upgrade_schema
from app.settings import Settings
from app.storage.media_store import MediaStore, open_store


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of one archive, opened together."""

    settings: Settings
    database: Database
    store: MediaStore
    index: SearchIndex

    def close(self) -> None:
        """Close the index and the database."""
        self.index.close()
        self.database.close()


def open_database(settings: Settings) -> Database:
    """Open the database, brought up to this version's tables and default themes."""
    database = Database(settings.effective_database_url)
    upgrade_schema(database.engine)
    with database.write() as session:
        register_default_themes(session)
    return database


def open_archive(settings: Settings) -> Archive:
    """Open all parts; makes them on first use."""
    # Unpublished recordings and password hashes are in there: for its owner only.
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = open_database(settings)
    return Archive(
        settings=settings,
        database=database,
        store=open_store(settings),
        index=open_index(settings.search_url, settings.search_key, settings.index_dir),
    )
