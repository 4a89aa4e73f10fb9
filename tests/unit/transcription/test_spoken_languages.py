"""French and English are told apart within one recording, and each is heard as one sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from transcription.gathered_sound import GatheredSound
from transcription.speech_regions import SpeechRegion
from transcription.spoken_languages import LanguageStretch, Samples, tell_languages

RATE_HZ = 16_000


def recording(*turns: tuple[float, float]) -> tuple[Samples, tuple[SpeechRegion, ...]]:
    """Return sound whose value says how likely it is French, and the regions; a second between turns."""
    parts, regions, start = [np.zeros(RATE_HZ, np.float32)], [], 1.0
    for seconds, french in turns:
        parts += [np.full(int(seconds * RATE_HZ), french, np.float32), np.zeros(RATE_HZ, np.float32)]
        regions.append(SpeechRegion(start, start + seconds))
        start += seconds + 1.0
    return np.concatenate(parts), tuple(regions)


def tell(samples: Samples, languages: Sequence[str]) -> Mapping[str, float]:
    # Engines weigh a mixed stretch like this: a little English pulls it down a lot.
    french = float(np.exp(np.log(samples[samples > 0]).mean()))
    return {"fr": french, "en": 1 - french}


def told(*turns: tuple[float, float], languages: tuple[str, ...] = ("fr", "en")) -> list[str]:
    samples, regions = recording(*turns)
    return [stretch.language for stretch in tell_languages(samples, regions, languages, tell)]


def test_one_language_is_one_stretch() -> None:
    assert told((20, 0.9), (20, 0.95)) == ["fr"]


def test_a_change_of_language_is_found_in_the_pause() -> None:
    samples, regions = recording((12, 0.99), (12, 0.001))
    stretches = tell_languages(samples, regions, ("fr", "en"), tell)
    assert stretches == (LanguageStretch(0.0, 13.5, "fr"), LanguageStretch(13.5, 27.0, "en"))


def test_one_doubtful_piece_in_noise_does_not_change_the_language() -> None:
    assert told((10, 0.95), (4, 0.03), (4, 0.9), (4, 0.7)) == ["fr"]


def test_a_piece_that_says_nothing_is_the_interviews_own_language() -> None:
    samples, regions = recording((6, 0.99), (6, 0.45), (8, 0.001), (8, 0.001))
    stretches = tell_languages(samples, regions, ("fr", "en"), tell)
    assert [(one.language, one.start_seconds) for one in stretches] == [("fr", 0.0), ("en", 14.5)]


def test_a_short_answer_in_the_other_language_is_found_between_plain_ones() -> None:
    assert told((9, 0.99), (4, 0.001), (9, 0.99)) == ["fr", "en", "fr"]


def test_nobody_speaks_and_only_one_language_may_be_spoken() -> None:
    silence = np.zeros(RATE_HZ, np.float32)
    assert [one.language for one in tell_languages(silence, (), ("en", "fr"), tell)] == ["en"]
    assert told((10, 0.001), languages=("fr",)) == ["fr"]


@given(st.lists(st.tuples(st.floats(0.5, 12), st.floats(0.001, 0.999)), min_size=1, max_size=8))
def test_stretches_cover_the_recording_and_alternate(turns: list[tuple[float, float]]) -> None:
    samples, regions = recording(*turns)
    stretches = tell_languages(samples, regions, ("fr", "en"), tell)
    assert stretches[0].start_seconds == 0.0
    assert stretches[-1].end_seconds == len(samples) / RATE_HZ
    for before, after in pairwise(stretches):
        assert before.end_seconds == after.start_seconds
        assert before.language != after.language


def test_gathered_stretches_lead_back_to_the_recording() -> None:
    samples = np.arange(10 * RATE_HZ, dtype=np.float32)
    sound = GatheredSound(samples, [(1.0, 3.0), (6.0, 8.0)])
    assert len(sound[:]) == 4 * RATE_HZ
    assert sound.recorded_span(0.5, 1.0) == (1.5, 2.0)
    assert sound.recorded_span(2.5, 3.0) == (6.5, 7.0)
    assert sound[:][int(2.5 * RATE_HZ)] == samples[int(6.5 * RATE_HZ)]
    for start, end in ((0.0, 1.0), (1.5, 2.5), (2.0, 9.0), (4.0, 5.0)):
        stretch = slice(int(start * RATE_HZ), int(end * RATE_HZ))
        assert sound[stretch].tolist() == sound[:][stretch].tolist()


def test_a_span_over_the_edge_of_a_stretch_is_cut_there() -> None:
    sound = GatheredSound(np.zeros(10 * RATE_HZ, np.float32), [(1.0, 3.0), (6.0, 8.0)])
    assert sound.recorded_span(1.5, 2.2) == (2.5, 3.0)
    assert sound.recorded_span(1.9, 2.5) == (6.0, 6.5)
