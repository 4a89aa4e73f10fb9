"""The port of a speech engine: what every engine takes and gives, and how one is opened by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from transcription.model_files import locate_model, model_name
from transcription.raw_transcript import RawTranscript

SAMPLE_RATE_HZ = 16_000
LONGEST_WINDOW_SECONDS = 30
ENGINE_NAMES = ("faster-whisper", "openai-whisper")
# The others decode in sequence whatever `DecodeOptions.is_batched` says.
ENGINES_THAT_BATCH = frozenset({"faster-whisper"})
Samples = NDArray[np.float32]
Progress = Callable[[float], None]


class EngineMissing(Exception):
    """The engine's program is not installed or its name is unknown; the message says what to do."""


@dataclass(frozen=True, slots=True)
class DecodeOptions:
    """How speech is decoded; the same for every engine, recorded with each transcript.

    Attributes
    ----------
    language : 'fr' or 'en'
        Always given: detection took a French programme for English and translated it.
    beam_size : int
        Hypotheses kept by the beam search; 1 is greedy.
    has_word_times : bool
        Align each word with the sound (needed by the site, dearer by a tenth).
    is_conditioned_on_previous : bool
        Give the model its own last words as context; can carry an error on.
    vocabulary : tuple of str
        Names and terms to expect, told to the model as if they had just been said.
    previous_text : str
        What was said just before this sound; only where it is decoded window after window.
    is_batched : bool
        Decode all windows at once, each for itself, in speech only. Engines not in `ENGINES_THAT_BATCH`
        decode in sequence all the same.
    window_seconds : int
        Longest window of a batched decoding; where the windows begin and end changes what is heard.
    chunk_seconds : float
        Longer recordings are decoded in parts of at most this length, cut at pauses, in bounded memory.
    """

    language: Literal["fr", "en"]
    beam_size: int = 5
    has_word_times: bool = True
    is_conditioned_on_previous: bool = True
    vocabulary: tuple[str, ...] = ()
    previous_text: str = ""
    is_batched: bool = False
    window_seconds: int = 30
    chunk_seconds: float = 900.0

    def __post_init__(self) -> None:
        if self.language not in ("fr", "en"):
            raise ValueError(f"The language must be 'fr' or 'en', not {self.language!r}.")
        if not 1 <= self.window_seconds <= LONGEST_WINDOW_SECONDS:
            raise ValueError(f"A window lasts 1 to {LONGEST_WINDOW_SECONDS} s, not {self.window_seconds} s.")
        if self.beam_size < 1:
            raise ValueError(f"The beam needs at least one hypothesis, not {self.beam_size}.")
        shortest_chunk_seconds = 20.0
        if self.chunk_seconds < shortest_chunk_seconds:
            raise ValueError(f"Parts need at least {shortest_chunk_seconds} s, not {self.chunk_seconds} s.")

    def to_json(self) -> dict[str, Any]:
        """Return plain values, as kept in `RawTranscript.settings`."""
        return {**asdict(self), "vocabulary": list(self.vocabulary)}


class SpeechEngine(Protocol):
    """Writes down what is said in a recording."""

    @property
    def name(self) -> str:
        """The engine's name, one of `ENGINE_NAMES`."""

    @property
    def model(self) -> str:
        """The model as shown to people: 'base', or the name of the folder or file; never where it lies."""

    @property
    def longest_part_seconds(self) -> float:
        """The longest sound to give in one go: what is heard of a part is kept only once it is all heard."""

    @property
    def decodes_at_once(self) -> int:
        """How many threads may call `transcribe` at the same time and gain by it."""

    def transcribe(
        self, samples: Samples, options: DecodeOptions, progress: Progress | None = None
    ) -> RawTranscript:
        """Transcribe speech.

        Parameters
        ----------
        samples : ndarray of float32, shape (n,)
            Mono sound in -1..1 at 16 kHz; may be empty.
        options : DecodeOptions
            How to decode.
        progress : callable, optional
            Called with the seconds of sound done so far, never less than before; at the end with all.

        Returns
        -------
        RawTranscript
            Words in order of time, each inside the recording; no segment where nothing was heard.

        Raises
        ------
        ValueError
            When the samples are not mono float32.
        """

    def language_probabilities(self, samples: Samples, languages: Sequence[str]) -> dict[str, float]:
        """Tell how likely each of some languages is spoken.

        Parameters
        ----------
        samples : ndarray of float32, shape (n,)
            Mono speech at 16 kHz; what is beyond 30 s is not heard.
        languages : sequence of str
            Those between which to choose, such as 'fr' and 'en'.

        Returns
        -------
        dict of str to float
            A probability for each; they sum to 1.
        """


def open_engine(engine_name: str, model: str = "base") -> SpeechEngine:
    """Load an engine with a model.

    Parameters
    ----------
    engine_name : str
        'faster-whisper' or 'openai-whisper' (which needs the extra of that name).
    model : str
        See `transcription.model_files.locate_model`.

    Raises
    ------
    EngineMissing
        When the name is unknown or the engine's package is not installed.
    ModelMissing
        When the model is not to be had.
    """
    # Both engines are imported late: each is heavy, and openai-whisper is optional.
    if engine_name == "faster-whisper":
        from transcription.faster_whisper_engine import FasterWhisperEngine

        located = locate_model(model, engine_name)
        return FasterWhisperEngine(located, model_name(model, located))
    if engine_name == "openai-whisper":
        from transcription.openai_whisper_engine import OpenaiWhisperEngine, require_openai_whisper

        require_openai_whisper()
        located = locate_model(model, engine_name)
        return OpenaiWhisperEngine(located, model_name(model, located))
    raise EngineMissing(f"There is no engine {engine_name!r}; use one of: {', '.join(ENGINE_NAMES)}.")


def check_samples(samples: Samples) -> None:
    """Refuse sound of another shape or type than the engines take.

    Raises
    ------
    ValueError
        When the samples are not a one-dimensional float32 array, or hold a value that is not a finite number.
    """
    if samples.ndim != 1 or samples.dtype != np.float32:
        raise ValueError(f"Speech must be mono float32, not {samples.dtype} of shape {samples.shape}.")
    if samples.size and not bool(np.isfinite(samples).all()):
        raise ValueError("Speech holds values that are not finite numbers.")


def share_out(seen: Mapping[str, float], languages: Sequence[str]) -> dict[str, float]:
    """Return the probabilities of some languages among all, made to sum to 1."""
    chosen = {language: max(seen.get(language, 0.0), 0.0) for language in languages}
    total = sum(chosen.values())
    if total <= 0:
        return dict.fromkeys(chosen, 1 / len(chosen))
    return {language: probability / total for language, probability in chosen.items()}
