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
# Two at a time keep two cores busy where one decoding, even on two threads, leaves a quarter of them idle.
_DECODES_AT_ONCE = 2
# Windows decoded together, by one of them; more takes more memory and is no faster on a few cores.
_BATCH_SIZE = 2
# Languages are told as well from the speech alone as from half a minute filled up with silence, in a tenth of
# the time for short looks; words are not.
_SAMPLES_AFTER_LOOK = 320
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
    decodes_at_once: Final = _DECODES_AT_ONCE

    def __init__(self, model_folder: Path, model: str) -> None:
        # Imported late: loading CTranslate2 takes seconds that commands without transcription need not pay.
        import ctranslate2  # type: ignore[import-untyped]  # ships no types
        from faster_whisper import WhisperModel

        # Where the beam search fails, words are sampled; with a seed, the same sound mostly gives the same
        # words (each of the workers draws for itself, and which one decodes what is a matter of time).
        ctranslate2.set_random_seed(_RANDOM_SEED)
        self.model = model
        self._whisper = WhisperModel(
            str(model_folder),
            device="cpu",
            compute_type=_COMPUTE_TYPE,
            cpu_threads=_threads_of_each(os.cpu_count() or 1),
            num_workers=_DECODES_AT_ONCE,
            local_files_only=True,
        )

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
        look = samples[: LONGEST_WINDOW_SECONDS * SAMPLE_RATE_HZ]
        features = self._whisper.feature_extractor(look, padding=_SAMPLES_AFTER_LOOK)
        most_frames = LONGEST_WINDOW_SECONDS * self._whisper.frames_per_second
        encoded = self._whisper.encode(features[:, :most_frames])
        seen = self._whisper.model.detect_language(encoded)[0]
        return share_out({token.strip("<|>"): probability for token, probability in seen}, languages)

    def _decode_part(self, part: Samples, options: DecodeOptions, offset_seconds: float) -> Iterator[Segment]:
        wished: dict[str, Any] = {
            "language": options.language,
            "task": "transcribe",
            "beam_size": options.beam_size,
            "word_timestamps": options.has_word_times,
            "hotwords": ", ".join(options.vocabulary) or None,
        }
        if options.is_batched:
            from transcription.windows_side_by_side import WindowsSideBySide

            found, _ = WindowsSideBySide(self._whisper, _DECODES_AT_ONCE).transcribe(
                part,
                vad_filter=True,
                batch_size=_DECODES_AT_ONCE * _BATCH_SIZE,
                chunk_length=options.window_seconds,
                **wished,
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


def _threads_of_each(cores: int) -> int:
    """Return how many threads a decoding gets: at least both of two cores, for it is alone at times."""
    return min(cores, max(cores // _DECODES_AT_ONCE, 2), _MOST_THREADS)


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
