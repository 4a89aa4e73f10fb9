"""The piece of page that others paste: the words first, as text, then a frame where they are heard.

The blockquote comes first and says all by itself, so that a quotation survives feeds, readers that drop
frames, and our own death. It holds no tag but paragraphs and one link: of these, sites that trust nobody keep
only the link, and drop every line break; so spaces part all that it says.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from app.domain.frame_size import FrameSize, frame_size
from app.services.clips.clip_views import ClipPart, ClipView
from app.services.showing.wording import Wording

# Scripts light the words as they are heard; links of ours open beside the page, as whole pages.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"


def quotation_frame(
    words: Wording, view: ClipView, max_width: int | None = None, max_height: int | None = None
) -> str:
    """Return the blockquote of a clip and a frame in which it fits, within limits in CSS pixels."""
    return quotation_html(words, view, clip_frame_size(words, view, max_width, max_height))


def clip_frame_size(
    words: Wording, view: ClipView, max_width: int | None, max_height: int | None
) -> FrameSize:
    """Return the size of the frame in which a clip fits, within limits in CSS pixels."""
    voices = sum(len(one.speaker_text) for one in view.parts) if len(view.parts) > 1 else 0
    letters = len(view.before) + len(view.text) + len(view.after) + voices
    card = view.interview
    small_print = (
        f"{card.title} · {card.recorded_text} · {card.place} · {view.status.text}",
        f"{view.extract_text}. {words.gettext('Entendre l’entrevue entière')}",
        view.change_text,
        view.cut_notice,
        view.attribution_notice,
        view.synthetic_notice,
    )
    return frame_size(letters, [len(one) for one in small_print if one], view.is_video, max_width, max_height)


def quotation_html(words: Wording, view: ClipView, size: FrameSize) -> str:
    """Return the blockquote of a clip and its frame."""
    return str(
        Markup("{quotation}{frame}").format(
            quotation=_blockquote(words, view), frame=_frame(words, view, size)
        )
    )


def _blockquote(words: Wording, view: ClipView) -> Markup:
    said = _said(view)
    source = Markup('<p>— <a href="{url}">{text}</a></p>').format(url=view.permalink, text=source_text(view))
    notes = Markup(" ").join(
        escape(one)
        for one in (
            f"{view.status.text}.",
            view.change_text,
            view.cut_notice,
            view.attribution_notice,
            view.synthetic_notice,
        )
        if one
    )
    return Markup(
        '<blockquote class="franquette-clip" cite="{url}" lang="{language}">'
        "{said} {source} <p>{notes}</p></blockquote> "
    ).format(url=view.permalink, language=words.language, said=said, source=source, notes=notes)


def _said(view: ClipView) -> Markup:
    are_several = len({one.speaker_role for one in view.parts}) > 1
    last = len(view.parts) - 1
    paragraphs = [
        _part(
            one,
            f"{one.speaker_text}\u00a0: " if are_several else "",
            view.before if number == 0 else "",
            view.after if number == last else "",
        )
        for number, one in enumerate(view.parts)
    ]
    return Markup(" ").join(paragraphs)


def _part(part: ClipPart, voice: str, before: str, after: str) -> Markup:
    """Return what a voice says; square brackets hold what its sentences say beside the clip."""
    text = f"{f'[{before}] ' if before else ''}{part.text}{f' [{after}]' if after else ''}"
    return _paragraph(part.language, voice, text)


def _paragraph(language: str, voice: str, text: str) -> Markup:
    opening, closing = ("“", "”") if language == "en" else ("«\u202f", "\u202f»")
    return Markup('<p lang="{language}">{voice}{opening}{text}{closing}</p>').format(
        language=language, voice=voice, opening=opening, text=text, closing=closing
    )


def source_text(view: ClipView) -> str:
    """Return who speaks, of which party, when and where, and in which interview where it is another's."""
    party = view.interview.leader.party
    who = f"{view.speaker_text} ({party.name})" if party and view.is_leader_alone else view.speaker_text
    whose = "" if view.is_leader_alone else view.interview.title
    parts = (who, whose, view.interview.recorded_text, view.interview.place, view.extract_text)
    return " · ".join(one for one in parts if one)


def frame_title(words: Wording, view: ClipView) -> str:
    """Return what a frame says of itself to who does not see it."""
    return words.gettext(
        "Extrait : %(who)s, %(day)s", who=view.speaker_text, day=view.interview.recorded_text
    )


def _frame(words: Wording, view: ClipView, size: FrameSize) -> Markup:
    return Markup(
        '<iframe src="{url}" width="{width}" height="{height}" title="{title}" sandbox="{sandbox}"'
        ' loading="lazy" frameborder="0" style="border:0;max-width:100%"></iframe>'
    ).format(
        url=view.embed_url,
        width=size.width,
        height=size.height,
        title=frame_title(words, view),
        sandbox=SANDBOX,
    )
