"""Turns rows into the shapes of the API. Addresses are absolute, pages in the site's first language."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.comparison_grid import Cell
from app.domain.media_addresses import rendition_path, transcript_path
from app.domain.sound_words import sound_words
from app.models import (
    Fact,
    Interview,
    Invitation,
    Leader,
    OfficeNote,
    Party,
    Passage,
    Recording,
    Revision,
    Tag,
    Theme,
)
from app.services.comparing.comparison import is_readable
from app.services.exporting.export_records import (
    CellPassageRecord,
    CellRecord,
    FactRecord,
    InterviewRecord,
    InvitationRecord,
    LeaderRecord,
    LeadershipRecord,
    OfficeNoteRecord,
    PartyRecord,
    PassageRecord,
    RecordingRecord,
    RenditionRecord,
    RevisionRecord,
    SoundQualityRecord,
    SpeakerRecord,
    TagRecord,
    Texts,
    ThemeRecord,
    WordRecord,
)
from app.services.reading.listening_copy_reading import heard_sound
from app.services.showing.sound_wording import stored_quality
from app.services.showing.view_building import original_url
from app.services.showing.wording import Wording


class RecordBuilder:
    """Builds records for one answer."""

    def __init__(self, words: Wording) -> None:
        self.words = words

    def page(self, name: str, **values: str) -> str:
        """Return the absolute address of a page."""
        return self.words.absolute(self.words.url(name, **values))

    def party(self, party: Party) -> PartyRecord:
        """Return a party."""
        return PartyRecord.model_validate(party, from_attributes=True, extra="ignore")

    def leader(self, leader: Leader) -> LeaderRecord:
        """Return a leader; needs leaderships with their parties loaded."""
        headed = [
            LeadershipRecord(party=one.party.slug, from_on=one.from_on, to_on=one.to_on, source=one.source)
            for one in leader.leaderships
        ]
        return LeaderRecord(
            slug=leader.slug,
            name=leader.name,
            party=headed[-1].party if headed else None,
            leaderships=headed,
            is_synthetic=leader.is_synthetic,
            url=self.page("leader", slug=leader.slug),
        )

    def theme(self, theme: Theme) -> ThemeRecord:
        """Return a theme."""
        return ThemeRecord(
            slug=theme.slug,
            label=Texts(fr=theme.label_fr, en=theme.label_en),
            description=Texts(fr=theme.description_fr, en=theme.description_en),
            retired_on=theme.retired_on,
            url=self.page("theme", slug=theme.slug),
        )

    def invitation(self, invitation: Invitation) -> InvitationRecord:
        """Return an invitation; needs its leader and party loaded."""
        return InvitationRecord.model_validate(
            {
                "leader": invitation.leader.slug,
                "party": invitation.party.slug,
                "state": invitation.state,
                "sent_on": invitation.sent_on,
                "answered_on": invitation.answered_on,
                "checked_on": invitation.checked_on,
                "note": Texts(fr=invitation.note_fr, en=invitation.note_en),
            }
        )

    def fact(self, fact: Fact) -> FactRecord:
        """Return a sourced statement."""
        return FactRecord.model_validate(
            {
                "leader": fact.leader.slug if fact.leader else None,
                "dated": fact.dated,
                "text": Texts(fr=fact.text_fr, en=fact.text_en),
                "source": fact.source,
                "confidence": fact.confidence,
            }
        )

    def interview(self, interview: Interview) -> InterviewRecord:
        """Return a public interview."""
        path = transcript_path(interview.slug, "json")
        return InterviewRecord(
            slug=interview.slug,
            leader=interview.leader.slug,
            leader_name=interview.leader.name,
            party=interview.party.slug,
            party_name=interview.party.name,
            campaign=interview.campaign.slug if interview.campaign else None,
            interviewer=interview.interviewer,
            recorded_on=interview.recorded_on,
            dated=Texts(fr=interview.dated_fr, en=interview.dated_en),
            place=interview.place,
            language=interview.language,
            is_synthetic=interview.is_synthetic,
            published_at=interview.published_at,
            recording=self.recording(interview.recording) if interview.recording else None,
            url=self.page("interview", slug=interview.slug),
            transcript_url=self.words.absolute(path) if is_readable(interview) else None,
        )

    def recording(self, recording: Recording) -> RecordingRecord:
        """Return a recording; needs its renditions loaded."""
        return RecordingRecord(
            sha256=recording.sha256,
            original_filename=recording.original_filename,
            size_bytes=recording.size_bytes,
            media_type=recording.media_type,
            duration_seconds=recording.duration_seconds,
            received_at=recording.received_at,
            original_url=self.words.absolute(original_url(recording)),
            renditions=[
                RenditionRecord.model_validate(
                    {
                        "kind": one.kind,
                        "url": self.words.absolute(rendition_path(recording.sha256, one.kind, one.media_key)),
                        "media_type": one.media_type,
                        "sha256": one.sha256,
                        "size_bytes": one.size_bytes,
                        "width_pixels": one.width_pixels,
                        "height_pixels": one.height_pixels,
                        "made_with": one.made_with,
                    }
                )
                for one in sorted(recording.renditions, key=lambda one: one.kind)
            ],
        )

    def revision(self, revision: Revision) -> RevisionRecord:
        """Return who made a text."""
        return RevisionRecord(
            number=revision.number,
            made_by="machine" if revision.made_by == "machine" else "curator",
            engine=revision.engine,
            model=revision.model,
            settings=revision.settings,
            heard=heard_sound(revision),
            created_at=revision.created_at,
        )

    def passage(
        self, passage: Passage, interview: Interview, notes: Iterable[OfficeNote] = ()
    ) -> PassageRecord:
        """Return a passage with its words; needs turn and tags loaded."""
        return PassageRecord.model_validate(
            {
                "id": passage.id,
                "interview": interview.slug,
                "start_seconds": passage.start_seconds,
                "end_seconds": passage.end_seconds,
                "speaker": self.speaker(passage, interview),
                "text": passage.text,
                "language": passage.language,
                "status": passage.status,
                "themes": [_tag(one) for one in sorted(passage.tags, key=lambda tag: tag.theme.position)],
                "exchange_id": passage.exchange_id,
                "words": [
                    WordRecord(text=text, start_seconds=start, end_seconds=end, probability=probability)
                    for text, start, end, probability in passage.words
                ],
                "sound_quality": _sound_quality(passage),
                "notes": [_note(one) for one in notes],
                "url": self.page("passage", id=passage.id),
            }
        )

    def cell(self, cell: Cell, shown: dict[str, tuple[Passage, Interview]], evidence_url: str) -> CellRecord:
        """Return a cell of the comparison."""
        return CellRecord.model_validate(
            {
                "theme": cell.theme,
                "leader": cell.leader,
                "state": cell.state,
                "as_of": cell.as_of,
                "seconds_spoken": round(cell.seconds_spoken, 2),
                "passages": [self._cell_passage(*shown[one]) for one in cell.shown_ids],
                "passage_ids": list(cell.passage_ids),
                "evidence_url": self.words.absolute(evidence_url),
            }
        )

    def _cell_passage(self, passage: Passage, interview: Interview) -> CellPassageRecord:
        return CellPassageRecord(
            id=passage.id,
            start_seconds=passage.start_seconds,
            end_seconds=passage.end_seconds,
            text=passage.text,
            interview=interview.slug,
            url=self.page("passage", id=passage.id),
        )

    def speaker(self, passage: Passage, interview: Interview) -> SpeakerRecord:
        """Return who speaks in a passage; needs its turn loaded."""
        names = {"leader": interview.leader.name, "interviewer": interview.interviewer or None}
        role = passage.turn.speaker_role
        return SpeakerRecord.model_validate(
            {"role": role, "name": names.get(role), "confirmed": passage.turn.is_speaker_confirmed}
        )


def _sound_quality(passage: Passage) -> SoundQualityRecord | None:
    quality = stored_quality(passage)
    if quality is None:
        return None
    figures = quality.to_json()
    return SoundQualityRecord(**figures, words=list(sound_words(**figures)))


def _note(note: OfficeNote) -> OfficeNoteRecord:
    is_shown = note.withdrawn_at is None
    return OfficeNoteRecord.model_validate(
        {
            "id": note.id,
            "signed_by": note.signed_by,
            "received_on": note.received_on,
            "channel": note.channel,
            "text": Texts(fr=note.text_fr if is_shown else "", en=note.text_en if is_shown else ""),
            "withdrawn_at": note.withdrawn_at,
            "withdrawn_reason": note.withdrawn_reason,
        }
    )


def _tag(tag: Tag) -> TagRecord:
    return TagRecord.model_validate(
        {"slug": tag.theme.slug, "source": tag.source, "score": tag.score, "inherited": tag.is_inherited}
    )
