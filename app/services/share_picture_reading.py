"""Reads what the share picture of a clip shows: as the clip stands now, in the language asked for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from app.domain.media_addresses import share_picture_path
from app.renditions.share_picture import (
    RIBBON_COLOURS,
    SharePicture,
    SharePictureWords,
    compose_share_picture,
)
from app.renditions.share_picture_fitting import QuotedVoice
from app.renditions.share_picture_shape import SHAPES, WIDE
from app.services.clip_finding import AnchoredClip, find_clip
from app.services.clip_view import view_clip
from app.services.clip_views import ClipView
from app.services.reader import Reader
from app.services.wording import Wording


@dataclass(frozen=True, slots=True)
class SharePictureLink:
    """Where a picture of a clip is, and what one needs to know to show it: size in pixels and words."""

    url: str
    width: int
    height: int
    alternative: str
    name: str


# The sizes in which other sites may ask for the wide picture; few, so that few are drawn.
THUMBNAIL_WIDTHS = (WIDE.width, 600, 400, 200)


def read_share_picture(reader: Reader, clip_id: str, shape: str) -> SharePicture:
    """Return the picture of a public clip as a drawing; raises as `find_clip`."""
    found = find_clip(reader.session, clip_id)
    return compose_share_picture(_words(reader, found), SHAPES[shape])


def share_picture_links(words: Wording, view: ClipView) -> tuple[SharePictureLink, SharePictureLink]:
    """Return the wide and the tall picture of a clip."""
    names = {"wide": words.gettext("Image large"), "tall": words.gettext("Image haute")}
    wide, tall = (_link(words, view, shape, name) for shape, name in names.items())
    return wide, tall


def share_picture_thumbnail(
    words: Wording, view: ClipView, max_width: int | None, max_height: int | None
) -> SharePictureLink | None:
    """Return the wide picture of a clip in the largest size within limits in pixels, None where none is."""
    for width in THUMBNAIL_WIDTHS:
        height = SHAPES["wide"].height_at(width)
        if width <= (max_width or width) and height <= (max_height or height):
            name = words.gettext("Image large")
            whole = _link(words, view, "wide", name)
            if width == whole.width:
                return whole
            path = share_picture_path(view.id, "wide", words.language, v=_version(view), w=width)
            return replace(whole, url=words.absolute(path), width=width, height=height)
    return None


def _link(words: Wording, view: ClipView, shape: str, name: str) -> SharePictureLink:
    size = SHAPES[shape]
    path = share_picture_path(view.id, shape, words.language, v=_version(view))
    said = words.gettext(
        "%(who)s, %(day)s : %(quote)s",
        who=view.speaker_text,
        day=view.interview.recorded_text,
        quote=quoted(view.text, view.language),
    )
    return SharePictureLink(words.absolute(path), size.width, size.height, said, name)


def quoted(text: str, language: str) -> str:
    """Return words between the quotation marks of their language."""
    return f"“{text}”" if language == "en" else f"«\u202f{text}\u202f»"


def _version(view: ClipView) -> str:
    """Return what changes whenever the picture does, but for its layout."""
    said = [(one.speaker_text, one.text) for one in view.parts] or view.quoted_text
    where = (view.interview.recorded_text, view.interview.place, view.interview.leader, view.extract_text)
    told = (said, view.before, view.after, where, view.status.code, *_notes(view), view.start_seconds)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:10]


def _words(reader: Reader, found: AnchoredClip) -> SharePictureWords:
    words, view = reader.words, view_clip(reader, found)
    interview = found.interview
    party = view.interview.leader.party
    is_leader = {one.speaker_role for one in view.parts} <= {"leader"}
    # A day in words is not parted over two lines.
    facts = (view.interview.recorded_text.replace(" ", "\u00a0"), view.interview.place)
    whole = (interview.recording.duration_seconds if interview.recording else None) or view.end_seconds
    span = (view.start_seconds, view.end_seconds)
    return SharePictureWords(
        voices=_voices(view),
        name=view.speaker_text,
        party=party.name if party and is_leader else "",
        party_colour=party.colour if party else None,
        facts=(*facts, "" if is_leader else view.interview.title),
        address=view.permalink.split("://", 1)[-1],
        continued=words.gettext("La suite est sur le site"),
        extract=view.extract_text,
        status=view.status.text,
        status_code=view.status.code,
        notes=_notes(view),
        cut_note=view.cut_notice,
        ribbon_svg=reader.builder([interview]).ribbons.picture(interview, words, RIBBON_COLOURS, span),
        span=(min(1.0, span[0] / whole), min(1.0, span[1] / whole)),
    )


def _voices(view: ClipView) -> tuple[QuotedVoice, ...]:
    """Return who says what, each voice named where several speak."""
    are_several = len({one.speaker_role for one in view.parts}) > 1
    last = len(view.parts) - 1
    spoken = tuple(
        _voice(
            one.speaker_text if are_several else "",
            one.language,
            view.before if number == 0 else "",
            one.text,
            view.after if number == last else "",
        )
        for number, one in enumerate(view.parts)
    )
    return spoken or (_voice("", view.language, "", view.quoted_text, ""),)


def _voice(voice: str, language: str, before: str, text: str, after: str) -> QuotedVoice:
    opening, closing = ("“", "”") if language == "en" else ("«\u202f", "\u202f»")
    return QuotedVoice(voice, opening, closing, before, text, after)


def _notes(view: ClipView) -> tuple[str, ...]:
    """Return what must be known of the quotation wherever it is shown."""
    return tuple(one for one in (view.change_text, view.attribution_notice, view.synthetic_notice) if one)
