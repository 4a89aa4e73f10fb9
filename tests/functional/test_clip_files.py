"""Files of a clip: asked for by a plain form, made once, served, made anew, taken away with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.domain.media_addresses import CLIP_FILE_NAMES
from app.jobs.clip_files import (
    count_clip_file_crash,
    give_up_clip_file,
    make_clip_file,
    renew_outdated_files,
)
from app.jobs.step_context import StepFailed
from app.jobs.waiting_recordings import is_idle, unfinished_clip_files
from app.models import Clip, ClipFile, Interview, Leader, Party, Passage, Recording
from app.services.clips import clip_file_asking, clip_file_forgetting, clip_file_keeping
from app.services.clips.clip_file_keeping import keep_clip_file
from app.services.clips.clip_making import WordAddress, make_clip
from app.services.editing.revision_writing import Editor
from app.services.editing.transcript_editing import Seen, save_text, tell_speaker
from app.services.publishing.interview_publishing import withdraw
from app.services.upkeep.archive_backup import back_up
from app.services.upkeep.fixity_check import check_archive
from app.storage.media_store import MediaMissing
from app.web.reader_gate import LIMITS, Limit, ReaderGate
from tests.builders import Said
from tests.media_samples import LAVOIE, cut_sample
from tests.reader_client import ReaderClient

SLUG = "entrevue-savard"
SAID = [
    Said("leader", "Nous ne voulons pas fermer les données.", seconds=3.0),
    Said("leader", "Jamais.", seconds=2.0),
]
CURATOR = Editor("curator:Camille")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cut_sample(LAVOIE, tmp_path_factory.mktemp("media") / "court.m4a", 9.0)


@pytest.fixture
def clip_id(archive, inventing, original: Path) -> str:
    """A clip of an interview whose recording can be heard."""
    with inventing() as invented:
        invented.interview(invented.leader("savard", "Hélène Savard"), invented.campaign(), SAID)
        key = "originals/aa/aa-real.m4a"
        archive.store.put(key, original)
        invented.session.scalars(select(Recording)).one().media_key = key
        first = invented.session.scalars(select(Passage.id).order_by(Passage.position)).first()
        return make_clip(invented.session, SLUG, WordAddress(first, 0), WordAddress(first, 3)).id


@pytest.fixture
def reader(site) -> ReaderClient:
    return ReaderClient(site, "192.0.2.1")


def rows(archive) -> list[ClipFile]:
    with archive.database.read() as session:
        return list(session.scalars(select(ClipFile).order_by(ClipFile.id)))


def work(archive) -> None:
    """Do what a worker does with what waits."""
    renew_outdated_files(archive)
    for file_id, _asked_at, _kind in unfinished_clip_files(archive.database):
        make_clip_file(archive, file_id)


def finish(archive, content: bytes) -> None:
    """End what waits as a worker does, with other bytes: what is done with files is not what is in them."""
    archive.settings.work_dir.mkdir(parents=True, exist_ok=True)
    file = archive.settings.work_dir / "made"
    for file_id, _asked_at, _kind in unfinished_clip_files(archive.database):
        file.write_bytes(content)
        with archive.database.write() as session:
            replaced = keep_clip_file(session, archive.store, file_id, file)
        for key in replaced:
            archive.store.remove(key)


def ask(reader: ReaderClient, clip_id: str, kind: str = "m4a", **headers: str):
    return reader.send(f"/extraits/{clip_id}", {"kind": kind}, **headers)


def test_a_file_is_asked_for_by_a_form_made_once_and_served_in_parts(archive, reader, clip_id):
    page = reader.get(f"/extraits/{clip_id}").text
    assert page.count('name="kind"') == len(CLIP_FILE_NAMES)
    path = f"/media/extraits/{clip_id}/son.m4a"
    assert reader.get(path).status_code == 404
    answer = ask(reader, clip_id)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/extraits/{clip_id}#emporter")
    assert "<progress" in reader.get(f"/extraits/{clip_id}").text
    assert ask(reader, clip_id).status_code == 303
    work(archive)
    assert [(one.kind, one.state, one.progress) for one in rows(archive)] == [("m4a", "ready", 1.0)]
    assert f'href="{path}"' in reader.get(f"/extraits/{clip_id}").text
    whole = reader.get(path)
    assert whole.headers["content-type"] == "audio/mp4"
    assert "H%C3%A9l%C3%A8ne%20Savard%202026-08-14%200-00.m4a" in whole.headers["content-disposition"]
    assert whole.headers["cache-control"] == "public, max-age=60"
    part = reader.get(path, headers={"range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")
    assert reader.get(path, headers={"if-none-match": whole.headers["etag"]}).status_code == 304
    assert ask(reader, clip_id).status_code == 303
    assert is_idle(archive.database)


def test_a_video_shows_its_progress_and_is_served_as_such(archive, reader, clip_id):
    ask(reader, clip_id, "tall_video")
    work(archive)
    (row,) = rows(archive)
    assert (row.state, row.width_pixels, row.height_pixels) == ("ready", 1080, 1920)
    answer = reader.get(f"/media/extraits/{clip_id}/vertical.mp4", headers={"range": "bytes=0-99"})
    assert (answer.status_code, answer.headers["content-type"]) == (206, "video/mp4")
    assert not any((archive.settings.work_dir).glob("clip-file-*"))


def test_other_sites_floods_and_unknown_kinds_are_refused(archive, site, reader, clip_id, monkeypatch):
    assert ask(reader, clip_id, origin="https://ailleurs.invalid").status_code == 400
    assert ask(reader, clip_id, "exe").status_code == 400
    assert ask(reader, "xxxxxxxxxx").status_code == 404
    monkeypatch.setattr(clip_file_asking, "MOST_SOUNDS_WAITING", 1)
    assert ask(reader, clip_id).status_code == 303
    full = ask(reader, clip_id, "mp3")
    assert full.status_code == 400 and "attendent leur tour" in full.text
    site.state.reader_gate = ReaderGate(limits={"clip_file": Limit(of_one=0, of_all=0)})
    assert ask(reader, clip_id, "opus").status_code == 429
    assert len(rows(archive)) == 1


def correct_words(session) -> None:
    passage = session.scalars(select(Passage).order_by(Passage.position)).first()
    seen = Seen(passage.id, passage.revision_number)
    save_text(session, CURATOR, seen, "Nous ne voulions pas fermer les données.")


def correct_speaker(session) -> None:
    passage = session.scalars(select(Passage).order_by(Passage.position)).first()
    clip = session.scalars(select(Clip)).one()
    seen = Seen(passage.id, passage.revision_number)
    tell_speaker(session, CURATOR, clip.transcript_id, [seen], "interviewer")


def correct_name(session) -> None:
    session.scalars(select(Leader)).one().name = "Hélène Savard-Roy"


def correct_party(session) -> None:
    session.scalars(select(Party)).one().name = "Parti des dunes"


def correct_place(session) -> None:
    session.scalars(select(Interview)).one().place = "Sept-Îles"


def correct_day(session) -> None:
    session.scalars(select(Interview)).one().recorded_on = date(2026, 8, 13)


@pytest.mark.parametrize(
    "correct",
    [correct_words, correct_speaker, correct_name, correct_party, correct_place, correct_day],
)
def test_what_was_corrected_is_not_served_as_it_was_and_is_made_anew(
    archive, reader, clip_id, monkeypatch, correct
):
    ask(reader, clip_id)
    finish(archive, b"former")
    (former,) = rows(archive)
    path = f"/media/extraits/{clip_id}/son.m4a"
    assert reader.get(path).content == b"former"
    with archive.database.write() as session:
        correct(session)
    gone = reader.get(path)
    assert gone.status_code == 404 and "Demandez-le sur la page de l’extrait" in gone.text
    page = reader.get(f"/extraits/{clip_id}").text
    assert path not in page and page.count('name="kind"') == len(CLIP_FILE_NAMES)
    # Who corrects is left alone for a minute; what leaves no revision is found within the hour.
    assert is_idle(archive.database)
    with monkeypatch.context() as later:
        later.setattr(clip_file_keeping, "QUIET_SECONDS", 0.0)
        later.setattr(clip_file_keeping, "COMPARED_EVERY_SECONDS", 0.0)
        renew_outdated_files(archive)
    assert [(one.kind, one.state) for one in rows(archive)] == [("m4a", "waiting")]
    with pytest.raises(MediaMissing):
        archive.store.size_bytes(former.media_key)
    finish(archive, b"present")
    assert reader.get(path).content == b"present"
    assert is_idle(archive.database)


def test_a_corrected_text_leads_a_worker_to_make_the_file_anew(archive, reader, clip_id, monkeypatch):
    monkeypatch.setattr(clip_file_keeping, "QUIET_SECONDS", 0.0)
    ask(reader, clip_id)
    finish(archive, b"former")
    with archive.database.write() as session:
        correct_words(session)
    assert not is_idle(archive.database)
    work(archive)
    assert [one.state for one in rows(archive)] == ["ready"]
    assert reader.get(f"/media/extraits/{clip_id}/son.m4a").content[4:8] == b"ftyp"
    assert is_idle(archive.database)


def test_a_former_file_is_not_served_where_the_present_one_failed(archive, reader, clip_id):
    ask(reader, clip_id)
    finish(archive, b"former")
    with archive.database.write() as session:
        correct_speaker(session)
    ask(reader, clip_id)
    give_up_clip_file(archive, rows(archive)[1].id, "unexpected")
    assert [one.state for one in rows(archive)] == ["ready", "failed"]
    assert "Demander de nouveau" in reader.get(f"/extraits/{clip_id}").text
    assert reader.get(f"/media/extraits/{clip_id}/son.m4a").status_code == 404


def test_a_corrected_file_for_which_there_is_no_room_is_forgotten(archive, reader, clip_id, monkeypatch):
    ask(reader, clip_id)
    finish(archive, b"former")
    with archive.database.write() as session:
        correct_name(session)
    monkeypatch.setattr(clip_file_keeping, "COMPARED_EVERY_SECONDS", 0.0)
    monkeypatch.setattr(clip_file_asking, "MOST_SOUNDS_WAITING", 0)
    renew_outdated_files(archive)
    assert rows(archive) == []


def test_the_files_of_a_withdrawn_clip_are_gone_at_once_and_from_the_store(archive, reader, clip_id):
    ask(reader, clip_id)
    work(archive)
    (row,) = rows(archive)
    with archive.database.write() as session:
        interview_id = session.scalars(select(Recording.interview_id)).one()
        withdraw(session, interview_id, "curator:Camille", "Demande de la personne.")
    assert reader.get(f"/media/extraits/{clip_id}/son.m4a").status_code == 410
    assert ask(reader, clip_id).status_code == 410
    work(archive)
    assert rows(archive) == []
    with pytest.raises(MediaMissing):
        archive.store.size_bytes(row.media_key)
    assert is_idle(archive.database)


def test_a_failure_is_told_and_can_be_tried_again(archive, reader, clip_id, original):
    archive.store.remove("originals/aa/aa-real.m4a")
    ask(reader, clip_id)
    (row,) = rows(archive)
    with pytest.raises(StepFailed) as failed:
        make_clip_file(archive, row.id)
    give_up_clip_file(archive, row.id, failed.value.code)
    page = reader.get(f"/extraits/{clip_id}").text
    assert "est introuvable" in page and "Demander de nouveau" in page
    archive.store.put("originals/aa/aa-real.m4a", original)
    before = unfinished_clip_files(archive.database)
    ask(reader, clip_id)
    assert unfinished_clip_files(archive.database) != before
    work(archive)
    assert [one.state for one in rows(archive)] == ["ready"]


def test_workers_that_die_in_a_file_are_counted(archive, reader, clip_id):
    ask(reader, clip_id)
    (row,) = rows(archive)
    assert [count_clip_file_crash(archive, row.id) for _death in range(3)] == [1, 2, 3]
    give_up_clip_file(archive, row.id, "crashed")
    assert "plusieurs fois de suite" in reader.get(f"/extraits/{clip_id}").text


def test_check_and_backup_know_the_files(archive, reader, clip_id, tmp_path):
    ask(reader, clip_id)
    work(archive)
    (row,) = rows(archive)
    if archive.database.engine.dialect.name == "sqlite":
        back_up(archive.settings, archive.database, archive.store, tmp_path / "backup")
        assert (tmp_path / "backup" / row.media_key).is_file()
    archive.store.remove(row.media_key)
    found = check_archive(archive.database, archive.store, archive.index)
    assert [one.subject for one in found.problems if one.kind == "missing"] == [row.media_key]


def test_a_new_clip_has_its_sound_made_without_being_asked(archive, reader, clip_id):
    with archive.database.read() as session:
        passage = session.scalars(select(Passage.id).order_by(Passage.position)).first()
    form = {"first": f"{passage}.1", "last": f"{passage}.4"}
    assert reader.send(f"/entrevues/{SLUG}/extrait", form).status_code == 303
    assert [one.kind for one in rows(archive)] == ["m4a"]
    with archive.database.read() as session:
        assert len(session.scalars(select(Clip)).all()) == 2


def test_videos_take_neither_the_room_of_sounds_nor_that_of_other_readers(
    archive, site, reader, clip_id, monkeypatch
):
    site.state.reader_gate = ReaderGate(limits={**LIMITS, "clip_video": Limit(of_one=1, of_all=9)})
    monkeypatch.setattr(clip_file_asking, "MOST_VIDEOS_WAITING", 1)
    monkeypatch.setattr(clip_file_asking, "MOST_SOUNDS_WAITING", 1)
    assert ask(reader, clip_id, "tall_video").status_code == 303
    assert ask(reader, clip_id, "wide_video").status_code == 429
    full = ask(ReaderClient(site, "192.0.2.2"), clip_id, "wide_video")
    assert full.status_code == 400 and "attendent leur tour" in full.text
    assert ask(reader, clip_id, "mp3").status_code == 303
    with archive.database.read() as session:
        passage = session.scalars(select(Passage.id).order_by(Passage.position)).first()
    form = {"first": f"{passage}.1", "last": f"{passage}.4"}
    assert reader.send(f"/entrevues/{SLUG}/extrait", form).status_code == 303
    assert [one.kind for one in rows(archive)] == ["tall_video", "mp3", "m4a"]


def test_one_reader_asks_for_a_part_of_the_videos_that_may_wait():
    assert LIMITS["clip_video"].of_one < clip_file_asking.MOST_VIDEOS_WAITING / 3


def test_of_too_many_videos_the_one_made_longest_ago_goes_and_can_be_asked_for_again(
    archive, reader, clip_id, monkeypatch
):
    monkeypatch.setattr(clip_file_forgetting, "MOST_VIDEO_BYTES", 1)
    for kind in ("m4a", "tall_video", "wide_video"):
        ask(reader, clip_id, kind)
        finish(archive, kind.encode())
    assert [(one.kind, one.state) for one in rows(archive)] == [("m4a", "ready"), ("wide_video", "ready")]
    kept = sorted(path.suffix for path in (archive.settings.data_dir / "clips").rglob("*.*"))
    assert kept == [".m4a", ".mp4"]
    assert reader.get(f"/media/extraits/{clip_id}/vertical.mp4").status_code == 404
    assert reader.get(f"/media/extraits/{clip_id}/large.mp4").status_code == 200
    assert ask(reader, clip_id, "tall_video").status_code == 303
    assert rows(archive)[-1].state == "waiting"
