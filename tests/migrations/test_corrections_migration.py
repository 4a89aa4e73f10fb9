"""Corrections and notes of offices: their tables go and come with rows in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from alembic import command
from sqlalchemy import inspect, select

from app.database import Database
from app.models import Correction, Curator, OfficeNote
from app.models.base import now
from app.services.upkeep.schema_upgrade import alembic_configuration, upgrade_schema
from tests.builders import InventedArchive, Said
from tests.database_under_test import empty_database_url


def migrate(database: Database, verb: str, revision: str) -> None:
    configuration = alembic_configuration()
    with database.engine.begin() as connection:
        configuration.attributes["connection"] = connection
        getattr(command, verb)(configuration, revision)


def fill(database: Database) -> None:
    with database.write() as session:
        curator = Curator(name="Camille", password_hash="none")
        session.add(curator)
        invented = InventedArchive(session)
        interview = invented.interview(invented.leader("savard"), None, [Said("leader", "Un mot.")])
        shared = {"passage_id": "abcdefghij", "interview_id": interview.id}
        spoken = {
            "kind": "reader", "language": "fr", "start_seconds": 0, "end_seconds": 1, "seen_text": "Un mot.",
            "seen_number": 1, "answer": "text", "text": "Un autre mot.",
        }  # fmt: skip
        session.add(Correction(**shared, **spoken))
        session.add(
            Correction(
                **shared, **spoken, state="refused", decided_at=now(), decided_with=1, curator_id=curator.id,
                refusal="not_sure", before_text="Un mot.",
            )
        )  # fmt: skip
        session.add(
            OfficeNote(
                **shared, signed_by="Une personne inventée", text_fr="Une note.", channel="letter",
                received_on=date(2026, 9, 3), entered_by_id=curator.id,
            )
        )  # fmt: skip


def test_down_and_up_again_with_decisions_and_notes(tmp_path: Path) -> None:
    with empty_database_url(tmp_path) as url:
        database = Database(url)
        upgrade_schema(database.engine)
        fill(database)
        migrate(database, "downgrade", "20261122_glossary")
        assert not {"corrections", "office_notes"} & set(inspect(database.engine).get_table_names())
        migrate(database, "upgrade", "head")
        with database.write() as session:
            assert not session.scalars(select(Correction)).all()
        database.close()
