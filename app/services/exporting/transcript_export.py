"""Takes a transcript home: JSON, WebVTT, SRT and plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sqlalchemy.orm import Session

from app.domain.timecode import format_timecode
from app.errors import NotFound
from app.errors import translatable as _
from app.models import Interview, Recording, Revision, Turn
from app.services.corrections.office_notes import notes_of
from app.services.exporting.export_records import TranscriptRecord
from app.services.exporting.record_building import RecordBuilder
from app.services.reading.interview_reading import revision_view
from app.services.reading.public_interviews import last_revision, read_turns
from app.services.showing.state_wording import speaker_text
from app.services.showing.wording import Wording
from transcription.raw_transcript import Word
from transcription.subtitles import SubtitleCue, cut_cues, write_srt, write_vtt


def export_json(session: Session, words: Wording, interview: Interview) -> TranscriptRecord:
    """Return the transcript with its words, times and themes.

    Raises
    ------
    NotFound
        The interview has no recording, or no text yet.
    """
    recording, revision, turns = _read(session, interview)
    builder = RecordBuilder(words)
    passages = [one for turn in turns for one in turn.passages]
    notes = notes_of(session, interview.id)
    return TranscriptRecord(
        interview=builder.interview(interview),
        recording=builder.recording(recording),
        revision=builder.revision(revision),
        passages=[builder.passage(one, interview, notes.get(one.id, ())) for one in passages],
    )


def export_vtt(session: Session, words: Wording, interview: Interview) -> str:
    """Return WebVTT with the voices; raises as `export_json`."""
    return write_vtt(_cues(words, interview, _read(session, interview)[2]))


def export_srt(session: Session, words: Wording, interview: Interview) -> str:
    """Return SRT; raises as `export_json`."""
    return write_srt(_cues(words, interview, _read(session, interview)[2]))


def export_txt(session: Session, words: Wording, interview: Interview) -> str:
    """Return the text in turns, under what a quote needs to say; raises as `export_json`."""
    recording, revision, turns = _read(session, interview)
    day = words.day(interview.recorded_on) or words.pick(interview.dated_fr, interview.dated_en)
    title = words.gettext("Entrevue avec %(leader)s", leader=interview.leader.name)
    head = (
        f"{title} ({interview.party.name}), {day}",
        revision_view(words, revision).summary,
        f"SHA-256 {recording.sha256}",
        words.absolute(words.url("interview", slug=interview.slug)),
    )
    lines = [
        f"[{format_timecode(turn.start_seconds)}] {speaker_text(words, turn.speaker_role, interview)}\n"
        + " ".join(words.spoken(one.text, one.language) for one in turn.passages if one.text)
        for turn in turns
        if any(one.text for one in turn.passages)
    ]
    return "\n".join(head) + "\n\n" + "\n\n".join(lines) + "\n"


WRITERS: Mapping[str, tuple[str, Callable[[Session, Wording, Interview], str]]] = {
    "vtt": ("text/vtt", export_vtt),
    "srt": ("application/x-subrip", export_srt),
    "txt": ("text/plain", export_txt),
}


def _read(session: Session, interview: Interview) -> tuple[Recording, Revision, list[Turn]]:
    recording = interview.recording
    transcript = recording.transcript if recording else None
    revision = last_revision(session, transcript) if transcript else None
    if recording is None or transcript is None or revision is None:
        raise NotFound(_("Le texte de « %(slug)s » n'est pas sur ce site."), slug=interview.slug)
    return recording, revision, read_turns(session, transcript)


def _cues(words: Wording, interview: Interview, turns: list[Turn]) -> Iterator[SubtitleCue]:
    for turn in turns:
        voice = speaker_text(words, turn.speaker_role, interview)
        for passage in turn.passages:
            yield from cut_cues([Word(*values) for values in passage.words], voice)
