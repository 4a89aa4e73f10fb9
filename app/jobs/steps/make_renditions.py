"""Makes what the site plays and shows: web audio, web video, peaks, poster."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.jobs.step_context import StepContext
from app.models import Recording
from app.renditions import web_audio, web_video
from app.renditions.peaks import make_peaks
from app.renditions.poster import choose_poster
from app.services.hearing.rendition_keeping import keep_rendition
from transcription.media_gate import MediaProbe


def make_renditions(context: StepContext) -> None:
    """Make all renditions of the original; a second run replaces them by the same bytes."""
    with context.database.read() as session:
        recording = session.scalars(select(Recording).where(Recording.id == context.recording_id)).one()
    probe = MediaProbe(**(recording.probe or {}))
    share = 0.3 if probe.has_video else 0.9
    with context.store.local_copy(recording.media_key) as original:
        sound = context.folder / f"web_audio{web_audio.FILE_SUFFIX}"
        web_audio.make_web_audio(original, sound, probe, _part(context, probe, 0.0, share))
        _keep(context, recording, "web_audio", sound, web_audio.MEDIA_TYPE)
        if probe.has_video:
            _make_pictures(context, recording, original, probe)
    peaks = context.folder / "peaks.json"
    peaks.write_text(json.dumps(make_peaks(context.speech_wav).to_json()), encoding="utf-8")
    _keep(context, recording, "peaks", peaks, "application/json")


def _make_pictures(context: StepContext, recording: Recording, original: Path, probe: MediaProbe) -> None:
    video = context.folder / f"web_video{web_video.FILE_SUFFIX}"
    size = web_video.make_web_video(original, video, probe, _part(context, probe, 0.3, 0.55))
    _keep(context, recording, "web_video", video, web_video.MEDIA_TYPE, size_pixels=size)
    picture = context.folder / "poster.jpg"
    poster = choose_poster(original, picture, probe)
    if poster is not None:
        size = (poster.width_pixels, poster.height_pixels)
        _keep(context, recording, "poster", picture, "image/jpeg", size_pixels=size, made_with=asdict(poster))


def _part(context: StepContext, probe: MediaProbe, begins_at: float, share: float) -> Callable[[float], None]:
    return lambda seconds: context.report(
        begins_at + share * min(seconds / max(probe.duration_seconds, 0.1), 1.0)
    )


def _keep(
    context: StepContext, recording: Recording, kind: str, path: Path, media_type: str, **facts: Any
) -> None:
    with context.database.write() as session:
        keep_rendition(session, context.store, recording, kind, path, media_type, **facts)
