"""Makes a video of a clip: captions word by word, ribbon, source, and the picture where there was one."""

from __future__ import annotations

import tempfile
import wave
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

from app.renditions.ass_document import AssDocument, escaped, font_tags, painted
from app.renditions.ass_ribbon import RibbonPlace, draw_ribbon_into
from app.renditions.caption_pages import CaptionPage, caption_pages, face_of
from app.renditions.clip_audio import AAC_ARGUMENTS, MADE_BY, ON_BOTH_CHANNELS, PublicTags
from app.renditions.clip_frame import SPEECH_LEADING, Box, ClipFrame, FramePaints, VideoShape, lay_out
from app.renditions.clip_scene import ClipScene, SceneWord
from app.renditions.peaks import Peaks
from app.renditions.share_picture_text import FONT_FOLDER, Typeface
from app.renditions.sound_ribbon import RibbonColours
from app.renditions.web_format import MP4_ARGUMENTS, NO_TRACE_ARGUMENTS
from transcription.media_gate import MediaProbe, run_ffmpeg

MEDIA_TYPE = "video/mp4"
FILE_SUFFIX = ".mp4"
# A frame lasts 33 ms: no end of a video is farther than half of that from the asked one.
FRAME_RATE = 30
# What was to be seen at the first instant may be a picture of seconds before.
_LEAD_SECONDS = 3.0
# These containers name the instant of each picture, so that reading may begin close to the clip.
_SEEKABLE = frozenset({"mov", "matroska"})
# The light colours of the site (app/static/css/tokens.css): a video does not know how it is watched.
PAPER, INK, SOFT, QUIET, ACCENT, HAIRLINE = "#faf6ed", "#1c1a16", "#4f4a41", "#655e52", "#7b1f4e", "#ddd5c5"
RIBBON = RibbonColours("#1c1a16", "#918774", "#6a6254", "#d3cab9", "#655e52", "#7b1f4e", "#b56f92")
# The name of a voice above its words, as a share of their size.
_VOICE_SHARE = 0.5
# Shorter than this, a pause between two words leaves the first one lit.
_HELD_SECONDS = 0.25
# Names that ffmpeg reads inside a filter: quoted twice, for the graph and for the filter's own options.
_IN_OPTION = str.maketrans({one: f"\\{one}" for one in "\\':"})
_IN_GRAPH = str.maketrans({one: f"\\{one}" for one in "\\'[],;"})


def make_clip_video(
    source: Path,
    levelled: Path,
    destination: Path,
    probe: MediaProbe,
    scene: ClipScene,
    peaks: Peaks,
    shape: VideoShape,
    start_seconds: float,
    tags: PublicTags,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Write the video of a clip as H.264 and AAC in MP4.

    The picture stands whole and upright in its place; it is never cropped, for anybody.

    Parameters
    ----------
    source : Path
        The original; only its picture is read.
    levelled : Path
        What `app.renditions.levelled_sound.level_sound` wrote; its length is the video's.
    probe : MediaProbe
        What the media gate says of `source`.
    peaks : Peaks
        Of the clip alone.
    start_seconds : float
        Where the clip begins in the original.
    progress : callable, optional
        Gets the seconds written.

    Raises
    ------
    MediaRefused, MediaStorageFull, MediaToolUnusable
        As `transcription.media_gate.run_ffmpeg`.
    """
    with wave.open(str(levelled), "rb") as read:
        seconds = read.getnframes() / read.getframerate()
    frame = lay_out(scene, shape, FramePaints(INK, SOFT), picture_size(probe))
    with tempfile.TemporaryDirectory(prefix="franquette-clip-") as folder:
        script = Path(folder) / "captions.ass"
        script.write_text(draw_scene(scene, frame, peaks), encoding="utf-8")
        drawn = f"ass=filename={filter_value(script)}:fontsdir={filter_value(FONT_FOLDER)}"
        paper = f"color=c=0x{PAPER[1:]}:s={shape.width}x{shape.height}:r={FRAME_RATE},format=yuv420p"
        begins = _reading_start(probe, start_seconds)
        # The picture ends by itself: a limit set on the output would end the sound with it, a frame early.
        drawn += f",trim=end_frame={max(1, round(seconds * FRAME_RATE))}"
        graph, sound = f"{paper},{drawn}[v]", "0:a:0"
        if frame.picture is not None:
            graph = _with_picture(paper, drawn, frame.picture, probe, start_seconds - begins)
            sound = "1:a:0"
        arguments = ["-filter_complex", graph, "-map", "[v]", "-map", sound, "-af", ON_BOTH_CHANNELS]
        arguments += ["-c:v", "libx264", "-profile:v", "high", "-preset", "veryfast", "-crf", "22"]
        arguments += ["-maxrate", "5M", "-bufsize", "10M", "-g", str(2 * FRAME_RATE), "-threads:v", "2"]
        # x264 writes all its settings into the first frame.
        arguments += ["-bsf:v", "filter_units=remove_types=6", "-metadata:s:v:0", MADE_BY]
        arguments += [*AAC_ARGUMENTS, *NO_TRACE_ARGUMENTS, *tags.arguments(), *MP4_ARGUMENTS]
        run_ffmpeg(
            source if frame.picture else levelled,
            destination,
            arguments,
            # What is read counts, too: where a container has no index the picture is read from its beginning.
            duration_seconds=seconds + start_seconds - begins,
            progress=progress,
            start_seconds=begins if frame.picture and begins else None,
            beside=levelled if frame.picture else None,
        )


def picture_size(probe: MediaProbe) -> tuple[int, int] | None:
    """Return the size of the picture as shown, or None."""
    if probe.video_stream is None or not probe.width_pixels or not probe.height_pixels:
        return None
    return probe.width_pixels, probe.height_pixels


def _reading_start(probe: MediaProbe, start_seconds: float) -> float:
    """Return from where the picture is read: a whole second, which no rounding moves, or the beginning."""
    return float(max(0, int(start_seconds - _LEAD_SECONDS))) if probe.container in _SEEKABLE else 0.0


def filter_value(path: Path) -> str:
    """Return a path as the value of a filter's option inside a graph of filters."""
    return str(path).translate(_IN_OPTION).translate(_IN_GRAPH)


def draw_scene(scene: ClipScene, frame: ClipFrame, peaks: Peaks) -> str:
    """Return all that is drawn over paper and picture, as libass reads it."""
    document = AssDocument(frame.shape.width, frame.shape.height, scene.duration_seconds)
    for number, rule in enumerate(frame.rules):
        document.draw(_corners(rule), INK if number == 0 else HAIRLINE)
    document.draw(_corners(frame.party_mark), scene.party_colour)
    for one in frame.lines:
        text, face, colour = escaped(one.text), one.face, one.colour
        document.write_line(text, one.left, one.baseline, face, one.size, colour)
    place = RibbonPlace(frame.ribbon.left, frame.ribbon.top, frame.ribbon.width, frame.ribbon.height)
    draw_ribbon_into(document, place, peaks, scene.spans, scene.duration_seconds, RIBBON)
    size, pages = _set_captions(scene, frame)
    top = _captions_top(frame, size, pages)
    for page in pages:
        _draw_page(document, page, frame.captions.left, top, size)
    return document.text


def _with_picture(paper: str, drawn: str, place: Box, probe: MediaProbe, lead_seconds: float) -> str:
    # What was to be seen at the first instant is held until the next picture, as players do; a steady rate
    # keeps lips and words together.
    upright = (
        f"[0:{probe.video_stream}]setpts=PTS-{lead_seconds:.6f}/TB,fps={FRAME_RATE}:start_time=0,"
        f"scale={place.width}:{place.height}:flags=lanczos,setsar=1,format=yuv420p[picture]"
    )
    return f"{upright};{paper}[paper];[paper][picture]overlay={place.left}:{place.top},{drawn}[v]"


def _set_captions(scene: ClipScene, frame: ClipFrame) -> tuple[int, tuple[CaptionPage, ...]]:
    """Return the largest letters in which all fits at once, else the smallest ones, and the pages."""
    pages: tuple[CaptionPage, ...] = ()
    for size in frame.speech_sizes:
        voice = size * (_VOICE_SHARE + 0.6) if any(one.speaker_text for one in scene.parts) else 0.0
        room = int((frame.captions.height - voice) / (size * SPEECH_LEADING))
        pages = caption_pages(
            scene.parts, size_pixels=size, width_pixels=frame.captions.width,
            most_lines=max(1, min(room, frame.most_lines)), duration_seconds=scene.duration_seconds,
        )  # fmt: skip
        if len(pages) <= len(scene.parts) or size == frame.speech_sizes[-1]:
            return size, pages
    return frame.speech_sizes[-1], pages


def _captions_top(frame: ClipFrame, size: float, pages: Sequence[CaptionPage]) -> float:
    """Return where captions begin: the tallest page stands in the middle of its room."""
    lines = max((len(one.lines) for one in pages), default=1)
    voice = size * (_VOICE_SHARE + 0.6) if any(one.speaker_text for one in pages) else 0.0
    height = lines * size * SPEECH_LEADING + voice
    return frame.captions.top + max(0.0, (frame.captions.height - height) / 2)


def _draw_page(document: AssDocument, page: CaptionPage, left: float, top: float, size: float) -> None:
    if page.speaker_text:
        small = size * _VOICE_SHARE
        text = escaped(page.speaker_text)
        document.write_line(
            text, left, top + small, Typeface.LABEL_STRONG, small, QUIET, page.start_seconds, page.end_seconds
        )
        top += size * (_VOICE_SHARE + 0.6)
    heard = [one for one in chain.from_iterable(page.lines) if one.start_seconds is not None]
    for number, line in enumerate(page.lines):
        baseline = top + size * (SPEECH_LEADING * number + 0.94)
        for lit, start, end in _moments(line, heard, page):
            document.write_line(_pieces(line, lit), left, baseline, Typeface.SPEECH, size, INK, start, end)


def _moments(
    line: Sequence[SceneWord], heard: Sequence[SceneWord], page: CaptionPage
) -> list[tuple[SceneWord | None, float, float]]:
    """Return which word of a line is lit, from one moment up to another, over the length of its page."""
    moments: list[tuple[SceneWord | None, float, float]] = []
    at = page.start_seconds
    for number, word in enumerate(heard):
        if not any(word is one for one in line):
            continue
        start = min(max(at, word.start_seconds or 0.0), page.end_seconds)
        following = heard[number + 1].start_seconds if number + 1 < len(heard) else page.end_seconds
        end = word.end_seconds if word.end_seconds is not None else start
        following = page.end_seconds if following is None else following
        if following - end < _HELD_SECONDS:
            end = following
        end = min(max(start, end), max(start, following), page.end_seconds)
        moments += [(None, at, start), (word, start, end)]
        at = end
    return [one for one in [*moments, (None, at, page.end_seconds)] if one[2] > one[1]]


def _pieces(line: Sequence[SceneWord], lit: SceneWord | None) -> str:
    """Return the words of a line, the lit one in the accent and underlined, those not heard paler."""
    pieces: list[str] = []
    for number, word in enumerate(line):
        space = " " if number and word.has_space_before else ""
        if word is lit:
            pieces.append(space + painted(word.text, ACCENT, INK, is_underlined=True))
        elif word.is_beside:
            paler = f"{{{font_tags(face_of(word))}}}{painted(word.text, QUIET, INK)}"
            pieces.append(f"{space}{paler}{{{font_tags(Typeface.SPEECH)}}}")
        else:
            pieces.append(space + escaped(word.text))
    return "".join(pieces)


def _corners(box: Box) -> list[tuple[float, float]]:
    right, bottom = box.left + box.width, box.top + box.height
    return [(box.left, box.top), (right, box.top), (right, bottom), (box.left, bottom)]
