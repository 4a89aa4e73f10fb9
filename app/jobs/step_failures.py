"""What goes wrong in a step, told in codes that have a sentence for people."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from app.jobs.step_context import StepFailed
from app.settings import Settings
from transcription.engine import EngineMissing
from transcription.media_gate import MediaRefused, MediaToolUnusable
from transcription.model_files import ModelMissing
from transcription.voice_weights import VoiceWeightsMissing


@contextmanager
def failures_explained(settings: Settings) -> Iterator[None]:
    """Turn what a person can do something about into StepFailed; bugs go on as they are."""
    try:
        yield
    except MediaRefused as error:
        raise StepFailed(error.code) from error
    except ModelMissing as error:
        raise StepFailed("model_missing", model=settings.whisper_model) from error
    except EngineMissing as error:
        raise StepFailed("engine_missing", engine=settings.whisper_engine) from error
    except (VoiceWeightsMissing, MediaToolUnusable) as error:
        raise StepFailed("part_missing", reason=str(error)) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StepFailed("disk_full") from error
        raise
