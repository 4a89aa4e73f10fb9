"""Hears a recording: part after part, in the languages that are spoken, several decodings joined into one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from math import ceil
from typing import Any

from transcription.decode_settings import DecodePass, DecodeSetting, decode_setting
from transcription.engine import SAMPLE_RATE_HZ, DecodeOptions, Progress, Samples, SpeechEngine
from transcription.gathered_sound import GatheredSound
from transcription.hearing_plan import HearingPlan, Language
from transcription.part_memory import NoMemory, PartMemory
from transcription.raw_transcript import RawTranscript, Segment, Word
from transcription.remembered_languages import RememberedLanguages
from transcription.side_by_side import work_side_by_side
from transcription.sliced_sound import SlicedSound
from transcription.sound_parts import cut_at_pauses
from transcription.speech_regions import SpeechRegion
from transcription.spoken_languages import LanguageStretch, tell_languages
from transcription.voted_segments import join_decodings
from transcription.word_times import order_segments

# A model's prompt holds some 220 tokens; more of what was just said would push the vocabulary out.
_PREVIOUS_CHARACTERS = 200
# Parts are cut at a pause up to a tenth before their longest length: room for it when sharing sound out.
_ROOM_FOR_PAUSE = 1.12
# Of the progress shown; telling the languages takes a quarter of the work of one batched decoding.
_LANGUAGES_SHARE = 0.1


@dataclass(slots=True)
class _Hearing:
    """One recording being heard, and how many seconds of its sound are done."""

    engine: SpeechEngine
    plan: HearingPlan
    setting: DecodeSetting
    memory: PartMemory
    whole_seconds: float
    progress: Progress
    done_seconds: float = 0.0

    @property
    def part_seconds(self) -> float:
        """How long a part may be: as the setting wishes and the engine can."""
        return min(self.setting.part_seconds, self.engine.longest_part_seconds)

    def looked(self, seconds: float) -> None:
        """Report how far the languages are told."""
        self.progress(_LANGUAGES_SHARE * seconds)

    def add(self, seconds: float) -> None:
        """Count a part as done."""
        self.done_seconds += seconds
        self._report(self.done_seconds)

    def inside_part(self, seconds: float) -> None:
        """Report how much of the part in hand is done, besides those before it."""
        self._report(self.done_seconds + seconds)

    def _report(self, heard_seconds: float) -> None:
        self.progress(_LANGUAGES_SHARE * self.whole_seconds + (1 - _LANGUAGES_SHARE) * heard_seconds)


def hear(
    engine: SpeechEngine,
    samples: SlicedSound,
    regions: Sequence[SpeechRegion],
    plan: HearingPlan,
    progress: Progress | None = None,
    memory: PartMemory | None = None,
) -> RawTranscript:
    """Write down what is said in a recording.

    Parameters
    ----------
    engine : SpeechEngine
        With its model loaded.
    samples : SlicedSound, n samples
        16 kHz mono sound in -1..1; read part by part.
    regions : sequence of SpeechRegion
        Where someone speaks.
    plan : HearingPlan
        What is known beforehand.
    progress : callable, optional
        Called with the seconds of sound done so far.
    memory : PartMemory, optional
        Where parts are kept; one memory for one recording and plan.

    Returns
    -------
    RawTranscript
        Segments in order of time, each with its language; `settings` says which decodings were joined.
    """
    setting = decode_setting(plan.setting)
    duration_seconds = len(samples) / SAMPLE_RATE_HZ
    hearing = _Hearing(
        engine, plan, setting, memory or NoMemory(), duration_seconds, progress or (lambda _: None)
    )
    stretches = _languages(hearing, samples, regions)
    segments: list[Segment] = []
    for language in plan.languages:
        spans = [(one.start_seconds, one.end_seconds) for one in stretches if one.language == language]
        if spans:
            sound = GatheredSound(samples, spans)
            segments += _hear_language(hearing, sound, language)
    hearing.progress(duration_seconds)
    segments.sort(key=lambda segment: segment.start_seconds)
    return RawTranscript(
        language=plan.languages[0],
        duration_seconds=duration_seconds,
        segments=order_segments(segments, duration_seconds),
        engine=engine.name,
        model=engine.model,
        settings=_settings(hearing, stretches),
    )


def _languages(
    hearing: _Hearing, samples: SlicedSound, regions: Sequence[SpeechRegion]
) -> tuple[LanguageStretch, ...]:
    kept = hearing.memory.recall("languages")
    if kept is not None:
        return tuple(LanguageStretch(**values) for values in kept)
    tell = RememberedLanguages(hearing.engine.language_probabilities, hearing.memory)
    stretches = tell_languages(samples, regions, hearing.plan.languages, tell, hearing.looked)
    hearing.memory.keep("languages", [asdict(stretch) for stretch in stretches])
    return stretches


def _hear_language(hearing: _Hearing, sound: GatheredSound, language: Language) -> list[Segment]:
    """Hear what is said in one language; times are those of the recording."""
    heard: list[Segment] = []
    parts = _even_parts(sound, hearing.part_seconds)
    for number, (start_seconds, part) in enumerate(parts):
        previous = " ".join(segment.text for segment in heard)[-_PREVIOUS_CHARACTERS:]
        segments = _hear_part(hearing, part, f"{language}-{number}", language, previous)
        heard += [segment.moved(start_seconds) for segment in segments]
    return [piece for segment in heard for piece in _in_recording(segment, sound, language)]


def _even_parts(samples: SlicedSound, part_seconds: float) -> Iterator[tuple[float, Samples]]:
    """Cut at pauses into parts of about the same length, so that none is too short to be understood."""
    seconds = len(samples) / SAMPLE_RATE_HZ
    count = max(ceil(seconds / part_seconds), 1)
    longest = part_seconds if count == 1 else min(part_seconds, _ROOM_FOR_PAUSE * seconds / count)
    return cut_at_pauses(samples, longest)


def _hear_part(
    hearing: _Hearing, part: Samples, name: str, language: Language, previous: str
) -> list[Segment]:
    """Hear a part once for each decoding and join them; a decoding that is kept is not made again."""
    passes = hearing.setting.passes
    part_seconds = len(part) / SAMPLE_RATE_HZ
    kept = {number: hearing.memory.recall(f"{name}-{number}") for number in range(len(passes))}
    decodings = {number: RawTranscript.from_json(one) for number, one in kept.items() if one is not None}
    missing = [number for number in kept if number not in decodings]

    def decode(number: int, report: Progress) -> RawTranscript:
        vocabulary = tuple(hearing.plan.vocabulary.get(language, ()))
        options = _options(passes[number], language, vocabulary, previous)
        return hearing.engine.transcribe(part, options, report)

    def keep(place: int, decoding: RawTranscript) -> None:
        hearing.memory.keep(f"{name}-{missing[place]}", decoding.to_json())
        decodings[missing[place]] = decoding

    kept_seconds = part_seconds * len(decodings)
    work_side_by_side(
        [partial(decode, number) for number in missing],
        hearing.engine.decodes_at_once,
        lambda seconds: hearing.inside_part((kept_seconds + seconds) / len(passes)),
        keep,
    )
    hearing.add(part_seconds)
    return join_decodings([decodings[number] for number in kept])


def _options(
    one: DecodePass, language: Language, vocabulary: tuple[str, ...], previous: str
) -> DecodeOptions:
    return replace(
        one.options,
        language=language,
        vocabulary=vocabulary if one.knows_vocabulary else (),
        previous_text="" if one.options.is_batched else previous,
    )


def _in_recording(segment: Segment, sound: GatheredSound, language: Language) -> list[Segment]:
    """Return a segment with the recording's times; one that runs over a change is parted there."""
    if not segment.words:
        start, end = sound.recorded_span(segment.start_seconds, segment.end_seconds)
        return [replace(segment, start_seconds=start, end_seconds=end, language=language)]
    by_stretch: dict[int, list[Word]] = {}
    for word in segment.words:
        start, end = sound.recorded_span(word.start_seconds, word.end_seconds)
        stretch = sound.stretch_of((word.start_seconds + word.end_seconds) / 2)
        moved = replace(word, start_seconds=start, end_seconds=end)
        by_stretch.setdefault(stretch, []).append(moved)
    return [
        replace(
            segment,
            start_seconds=words[0].start_seconds,
            end_seconds=words[-1].end_seconds,
            text=segment.text if len(by_stretch) == 1 else " ".join(word.text for word in words),
            words=tuple(words),
            language=language,
        )
        for words in by_stretch.values()
    ]


def _settings(hearing: _Hearing, stretches: Sequence[LanguageStretch]) -> dict[str, Any]:
    """Return what a reader needs to hear the recording again in the same way."""
    plan = hearing.plan
    passes = []
    for one in hearing.setting.passes:
        options = one.options.to_json()
        # These belong to the recording or its parts, not to the setting.
        for name in ("language", "vocabulary", "previous_text"):
            options.pop(name)
        passes.append({**options, "knows_vocabulary": one.knows_vocabulary})
    spoken = {stretch.language for stretch in stretches}
    return {
        "setting": plan.setting,
        "heard": "original",
        "passes": passes,
        "part_seconds": hearing.part_seconds,
        "vocabulary": {language: list(terms) for language, terms in plan.vocabulary.items()},
        "languages": [language for language in plan.languages if language in spoken],
    }
