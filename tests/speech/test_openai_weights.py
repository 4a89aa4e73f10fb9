"""The openai-whisper checkpoint for tests holds the packaged weights, value for value."""

from __future__ import annotations

import numpy as np

from tests.openai_checkpoint import openai_names, read_ctranslate2
from transcription.model_files import locate_model


def test_every_weight_has_a_place_and_keeps_its_float16_values() -> None:
    weights = read_ctranslate2(locate_model("base", "faster-whisper") / "model.bin")
    sides = {name: values for name, values in weights.items() if name.startswith(("encoder/", "decoder/"))}
    halves = {name: values for name, values in sides.items() if values.dtype == np.float16}
    assert len(halves) > 200
    for name, values in halves.items():
        pieces = openai_names({name: values})
        if not pieces:
            # The output projection is the embedding under a second name: openai-whisper computes it so too.
            assert values is weights["decoder/embeddings/weight"]
            continue
        if len(pieces) < 3 and name.endswith("bias") and "self_attention/linear_0" in name:
            query, key, value = np.split(values, 3)
            assert not key.any()
            values = np.concatenate((query, value))
        elif len(pieces) < 2 and name.endswith("bias") and "/attention/linear_1" in name:
            key, values = np.split(values, 2)
            assert not key.any()
        assert np.array_equal(np.concatenate(list(pieces.values())).astype(np.float16), values), name
