"""Chooses the picture that stands for an interview: a sharp, well-lit frame, by one rule for every leader.

The rule looks at sharpness and light only, never at a face: no expression is preferred for anybody.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.renditions.web_video import picture_size
from transcription.media_gate import MediaProbe, MediaRefused, run_ffmpeg

POSTER_RULE = "sharp-and-lit/1"
MEDIA_TYPE = "image/jpeg"
FILE_SUFFIX = ".jpg"
MAX_WIDTH_PIXELS, MAX_HEIGHT_PIXELS = 480, 854
_CANDIDATE_COUNT = 24
# Of 0..255: darker is crushed, lighter is blown out.
_CRUSHED_BELOW, _BLOWN_ABOVE = 16, 240
_LEAST_LIT_SHARE = 0.6
_MEAN_BAND = (50.0, 205.0)


@dataclass(frozen=True, slots=True)
class FrameScore:
    """How good a frame is.

    Attributes
    ----------
    sharpness : float
        Variance of the Laplacian, 0 or more; grows with fine detail.
    lit_share : float
        Share of pixels, 0..1, neither crushed nor blown out.
    mean_luminance : float
        0..255.
    """

    sharpness: float
    lit_share: float
    mean_luminance: float

    @property
    def is_well_lit(self) -> bool:
        """Whether the frame may stand for an interview at all."""
        low, high = _MEAN_BAND
        return self.lit_share >= _LEAST_LIT_SHARE and low <= self.mean_luminance <= high

    @property
    def score(self) -> float:
        """Sharpness weighed by light; 0 for a frame that is too dark or too bright."""
        return self.sharpness * self.lit_share if self.is_well_lit else 0.0


@dataclass(frozen=True, slots=True)
class Poster:
    """Which frame was chosen, how good it is, and by which rule."""

    at_seconds: float
    score: float
    width_pixels: int
    height_pixels: int
    rule: str = POSTER_RULE


def score_frame(luminance: NDArray[np.uint8]) -> FrameScore:
    """Score one frame.

    Parameters
    ----------
    luminance : ndarray of uint8, shape (height, width)
        Both sides at least 3.

    References
    ----------
    J. L. Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", ICPR 2000: variance of
    Laplacian.
    """
    values = luminance.astype(np.float64)
    middle = values[1:-1, 1:-1]
    around = values[:-2, 1:-1] + values[2:, 1:-1] + values[1:-1, :-2] + values[1:-1, 2:]
    lit = (luminance >= _CRUSHED_BELOW) & (luminance <= _BLOWN_ABOVE)
    return FrameScore(float(np.var(around - 4 * middle)), float(np.mean(lit)), float(np.mean(values)))


def choose_poster(source: Path, destination: Path, probe: MediaProbe) -> Poster | None:
    """Write the best of 24 evenly spaced frames as a JPEG of at most 480 x 854 pixels.

    Returns
    -------
    Poster or None
        None where there is no picture or no frame is well lit; the sound ribbon is then the card.
    """
    if probe.width_pixels is None or probe.height_pixels is None or probe.video_stream is None:
        return None
    size = poster_size(probe.width_pixels, probe.height_pixels)
    best_at, best_score = 0.0, 0.0
    for at_seconds, luminance in _candidates(source, probe, size):
        score = score_frame(luminance).score
        if score > best_score:
            best_at, best_score = at_seconds, score
    if best_score == 0.0:
        return None
    picture = ["-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "4", "-map_metadata", "-1", "-f", "mjpeg"]
    _take_frame(source, destination, probe, best_at, size, picture)
    return Poster(round(best_at, 3), round(best_score, 1), *size)


def poster_size(width_pixels: int, height_pixels: int) -> tuple[int, int]:
    """Return the size of the poster of a picture of this size as shown: within 480 x 854, never enlarged."""
    width, height = picture_size(width_pixels, height_pixels)
    if width <= MAX_WIDTH_PIXELS:
        return width, height
    return MAX_WIDTH_PIXELS, max(4, round(height * MAX_WIDTH_PIXELS / width / 2) * 2)


def _candidates(
    source: Path, probe: MediaProbe, size: tuple[int, int]
) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    """Yield evenly spaced instants and the luminance there, at the poster's size: smaller would hide blur."""
    width, height = size
    with tempfile.TemporaryDirectory(prefix="franquette-poster-") as folder:
        raw = Path(folder) / "frame.gray"
        for index in range(_CANDIDATE_COUNT):
            at_seconds = (index + 0.5) / _CANDIDATE_COUNT * probe.duration_seconds
            try:
                _take_frame(source, raw, probe, at_seconds, size, ["-pix_fmt", "gray", "-f", "rawvideo"])
            except MediaRefused:
                # One torn stretch of picture does not cost the others.
                continue
            pixels = np.frombuffer(raw.read_bytes(), dtype=np.uint8)
            if len(pixels) == width * height:
                yield at_seconds, pixels.reshape(height, width)


def _take_frame(
    source: Path,
    destination: Path,
    probe: MediaProbe,
    at_seconds: float,
    size: tuple[int, int],
    picture_arguments: list[str],
) -> None:
    scale = f"scale={size[0]}:{size[1]}:flags=area,setsar=1"
    arguments = ["-map", f"0:{probe.video_stream}", "-an", "-frames:v", "1", "-vf", scale]
    arguments += [*picture_arguments, "-fflags", "+bitexact", "-flags:v", "+bitexact"]
    run_ffmpeg(
        source, destination, arguments, duration_seconds=probe.duration_seconds, start_seconds=at_seconds
    )
