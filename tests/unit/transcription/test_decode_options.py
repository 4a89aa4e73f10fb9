import json
from typing import Any

import numpy as np
import pytest

from transcription.engine import DecodeOptions, check_samples


def test_options_are_plain_values_for_the_record() -> None:
    options = DecodeOptions(language="fr", vocabulary=("Rimouski",))
    assert json.loads(json.dumps(options.to_json())) == options.to_json()
    assert options.to_json()["vocabulary"] == ["Rimouski"]


@pytest.mark.parametrize(
    "wrong",
    [{"language": "de"}, {"language": "fr", "beam_size": 0}, {"language": "fr", "chunk_seconds": 5.0}],
)
def test_options_that_cannot_work_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"language must be|at least"):
        DecodeOptions(**wrong)


def test_sound_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not finite"):
        check_samples(np.array([0.0, np.nan], np.float32))
