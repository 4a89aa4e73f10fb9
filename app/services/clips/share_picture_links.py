"""Where the pictures of a clip are, for the pages and the sites that show them."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from app.domain.media_addresses import share_picture_path
from app.renditions.share_picture_shape import SHAPES, WIDE
from app.services.clips.clip_views import ClipView
from app.services.reading.share_views import SharePictureLink
from app.services.showing.wording import Wording

# The sizes in which other sites may ask for the wide picture; few, so that few are drawn.
THUMBNAIL_WIDTHS = (WIDE.width, 600, 400, 200)


def share_picture_link(words: Wording, view: ClipView, shape: str) -> SharePictureLink:
    """Return the picture of a clip in a shape: wide or tall."""
    size = SHAPES[shape]
    path = share_picture_path(view.id, shape, words.language, v=_version(view))
    told = {
        "wide": (words.gettext("Image large"), words.gettext("pour les pages et les messages.")),
        "tall": (words.gettext("Image haute"), words.gettext("pour les téléphones.")),
    }
    name, note = told[shape]
    opening, closing = ("“", "”") if view.language == "en" else ("«\u202f", "\u202f»")
    # As in the piece of page that others paste: brackets hold what the sentences say beside the clip.
    before, after = (f"[{one}]" if one else "" for one in (view.before, view.after))
    said = (before, view.text, after)
    alternative = words.gettext(
        "%(who)s, %(day)s : %(quote)s",
        who=view.speaker_text,
        day=view.interview.recorded_text,
        quote=f"{opening}{' '.join(one for one in said if one)}{closing}",
    )
    return SharePictureLink(words.absolute(path), size.width, size.height, alternative, name, note)


def share_picture_thumbnail(
    words: Wording, view: ClipView, max_width: int | None, max_height: int | None
) -> SharePictureLink | None:
    """Return the wide picture of a clip in the largest size within limits in pixels, None where none is."""
    for width in THUMBNAIL_WIDTHS:
        height = WIDE.height_at(width)
        if width <= (max_width or width) and height <= (max_height or height):
            whole = share_picture_link(words, view, "wide")
            url = whole.url if width == WIDE.width else f"{whole.url}&w={width}"
            return replace(whole, url=url, width=width, height=height)
    return None


def share_notes(view: ClipView) -> tuple[str, ...]:
    """Return what must be known of a quotation wherever it is shown."""
    return tuple(one for one in (view.change_text, view.attribution_notice, view.synthetic_notice) if one)


def _version(view: ClipView) -> str:
    """Return what changes whenever the picture does, but for its layout."""
    said = [(one.speaker_text, one.text) for one in view.parts]
    where = (view.interview.recorded_text, view.interview.place, view.interview.leader, view.extract_text)
    told = (said, view.before, view.after, where, view.status.code, *share_notes(view), view.start_seconds)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:10]
