"""Files of clips begin and end where they were asked to, in every container, as players play them."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np
import pytest
from numpy.typing import NDArray

from app.renditions.clip_audio import FORMATS, PublicTags, make_clip_audio
from app.renditions.clip_cutting import cut_original_sound
from app.renditions.clip_frame import TALL, Box, FramePaints, lay_out
from app.renditions.clip_scene import ClipScene, ScenePart, SceneWord
from app.renditions.clip_video import FRAME_RATE, make_clip_video, picture_size
from app.renditions.levelled_sound import level_sound
from app.renditions.peaks import Peaks
from app.renditions.sound_ribbon import RibbonSpan
from tests.media_samples import LAVOIE, SAVARD, TESSIER, run_tool
from transcription.media_gate import decode_speech, probe
from transcription.speech_audio import read_speech

CLOSE_SECONDS = 0.02
RATE_HZ = 16_000
LENGTH_SECONDS = 2.37
TAGS = PublicTags("Des mots", "Une personne", "D'où ils viennent")
# As the real one, an eighth as high: what is drawn does not matter here, when it is drawn does.
SMALL = replace(
    TALL, width=270, height=480, margin=20, top=20, bottom=20, heading=10, name=14, small=8,
    speech_sizes=(16,), beside_sizes=(12,), ribbon=30, thin_ribbon=16, gap=8,
)  # fmt: skip


def late_sound(folder: Path) -> Path:
    """A video whose sound starts half a second after its picture."""
    late = folder / "late.mov"
    picture = ("-f", "lavfi", "-i", "testsrc2=size=64x48:rate=15:duration=30")
    run_tool(*picture, "-itsoffset", "0.5", "-t", "30", "-i", LAVOIE, "-c:a", "aac", "-c:v", "mpeg4", late)
    return late


def uneven_sound(folder: Path) -> Path:
    """Sound whose stamps leap by 60 ms every five seconds, as those of a busy telephone may."""
    uneven = folder / "uneven.mkv"
    leaps = "asetpts=PTS+0.06*floor(T/5)/TB"
    run_tool("-t", "40", "-i", LAVOIE, "-af", leaps, "-c:a", "pcm_s16le", uneven)
    return uneven


def vbr_without_header(folder: Path) -> Path:
    """An MP3 that says nowhere how long it is, nor where its seconds are."""
    vbr = folder / "vbr.mp3"
    lame = ("-c:a", "libmp3lame", "-q:a", "7", "-write_xing", "0", "-id3v2_version", "0")
    run_tool("-t", "40", "-i", LAVOIE, *lame, vbr)
    return vbr


SOURCES: dict[str, tuple[Callable[[Path], Path], float]] = {
    "AMR in 3GP": (lambda _folder: SAVARD, 43.763),
    "rotated MOV": (lambda _folder: TESSIER, 40.219),
    "M4A": (lambda _folder: LAVOIE, 14.308),
    "VBR MP3 without header": (vbr_without_header, 31.551),
    "late sound in MOV": (late_sound, 12.117),
    "uneven sound in Matroska": (uneven_sound, 26.911),
}


@pytest.mark.parametrize("name", SOURCES)
def test_every_file_begins_and_ends_where_it_was_asked_to(tmp_path: Path, name: str) -> None:
    make, start = SOURCES[name]
    source = make(tmp_path)
    media = probe(source)
    decode_speech(source, tmp_path / "speech.wav", media=media)
    transcript_sound = read_speech(tmp_path / "speech.wav")
    cut, levelled = cut_and_level(source, tmp_path, start, start + LENGTH_SECONDS)
    files = [write_sound(levelled, tmp_path, kind) for kind in FORMATS]
    video = tmp_path / "clip.mp4"
    make_clip_video(source, levelled, video, media, scene(), Peaks(LENGTH_SECONDS, (9,)), SMALL, start, TAGS)
    found = {path.name: edges(heard(path), transcript_sound, start) for path in (cut, *files, video)}
    table = "\n".join(f"{name}: {path}: {one}" for path, one in found.items())
    for begins, ends, seconds in found.values():
        assert abs(begins) <= CLOSE_SECONDS, table
        assert abs(ends) <= CLOSE_SECONDS, table
        # The last frame of AAC goes on as silence, which no edit list takes away to the sample.
        assert -CLOSE_SECONDS <= seconds - LENGTH_SECONDS <= 0.022, table
    assert shown_seconds(video) == pytest.approx(LENGTH_SECONDS, abs=CLOSE_SECONDS), table


@pytest.mark.parametrize("turned", [(), ("-display_rotation:v", "90")])
def test_the_first_and_last_pictures_are_those_of_the_asked_instants(
    tmp_path: Path, turned: tuple[str, ...]
) -> None:
    plain, source = tmp_path / "plain.mp4", tmp_path / "counted.mov"
    # Each picture is as bright as its number; one lasts 125 ms, as with a slow phone, from an odd moment on.
    counted = "nullsrc=s=64x48:r=8:d=6,geq=lum='20+4*N':cb=128:cr=128,setpts=PTS+0.03/TB,format=yuv420p"
    run_tool(
        "-f", "lavfi", "-i", counted, "-f", "lavfi", "-i", "sine=d=6", "-c:v", "libx264", "-crf", "4", plain
    )
    run_tool(*turned, "-i", plain, "-c", "copy", source)
    media = probe(source)
    start, end = 4.09, 5.21
    _cut, levelled = cut_and_level(source, tmp_path, start, end)
    video = tmp_path / "clip.mp4"
    make_clip_video(source, levelled, video, media, scene(end - start), Peaks(1, (9,)), SMALL, start, TAGS)
    place = lay_out(scene(end - start), SMALL, FramePaints("#000000", "#000000"), picture_size(media)).picture
    assert place is not None
    assert (place.width > place.height) == (not turned)
    pictures = list(brightness(video, place))
    first_seconds = picture_start(source)
    for number, at in ((0, start), (-1, end - 1 / FRAME_RATE)):
        expected = int((at - first_seconds) * 8)
        assert round((pictures[number] - 20) / 4) == expected
    assert len(pictures) == round((end - start) * FRAME_RATE)


def test_all_files_are_as_loud_as_each_other_and_never_clip(tmp_path: Path) -> None:
    for source, start, kinds in ((SAVARD, 43.763, FORMATS), (TESSIER, 40.219, ("m4a",))):
        _cut, levelled = cut_and_level(source, tmp_path, start, start + 4)
        for kind in kinds:
            loudness, peak = measured_by_ffmpeg(write_sound(levelled, tmp_path, kind))
            assert loudness == pytest.approx(-16, abs=0.3), (source.name, kind)
            assert peak <= -1.4, (source.name, kind)


def test_a_word_and_a_silence_are_levelled_without_being_blown_up(tmp_path: Path) -> None:
    _cut, word = cut_and_level(LAVOIE, tmp_path, 14.3, 14.6)
    assert np.max(np.abs(read_wav_samples(word))) > 0.1
    silence = tmp_path / "silence.wav"
    run_tool("-f", "lavfi", "-i", "anullsrc=r=48000:cl=mono", "-t", "1", silence)
    assert level_sound(silence, tmp_path / "levelled.wav") == 0


def test_nothing_of_the_phone_is_in_any_file(tmp_path: Path) -> None:
    told = {
        "location": "+48.4488-068.5240/", "make": "Inventel", "model": "Phone of Camille",
        "creation_time": "2026-08-14T10:00:00", "com.apple.quicktime.location.ISO6709": "+48.4488-068.5240/",
    }  # fmt: skip
    source = tmp_path / "told.mov"
    tags = [part for key, value in told.items() for part in ("-metadata", f"{key}={value}")]
    run_tool("-t", "4", "-i", TESSIER, "-c", "copy", "-movflags", "use_metadata_tags", *tags, source)
    _cut, levelled = cut_and_level(source, tmp_path, 1.0, 2.5)
    video = tmp_path / "clip.mp4"
    make_clip_video(source, levelled, video, probe(source), scene(1.5), Peaks(1, (9,)), SMALL, 1.0, TAGS)
    for path in (*(write_sound(levelled, tmp_path, kind) for kind in FORMATS), video):
        written = path.read_bytes()
        for private in (b"48.4488", b"Inventel", b"Camille", b"2026-08", b"x264", b"Lavc"):
            assert private not in written, (path.name, private)
        with av.open(str(path)) as opened:
            said = {**opened.metadata, **{k: v for one in opened.streams for k, v in one.metadata.items()}}
        assert said["title"] == TAGS.title
        assert set(said) <= {
            "title", "artist", "comment", "encoder", "language", "handler_name",
            "major_brand", "minor_version", "compatible_brands",
        }  # fmt: skip
        assert said.get("encoder") in (None, "Franquette", "Lavf lame")
    beginning = video.read_bytes()[:4096]
    assert b"moov" in beginning and beginning.index(b"moov") < len(beginning)


def test_a_folder_of_any_name_and_words_of_any_kind_can_be_drawn(tmp_path: Path, monkeypatch) -> None:
    odd = tmp_path / "l'été: [1], a;b=\\c %d"
    odd.mkdir()
    _cut, levelled = cut_and_level(LAVOIE, tmp_path, 14.3, 15.0)
    monkeypatch.setattr(tempfile, "tempdir", str(odd))
    words = tuple(
        SceneWord(text, n / 9, n / 9) for n, text in enumerate(("{\\p1}", "C:\\N", "«\u202fmot", "🙂"))
    )
    odd_scene = replace(
        scene(0.7), parts=(ScenePart("{\\an5}", words),), leader_name="Une {personne}, \\N" * 4
    )
    video = odd / "clip.mp4"
    make_clip_video(LAVOIE, levelled, video, probe(LAVOIE), odd_scene, Peaks(0.7, (9,)), SMALL, 14.3, TAGS)
    assert shown_seconds(video) == pytest.approx(0.7, abs=CLOSE_SECONDS)


def cut_and_level(source: Path, folder: Path, start: float, end: float) -> tuple[Path, Path]:
    cut, levelled = folder / "cut.wav", folder / "levelled.wav"
    cut_original_sound(source, cut, probe(source), start, end)
    level_sound(cut, levelled)
    return cut, levelled


def write_sound(levelled: Path, folder: Path, kind: str) -> Path:
    path = folder / f"clip{FORMATS[kind].suffix}"
    make_clip_audio(levelled, path, kind, TAGS)
    return path


def scene(seconds: float = LENGTH_SECONDS) -> ClipScene:
    part = ScenePart("", (SceneWord("Mot", 0.0, seconds),))
    return ClipScene(
        "Entrevue avec", "Une personne", "Un parti", "#336699", (part,), "Un jour", "exemple.invalid", (),
        (RibbonSpan(0, seconds, "leader"),), seconds,
    )  # fmt: skip


def heard(path: Path) -> NDArray[np.float32]:
    """Return what a player plays at 16 kHz: PyAV cuts off what codecs add at both ends, as the file says."""
    resampler = av.AudioResampler("fltp", "mono", RATE_HZ)
    with av.open(str(path)) as opened:
        frames = [piece for frame in opened.decode(audio=0) for piece in resampler.resample(frame)]
    frames += resampler.resample(None)
    return np.concatenate([one.to_ndarray()[0] for one in frames])


def edges(clip: NDArray[np.float32], whole: NDArray[np.float32], start: float) -> tuple[float, float, float]:
    """Return how far the first and last second of a clip are from where they should be, and its length."""
    seconds = len(clip) / RATE_HZ
    head = clip[:RATE_HZ]
    tail_at = int((LENGTH_SECONDS - 1) * RATE_HZ)
    tail = clip[tail_at : tail_at + RATE_HZ]
    return lag(head, whole, start), lag(tail, whole, start + tail_at / RATE_HZ), seconds


def lag(part: NDArray[np.float32], whole: NDArray[np.float32], at: float) -> float:
    """Return by how many seconds a part is found later than `at`, by cross-correlation within 0.2 s."""
    reach = round(0.2 * RATE_HZ)
    first = round(at * RATE_HZ) - reach
    around = whole[first : first + len(part) + 2 * reach]
    return (int(np.argmax(np.correlate(around, part, "valid"))) - reach) / RATE_HZ


def shown_seconds(path: Path) -> float:
    with av.open(str(path)) as opened:
        stream = opened.streams.video[0]
        return float(stream.frames / stream.average_rate)


def brightness(path: Path, place: Box) -> Iterator[float]:
    """Yield how bright a place of the video is, frame by frame."""
    with av.open(str(path)) as opened:
        for frame in opened.decode(video=0):
            # The luminance as it is stored, before any stretching of its range.
            shown = frame.to_ndarray(format="yuv420p")[place.top + 4 : place.bottom - 4]
            yield float(np.median(shown[:, place.left + 4 : place.left + place.width - 4]))


def picture_start(path: Path) -> float:
    with av.open(str(path)) as opened:
        return float(next(opened.decode(video=0)).time)


def read_wav_samples(path: Path) -> NDArray[np.float32]:
    return heard(path)


def measured_by_ffmpeg(path: Path) -> tuple[float, float]:
    """Return loudness in LUFS and true peak in dBTP as ffmpeg's own meter has them."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostats", "-i", str(path)]
    command += ["-map", "0:a", "-af", "ebur128=peak=true", "-f", "null", "-"]
    told = subprocess.run(command, capture_output=True, check=True).stderr.decode("utf-8", "replace")
    summary = told[told.rindex("Summary") :]
    loudness, peak = (re.search(rf"{name}:\s+(-?[\d.]+)", summary) for name in ("I", "Peak"))
    assert loudness and peak
    return float(loudness[1]), float(peak[1])
