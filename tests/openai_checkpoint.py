"""Turns CTranslate2 Whisper weights into an openai-whisper checkpoint: its engine is tested on real weights.

    python -m tests.openai_checkpoint MODEL_FOLDER OUTPUT.pt

MODEL_FOLDER is what `transcription.model_files.locate_model("base")` returns ('base' itself is accepted).
"""

from __future__ import annotations

import re
import struct
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = dict[str, NDArray[Any]]
_FORMAT_VERSION = 6
_DTYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
_NORMS = {"self_attention": "attn_ln", "attention": "cross_attn_ln", "ffn": "mlp_ln"}
_ATTENTIONS = {"self_attention": "attn", "attention": "cross_attn"}
_PROJECTIONS = {
    ("self_attention", 0): ("query", "key", "value"),
    ("self_attention", 1): ("out",),
    ("attention", 0): ("query",),
    ("attention", 1): ("key", "value"),
    ("attention", 2): ("out",),
}


def read_ctranslate2(model_bin: Path) -> Weights:
    """Read every variable of a CTranslate2 model.bin (format 6, little-endian)."""
    data = memoryview(model_bin.read_bytes())
    position = 0

    def take(layout: str) -> int:
        nonlocal position
        (value,) = struct.unpack_from(f"<{layout}", data, position)
        position += struct.calcsize(f"<{layout}")
        return int(value)

    def take_string() -> str:
        nonlocal position
        length = take("H")
        text = bytes(data[position : position + length]).rstrip(b"\0").decode()
        position += length
        return text

    version, spec, _revision = take("I"), take_string(), take("I")
    if version != _FORMAT_VERSION or spec != "WhisperSpec":
        raise ValueError(f"{model_bin} is not a Whisper model in format {_FORMAT_VERSION}: {spec} {version}")
    weights: Weights = {}
    for _ in range(take("I")):
        name = take_string()
        shape = [take("I") for _ in range(take("B"))]
        dtype, size_bytes = _DTYPES[take("B")], take("I")
        weights[name] = np.frombuffer(data[position : position + size_bytes], dtype).reshape(shape)
        position += size_bytes
    for _ in range(take("I")):
        alias, name = take_string(), take_string()
        weights[alias] = weights[name]
    return weights


def openai_names(weights: Weights) -> Weights:
    """Return the same weights under the names, and in the pieces, of openai-whisper's state dictionary."""
    renamed: Weights = {}
    for name, values in weights.items():
        if name.startswith(("encoder/", "decoder/")) and values.dtype in (np.float16, np.float32):
            renamed.update(_rename(name, values.astype(np.float32)))
    return renamed


def _rename(name: str, values: NDArray[Any]) -> Weights:
    side, rest = name.split("/", 1)
    kind = {"gamma": "weight", "beta": "bias"}.get(rest.rsplit("/", 1)[-1], rest.rsplit("/", 1)[-1])
    if found := re.fullmatch(r"layer_(\d+)/(self_attention|attention|ffn)/layer_norm/\w+", rest):
        return {f"{side}.blocks.{found[1]}.{_NORMS[found[2]]}.{kind}": values}
    if found := re.fullmatch(r"layer_(\d+)/ffn/linear_(\d)/\w+", rest):
        return {f"{side}.blocks.{found[1]}.mlp.{int(found[2]) * 2}.{kind}": values}
    if found := re.fullmatch(r"layer_(\d+)/(self_attention|attention)/linear_(\d)/\w+", rest):
        prefix = f"{side}.blocks.{found[1]}.{_ATTENTIONS[found[2]]}"
        return _split_projection(prefix, kind, _PROJECTIONS[found[2], int(found[3])], values)
    if rest.startswith("layer_norm/"):
        return {f"{side}.{'ln_post' if side == 'encoder' else 'ln'}.{kind}": values}
    if rest == "position_encodings/encodings":
        return {f"{side}.positional_embedding": values}
    if re.fullmatch(r"conv[12]/\w+", rest):
        return {f"{side}.{rest.replace('/', '.')}": values}
    if rest == "embeddings/weight":
        return {f"{side}.token_embedding.weight": values}
    return {}


def _split_projection(prefix: str, kind: str, names: tuple[str, ...], values: NDArray[Any]) -> Weights:
    # OpenAI's key projection has no bias; the converter stored zeros for it.
    pieces = np.split(values, len(names), axis=0)
    return {
        f"{prefix}.{name}.{kind}": piece
        for name, piece in zip(names, pieces, strict=True)
        if not (name == "key" and kind == "bias")
    }


def dimensions(weights: Weights, renamed: Weights) -> dict[str, int]:
    """Return the `dims` of the checkpoint, read from the shapes."""
    layers = {
        side: len({key.split(".")[2] for key in renamed if key.startswith(f"{side}.blocks.")})
        for side in ("encoder", "decoder")
    }
    audio_context, audio_state = renamed["encoder.positional_embedding"].shape
    text_context, text_state = renamed["decoder.positional_embedding"].shape
    return {
        "n_mels": renamed["encoder.conv1.weight"].shape[1],
        "n_audio_ctx": audio_context,
        "n_audio_state": audio_state,
        "n_audio_head": int(weights["encoder/num_heads"]),
        "n_audio_layer": layers["encoder"],
        "n_vocab": renamed["decoder.token_embedding.weight"].shape[0],
        "n_text_ctx": text_context,
        "n_text_state": text_state,
        "n_text_head": int(weights["decoder/num_heads"]),
        "n_text_layer": layers["decoder"],
    }


def convert(model_folder: Path, output: Path) -> None:
    """Write the checkpoint and load it back strictly, so that a wrong name or shape fails here."""
    import torch
    from whisper.model import ModelDimensions, Whisper

    weights = read_ctranslate2(model_folder / "model.bin")
    renamed = openai_names(weights)
    dims = dimensions(weights, renamed)
    state = {name: torch.from_numpy(np.array(values)) for name, values in renamed.items()}
    Whisper(ModelDimensions(**dims)).load_state_dict(state, strict=True)
    torch.save({"dims": dims, "model_state_dict": state}, output)


if __name__ == "__main__":
    folder = sys.argv[1]
    if folder == "base":
        from transcription.model_files import locate_model

        folder = str(locate_model("base"))
    convert(Path(folder), Path(sys.argv[2]))
