"""Makes the view of a clip: its words now, what surrounds them, what changed since they were quoted."""

from __future__ import annotations

from app.domain.timecode import format_timecode
from app.domain.word_difference import word_difference
from app.models import Interview
from app.services.clips.clip_finding import AnchoredClip, find_clip
from app.services.clips.clip_parts import clip_parts, clip_sentence, cut_notice, quoted_parts, span_text
from app.services.clips.clip_views import ClipPart, ClipSentence, ClipView
from app.services.showing.reader import Reader
from app.services.showing.state_wording import attribution_notice, status_view
from app.services.showing.view_building import ViewBuilder, play_files, play_sources
from app.services.showing.wording import Wording


def read_clip(reader: Reader, clip_id: str) -> ClipView:
    """Return the view of a public clip; raises as `find_clip`."""
    return view_clip(reader, find_clip(reader.session, clip_id))


def view_clip(reader: Reader, found: AnchoredClip) -> ClipView:
    """Return the view of a clip that was found."""
    words, interview = reader.words, found.interview
    builder = reader.builder([interview])
    recording = interview.recording
    files = play_files(recording)[:1] if recording else ()
    start, end = found.start_seconds, found.end_seconds
    anchor = found.anchor
    if anchor is None or found.state == "gone":
        # What is left is the sound, and what was quoted of it, by whom it was said.
        parts = quoted_parts(words, interview, found.clip)
    else:
        parts = clip_parts(words, interview, found.window, anchor.first, anchor.end)
    before, after, previous, following = _around(words, found)
    clip = found.clip
    return ClipView(
        id=clip.id,
        url=words.url("clip", id=clip.id),
        permalink=words.absolute(words.url("clip", id=clip.id)),
        embed_url=words.absolute(words.url("embed_clip", id=clip.id)),
        interview=builder.card(interview),
        card_text=_card_text(builder, interview),
        speaker_text=_speakers(parts),
        is_leader_alone={one.speaker_role for one in parts} == {"leader"},
        parts=parts,
        text=" ".join(one.text for one in parts),
        language=parts[0].language,
        before=before,
        after=after,
        cut_notice=cut_notice(words, found.window, found.context) if found.context else "",
        previous=previous,
        next=following,
        start_seconds=start,
        end_seconds=end,
        timecode=format_timecode(start),
        length_text=words.length(end - start),
        extract_text=_extract_text(words, interview, end - start),
        moment_url=words.moment(interview.slug, start, end),
        status=status_view(words, found.status),
        attribution_notice=attribution_notice(
            words,
            set(found.roles),
            interview.leader.name,
            all(one.turn.is_speaker_confirmed for one in found.passages),
        ),
        state=found.state,
        change_text=change_text(words, found),
        difference=word_difference(clip.text, found.text) if found.is_corrected else (),
        player=builder.player(interview, start, end),
        play_sources=play_sources(recording, files, start, end) if recording else (),
        is_video=bool(files) and files[0].kind == "web_video",
        width_pixels=files[0].width_pixels if files else None,
        height_pixels=files[0].height_pixels if files else None,
        ribbon_svg=builder.ribbons.span(interview, start, end, words),
        synthetic_notice=builder.synthetic_notice(interview.is_synthetic),
        citation=_citation(builder, found, parts),
    )


def _around(words: Wording, found: AnchoredClip) -> tuple[str, str, ClipSentence | None, ClipSentence | None]:
    """Return the rest of the cut sentences before and after, and the sentences beside them."""
    window, context = found.window, found.context
    if context is None:
        return "", "", None, None
    return (
        span_text(words, window, context.before),
        span_text(words, window, context.after),
        clip_sentence(words, found.interview, window, context.previous),
        clip_sentence(words, found.interview, window, context.next),
    )


def change_text(words: Wording, found: AnchoredClip) -> str:
    """Return what changed since the clip was quoted, with the day; empty where nothing did."""
    day = words.day_of(found.clip.made_at)
    state = found.state
    if state == "gone":
        return words.gettext(
            "Ces mots, cités le %(day)s, ne sont plus dans le texte corrigé ; le son, lui, n'a pas changé.",
            day=day,
        )
    if state == "corrected" and found.text != found.clip.text:
        return words.gettext("Texte corrigé depuis la citation du %(day)s.", day=day)
    if state == "corrected":
        return words.gettext("La personne qui parle a été corrigée depuis la citation du %(day)s.", day=day)
    return ""


def _speakers(parts: tuple[ClipPart, ...]) -> str:
    return ", ".join(dict.fromkeys(one.speaker_text for one in parts))


def _card_text(builder: ViewBuilder, interview: Interview) -> str:
    """Return where the clip comes from, in one line: party, day, place."""
    place = builder.words.spoken(interview.place, "fr")
    parts = (interview.party.name, builder.recorded_text(interview), place)
    return " · ".join(one for one in parts if one)


def _extract_text(words: Wording, interview: Interview, seconds: float) -> str:
    whole = interview.recording.duration_seconds if interview.recording else None
    if whole is None:
        return words.gettext("Extrait de %(length)s", length=words.length(seconds))
    return words.gettext(
        "Extrait de %(length)s d'une entrevue de %(whole)s",
        length=words.length(seconds),
        whole=words.length(whole),
    )


def _citation(builder: ViewBuilder, found: AnchoredClip, parts: tuple[ClipPart, ...]) -> str:
    """Return the text to copy: the words, who said them, when, where, and their address.

    The rest of a sentence that the clip cuts goes with it, between brackets.
    """
    words, interview = builder.words, found.interview
    opening, closing = ("«\u202f", "\u202f»") if words.language == "fr" else ("“", "”")
    before, after, _previous, _next = _around(words, found)
    said = " ".join(one.text for one in parts)
    said = f"{f'[{before}] ' if before else ''}{said}{f' [{after}]' if after else ''}"
    who = _speakers(parts)
    if set(found.roles) == {"leader"}:
        who = f"{who} ({interview.party.name})"
    return words.gettext(
        "%(quote)s — %(who)s, entrevue avec %(leader)s, %(day)s, de %(start)s à %(end)s. %(status)s. %(url)s",
        quote=f"{opening}{said}{closing}",
        who=who,
        leader=interview.leader.name,
        day=builder.recorded_text(interview),
        start=format_timecode(found.start_seconds),
        end=format_timecode(found.end_seconds),
        status=status_view(words, found.status).text,
        url=words.absolute(words.url("clip", id=found.clip.id)),
    )
