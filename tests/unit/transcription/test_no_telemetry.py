import os
import subprocess
import sys
from importlib.metadata import version


def test_importing_the_package_turns_telemetry_off_before_any_library_is_loaded() -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "HF_"))}
    code = (
        "import sys, os, transcription; assert 'onnxruntime' not in sys.modules; "
        "print(os.environ['ORT_DISABLE_TELEMETRY'], os.environ['HF_HUB_DISABLE_TELEMETRY'])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], env=clean, capture_output=True, text=True, check=True
    )
    assert shown.stdout.split() == ["1", "1"]


def test_the_voice_detector_runs_on_a_version_without_telemetry() -> None:
    assert tuple(int(part) for part in version("onnxruntime").split(".")[:2]) < (1, 29)
