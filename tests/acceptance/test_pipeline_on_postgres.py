"""The whole pipeline with PostgreSQL for the archive and for the workflows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.database_under_test import empty_database_url, is_postgres_asked_for
from tests.media_samples import ROOT, SAVARD, cut_sample

pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.skipif(not is_postgres_asked_for(), reason="needs FRANQUETTE_TEST_POSTGRES (make postgres)"),
]


def test_a_recording_is_processed_published_and_found(tmp_path: Path) -> None:
    recording = cut_sample(SAVARD, tmp_path / "court.3gp", 30.0)
    with empty_database_url(tmp_path) as database_url:
        environment = {
            **os.environ,
            "FRANQUETTE_DATA_DIR": str(tmp_path / "archive"),
            "FRANQUETTE_DATABASE_URL": database_url,
            "FRANQUETTE_CLEANED_COPY": "no",
        }

        def franquette(*arguments: str) -> dict[str, object]:
            done = subprocess.run(
                [sys.executable, "-m", "app.command_line", *arguments, "--json"],
                env=environment, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr[-3000:]
            answer: dict[str, object] = json.loads(done.stdout)
            return answer

        taken = franquette(
            "ingest", str(recording), "--leader", "Personne Inventée", "--party", "Parti inventé",
            "--recorded-on", "2026-08-14", "--publish", "--wait",
        )  # fmt: skip
        assert taken["interviews"][0]["state"] == "ready"  # type: ignore[index]
        assert franquette("search", "données ouvertes")["total"] >= 1  # type: ignore[operator]
        assert franquette("check")["ok"] is True
