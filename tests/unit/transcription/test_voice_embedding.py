import numpy as np
import pytest

from transcription.voice_embedding import _encode, embed_windows, mel_frames
from transcription.voice_weights import installed_weights

# Made once with librosa 0.11 and torch from the same weights, on `buzz()`: the reference implementation.
REFERENCE_MELS = {
    (0, 1): 0.109688,
    (0, 20): 0.000585277,
    (100, 1): 0.300327,
    (100, 5): 0.0194476,
    (100, 20): 0.00146971,
    (299, 20): 0.000844167,
}
REFERENCE_EMBEDDING = {246: 0.2487, 113: 0.22814, 243: 0.226, 36: 0.21933, 218: 0.18321, 168: 0.1786}


def buzz() -> np.ndarray:
    """Three seconds of a gliding, pulsing tone with overtones."""
    seconds = np.arange(3 * 16000) / 16000
    pitch_hz = 120 * (1 + 0.1 * np.sin(2 * np.pi * 3 * seconds))
    phase = 2 * np.pi * np.cumsum(pitch_hz) / 16000
    overtones = sum(np.sin(number * phase) / number for number in range(1, 20))
    return (overtones * 0.05 * (1 + np.sin(2 * np.pi * 4 * seconds))).astype(np.float32)


def windows(*starts: int) -> np.ndarray:
    return np.array(starts)[:, None] + np.arange(160)


def test_the_mel_spectrogram_is_the_one_of_the_reference():
    mels = mel_frames(buzz())
    assert mels.shape == (301, 40)
    for place, value in REFERENCE_MELS.items():
        assert mels[place] == pytest.approx(value, rel=1e-4)
    assert mels.sum() == pytest.approx(360.88339, rel=1e-5)


def test_the_network_gives_what_torch_gives():
    [embedding] = _encode(mel_frames(buzz())[windows(0)], installed_weights())
    for place, value in REFERENCE_EMBEDDING.items():
        assert embedding[place] == pytest.approx(value, abs=2e-5)


def test_embeddings_have_length_one_and_nothing_negative():
    embeddings = embed_windows(mel_frames(buzz()), windows(0, 60, 120))
    assert embeddings.shape == (3, 256)
    assert np.linalg.norm(embeddings, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert (embeddings >= 0).all()


def test_a_voice_is_the_same_when_it_speaks_more_softly():
    loud, soft = (embed_windows(mel_frames(buzz() * gain), windows(0))[0] for gain in (1.0, 0.05))
    assert loud @ soft == pytest.approx(1.0, abs=1e-4)


def test_silence_has_an_embedding_too_and_is_never_not_a_number():
    assert np.isfinite(embed_windows(np.zeros((160, 40), dtype=np.float32), windows(0))).all()


def test_no_windows_give_no_embeddings():
    empty = np.zeros((0, 160), dtype=np.int64)
    assert embed_windows(mel_frames(buzz()), empty).shape == (0, 256)
