"""Looks at one recording and prints its bare facts as JSON; runs confined, as a child of the media gate.

It judges nothing: whoever reads the facts must doubt them. `python -m transcription.media_probe_process PATH
DEMUXER FORMATS CODECS MAX_PIXELS` works by hand too. Only PyAV and the standard library are imported: the
gate starts this file by its path, apart from the package.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import av
from av.stream import Discard, Disposition

_TRIED_FRAMES = 8
_TRIED_PACKETS = 250


def main(arguments: list[str]) -> int:
    """Print one JSON object: the facts, or `error` with what the library said."""
    path, demuxer, formats, codecs, max_pixels = arguments
    av.logging.set_level(av.logging.PANIC)
    options = {
        "protocol_whitelist": "file",
        "format_whitelist": formats,
        "codec_whitelist": codecs,
        "max_pixels": max_pixels,
        "max_streams": "32",
    }
    if demuxer == "mov":
        # A QuickTime file may name another file as the place of its sound; it is never followed.
        options |= {"enable_drefs": "0", "use_absolute_path": "0"}
    codec_names = set(codecs.split(","))
    try:
        facts = _facts(
            lambda: av.open(f"file:{path}", format=demuxer, options=options), codec_names, int(max_pixels)
        )
    except (av.FFmpegError, ValueError, MemoryError, OverflowError) as error:
        facts = {"error": type(error).__name__}
    print(json.dumps(facts))  # noqa: T201 - the answer to the parent
    return 0


def _facts(open_container: Callable[[], Any], codecs: set[str], max_pixels: int) -> dict[str, Any]:
    """Look three times, each from a fresh start: not every container can be wound back."""
    with open_container() as container:
        streams = [_stream_facts(stream) for stream in container.streams if stream.type in ("audio", "video")]
        declared_seconds = container.duration / av.time_base if container.duration else None
    sounds = [facts for facts in streams if facts["type"] == "audio"]
    audio = next((facts for facts in sounds if facts["decoder"] in codecs), sounds[0] if sounds else None)
    video = next((facts for facts in streams if facts["type"] == "video" and not facts["is_cover"]), None)
    # The library forgets the limit of pixels when it decodes, so a giant is not even tried.
    if video is not None and video["width"] * video["height"] <= max_pixels:
        with open_container() as container:
            video |= _first_picture(container, video["index"])
    measured: dict[str, Any] = {}
    if audio is not None:
        with open_container() as container:
            measured = {
                "decoded_frames": len(list(islice(_frames(container, audio["index"]), _TRIED_FRAMES)))
            }
        with open_container() as container:
            measured |= _measure(container, audio["index"])
    return {"declared_seconds": declared_seconds, "audio": audio, "video": video, **measured}


def _stream_facts(stream: Any) -> dict[str, Any]:
    context = stream.codec_context
    facts = {
        "type": stream.type,
        "index": stream.index,
        "codec": context.codec.canonical_name if context is not None else None,
        "decoder": context.name if context is not None else None,
        "is_cover": bool(stream.disposition & (Disposition.attached_pic | Disposition.still_image)),
    }
    if stream.type == "audio" and context is not None:
        seconds = float(stream.duration * stream.time_base) if stream.duration else None
        facts |= {
            "sample_rate": context.sample_rate,
            "channels": context.channels,
            "declared_seconds": seconds,
        }
    if stream.type == "video" and context is not None:
        rate, aspect = stream.average_rate, stream.sample_aspect_ratio
        facts |= {
            "width": context.width,
            "height": context.height,
            "frame_rate": float(rate) if rate else None,
            "pixel_aspect": float(aspect) if aspect else 1.0,
        }
    return facts


def _first_picture(container: Any, index: int) -> dict[str, Any]:
    """Decode one picture: only it knows how the camera was held."""
    for frame in _frames(container, index):
        return {"rotation": frame.rotation, "width": frame.width, "height": frame.height, "decodes": True}
    return {"decodes": False}


def _measure(container: Any, index: int) -> dict[str, Any]:
    """Walk the packets of the sound to their end, without decoding."""
    time_base = container.streams[index].time_base
    end, count = 0, 0
    for packet in _packets(container, index):
        if packet.pts is not None:
            end = max(end, packet.pts + (packet.duration or 0))
        count += 1
    start_seconds = (container.start_time or 0) / av.time_base
    return {"packets": count, "end_seconds": float(end * time_base) - start_seconds}


def _packets(container: Any, index: int) -> Iterator[Any]:
    """Yield the packets of one stream, to where the file is torn if it is."""
    for stream in container.streams:
        stream.discard = Discard.default if stream.index == index else Discard.all
    try:
        for packet in container.demux(container.streams[index]):
            if packet.size:
                yield packet
    except av.FFmpegError:
        return


def _frames(container: Any, index: int) -> Iterator[Any]:
    """Decode the beginning; a torn start is no reason to refuse the rest."""
    for packet in islice(_packets(container, index), _TRIED_PACKETS):
        try:
            yield from packet.decode()
        except av.FFmpegError:
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
