"""Reads what the share picture of a clip shows: as the clip stands now, in the language asked for."""

from __future__ import annotations

from app.renditions.share_picture import (
    RIBBON_COLOURS,
    SharePicture,
    SharePictureWords,
    compose_share_picture,
)
from app.renditions.share_picture_fitting import QuotedVoice
from app.renditions.share_picture_shape import SHAPES
from app.services.clips.clip_finding import AnchoredClip, find_clip
from app.services.clips.clip_view import view_clip
from app.services.clips.clip_views import ClipView
from app.services.clips.share_picture_links import share_notes
from app.services.showing.reader import Reader


def read_share_picture(reader: Reader, clip_id: str, shape: str) -> SharePicture:
    """Return the picture of a public clip as a drawing; raises as `find_clip`."""
    found = find_clip(reader.session, clip_id)
    return compose_share_picture(_words(reader, found), SHAPES[shape])


def _words(reader: Reader, found: AnchoredClip) -> SharePictureWords:
    words, view = reader.words, view_clip(reader, found)
    interview = found.interview
    party = view.interview.leader.party
    # A day in words is not parted over two lines.
    facts = (view.interview.recorded_text.replace(" ", "\u00a0"), view.interview.place)
    whole = (interview.recording.duration_seconds if interview.recording else None) or view.end_seconds
    span = (view.start_seconds, view.end_seconds)
    return SharePictureWords(
        voices=_voices(view),
        name=view.speaker_text,
        party=party.name if party and view.is_leader_alone else "",
        party_colour=party.colour if party else None,
        facts=(*facts, "" if view.is_leader_alone else view.interview.title),
        address=view.permalink.split("://", 1)[-1],
        continued=words.gettext("La suite est sur le site"),
        extract=view.extract_text,
        status=view.status.text,
        status_code=view.status.code,
        notes=share_notes(view),
        cut_note=view.cut_notice,
        ribbon_svg=reader.builder([interview]).ribbons.picture(interview, words, RIBBON_COLOURS, span),
        span=(min(1.0, span[0] / whole), min(1.0, span[1] / whole)),
    )


def _voices(view: ClipView) -> tuple[QuotedVoice, ...]:
    """Return who says what, each voice named where several speak."""
    are_several = len({one.speaker_role for one in view.parts}) > 1
    last = len(view.parts) - 1
    return tuple(
        _voice(
            one.speaker_text if are_several else "",
            one.language,
            view.before if number == 0 else "",
            one.text,
            view.after if number == last else "",
        )
        for number, one in enumerate(view.parts)
    )


def _voice(voice: str, language: str, before: str, text: str, after: str) -> QuotedVoice:
    opening, closing = ("“", "”") if language == "en" else ("«\u202f", "\u202f»")
    return QuotedVoice(voice, opening, closing, before, text, after)
