"""A worker loads its model once, however many recordings it hears."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.jobs.steps import transcribe


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """Which engines were opened, in order; none of them is real."""
    calls: list[tuple[str, str]] = []

    def open_engine(name: str, model: str) -> object:
        calls.append((name, model))
        return object()

    monkeypatch.setattr(transcribe, "open_engine", open_engine)
    transcribe.loaded_engine.cache_clear()
    yield calls
    transcribe.loaded_engine.cache_clear()


def test_the_second_recording_is_heard_by_the_engine_of_the_first(opened: list[tuple[str, str]]) -> None:
    first = transcribe.loaded_engine("faster-whisper", "base")
    assert transcribe.loaded_engine("faster-whisper", "base") is first
    assert opened == [("faster-whisper", "base")]


def test_another_model_takes_the_place_of_the_first(opened: list[tuple[str, str]]) -> None:
    first = transcribe.loaded_engine("faster-whisper", "base")
    assert transcribe.loaded_engine("faster-whisper", "small") is not first
    assert opened == [("faster-whisper", "base"), ("faster-whisper", "small")]
    assert transcribe.loaded_engine.cache_info().currsize == 1
