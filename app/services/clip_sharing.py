"""Makes what other sites show of a link to a clip: its pictures and what can be heard of it."""

from __future__ import annotations

from app.services.clip_views import ClipView
from app.services.share_picture_links import share_picture_link
from app.services.share_views import ClipShare, SharedMedia
from app.services.wording import Wording


def share_of(words: Wording, view: ClipView) -> ClipShare:
    """Return what to share of a clip that is kept."""
    is_leader = {one.speaker_role for one in view.parts} == {"leader"}
    media = tuple(
        SharedMedia(
            "video" if view.is_video else "audio",
            words.absolute(one.url),
            one.media_type.partition(";")[0],
            view.width_pixels if view.is_video else None,
            view.height_pixels if view.is_video else None,
        )
        for one in view.play_sources
    )
    return ClipShare(
        wide=share_picture_link(words, view, "wide"),
        tall=share_picture_link(words, view, "tall"),
        media=media,
        author_url=words.absolute(view.interview.leader.url) if is_leader else "",
    )
