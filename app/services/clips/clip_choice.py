"""The page on which a reader chooses the words of a clip: first the passages, then their words."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, defer, joinedload

from app.domain.timecode import format_timecode
from app.errors import NotFound, Refused
from app.errors import translatable as _
from app.models import Interview, Passage, Transcript
from app.services.clips.clip_choice_views import ChoiceOption, ClipChoice
from app.services.clips.clip_choice_words import choose_words
from app.services.reading.public_interviews import find_interview
from app.services.showing.reader import Reader
from app.services.showing.state_wording import speaker_text
from app.services.showing.wording import Wording

# So much of a passage tells it from its neighbours.
_FIRST_WORDS = 9


def view_clip_choice(reader: Reader, slug: str, first: str, last: str, refusal: str = "") -> ClipChoice:
    """Return the page for two edges, each a passage, a word `passage.number`, or nothing yet.

    Parameters
    ----------
    refusal : str
        Why the words could not be kept, empty where nobody tried.

    Raises
    ------
    NotFound, InterviewWithdrawn
        The interview is not public, or not any more, or has no text.
    """
    words = reader.words
    interview = find_interview(reader.session, slug)
    transcript = interview.recording.transcript if interview.recording else None
    if transcript is None:
        raise NotFound(_("Cette entrevue n'a pas encore de texte : il n'y a rien à citer."))
    builder = reader.builder([interview])
    chosen = None
    if first or last:
        try:
            chosen = choose_words(reader.session, builder, interview, first or last, last or first)
        except Refused as error:
            refusal = refusal or words.error(error)
    passages = [] if chosen else _passages(reader.session, transcript)
    return ClipChoice(
        interview=builder.card(interview),
        synthetic_notice=builder.synthetic_notice(interview.is_synthetic),
        refusal=refusal,
        action_url=words.url("make_clip", slug=slug),
        first_field=words.parameter("first"),
        last_field=words.parameter("last"),
        first_passages=_options(words, interview, passages, first),
        last_passages=_options(words, interview, passages, last),
        chosen=chosen,
    )


def _passages(session: Session, transcript: Transcript) -> Sequence[Passage]:
    return session.scalars(
        select(Passage)
        .where(Passage.transcript_id == transcript.id, Passage.text != "")
        .options(joinedload(Passage.turn), defer(Passage.words))
        .order_by(Passage.position)
    ).all()


def _options(
    words: Wording, interview: Interview, passages: Sequence[Passage], given: str
) -> tuple[ChoiceOption, ...]:
    wanted = given.partition(".")[0]
    return tuple(ChoiceOption(one.id, _text(words, interview, one), one.id == wanted) for one in passages)


def _text(words: Wording, interview: Interview, passage: Passage) -> str:
    """Return when, by whom and with which words a passage begins."""
    speaker = speaker_text(words, passage.turn.speaker_role, interview)
    return f"{format_timecode(passage.start_seconds)} · {speaker} · {_beginning(words, passage)}"


def _beginning(words: Wording, passage: Passage) -> str:
    said = passage.text.split()
    beginning = words.spoken(" ".join(said[:_FIRST_WORDS]), passage.language)
    return f"{beginning}\u00a0…" if len(said) > _FIRST_WORDS else beginning
