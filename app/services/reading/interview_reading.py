"""The page of an interview: its sound, and its words in turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.domain.timecode import format_timecode
from app.models import Fact, Interview, OfficeNote, Passage, Recording, Revision, Theme, Turn
from app.services.clips.clip_choice_views import ClipBar
from app.services.clips.clip_making import LONGEST_SECONDS
from app.services.corrections.office_note_views import note_views
from app.services.corrections.office_notes import notes_of
from app.services.mentions.mention_listing import interview_mentions
from app.services.reading.listening_copy_reading import heard_text, listening_copy
from app.services.reading.public_interviews import find_interview, machine_revision, read_turns
from app.services.reading.public_views import (
    InterviewView,
    OriginalView,
    PassageInTurn,
    RevisionView,
    ThemeMoments,
    TurnView,
)
from app.services.reading.speaker_confirmations import confirmed_at, read_confirmations
from app.services.showing.reader import Reader
from app.services.showing.sound_wording import interview_sound
from app.services.showing.spoken_words import word_views
from app.services.showing.state_wording import LANGUAGE_TEXTS, speaker_note, speaker_text, status_view
from app.services.showing.view_building import ViewBuilder, original_url
from app.services.showing.view_parts import FactView, Link, StatusView
from app.services.showing.wording import Wording

# The notes beside each passage, by its id.
Notes = Mapping[str, tuple[OfficeNote, ...]]


def view_interview(reader: Reader, slug: str) -> InterviewView:
    """Return the page of a public interview."""
    words = reader.words
    interview = find_interview(reader.session, slug)
    recording = interview.recording
    transcript = recording.transcript if recording else None
    turns = read_turns(reader.session, transcript) if transcript else []
    revision = machine_revision(reader.session, transcript) if transcript else None
    passages = [one for turn in turns for one in turn.passages]
    notes = notes_of(reader.session, interview.id)
    confirmed = read_confirmations(reader.session, transcript.id) if transcript else {}
    builder = reader.builder([interview])
    return InterviewView(
        card=builder.card(interview),
        campaign=builder.campaign(interview.campaign) if interview.campaign else None,
        synthetic_notice=builder.synthetic_notice(interview.is_synthetic),
        player=builder.player(interview),
        absence_text=_absence_text(words, interview),
        turns=tuple(
            _turn(builder, turn, interview, revision, notes, confirmed_at(confirmed, turn))
            for turn in turns
            if any(passage.text for passage in turn.passages)
        ),
        themes=_theme_moments(builder, turns, interview),
        language_text=words.gettext(LANGUAGE_TEXTS[interview.language])
        if interview.language in LANGUAGE_TEXTS
        else interview.language,
        status_counts=_status_counts(words, turns),
        machine_notice=machine_notice(words, passages),
        revision=revision_view(words, revision) if revision else None,
        original=original_view(words, recording) if recording else None,
        sound=interview_sound(words, passages),
        listening_copy=listening_copy(words, recording),
        downloads=builder.downloads(interview),
        facts=_facts(reader, builder, interview),
        mentions=interview_mentions(reader, interview),
        clip_bar=_clip_bar(words, interview, passages),
    )


def revision_view(words: Wording, revision: Revision) -> RevisionView:
    """Return how a text was made, in words."""
    day = words.day_of(revision.created_at)
    if revision.made_by == "machine":
        summary = words.gettext(
            "Transcrit par une machine le %(day)s avec %(engine)s, modèle %(model)s",
            day=day,
            engine=revision.engine,
            model=revision.model or "?",
        )
    else:
        summary = words.gettext("Corrigé par une personne le %(day)s", day=day)
    settings = tuple(f"{name} = {value}" for name, value in sorted((revision.settings or {}).items()))
    return RevisionView(revision.number, summary, settings, day, heard_text(words, revision))


def original_view(words: Wording, recording: Recording) -> OriginalView:
    """Return the file as received."""
    return OriginalView(
        recording.original_filename,
        original_url(recording),
        words.size(recording.size_bytes),
        recording.sha256,
        words.day_of(recording.received_at),
    )


def machine_notice(words: Wording, passages: Sequence[Passage]) -> str:
    """Return the warning that a text nobody has checked deserves; empty when all of it was checked."""
    if all(passage.status == "checked" for passage in passages):
        return ""
    if all(passage.status == "machine" for passage in passages):
        return words.gettext(
            "Ce texte vient d'une machine et peut se tromper. Écoutez avant de citer ; le son fait foi."
        )
    return words.gettext(
        "Une partie de ce texte vient d'une machine et peut se tromper. "
        "Écoutez avant de citer ; le son fait foi."
    )


def _absence_text(words: Wording, interview: Interview) -> str:
    if interview.recording is None:
        return words.gettext(
            "Cette entrevue a eu lieu et a été publiée ailleurs. Son enregistrement n'est pas sur ce site, "
            "et rien de ce qui s'y est dit n'est cité ici."
        )
    if interview.recording.transcript is None:
        return words.gettext("L'enregistrement est ici, mais son texte n'est pas encore fait.")
    return ""


def _turn(
    builder: ViewBuilder,
    turn: Turn,
    interview: Interview,
    revision: Revision | None,
    notes: Notes,
    told_at: datetime | None,
) -> TurnView:
    words = builder.words
    return TurnView(
        speaker_role=turn.speaker_role,
        speaker_text=speaker_text(words, turn.speaker_role, interview),
        speaker_note=speaker_note(words, turn, told_at),
        start_seconds=turn.start_seconds,
        end_seconds=turn.end_seconds,
        timecode=format_timecode(turn.start_seconds),
        # An empty passage is one where a person heard that nothing was said.
        passages=tuple(
            _passage(builder, passage, interview, revision, notes)
            for passage in turn.passages
            if passage.text
        ),
    )


def _clip_bar(words: Wording, interview: Interview, passages: Sequence[Passage]) -> ClipBar | None:
    if not any(one.words for one in passages):
        return None
    return ClipBar(words.url("make_clip", slug=interview.slug), round(LONGEST_SECONDS))


def _passage(
    builder: ViewBuilder, passage: Passage, interview: Interview, revision: Revision | None, notes: Notes
) -> PassageInTurn:
    words = builder.words
    return PassageInTurn(
        id=passage.id,
        anchor=f"p-{passage.id}",
        url=words.url("passage", id=passage.id),
        start_seconds=passage.start_seconds,
        end_seconds=passage.end_seconds,
        timecode=format_timecode(passage.start_seconds),
        moment_url=words.moment(interview.slug, passage.start_seconds, passage.end_seconds),
        text=words.spoken(passage.text, passage.language),
        words=word_views(words, passage, revision),
        language=passage.language,
        status=status_view(words, passage.status),
        themes=builder.tags(passage),
        exchange_number=passage.exchange.position + 1 if passage.exchange else None,
        notes=note_views(words, notes.get(passage.id, ()), interview.leader.name),
        correct_url=words.url("correct", id=passage.id),
        clip_url=words.url("make_clip", slug=interview.slug, first=passage.id, last=passage.id),
    )


def _theme_moments(
    builder: ViewBuilder, turns: Sequence[Turn], interview: Interview
) -> tuple[ThemeMoments, ...]:
    found: dict[int, tuple[Theme, list[Link]]] = {}
    for turn in turns:
        for passage in turn.passages:
            for tag in passage.tags:
                moment = Link(
                    format_timecode(passage.start_seconds),
                    builder.words.moment(interview.slug, passage.start_seconds, passage.end_seconds),
                )
                found.setdefault(tag.theme_id, (tag.theme, []))[1].append(moment)
    in_order = sorted(found.values(), key=lambda pair: pair[0].position)
    return tuple(ThemeMoments(builder.theme(theme), tuple(moments)) for theme, moments in in_order)


def _status_counts(words: Wording, turns: Sequence[Turn]) -> tuple[StatusView, ...]:
    """Return how many passages stand in each status, in words: « Texte de la machine : 12 passages »."""
    counts = Counter(passage.status for turn in turns for passage in turn.passages)
    return tuple(
        StatusView(
            code,
            words.gettext(
                "%(status)s : %(count)s",
                status=status_view(words, code).text,
                count=words.ngettext("%(num)s passage", "%(num)s passages", counts[code]),
            ),
        )
        for code in ("machine", "corrected", "checked")
        if counts[code]
    )


def _facts(reader: Reader, builder: ViewBuilder, interview: Interview) -> tuple[FactView, ...]:
    """Return what is known of the leader in that campaign, where there is no recording to hear."""
    if interview.recording is not None or interview.campaign_id is None:
        return ()
    facts = reader.session.scalars(
        select(Fact)
        .where(Fact.campaign_id == interview.campaign_id, Fact.leader_id == interview.leader_id)
        .options(joinedload(Fact.leader))
        .order_by(Fact.position)
    )
    return tuple(builder.fact(fact) for fact in facts)
