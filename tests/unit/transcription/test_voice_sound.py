"""The voices of a recording are listened to window after window, and what was done before a stop is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from transcription import voice_sound
from transcription.speech_regions import SpeechRegion
from transcription.voice_sound import listen

RATE_HZ = 16_000
SECONDS = 6


@dataclass
class Kept:
    files: dict[str, str] = field(default_factory=dict)
    recalled: int = 0
    stops_after: int = 1_000

    def recall(self, name: str) -> Any | None:
        self.recalled += name in self.files
        return json.loads(self.files[name]) if name in self.files else None

    def keep(self, name: str, values: Any) -> None:
        self.files[name] = json.dumps(values)
        if len(self.files) >= self.stops_after:
            raise KeyboardInterrupt


def test_a_listening_that_was_cut_short_goes_on_and_hears_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(voice_sound, "_PART_WINDOWS", 4)
    sound = np.random.default_rng(3).normal(0, 0.1, SECONDS * RATE_HZ).astype(np.float32)
    regions = [SpeechRegion(0.0, SECONDS)]
    memory = Kept(stops_after=1)
    with pytest.raises(KeyboardInterrupt):
        listen(sound, regions, memory=memory)
    memory.stops_after = 1_000
    shares: list[float] = []
    resumed = listen(sound, regions, shares.append, memory)
    assert memory.recalled == 1
    assert shares == sorted(shares) and shares[-1] == 1.0
    assert np.array_equal(resumed.embeddings, listen(sound, regions).embeddings)
    # Other windows are other voices: nothing of the first is taken for them.
    listen(sound, [SpeechRegion(1.0, 3.0)], memory=memory)
    assert memory.recalled == 1
