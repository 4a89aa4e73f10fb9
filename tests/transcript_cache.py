"""Real transcripts for tests, heard once by the real engine and then read from the user's cache."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

from filelock import FileLock

from transcription.engine import DecodeOptions, open_engine
from transcription.media_gate import decode_speech
from transcription.model_files import file_sha256, locate_model, models_folder
from transcription.raw_transcript import RawTranscript
from transcription.speech_audio import read_speech

DEFAULT_OPTIONS = DecodeOptions(language="fr")


def raw_transcript(
    media_path: Path,
    engine: str = "faster-whisper",
    model: str = "base",
    options: DecodeOptions = DEFAULT_OPTIONS,
) -> RawTranscript:
    """Return what the engine hears in a recording; the first call transcribes, later ones read the cache.

    The key holds the hashes of the recording, of the model and of the code that decodes, and the settings:
    a change of any of them is heard anew. Several processes may ask at once; one transcribes.
    """
    key = _cache_key(media_path, engine, model, options)
    folder = models_folder().parent / "test-transcripts"
    folder.mkdir(parents=True, exist_ok=True)
    stored = folder / f"{media_path.stem}-{key[:24]}.json"
    with FileLock(f"{stored}.lock"):
        if not stored.exists():
            _write_atomically(stored, _transcribe(media_path, engine, model, options))
        return RawTranscript.from_json(json.loads(stored.read_text(encoding="utf-8")))


def _transcribe(media_path: Path, engine: str, model: str, options: DecodeOptions) -> RawTranscript:
    with tempfile.TemporaryDirectory(prefix="franquette-test-") as scratch:
        wav_path = Path(scratch) / "speech.wav"
        decode_speech(media_path, wav_path)
        return open_engine(engine, model).transcribe(read_speech(wav_path), options)


def _cache_key(media_path: Path, engine: str, model: str, options: DecodeOptions) -> str:
    located = locate_model(model, engine)
    weights = located / "model.bin" if located.is_dir() else located
    code = Path(__file__).resolve().parent.parent / "transcription"
    decoding = (
        "faster_whisper_engine",
        "openai_whisper_engine",
        "sound_parts",
        "whisper_words",
        "word_times",
    )
    parts = [
        file_sha256(media_path),
        file_sha256(weights),
        *(file_sha256(code / f"{name}.py") for name in decoding),
        engine,
        json.dumps(options.to_json(), sort_keys=True),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _write_atomically(target: Path, transcript: RawTranscript) -> None:
    partial = target.with_suffix(".partial")
    partial.write_text(json.dumps(transcript.to_json(), ensure_ascii=False), encoding="utf-8")
    partial.replace(target)
