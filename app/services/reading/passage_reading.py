"""The page of one passage: the words, their sound, their context, and how to quote them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import defer, joinedload, selectinload

from app.domain.timecode import format_timecode
from app.models import Interview, Passage, Tag
from app.services.corrections.office_note_views import note_views
from app.services.corrections.office_notes import notes_of
from app.services.mentions.mention_listing import passage_mentions
from app.services.reading.interview_reading import revision_view
from app.services.reading.listening_copy_reading import listening_copy
from app.services.reading.public_interviews import find_passage, machine_revision
from app.services.reading.public_views import PassageView
from app.services.reading.speaker_confirmations import read_confirmations
from app.services.showing.reader import Reader
from app.services.showing.sound_wording import passage_sound
from app.services.showing.spoken_words import word_views
from app.services.showing.state_wording import attribution_notice, speaker_note
from app.services.showing.view_building import ViewBuilder
from app.services.showing.view_parts import Quote


def view_passage(reader: Reader, passage_id: str) -> PassageView:
    """Return the page of a public passage."""
    words = reader.words
    passage, interview = find_passage(reader.session, passage_id)
    around = _around(reader, passage)
    by_position = {one.position: one for one in around}
    builder = reader.builder([interview])
    revision = machine_revision(reader.session, passage.transcript)

    def quoted(other: Passage | None) -> Quote | None:
        return builder.quote(other, interview) if other else None

    return PassageView(
        quote=builder.quote(passage, interview),
        words=word_views(words, passage, revision),
        card=builder.card(interview),
        campaign=builder.campaign(interview.campaign) if interview.campaign else None,
        synthetic_notice=builder.synthetic_notice(interview.is_synthetic),
        player=builder.player(interview, passage.start_seconds, passage.end_seconds),
        question=quoted(_question(passage, around)),
        previous=quoted(by_position.get(passage.position - 1)),
        next=quoted(by_position.get(passage.position + 1)),
        attribution_notice=attribution_notice(
            words, {passage.turn.speaker_role}, interview.leader.name, passage.turn.is_speaker_confirmed
        ),
        speaker_note=_speaker_note(reader, passage),
        citation=_citation(builder, passage, interview),
        permalink=words.absolute(words.url("passage", id=passage.id)),
        revision=revision_view(words, revision) if revision else None,
        sound=passage_sound(words, passage),
        listening_copy=listening_copy(words, interview.recording),
        downloads=builder.downloads(interview),
        notes=note_views(
            words,
            notes_of(reader.session, interview.id).get(passage.id, ()),
            interview.leader.name,
        ),
        correct_url=words.url("correct", id=passage.id),
        mentions=passage_mentions(reader, passage.id),
        clip_url=words.url("make_clip", slug=interview.slug, first=passage.id, last=passage.id),
    )


def _around(reader: Reader, passage: Passage) -> list[Passage]:
    """Return the neighbours of a passage and the others of its exchange, in order."""
    is_near: ColumnElement[bool] = Passage.position.in_((passage.position - 1, passage.position + 1))
    if passage.exchange_id is not None:
        is_near = is_near | (Passage.exchange_id == passage.exchange_id)
    query = (
        select(Passage)
        .where(Passage.transcript_id == passage.transcript_id, is_near, Passage.id != passage.id)
        .options(
            defer(Passage.words), joinedload(Passage.turn), selectinload(Passage.tags).joinedload(Tag.theme)
        )
        .order_by(Passage.position)
    )
    return list(reader.session.scalars(query))


def _question(passage: Passage, around: list[Passage]) -> Passage | None:
    """Return the interviewer's last words before the passage, in the same exchange."""
    if passage.exchange_id is None or passage.turn.speaker_role == "interviewer":
        return None
    asked = [
        one
        for one in around
        if one.exchange_id == passage.exchange_id
        and one.turn.speaker_role == "interviewer"
        and one.position < passage.position
    ]
    return asked[-1] if asked else None


def _speaker_note(reader: Reader, passage: Passage) -> str:
    """Return since when a person says who speaks; nothing where only a machine does."""
    if not passage.turn.is_speaker_confirmed:
        return ""
    known = read_confirmations(reader.session, passage.transcript_id, [passage.id]).get(passage.id)
    return speaker_note(reader.words, passage.turn, known.at if known else None)


def _citation(builder: ViewBuilder, passage: Passage, interview: Interview) -> str:
    """Return the text to copy: the words, who said them, when, where, and who wrote them down."""
    words = builder.words
    quote = builder.quote(passage, interview)
    who = quote.speaker_text
    if passage.turn.speaker_role == "leader":
        who = f"{who} ({interview.party.name})"
    opening, closing = ("«\u202f", "\u202f»") if words.language == "fr" else ("“", "”")
    return words.gettext(
        "%(quote)s — %(who)s, entrevue avec %(leader)s, %(day)s, de %(start)s à %(end)s. %(status)s. %(url)s",
        quote=f"{opening}{quote.text}{closing}",
        who=who,
        leader=interview.leader.name,
        day=quote.recorded_text,
        start=format_timecode(passage.start_seconds),
        end=format_timecode(passage.end_seconds),
        status=quote.status.text,
        url=words.absolute(quote.url),
    )
