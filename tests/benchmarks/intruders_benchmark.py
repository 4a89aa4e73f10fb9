"""Measures to whom what is no part of an interview is given: music, singing, other voices, one voice alone.

    python tests/benchmarks/intruders_benchmark.py FOLDER [--only NAME ...]

FOLDER holds recordings with NAME.json ground truth; the other voices are those of the other recordings in it.
Prints for each recording and intruder how many of the intruder's words went to the leader, to the interviewer
and to nobody, and how many of the interview's own words to the wrong one and to nobody; then how often one
voice alone, in each of the sounds of speakers_benchmark.py, got a role. Words are those of the truth, spread
evenly over their turns: no engine runs. Wherever an intruder sounds, the detector is taken to find speech.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.speakers_benchmark import SOUNDS  # noqa: E402
from tests.intruders import (  # noqa: E402
    Disturbed,
    Intruder,
    Samples,
    chords,
    disturb,
    other_voice,
    singing,
    under,
)
from tests.spread_words import spread_words  # noqa: E402
from transcription.ground_truth import GroundTruth, find_ground_truths  # noqa: E402
from transcription.media_gate import decode_speech  # noqa: E402
from transcription.speakers import tell_speakers  # noqa: E402
from transcription.speech_audio import SAMPLE_RATE_HZ, read_speech  # noqa: E402
from transcription.speech_regions import SpeechRegion, find_speech  # noqa: E402

FIRST_SECONDS, DRIVER_SECONDS, HECKLER_SECONDS = 6.0, 8.0, 3.0
SOFTER_DB = (15.0, 8.0)


@dataclasses.dataclass(frozen=True, slots=True)
class Interview:
    """A recording, its truth and where someone speaks in it."""

    truth: GroundTruth
    samples: Samples
    regions: tuple[SpeechRegion, ...]

    @property
    def true_roles(self) -> list[str]:
        """Who really speaks each of its words."""
        return [turn.role for turn in self.truth.turns for _ in turn.text.split()]

    def between_turns(self) -> float:
        """Return a moment between two turns, about the middle."""
        turns = self.truth.turns
        middle = len(turns) // 2
        return (turns[middle - 1].end_seconds + turns[middle].start_seconds) / 2


def read_interview(truth: GroundTruth) -> Interview:
    """Decode a recording and find its speech."""
    with tempfile.TemporaryDirectory(prefix="franquette-bench-") as scratch:
        decode_speech(truth.media_path, Path(scratch) / "speech.wav")
        samples = read_speech(Path(scratch) / "speech.wav")
    return Interview(truth, samples, tuple(find_speech(samples)))


def voices_of(interview: Interview, seconds: float) -> Iterator[Intruder]:
    """Cut the beginning of the longest turn of each of the two."""
    for role in ("leader", "interviewer"):
        turns = [turn for turn in interview.truth.turns if turn.role == role]
        turn = max(turns, key=lambda one: one.end_seconds - one.start_seconds)
        voice = other_voice(interview.samples, turn, seconds)
        yield dataclasses.replace(voice, name=f"{role} of {interview.truth.name}, {seconds:.0f} s")


def disturbances(interview: Interview, others: Sequence[Interview]) -> Iterator[tuple[str, Disturbed]]:
    """Lay each intruder into an interview."""
    samples, truth, regions = interview.samples, interview.truth, interview.regions
    tunes = (chords(FIRST_SECONDS), singing(FIRST_SECONDS))
    for tune in tunes:
        yield f"{tune.name}, first", disturb(samples, truth, regions, (0.0, tune))
    for other in others:
        for voice in voices_of(other, DRIVER_SECONDS):
            yield f"{voice.name}, first", disturb(samples, truth, regions, (0.0, voice))
        for voice in voices_of(other, HECKLER_SECONDS):
            at = interview.between_turns()
            yield f"{voice.name}, between turns", disturb(samples, truth, regions, (at, voice))
    for tune in tunes:
        for ratio_db in SOFTER_DB:
            mixed = under(samples, tune, ratio_db)
            found = tuple(find_speech(mixed))
            yield f"{tune.name}, {ratio_db:.0f} dB under all", disturb(mixed, truth, found)


def print_intruders(interviews: Sequence[Interview], only: Sequence[str]) -> None:
    """Print a row for each recording and intruder."""
    print("| recording | intruder | its words to leader, interviewer, nobody | own words wrong, to nobody |")
    print("| --- | --- | --- | --- |")
    for interview in interviews:
        if only and interview.truth.name not in only:
            continue
        others = [other for other in interviews if other is not interview]
        for name, given in disturbances(interview, others):
            speakers = tell_speakers(given.samples, given.words, given.regions, given.languages)
            told = list(zip(speakers, given.is_intruders, strict=True))
            strange = Counter(speaker.role for speaker, is_one in told if is_one)
            own = [speaker.role for speaker, is_one in told if not is_one]
            pairs = list(zip(own, interview.true_roles, strict=True))
            wrong = sum(role not in (true, "unknown") for role, true in pairs)
            listed = ", ".join(str(strange[role]) for role in ("leader", "interviewer", "unknown"))
            lost = own.count("unknown")
            print(
                f"| {interview.truth.name} | {name} | {listed} | {wrong}, {lost} of {len(own)} |", flush=True
            )


def print_alone(interviews: Sequence[Interview], only: Sequence[str]) -> None:
    """Print how many of the voices got a role where nobody else was heard."""
    given, asked = 0, 0
    for interview in interviews:
        if only and interview.truth.name not in only:
            continue
        words, languages = spread_words(interview.truth)
        for role in ("leader", "interviewer"):
            own = [number for number, true in enumerate(interview.true_roles) if true == role]
            silenced = np.zeros_like(interview.samples)
            for turn in interview.truth.turns:
                if turn.role == role:
                    ends = (turn.start_seconds, turn.end_seconds)
                    span = slice(*(round(end * SAMPLE_RATE_HZ) for end in ends))
                    silenced[span] = interview.samples[span]
            for make in SOUNDS.values():
                sound = make(silenced)
                speakers = tell_speakers(
                    sound, [words[n] for n in own], find_speech(sound), [languages[n] for n in own]
                )
                given += any(speaker.role != "unknown" for speaker in speakers)
                asked += 1
    print(f"\none voice alone: {given} of {asked} got a role")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", default=[])
    given_options = parser.parse_args()
    heard = [read_interview(truth) for truth in find_ground_truths(given_options.folder) if truth.turns]
    print_intruders(heard, given_options.only)
    print_alone(heard, given_options.only)
