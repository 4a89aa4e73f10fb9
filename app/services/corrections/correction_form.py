"""The page where a reader proposes a correction: the sound, and the text to change."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.reader_text import most_characters
from app.services.reading.public_interviews import find_passage
from app.services.showing.reader import Reader
from app.services.showing.view_parts import Link, Player, Quote


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """What the reader typed, given back when it could not be taken in; `refusal` says why."""

    text: str
    is_nothing: bool
    has_heard: bool
    refusal: str


@dataclass(frozen=True, slots=True)
class CorrectionForm:
    """The form; `present_text` is set where the text changed since the reader opened it."""

    quote: Quote
    player: Player | None
    synthetic_notice: str
    text: str
    is_nothing: bool
    has_heard: bool
    refusal: str
    present_text: str
    seen_number: int
    most_characters: int
    action_url: str
    is_received: bool
    links: tuple[Link, ...]


def view_correction_form(
    reader: Reader, passage_id: str, *, draft: CorrectionDraft | None = None, is_received: bool = False
) -> CorrectionForm:
    """Return the form of a public passage, with what was typed if anything was.

    Raises
    ------
    NotFound, InterviewWithdrawn
        The passage is not public, or not any more.
    """
    words = reader.words
    passage, interview = find_passage(reader.session, passage_id)
    builder = reader.builder([interview])
    typed = draft.text if draft else passage.text
    return CorrectionForm(
        quote=builder.quote(passage, interview),
        player=builder.player(interview, passage.start_seconds, passage.end_seconds),
        synthetic_notice=builder.synthetic_notice(interview.is_synthetic),
        text=typed,
        is_nothing=bool(draft and draft.is_nothing),
        has_heard=bool(draft and draft.has_heard),
        refusal=draft.refusal if draft else "",
        present_text=words.spoken(passage.text, passage.language) if draft else "",
        seen_number=passage.revision_number,
        most_characters=most_characters(passage.text),
        action_url=words.url("correct", id=passage.id),
        is_received=is_received,
        links=(
            Link(words.gettext("Revenir au passage"), words.url("passage", id=passage.id)),
            Link(words.gettext("Ce qui a été décidé"), words.url("corrections", slug=interview.leader.slug)),
            Link(words.gettext("Écouter sans lire"), words.url("listen")),
        ),
    )
