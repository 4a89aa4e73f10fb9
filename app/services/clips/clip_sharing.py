"""Makes what other sites show of a link to a clip: its pictures and what can be heard of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.services.clips.clip_file_views import ClipFileView
from app.services.clips.clip_views import ClipView
from app.services.clips.share_picture_links import share_picture_link
from app.services.reading.share_views import ClipShare, SharedMedia
from app.services.showing.wording import Wording

# What a card plays, of the files that are made: what most programs can show comes first.
_PLAYED = {
    "wide_video": ("video", "video/mp4", 1920, 1080),
    "tall_video": ("video", "video/mp4", 1080, 1920),
    "m4a": ("audio", "audio/mp4", None, None),
    "mp3": ("audio", "audio/mpeg", None, None),
}


def share_of(words: Wording, view: ClipView, files: Sequence[ClipFileView] = ()) -> ClipShare:
    """Return what to share of a clip that is kept: the files cut from it, or the recording from its start."""
    media = tuple(_cut_files(words, files)) or tuple(_whole_files(words, view))
    return ClipShare(
        wide=share_picture_link(words, view, "wide"),
        tall=share_picture_link(words, view, "tall"),
        media=media,
        author_url=words.absolute(view.interview.leader.url) if view.is_leader_alone else "",
    )


def _cut_files(words: Wording, files: Sequence[ClipFileView]) -> Iterator[SharedMedia]:
    ready = {one.kind: one for one in files if one.state == "ready"}
    for kind, (medium, media_type, width, height) in _PLAYED.items():
        if kind in ready:
            yield SharedMedia(medium, words.absolute(ready[kind].url), media_type, width, height)


def _whole_files(words: Wording, view: ClipView) -> Iterator[SharedMedia]:
    for one in view.play_sources:
        media_type = one.media_type.partition(";")[0]
        width, height = (view.width_pixels, view.height_pixels) if view.is_video else (None, None)
        medium = "video" if view.is_video else "audio"
        yield SharedMedia(medium, words.absolute(one.url), media_type, width, height)
