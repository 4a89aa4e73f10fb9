"""Reads the text of an interview as a curator edits it: one curator, with the drafts of that one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.settled_spots import UntoldWords
from app.domain.spoken_order import Order, Place
from app.domain.timecode import format_timecode
from app.errors import NotFound
from app.errors import translatable as _
from app.models import Interview, Passage, PassageDraft, Recording, Revision, Tag, Transcript
from app.services.editing.draft_keeping import drafts_of
from app.services.editing.editor_views import (
    EditorDraft,
    EditorPassage,
    EditorSpeaker,
    EditorText,
    EditorView,
    PassageToolsView,
)
from app.services.editing.machine_text import unheard_marks
from app.services.editing.passage_order import read_order
from app.services.editing.revision_writing import last_number, state_of
from app.services.guided_pass.settled_reading import read_settled
from app.services.reading.campaign_reading import interviews_with_parts
from app.services.reading.public_interviews import machine_revision
from app.services.showing.reader import Reader
from app.services.showing.spoken_words import doubtful_words
from app.services.showing.state_wording import speaker_note, speaker_text, status_view
from app.services.showing.view_building import ViewBuilder
from app.services.showing.view_parts import Link, MediaSource, Player

# Beside each of hundreds of passages a word is enough; the tools say the whole.
STATUS_MARKS = {"corrected": _("corrigé"), "checked": _("vérifié")}
ROLES = ("leader", "interviewer", "unknown")
STUDIO_MEDIA = "/atelier"


@dataclass(frozen=True, slots=True)
class _Known:
    """What the passages of one transcript have in common while they are read."""

    builder: ViewBuilder
    interview: Interview
    revision: Revision | None
    order: Order
    drafts: Mapping[str, PassageDraft]
    settled: Mapping[str, tuple[str, ...]]
    unheard: UntoldWords


def view_editor(reader: Reader, interview_id: int, curator_id: int, notice: str) -> EditorView:
    """Return the page on which a curator edits an interview.

    Raises
    ------
    NotFound
        There is no such interview.
    """
    interview = find_edited(reader.session, interview_id)
    builder = reader.builder([interview])
    words = reader.words
    text = _text(reader.session, builder, interview, curator_id)
    card = builder.card(interview)
    links = [Link(words.gettext("Révisions"), f"/atelier/entrevues/{interview_id}/revisions")]
    links += [Link(words.gettext("Thèmes"), f"/atelier/entrevues/{interview_id}/themes")]
    if interview.state == "published":
        links.append(Link(words.gettext("Page publique"), card.url))
    return EditorView(
        interview_id=interview_id,
        curator_id=curator_id,
        leader_name=interview.leader.name,
        facts=tuple(part for part in (card.recorded_text, card.place, card.state_text) if part),
        player=studio_player(builder, interview),
        text=text,
        roles=_roles(builder, interview),
        links=tuple(links),
        draft_count=sum(one.draft is not None for one in text.passages) if text else 0,
        notice=notice,
    )


def read_editor_text(reader: Reader, interview_id: int, curator_id: int) -> EditorText:
    """Return the whole text of an interview as it is edited.

    Raises
    ------
    NotFound
        There is no such interview, or it has no text yet.
    """
    interview = find_edited(reader.session, interview_id)
    text = _text(reader.session, ViewBuilder(reader.words), interview, curator_id)
    if text is None:
        raise NotFound(_("Cette entrevue n'a pas encore de transcription."))
    return text


def read_editor_passages(
    reader: Reader, interview_id: int, curator_id: int, passage_ids: Collection[str]
) -> tuple[EditorPassage, ...]:
    """Return some passages of an interview in order; those that are no more are left out."""
    interview = find_edited(reader.session, interview_id)
    transcript = interview.recording.transcript if interview.recording else None
    if transcript is None:
        return ()
    return _passages(
        reader.session, ViewBuilder(reader.words), interview, transcript, curator_id, passage_ids
    )


def view_passage_tools(reader: Reader, passage_id: str, curator_id: int) -> PassageToolsView:
    """Return the page of all that can be done to one passage.

    Raises
    ------
    NotFound
        There is no such passage.
    """
    session = reader.session
    interview = find_edited(session, interview_of(session, passage_id))
    transcript = interview.recording.transcript if interview.recording else None
    assert transcript is not None  # noqa: S101 (the passage is of it)
    builder = reader.builder([interview])
    ids = [place.passage_id for place in read_order(session, transcript.id)]
    shown = ids[ids.index(passage_id) :][:2]
    passages = _passages(session, builder, interview, transcript, curator_id, shown)
    return PassageToolsView(
        interview_id=interview.id,
        leader_name=interview.leader.name,
        passage=passages[0],
        next=passages[1] if len(passages) > 1 else None,
        player=studio_player(builder, interview),
        roles=_roles(builder, interview),
    )


def find_edited(session: Session, interview_id: int) -> Interview:
    """Return an interview whatever its state, with all that a card shows of it; raises NotFound."""
    interview = session.scalars(interviews_with_parts().where(Interview.id == interview_id)).one_or_none()
    if interview is None:
        raise NotFound(_("Cette entrevue n'existe pas."))
    return interview


def interview_of(session: Session, passage_id: str) -> int:
    """Return the interview of a passage; raises NotFound."""
    found = session.scalar(
        select(Recording.interview_id)
        .join(Transcript, Transcript.recording_id == Recording.id)
        .join(Passage, Passage.transcript_id == Transcript.id)
        .where(Passage.id == passage_id)
    )
    if found is None:
        raise NotFound(_("Ce passage n'existe pas, ou n'existe plus."))
    return found


def transcript_of(session: Session, interview_id: int) -> int:
    """Return the transcript of an interview; raises NotFound."""
    found = session.scalar(
        select(Transcript.id)
        .join(Recording, Transcript.recording_id == Recording.id)
        .where(Recording.interview_id == interview_id)
    )
    if found is None:
        raise NotFound(_("Cette entrevue n'a pas encore de transcription."))
    return found


def studio_player(builder: ViewBuilder, interview: Interview) -> Player | None:
    """Return the player of an interview for curators: what is not public is heard inside the studio only."""
    player = builder.player(interview)
    if player is None:
        return None

    def inside(source: MediaSource) -> MediaSource:
        return replace(source, url=f"{STUDIO_MEDIA}{source.url}")

    return replace(
        player,
        sources=tuple(inside(source) for source in player.sources),
        cleaned=inside(player.cleaned) if player.cleaned else None,
        poster_url=f"{STUDIO_MEDIA}{player.poster_url}" if player.poster_url else None,
        captions_url=None,
    )


def _text(session: Session, builder: ViewBuilder, interview: Interview, curator_id: int) -> EditorText | None:
    transcript = interview.recording.transcript if interview.recording else None
    if transcript is None:
        return None
    return EditorText(
        interview.id,
        transcript.id,
        last_number(session, transcript.id),
        _passages(session, builder, interview, transcript, curator_id),
    )


def _passages(
    session: Session,
    builder: ViewBuilder,
    interview: Interview,
    transcript: Transcript,
    curator_id: int,
    passage_ids: Collection[str] | None = None,
) -> tuple[EditorPassage, ...]:
    query = (
        select(Passage)
        .where(Passage.transcript_id == transcript.id)
        .options(joinedload(Passage.turn), selectinload(Passage.tags).joinedload(Tag.theme))
    )
    if passage_ids is not None:
        query = query.where(Passage.id.in_(passage_ids))
    rows = {passage.id: passage for passage in session.scalars(query)}
    known = _Known(
        builder,
        interview,
        machine_revision(session, transcript),
        read_order(session, transcript.id),
        drafts_of(session, curator_id, transcript.id),
        read_settled(session, builder.words, transcript.id, passage_ids),
        unheard_marks(session, transcript.id),
    )
    return tuple(
        _passage(known, rows[place.passage_id], place, known.order[number - 1] if number else None)
        for number, place in enumerate(known.order)
        if place.passage_id in rows
    )


def _passage(known: _Known, passage: Passage, place: Place, before: Place | None) -> EditorPassage:
    words = known.builder.words
    return EditorPassage(
        id=passage.id,
        previous=before.passage_id if before else None,
        number=passage.revision_number,
        start_seconds=passage.start_seconds,
        end_seconds=passage.end_seconds,
        timecode=format_timecode(passage.start_seconds),
        text=passage.text,
        words=tuple((text, start, end, sure) for text, start, end, sure in passage.words),
        doubts=doubtful_words(state_of(passage), known.revision, known.unheard),
        speaker=EditorSpeaker(
            place.speaker.role,
            speaker_text(words, place.speaker.role, known.interview),
            speaker_note(words, passage.turn),
            place.speaker.voice,
            place.speaker.is_confirmed,
        ),
        starts_turn=place.starts_turn,
        exchange=place.exchange,
        language=passage.language,
        status=status_view(words, passage.status),
        status_mark=words.gettext(STATUS_MARKS[passage.status]) if passage.status in STATUS_MARKS else "",
        themes=known.builder.tags(passage),
        settled=known.settled.get(passage.id, ()),
        draft=_draft(known, passage),
    )


def _draft(known: _Known, passage: Passage) -> EditorDraft | None:
    draft = known.drafts.get(passage.id)
    if draft is None:
        return None
    at = known.builder.words.instant(draft.saved_at)
    return EditorDraft(draft.text, draft.seen_number, draft.saved_at.isoformat(), at)


def _roles(builder: ViewBuilder, interview: Interview) -> tuple[tuple[str, str], ...]:
    return tuple((role, speaker_text(builder.words, role, interview)) for role in ROLES)
