"""Manifests: what they list is listed once, bad rows are told, the others go on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.archive import Archive
from app.errors import Refused
from app.models import Campaign, Fact, Interview, Invitation, Leader, Leadership, Party, Recording
from app.services.intake.manifest_intake import FileOutcome, take_in_manifest
from app.services.intake.manifest_reading import Manifest, read_manifest
from app.services.upkeep.demo_archive import MANIFESTS

DEMO = Path(__file__).resolve().parents[2] / "media" / "demo"


def take(archive: Archive, manifest: Manifest) -> list[FileOutcome]:
    return take_in_manifest(
        archive.database, archive.store, manifest, publish=True, max_bytes=10**9, actor="test"
    )


def counts(archive: Archive) -> dict[str, int]:
    models = (Campaign, Party, Leader, Leadership, Invitation, Fact, Interview, Recording)
    with archive.database.read() as session:
        return {
            model.__tablename__: session.scalar(select(func.count()).select_from(model)) or 0
            for model in models
        }


def test_the_demonstration_lists_its_campaigns_and_a_second_time_changes_nothing(archive: Archive) -> None:
    for path in MANIFESTS:
        outcomes = take(archive, read_manifest(path))
        assert all(outcome.error is None for outcome in outcomes)
    once = counts(archive)
    for path in MANIFESTS:
        outcomes = take(archive, read_manifest(path))
        assert all(outcome.outcome and outcome.outcome.duplicate_of for outcome in outcomes)
    assert counts(archive) == once
    assert once["campaigns"] == 2
    assert once["recordings"] == 3
    assert once["interviews"] == 8
    assert once["invitations"] == 5


def test_the_demonstration_is_marked_synthetic_and_the_real_campaign_is_not(archive: Archive) -> None:
    for path in MANIFESTS:
        take(archive, read_manifest(path))
    with archive.database.read() as session:
        marked = {
            row.name: row.is_synthetic for row in session.execute(select(Leader.name, Leader.is_synthetic))
        }
        sources = session.scalars(select(Fact.source)).all()
    assert marked["Hélène Savard"] is True
    assert marked["Pauline Marois"] is False
    assert all(sources)


def test_a_bad_row_of_a_csv_is_told_and_the_others_go_on(archive: Archive, tmp_path: Path) -> None:
    shutil.copy(DEMO / "demo-lavoie.m4a", tmp_path)
    (tmp_path / "liste.csv").write_text(
        "file,leader,party,recorded_on,place\n"
        "demo-lavoie.m4a,Personne Inventée,Parti inventé,2026-09-03,au téléphone\n"
        "demo-lavoie.m4a,Personne Inventée,Parti inventé,le 3 septembre,\n"
        "absent.mp3,Personne Inventée,Parti inventé,2026-09-04,\n",
        encoding="utf-8",
    )
    manifest = read_manifest(tmp_path / "liste.csv")
    outcomes = take(archive, manifest)
    assert [row.place for row in manifest.bad_rows] == ["line 3"]
    assert "recorded_on" in manifest.bad_rows[0].reason
    assert [outcome.error is None for outcome in outcomes] == [True, False]
    assert counts(archive)["recordings"] == 1


def test_an_unknown_column_is_told_not_ignored(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("file,leader,party,recorded_on,lieu\na.mp3,A,B,2026-09-03,ici\n", encoding="utf-8")
    assert "lieu" in read_manifest(path).bad_rows[0].reason


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("liste.txt", b"file\n", "doit finir par"),
        ("liste.toml", b"[[recordings]\n", "ne peut"),
        ("liste.csv", b"\xff\xfe\x00broken", "ne peut"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_refused(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refused, match=said):
        read_manifest(path)


def test_a_missing_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="introuvable"):
        read_manifest(tmp_path / "rien.toml")


def test_an_invitation_to_an_unknown_campaign_is_refused_whole(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "liste.toml"
    path.write_text(
        '[[parties]]\nname = "Parti inventé"\n'
        '[[invitations]]\ncampaign = "jamais-vue"\nleader = "A"\nparty = "Parti inventé"\nstate = "sent"\n',
        encoding="utf-8",
    )
    with pytest.raises(Refused, match="jamais-vue"):
        take(archive, read_manifest(path))
    assert counts(archive)["parties"] == 0
