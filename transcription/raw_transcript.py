"""What an engine heard: segments and words with times and probabilities, before anything is corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Word:
    """One word as heard.

    Attributes
    ----------
    text : str
        The word with its punctuation, without surrounding spaces.
    start_seconds, end_seconds : float
        Half-open span from the beginning of the recording.
    probability : float or None
        The engine's own probability in 0..1; None when the engine gives none.
    agreement : float or None
        Share, 0..1, of the decodings that were joined and that have this word here; None for one decoding.
    """

    text: str
    start_seconds: float
    end_seconds: float
    probability: float | None = None
    agreement: float | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch that an engine decoded in one go; the log probabilities are the engine's own.

    `language` is what is spoken in it, 'fr' or 'en'; None where it is the transcript's.
    """

    start_seconds: float
    end_seconds: float
    text: str
    words: tuple[Word, ...] = ()
    average_log_probability: float | None = None
    no_speech_probability: float | None = None
    compression_ratio: float | None = None
    language: str | None = None

    def moved(self, seconds: float) -> Segment:
        """Return the segment with all its times later by some seconds."""
        words = tuple(
            replace(word, start_seconds=word.start_seconds + seconds, end_seconds=word.end_seconds + seconds)
            for word in self.words
        )
        start, end = self.start_seconds + seconds, self.end_seconds + seconds
        return replace(self, start_seconds=start, end_seconds=end, words=words)

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Segment:
        """Build from what `to_json` returned."""
        return cls(**{**values, "words": tuple(Word(**word) for word in values["words"])})


@dataclass(frozen=True, slots=True)
class RawTranscript:
    """All that one engine heard in one recording, with the engine, model and settings that heard it."""

    language: str
    duration_seconds: float
    segments: tuple[Segment, ...]
    engine: str
    model: str
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> tuple[Word, ...]:
        """Every word in order of time."""
        return tuple(self._iterate_words())

    @property
    def text(self) -> str:
        """The whole text, segments joined by a space."""
        return " ".join(segment.text.strip() for segment in self.segments)

    @property
    def vocabulary(self) -> Mapping[str, tuple[str, ...]]:
        """The names and terms that were told beforehand, by language."""
        told = self.settings.get("vocabulary", ())
        by_language = told if isinstance(told, Mapping) else {self.language: told}
        return {language: tuple(str(term) for term in terms) for language, terms in by_language.items()}

    def _iterate_words(self) -> Iterator[Word]:
        for segment in self.segments:
            yield from segment.words

    def to_json(self) -> dict[str, Any]:
        """Return plain values, as stored between two steps of the pipeline."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> RawTranscript:
        """Build from what `to_json` returned."""
        segments = tuple(Segment.from_json(segment) for segment in values["segments"])
        return cls(**{**values, "segments": segments})
