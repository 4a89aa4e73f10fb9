"""Taking recordings in: real files, a real database, a real store."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.archive import Archive
from app.errors import Refused, Unavailable
from app.models import AuditEntry, Interview, Leader, Leadership, Recording
from app.services.intake.recording_intake import IntakeDetails, IntakeOutcome, take_in

RECORDING = Path(__file__).resolve().parents[2] / "media" / "demo" / "demo-lavoie.m4a"
DETAILS = IntakeDetails(
    leader="Personne Inventée", party="Parti inventé", recorded_on=date(2026, 9, 3), place="au téléphone"
)


def take(archive: Archive, path: Path, details: IntakeDetails = DETAILS, limit: int = 10**9) -> IntakeOutcome:
    return take_in(archive.database, archive.store, path, details, max_bytes=limit, actor="test")


def count(archive: Archive, model: type) -> int:
    with archive.database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_recording_is_kept_byte_for_byte_and_waits(archive: Archive) -> None:
    outcome = take(archive, RECORDING)
    with archive.database.read() as session:
        recording = session.scalars(select(Recording)).one()
    assert outcome.slug == "personne-inventee-2026-09-03"
    assert (outcome.state, outcome.duplicate_of) == ("waiting", None)
    assert recording.sha256 == hashlib.sha256(RECORDING.read_bytes()).hexdigest()
    assert recording.original_filename == "demo-lavoie.m4a"
    with archive.store.local_copy(recording.media_key) as kept:
        assert kept.read_bytes() == RECORDING.read_bytes()


def test_the_leader_is_known_to_head_the_party(archive: Archive) -> None:
    take(archive, RECORDING)
    assert (count(archive, Leader), count(archive, Leadership)) == (1, 1)


def test_the_same_bytes_under_another_name_make_no_second_recording(archive: Archive, tmp_path: Path) -> None:
    first = take(archive, RECORDING)
    copy = tmp_path / "copie (2).M4A"
    copy.write_bytes(RECORDING.read_bytes())
    second = take(archive, copy, replace(DETAILS, leader="Quelqu'un d'autre"))
    assert second.duplicate_of == first.slug
    assert (count(archive, Recording), count(archive, Interview), count(archive, Leader)) == (1, 1, 1)


def test_the_same_bytes_at_the_same_moment_make_one_recording(archive: Archive) -> None:
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _number: take(archive, RECORDING), range(4)))
    assert sum(outcome.duplicate_of is None for outcome in outcomes) == 1
    assert count(archive, Recording) == 1


def test_two_recordings_of_a_leader_on_one_day_get_two_addresses(archive: Archive) -> None:
    take(archive, RECORDING)
    other = take(archive, RECORDING.with_name("demo-savard.3gp"))
    assert other.slug == "personne-inventee-2026-09-03-2"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vide.mp3", b"", "est vide"),
        ("lettre.mp3", "Chère Franquette, ".encode() * 100, "n'est pas un enregistrement"),
        ("page.mp4", b"<html><script>alert(1)</script></html>" * 50, "n'est pas un enregistrement"),
        (
            "liste.m4a",
            b"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\nfile:///etc/passwd\n",
            "n'est pas un enregistrement",
        ),
        ("photo.mov", b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "n'est pas un enregistrement"),
    ],
)
def test_what_is_no_recording_is_refused_and_nothing_is_kept(
    archive: Archive, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        take(archive, path)
    assert said in str(refused.value)
    assert name in str(refused.value)
    assert (count(archive, Recording), count(archive, Leader)) == (0, 0)
    assert not (archive.settings.data_dir / "originals").exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"leader": " ?! "}, "nom du ou de la chef"),
        ({"party": ""}, "nom du parti"),
        ({"recorded_on": date.today() + timedelta(days=2)}, "à venir"),  # noqa: DTZ011
        ({"recorded_on": date(1789, 7, 14)}, "précède"),
        ({"language": "tlh"}, "langue"),
        ({"campaign_slug": "jamais-vue"}, "campagne"),
    ],
)
def test_details_that_do_not_hold_are_refused(
    archive: Archive, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        take(archive, RECORDING, replace(DETAILS, **changes))
    assert count(archive, Recording) == 0


def test_a_missing_file_and_a_folder_are_refused(archive: Archive, tmp_path: Path) -> None:
    for path in (tmp_path / "rien.mp3", tmp_path):
        with pytest.raises(Refused, match="introuvable"):
            take(archive, path)


def test_a_file_over_the_limit_is_refused_before_it_is_read(archive: Archive) -> None:
    with pytest.raises(Refused, match="dépasse la limite"):
        take(archive, RECORDING, limit=1000)


def test_a_full_disk_is_said_and_leaves_what_was_stored(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = take(archive, RECORDING)

    def no_room(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.storage.local_store.shutil.copyfileobj", no_room)
    with pytest.raises(Unavailable, match="disque est plein"):
        take(archive, RECORDING.with_name("demo-savard.3gp"))
    assert take(archive, RECORDING).duplicate_of == first.slug
    assert count(archive, Recording) == 1


def test_a_file_that_grows_while_it_is_read_is_refused_and_not_kept(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    growing = tmp_path / "copie.m4a"
    growing.write_bytes(RECORDING.read_bytes())
    put = archive.store.put

    def put_late(key: str, source: Path) -> None:
        with source.open("ab") as file:
            file.write(b"more")
        put(key, source)

    monkeypatch.setattr(archive.store, "put", put_late)
    with pytest.raises(Refused, match="a changé pendant sa lecture"):
        take(archive, growing)
    assert not [path for path in (archive.settings.data_dir / "originals").rglob("*") if path.is_file()]


def test_a_file_with_a_name_in_no_alphabet_is_taken_in(archive: Archive, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/enregistr\xe9.m4a"))
    odd.write_bytes(RECORDING.read_bytes())
    assert take(archive, odd).state == "waiting"


def test_a_name_too_long_for_the_system_is_refused_like_a_missing_file(
    archive: Archive, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="introuvable"):
        take(archive, tmp_path / ("é" * 190 + ".m4a"))


def test_taking_in_is_written_in_the_audit(archive: Archive) -> None:
    take(archive, RECORDING)
    with archive.database.read() as session:
        entry = session.scalars(select(AuditEntry)).one()
    assert (entry.actor, entry.action) == ("test", "recording.taken_in")
    assert entry.subject == "interview:personne-inventee-2026-09-03"
