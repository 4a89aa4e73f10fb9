"""Compares what faster-whisper alone can be asked for, on recordings with ground truth (docs/decisions/0001).

    python tests/benchmarks/decode_settings_benchmark.py FOLDER [--cleaned] [--only NAME ...]

FOLDER holds recordings with NAME.json or NAME.txt truth. With --cleaned the decoder gets the sound of the
listening copy, with less noise. Prints per setting the word error rate of each recording, their mean, and the
real-time factor. A difference under about 1.5 points is noise of the decoder. The settings in use, which join
such decodings, are compared by `python -m transcription.evaluate FOLDER --against SETTING`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

COMMON: dict[str, Any] = {"beam_size": 5, "word_timestamps": True}
SETTINGS: dict[str, dict[str, Any]] = {
    "sequential, no word times": {"beam_size": 5},
    "sequential": COMMON,
    "sequential, greedy": {**COMMON, "beam_size": 1},
    "sequential, beam 10": {**COMMON, "beam_size": 10},
    "sequential, no previous text": {**COMMON, "condition_on_previous_text": False},
    "sequential, speech only": {**COMMON, "vad_filter": True},
    "sequential, float32": {**COMMON, "compute_type": "float32"},
    "batched 8, speech only": {**COMMON, "batch_size": 8},
    "batched 8, speech only, with timestamps": {**COMMON, "batch_size": 8, "without_timestamps": False},
}


def compare(folder: Path, names: list[str], *, is_cleaned: bool) -> None:
    """Decode every recording with every setting and print a line for each setting."""
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    from transcription.ground_truth import find_ground_truths
    from transcription.media_gate import decode_speech
    from transcription.model_files import locate_model
    from transcription.scored_words import scored_words
    from transcription.scoring import count_edits
    from transcription.speech_audio import read_speech

    sounds = []
    with tempfile.TemporaryDirectory(prefix="franquette-bench-") as scratch:
        for truth in find_ground_truths(folder):
            wav_path = Path(scratch) / f"{truth.name}.wav"
            source = with_less_noise(truth.media_path, Path(scratch)) if is_cleaned else truth.media_path
            sounds.append((truth, decode_speech(source, wav_path), read_speech(wav_path)))
    for name in names:
        arguments = dict(SETTINGS[name])
        compute_type = arguments.pop("compute_type", "int8")
        model = WhisperModel(str(locate_model("base")), device="cpu", compute_type=compute_type)
        decoder = BatchedInferencePipeline(model) if "batch_size" in arguments else model
        rates, work_seconds = [], 0.0
        for truth, _, samples in sounds:
            started = time.perf_counter()
            segments, _ = decoder.transcribe(samples, language=truth.language, **arguments)
            text = " ".join(segment.text for segment in segments)
            work_seconds += time.perf_counter() - started
            rates.append(count_edits(truth.words, scored_words(text, truth.language)).error_rate)
        factor = work_seconds / sum(duration for _, duration, _ in sounds)
        listed = " ".join(
            f"{truth.name} {rate:.3f}" for (truth, _, _), rate in zip(sounds, rates, strict=True)
        )
        print(
            f"{name}: {listed} mean {sum(rates) / len(rates):.3f} real-time factor {factor:.2f}", flush=True
        )


def with_less_noise(media_path: Path, scratch: Path) -> Path:
    """Return the sound of a recording as its listening copy has it."""
    from app.renditions.filtered_wav import filter_wav
    from app.renditions.whole_sound import decode_whole_sound
    from transcription.media_gate import probe

    received, cleaned = scratch / f"{media_path.stem}-whole.wav", scratch / f"{media_path.stem}-cleaned.wav"
    decode_whole_sound(media_path, received, probe(media_path))
    filter_wav(received, cleaned)
    return cleaned


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", choices=list(SETTINGS), default=list(SETTINGS))
    parser.add_argument("--cleaned", action="store_true", help="give the decoder the listening copy")
    given = parser.parse_args()
    compare(given.folder, given.only, is_cleaned=given.cleaned)
