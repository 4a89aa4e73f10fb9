"""Reads the voice encoder's weights from the installed `resemblyzer` wheel, without importing it or torch."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import pickle
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

WEIGHTS_SHA256 = "39373b86598fa3da9fcddee6142382efe09777e8d37dc9c0561f41f0070f134e"
LAYER_COUNT = 3
_DISTRIBUTION = "resemblyzer"
_INSTALL_SENTENCE = "Install it without its dependencies: pip install --no-deps resemblyzer==0.1.4"
# First object of every file that `torch.save` wrote before PyTorch 1.6.
_LEGACY_MAGIC = 0x1950A86A20F9469CFC6C


class VoiceWeightsMissing(RuntimeError):
    """The voice encoder's weights are not installed, or are not the ones this code was checked with."""


@dataclass(frozen=True, slots=True)
class LstmLayer:
    """One LSTM layer; the gates are stacked in torch's order: input, forget, cell, output.

    Attributes
    ----------
    input_weights : float32, shape (inputs, 4 * hidden)
    recurrent_weights : float32, shape (hidden, 4 * hidden)
    bias : float32, shape (4 * hidden,)
    """

    input_weights: NDArray[np.float32]
    recurrent_weights: NDArray[np.float32]
    bias: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class VoiceWeights:
    """Everything the encoder needs: LSTM layers, then a linear projection of shape (hidden, embedding)."""

    layers: tuple[LstmLayer, ...]
    projection: NDArray[np.float32]
    projection_bias: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Storage:
    key: str
    element_count: int


@dataclass(frozen=True, slots=True)
class _Tensor:
    storage: _Storage
    offset: int
    shape: tuple[int, ...]


def _rebuild_tensor(
    storage: _Storage, offset: int, shape: tuple[int, ...], _strides: object, _grad: object, _hooks: object
) -> _Tensor:
    return _Tensor(storage, offset, tuple(shape))


class _WeightsUnpickler(pickle.Unpickler):
    """Admits three names and nothing else, so that a changed file cannot run code."""

    _ADMITTED: Mapping[tuple[str, str], Callable[..., Any]] = {
        ("collections", "OrderedDict"): OrderedDict,
        ("torch._utils", "_rebuild_tensor_v2"): _rebuild_tensor,
        ("torch", "FloatStorage"): _Storage,
    }

    def find_class(self, module_name: str, global_name: str) -> Any:
        try:
            return self._ADMITTED[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError(
                f"{module_name}.{global_name} has no place in voice weights"
            ) from None

    def persistent_load(self, pid: Any) -> _Storage:
        _kind, _type, key, _device, element_count, _view = pid
        return _Storage(str(key), int(element_count))


def weights_path() -> Path:
    """Return where the installed wheel keeps its weights.

    Raises
    ------
    VoiceWeightsMissing
        When the package is not installed or its file is gone.
    """
    # find_spec of a top-level name runs none of the package's code (it would import torch).
    spec = importlib.util.find_spec(_DISTRIBUTION)
    if spec is None or not spec.submodule_search_locations:
        raise VoiceWeightsMissing(f"The package {_DISTRIBUTION} is not installed. {_INSTALL_SENTENCE}")
    path = Path(spec.submodule_search_locations[0]) / "pretrained.pt"
    if not path.is_file():
        raise VoiceWeightsMissing(
            f"{path.name} is missing from the package {_DISTRIBUTION}. {_INSTALL_SENTENCE}"
        )
    return path


def read_weights(path: Path) -> VoiceWeights:
    """Read the encoder's weights from a file of the pinned SHA-256.

    Raises
    ------
    VoiceWeightsMissing
        When the file's hash is not `WEIGHTS_SHA256`.
    """
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != WEIGHTS_SHA256:
        raise VoiceWeightsMissing(
            f"{path.name} is not the file this code was checked with. {_INSTALL_SENTENCE}"
        )
    return _weights_from(_read_tensors(io.BytesIO(content)))


@lru_cache(maxsize=1)
def installed_weights() -> VoiceWeights:
    """Return the weights of the installed wheel, read once per process."""
    return read_weights(weights_path())


def _read_tensors(stream: BinaryIO) -> dict[str, NDArray[np.float32]]:
    """Read the legacy torch layout: four pickles, the list of storages, then the storages' raw numbers."""
    if _WeightsUnpickler(stream).load() != _LEGACY_MAGIC:
        raise VoiceWeightsMissing("The voice weights are not in the expected layout.")
    _WeightsUnpickler(stream).load()  # protocol version
    _WeightsUnpickler(stream).load()  # the writing machine's byte order and sizes
    checkpoint = _WeightsUnpickler(stream).load()
    storages: dict[str, NDArray[np.float32]] = {}
    for key in _WeightsUnpickler(stream).load():
        count = int(np.frombuffer(stream.read(8), dtype="<i8")[0])
        storages[str(key)] = np.frombuffer(stream.read(4 * count), dtype="<f4")
    return {
        name: _view(storages[tensor.storage.key], tensor)
        for name, tensor in checkpoint["model_state"].items()
        if isinstance(tensor, _Tensor)
    }


def _view(numbers: NDArray[np.float32], tensor: _Tensor) -> NDArray[np.float32]:
    count = int(np.prod(tensor.shape, dtype=np.int64))
    return numbers[tensor.offset : tensor.offset + count].reshape(tensor.shape)


def _weights_from(tensors: Mapping[str, NDArray[np.float32]]) -> VoiceWeights:
    layers = tuple(
        LstmLayer(
            input_weights=np.ascontiguousarray(tensors[f"lstm.weight_ih_l{index}"].T),
            recurrent_weights=np.ascontiguousarray(tensors[f"lstm.weight_hh_l{index}"].T),
            bias=tensors[f"lstm.bias_ih_l{index}"] + tensors[f"lstm.bias_hh_l{index}"],
        )
        for index in range(LAYER_COUNT)
    )
    projection = np.ascontiguousarray(tensors["linear.weight"].T)
    return VoiceWeights(layers, projection, tensors["linear.bias"])
