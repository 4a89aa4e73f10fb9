"""Figures of sound become words by fixed thresholds; what is unknown is not said."""

from __future__ import annotations

import pytest

from app.domain.sound_words import sound_words


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ((25.0, 8000.0, 0.0, 0.3, -20.0), ("good",)),
        ((9.9, None, 0.0, None, -20.0), ("much_noise",)),
        ((10.0, 8000.0, 0.0, 0.4, -20.0), ("some_noise",)),
        ((25.0, 3900.0, 0.0, 0.3, -20.0), ("telephone",)),
        ((25.0, 8000.0, 0.01, 0.3, -20.0), ("clipped",)),
        ((25.0, 8000.0, 0.0, 1.1, -20.0), ("room_echo",)),
        ((25.0, 8000.0, 0.0, 0.3, -41.0), ("faint",)),
        ((5.0, 3400.0, 0.02, 1.0, -40.0), ("much_noise", "clipped", "room_echo", "telephone", "faint")),
        ((None, None, 0.0, None, None), ()),
        ((None, 3400.0, 0.0, None, -20.0), ("telephone",)),
    ],
)
def test_figures_become_words(figures, said) -> None:
    assert sound_words(*figures) == said
