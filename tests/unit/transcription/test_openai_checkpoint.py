from pathlib import Path

import numpy as np
import pytest

from tests.openai_checkpoint import dimensions, openai_names, read_ctranslate2
from transcription.model_files import locate_model


def test_every_weight_of_the_packaged_model_gets_its_openai_name() -> None:
    weights = read_ctranslate2(locate_model("base") / "model.bin")
    renamed = openai_names(weights)
    assert dimensions(weights, renamed) == {
        "n_mels": 80,
        "n_audio_ctx": 1500,
        "n_audio_state": 512,
        "n_audio_head": 8,
        "n_audio_layer": 6,
        "n_vocab": 51865,
        "n_text_ctx": 448,
        "n_text_state": 512,
        "n_text_head": 8,
        "n_text_layer": 6,
    }
    # Whisper base as published: 72,593,920 parameters and the encoder's fixed positions.
    assert sum(values.size for values in renamed.values()) == 72_593_920
    assert renamed["decoder.blocks.0.attn.query.weight"].shape == (512, 512)
    assert all(np.isfinite(values).all() for values in renamed.values())


def test_another_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "model.bin"
    other.write_bytes(b"\x06\x00\x00\x00\x04\x00abc\x00" + bytes(16))
    with pytest.raises(ValueError, match="is not a Whisper model"):
        read_ctranslate2(other)
