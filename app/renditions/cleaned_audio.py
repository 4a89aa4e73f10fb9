"""Makes the cleaned sound: a copy of the web sound with less noise, for listening only, in time with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.renditions.aac_pieces import encode_aac
from app.renditions.filtered_wav import BLOCK_SECONDS, WARM_UP_SECONDS, filter_wav
from app.renditions.web_format import AAC_ARGUMENTS
from app.renditions.whole_sound import WHOLE_SOUND_ARGUMENTS, decode_whole_sound
from transcription.media_gate import MediaProbe
from transcription.media_tool import ffmpeg_version
from transcription.noise_filter import noise_filter_facts

# Of the progress: where reading, filtering and encoding begin, and how much each is.
_SHARES = ((0.0, 0.03), (0.03, 0.92), (0.95, 0.05))


def make_cleaned_audio(
    source: Path, destination: Path, probe: MediaProbe, progress: Callable[[float], None] | None = None
) -> dict[str, Any]:
    """Write the cleaned sound of a recording, in the format of the web sound and at the same seconds.

    Needs room beside `destination` for twice the sound at 48 kHz (11.5 MB a minute) while it works.

    Parameters
    ----------
    probe : MediaProbe
        What the media gate says of `source`.
    progress : callable, optional
        Gets the seconds done.

    Returns
    -------
    dict
        The chain of filters, with versions and limits, as kept with the rendition.

    Raises
    ------
    NoiseFilterMissing
        The filter is not installed.
    MediaRefused, MediaStorageFull, MediaToolUnusable
        As `transcription.media_gate.run_ffmpeg`.
    """
    facts = noise_filter_facts()
    # What was done before a stop goes on only with the very same filter.
    key = hashlib.sha256(json.dumps(facts.to_json(), sort_keys=True).encode()).hexdigest()[:8]
    stem = f"{destination.stem}-{key}"
    received, cleaned = (destination.with_name(f"{stem}-{name}.wav") for name in ("in", "out"))
    seconds = probe.duration_seconds
    begins, reads, encodes = (_part(progress, seconds, *share) for share in _SHARES)
    try:
        decode_whole_sound(source, received, probe, begins)
        filter_wav(received, cleaned, reads)
        encode_aac(cleaned, destination, encodes)
    finally:
        for path in (received, cleaned):
            with suppress(FileNotFoundError):
                path.unlink()
    return {
        "chain": [
            f"ffmpeg {' '.join(WHOLE_SOUND_ARGUMENTS)}",
            f"{facts.filter}, at most {facts.limit_db:g} dB less noise, {facts.delay_samples} samples early",
            f"ffmpeg {' '.join(AAC_ARGUMENTS)}",
        ],
        "ffmpeg": ffmpeg_version(),
        "block_seconds": BLOCK_SECONDS,
        "warm_up_seconds": WARM_UP_SECONDS,
        **facts.to_json(),
    }


def _part(
    progress: Callable[[float], None] | None, seconds: float, begins_at: float, share: float
) -> Callable[[float], None] | None:
    if progress is None:
        return None
    return lambda done: progress(begins_at * seconds + share * min(done, seconds))
