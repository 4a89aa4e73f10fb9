"""The reference engine: OpenAI's own whisper package on PyTorch, an optional extra."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from transcription.engine import (
    SAMPLE_RATE_HZ,
    DecodeOptions,
    EngineMissing,
    Progress,
    Samples,
    check_samples,
    share_out,
)
from transcription.raw_transcript import RawTranscript, Segment
from transcription.sound_parts import cut_at_pauses
from transcription.whisper_words import AlignedPiece, join_pieces
from transcription.word_times import order_segments


def require_openai_whisper() -> None:
    """Say clearly when the extra is not installed.

    Raises
    ------
    EngineMissing
        When the package `whisper` or `torch` cannot be found.
    """
    for package in ("torch", "whisper"):
        if importlib.util.find_spec(package) is None:
            raise EngineMissing(
                f"The engine openai-whisper needs the package {package!r}; "
                "install it with `pip install 'franquette[openai-whisper]'`."
            )


class OpenaiWhisperEngine:
    """Decodes with openai-whisper in float32 on the processor.

    Parameters
    ----------
    checkpoint : pathlib.Path
        A .pt checkpoint as OpenAI publishes them.
    model : str
        The model's name as shown to people.
    """

    name: Final = "openai-whisper"
    # whisper tells its progress to nobody but a bar on the terminal, and takes a multiple of the sound's
    # length: shorter parts keep the report regular, and what a kill loses small.
    longest_part_seconds: Final = 120.0
    # One decoding keeps all cores busy, and the model's attention caches belong to one at a time.
    decodes_at_once: Final = 1

    def __init__(self, checkpoint: Path, model: str) -> None:
        import whisper

        self.model = model
        self._whisper = whisper.load_model(str(checkpoint), device="cpu")

    def transcribe(
        self, samples: Samples, options: DecodeOptions, progress: Progress | None = None
    ) -> RawTranscript:
        """Transcribe speech; see `SpeechEngine.transcribe`."""
        check_samples(samples)
        duration_seconds = len(samples) / SAMPLE_RATE_HZ
        longest_seconds = min(options.chunk_seconds, self.longest_part_seconds)
        segments: list[Segment] = []
        for offset_seconds, part in cut_at_pauses(samples, longest_seconds):
            segments.extend(
                _moved_segment(found, offset_seconds)
                for found in self._decode_part(part, options)["segments"]
            )
            if progress is not None:
                progress(offset_seconds + len(part) / SAMPLE_RATE_HZ)
        if progress is not None:
            progress(duration_seconds)
        return RawTranscript(
            language=options.language,
            duration_seconds=duration_seconds,
            segments=order_segments(segments, duration_seconds),
            engine=self.name,
            model=self.model,
            settings={**options.to_json(), "compute_type": "float32"},
        )

    def language_probabilities(self, samples: Samples, languages: Sequence[str]) -> dict[str, float]:
        """Tell how likely each language is spoken; see `SpeechEngine.language_probabilities`."""
        import whisper

        check_samples(samples)
        mel = whisper.log_mel_spectrogram(whisper.pad_or_trim(samples), self._whisper.dims.n_mels)
        _, seen = self._whisper.detect_language(mel)
        return share_out(seen, languages)

    def _decode_part(self, part: Samples, options: DecodeOptions) -> dict[str, Any]:
        found: dict[str, Any] = self._whisper.transcribe(
            part,
            language=options.language,
            task="transcribe",
            beam_size=options.beam_size,
            word_timestamps=options.has_word_times,
            condition_on_previous_text=options.is_conditioned_on_previous,
            initial_prompt=", ".join(options.vocabulary) or options.previous_text or None,
            carry_initial_prompt=bool(options.vocabulary),
            # Half precision exists only on graphics cards; asking for it on a processor warns.
            fp16=False,
            verbose=None,
        )
        return found


def _moved_segment(segment: Mapping[str, Any], offset_seconds: float) -> Segment:
    """Return one of whisper's segments as ours, its times counted from the recording's beginning."""
    pieces = [
        AlignedPiece(str(word["word"]), float(word["start"]), float(word["end"]), float(word["probability"]))
        for word in segment.get("words", ())
    ]
    return Segment(
        start_seconds=float(segment["start"]) + offset_seconds,
        end_seconds=float(segment["end"]) + offset_seconds,
        text=str(segment["text"]).strip(),
        words=join_pieces(pieces, offset_seconds),
        average_log_probability=float(segment["avg_logprob"]),
        no_speech_probability=float(segment["no_speech_prob"]),
        compression_ratio=float(segment["compression_ratio"]),
    )
