"""Whisper on CTranslate2 (faster-whisper): the engine for machines without a graphics card."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from transcription.engine import (
    LONGEST_WINDOW_SECONDS,
    SAMPLE_RATE_HZ,
    DecodeOptions,
    Progress,
    Samples,
    check_samples,
    share_out,
)
from transcription.raw_transcript import RawTranscript, Segment
from transcription.sound_parts import cut_at_pauses
from transcription.whisper_words import AlignedPiece, join_pieces
from transcription.word_times import order_segments

# Less time and memory than float32 for the same error rate (docs/decisions/0001).
_COMPUTE_TYPE = "int8"
_MOST_THREADS = 4
# Windows decoded at once; more takes more memory and is no faster on a few cores.
_BATCH_SIZE = 4
_RANDOM_SEED = 1


class FasterWhisperEngine:
    """Decodes with faster-whisper on the processor.

    Parameters
    ----------
    model_folder : pathlib.Path
        A CTranslate2 Whisper model.
    model : str
        The model's name as shown to people.
    """

    name: Final = "faster-whisper"
    # It tells its progress after each segment, and settings cut long sound shorter than this.
    longest_part_seconds: Final = 900.0

    def __init__(self, model_folder: Path, model: str) -> None:
        # Imported late: loading CTranslate2 takes seconds that commands without transcription need not pay.
        import ctranslate2  # type: ignore[import-untyped]  # ships no types
        from faster_whisper import BatchedInferencePipeline, WhisperModel

        # Where the beam search fails, words are sampled; the same sound should still give the same words.
        ctranslate2.set_random_seed(_RANDOM_SEED)
        self.model = model
        self._whisper = WhisperModel(
            str(model_folder),
            device="cpu",
            compute_type=_COMPUTE_TYPE,
            cpu_threads=min(_MOST_THREADS, os.cpu_count() or 1),
            local_files_only=True,
        )
        self._batched = BatchedInferencePipeline(self._whisper)

    def transcribe(
        self, samples: Samples, options: DecodeOptions, progress: Progress | None = None
    ) -> RawTranscript:
        """Transcribe speech; see `SpeechEngine.transcribe`."""
        check_samples(samples)
        duration_seconds = len(samples) / SAMPLE_RATE_HZ
        segments: list[Segment] = []
        for offset_seconds, part in cut_at_pauses(samples, options.chunk_seconds):
            for segment in self._decode_part(part, options, offset_seconds):
                segments.append(segment)
                if progress is not None:
                    progress(min(segment.end_seconds, duration_seconds))
        if progress is not None:
            progress(duration_seconds)
        return RawTranscript(
            language=options.language,
            duration_seconds=duration_seconds,
            segments=order_segments(segments, duration_seconds),
            engine=self.name,
            model=self.model,
            settings={**options.to_json(), "compute_type": _COMPUTE_TYPE},
        )

    def language_probabilities(self, samples: Samples, languages: Sequence[str]) -> dict[str, float]:
        """Tell how likely each language is spoken; see `SpeechEngine.language_probabilities`."""
        check_samples(samples)
        _, _, seen = self._whisper.detect_language(samples[: LONGEST_WINDOW_SECONDS * SAMPLE_RATE_HZ])
        return share_out(dict(seen), languages)

    def _decode_part(self, part: Samples, options: DecodeOptions, offset_seconds: float) -> Iterator[Segment]:
        wished: dict[str, Any] = {
            "language": options.language,
            "task": "transcribe",
            "beam_size": options.beam_size,
            "word_timestamps": options.has_word_times,
            "hotwords": ", ".join(options.vocabulary) or None,
        }
        if options.is_batched:
            found, _ = self._batched.transcribe(
                part, vad_filter=True, batch_size=_BATCH_SIZE, chunk_length=options.window_seconds, **wished
            )
        else:
            found, _ = self._whisper.transcribe(
                part,
                condition_on_previous_text=options.is_conditioned_on_previous,
                initial_prompt=options.previous_text or None,
                **wished,
            )
        for segment in found:
            yield _moved_segment(segment, offset_seconds)


def _moved_segment(segment: Any, offset_seconds: float) -> Segment:
    """Return one of faster-whisper's segments as ours, its times counted from the recording's beginning."""
    pieces = [
        AlignedPiece(word.word, float(word.start), float(word.end), float(word.probability))
        for word in segment.words or ()
    ]
    return Segment(
        start_seconds=float(segment.start) + offset_seconds,
        end_seconds=float(segment.end) + offset_seconds,
        text=segment.text.strip(),
        words=join_pieces(pieces, offset_seconds),
        average_log_probability=segment.avg_logprob,
        no_speech_probability=segment.no_speech_prob,
        compression_ratio=segment.compression_ratio,
    )
