"""Answers what to show of an address of ours pasted elsewhere, as oEmbed 1.0 puts it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.oembed_target import OembedTarget
from app.domain.timecode import media_fragment
from app.services.clips.clip_finding import AnchoredClip
from app.services.clips.clip_view import read_clip, view_clip
from app.services.clips.clip_views import ClipView
from app.services.clips.oembed_html import clip_frame_size, frame_title, quotation_html
from app.services.clips.share_picture_links import share_picture_thumbnail
from app.services.clips.span_quoting import quote_moment, quote_passage
from app.services.reading.public_interviews import PassageMoved, find_interview
from app.services.showing.reader import Reader

# Clips change seldom, and a withdrawn one answers 410 whatever others have kept.
CACHE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class OembedLimits:
    """The largest width and height that the other site has room for, in CSS pixels; None where unsaid."""

    width: int | None = None
    height: int | None = None


def answer_oembed(reader: Reader, target: OembedTarget, limits: OembedLimits) -> dict[str, str | int]:
    """Return the fields of the answer, in the order of the specification.

    Raises
    ------
    NotFound, ClipWithdrawn, InterviewWithdrawn
        There is nothing public of that name, or not any more.

    References
    ----------
    oEmbed 1.0, section 2.3.4.
    """
    view = read_quotation(reader, target)
    return _link(reader, target.value) if view is None else _quotation(reader, view, limits)


def read_quotation(reader: Reader, target: OembedTarget) -> ClipView | None:
    """Return the words that an address points at; None for an interview without a moment. Raises likewise."""
    if target.page == "clip":
        return read_clip(reader, target.value)
    if target.page == "passage":
        return read_passage_quotation(reader, target.value)
    if target.start_seconds is None:
        return None
    return read_moment_quotation(reader, target.value, target.start_seconds, target.end_seconds)


def read_passage_quotation(reader: Reader, passage_id: str) -> ClipView | None:
    """Return a passage as a clip is shown, at its own address; None where it has no words."""
    words = reader.words
    try:
        found = quote_passage(reader.session, passage_id)
    except PassageMoved as moved:
        return read_passage_quotation(reader, moved.into_passage_id)
    page, frame = words.url("passage", id=passage_id), words.url("embed_passage", id=passage_id)
    return _at(reader, found, page, frame) if found else None


def read_moment_quotation(
    reader: Reader, slug: str, start_seconds: float, end_seconds: float | None
) -> ClipView | None:
    """Return what is said in a moment of an interview, from word to word; None where nothing is."""
    words = reader.words
    found = quote_moment(reader.session, slug, start_seconds, end_seconds)
    if found is None:
        return None
    moment = media_fragment(found.start_seconds, found.end_seconds)
    frame = words.url("embed_moment", slug=slug, moment=moment.removeprefix("t="))
    return _at(reader, found, words.moment(slug, found.start_seconds, found.end_seconds), frame)


def _at(reader: Reader, found: AnchoredClip, page: str, frame: str) -> ClipView:
    absolute = reader.words.absolute
    view = view_clip(reader, found)
    return replace(view, url=page, permalink=absolute(page), embed_url=absolute(frame))


def _quotation(reader: Reader, view: ClipView, limits: OembedLimits) -> dict[str, str | int]:
    words = reader.words
    size = clip_frame_size(words, view, limits.width, limits.height)
    answer: dict[str, str | int] = {
        "version": "1.0",
        "type": "rich",
        "title": frame_title(words, view),
        "author_name": view.speaker_text,
    }
    if view.is_leader_alone:
        answer["author_url"] = words.absolute(view.interview.leader.url)
    answer |= _provider(reader)
    thumbnail = share_picture_thumbnail(words, view, limits.width, limits.height) if view.id else None
    if thumbnail is not None:
        answer |= {
            "thumbnail_url": thumbnail.url,
            "thumbnail_width": thumbnail.width,
            "thumbnail_height": thumbnail.height,
        }
    html = quotation_html(words, view, size)
    return answer | {"html": html, "width": size.width, "height": size.height}


def _link(reader: Reader, slug: str) -> dict[str, str | int]:
    """Return an interview of which no moment is named: a link, since nobody's words are chosen."""
    words = reader.words
    card = reader.builder().card(find_interview(reader.session, slug))
    return {
        "version": "1.0",
        "type": "link",
        "title": ", ".join(one for one in (card.title, card.recorded_text, card.place) if one),
        "author_name": card.leader.name,
        "author_url": words.absolute(card.leader.url),
    } | _provider(reader)


def _provider(reader: Reader) -> dict[str, str | int]:
    words = reader.words
    return {
        "provider_name": "Franquette",
        "provider_url": words.absolute(words.url("home")),
        "cache_age": CACHE_SECONDS,
    }
