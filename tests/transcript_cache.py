"""Real transcripts for tests, heard once by the real engine and then read from the user's cache."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from filelock import FileLock

from transcription.engine import open_engine
from transcription.evaluation_plan import hearing_plan
from transcription.ground_truth import GroundTruth
from transcription.hearing import hear
from transcription.hearing_plan import HearingPlan
from transcription.media_gate import decode_speech
from transcription.model_files import file_sha256, locate_model, models_folder
from transcription.raw_transcript import RawTranscript
from transcription.speech_audio import read_speech
from transcription.speech_regions import find_speech

DECODING_MODULES = (
    "decode_settings",
    "faster_whisper_engine",
    "gathered_sound",
    "hearing",
    "openai_whisper_engine",
    "side_by_side",
    "sound_parts",
    "speech_regions",
    "spoken_languages",
    "voted_segments",
    "whisper_words",
    "word_network",
    "word_times",
    "windows_side_by_side",
    "word_voting",
)


def raw_transcript(
    truth: GroundTruth, setting: str | None = None, engine: str = "faster-whisper", model: str = "base"
) -> RawTranscript:
    """Return what is heard in a recording; the first call transcribes, later ones read the cache.

    The key holds the hashes of the recording, of the model and of the code that decodes, and the plan: a
    change of any of them is heard anew. Several processes may ask at once; one transcribes.
    """
    plan = hearing_plan(truth, setting, engine, model)
    key = _cache_key(truth.media_path, engine, model, plan)
    folder = models_folder().parent / "test-transcripts"
    folder.mkdir(parents=True, exist_ok=True)
    stored = folder / f"{truth.media_path.stem}-{key[:24]}.json"
    with FileLock(f"{stored}.lock"):
        if not stored.exists():
            _write_atomically(stored, _transcribe(truth.media_path, engine, model, plan))
        return RawTranscript.from_json(json.loads(stored.read_text(encoding="utf-8")))


def _transcribe(media_path: Path, engine: str, model: str, plan: HearingPlan) -> RawTranscript:
    with tempfile.TemporaryDirectory(prefix="franquette-test-") as scratch:
        wav_path = Path(scratch) / "speech.wav"
        decode_speech(media_path, wav_path)
        samples = read_speech(wav_path)
    return hear(open_engine(engine, model), samples, find_speech(samples), plan)


def _cache_key(media_path: Path, engine: str, model: str, plan: HearingPlan) -> str:
    located = locate_model(model, engine)
    weights = located / "model.bin" if located.is_dir() else located
    code = Path(__file__).resolve().parent.parent / "transcription"
    parts = [
        file_sha256(media_path),
        file_sha256(weights),
        *(file_sha256(code / f"{name}.py") for name in DECODING_MODULES),
        engine,
        json.dumps(asdict(plan), sort_keys=True),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _write_atomically(target: Path, transcript: RawTranscript) -> None:
    partial = target.with_suffix(".partial")
    partial.write_text(json.dumps(transcript.to_json(), ensure_ascii=False), encoding="utf-8")
    partial.replace(target)
