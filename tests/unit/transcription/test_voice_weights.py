import io
import pickle

import numpy as np
import pytest

from transcription import voice_weights
from transcription.voice_weights import VoiceWeightsMissing, installed_weights, read_weights, weights_path


def test_the_installed_weights_have_the_shapes_of_the_encoder():
    weights = installed_weights()
    assert [layer.input_weights.shape for layer in weights.layers] == [(40, 1024), (256, 1024), (256, 1024)]
    assert all(layer.recurrent_weights.shape == (256, 1024) for layer in weights.layers)
    assert weights.projection.shape == (256, 256)
    assert weights.projection_bias.dtype == np.float32


def test_a_file_with_other_content_is_refused_with_what_to_install(tmp_path):
    changed = tmp_path / "pretrained.pt"
    changed.write_bytes(weights_path().read_bytes()[:-1] + b"\x01")
    with pytest.raises(VoiceWeightsMissing, match="pip install --no-deps resemblyzer"):
        read_weights(changed)


def test_reading_the_weights_imports_neither_torch_nor_the_package():
    import sys

    installed_weights()
    assert "torch" not in sys.modules
    assert "resemblyzer" not in sys.modules


@pytest.mark.parametrize("hostile", [print, eval, io.BytesIO])
def test_a_pickle_that_names_anything_else_is_refused(hostile):
    with pytest.raises(pickle.UnpicklingError, match="no place in voice weights"):
        voice_weights._WeightsUnpickler(io.BytesIO(pickle.dumps(hostile))).load()
