"""Quotes a passage, or a moment of an interview, without keeping a clip of it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.domain.clip_anchor import Anchor, text_of
from app.models import Clip, Interview, Transcript
from app.models.base import now
from app.services.clips.clip_finding import AnchoredClip
from app.services.clips.clip_making import LONGEST_SECONDS
from app.services.clips.spoken_window import SpokenWindow, read_window, with_roles
from app.services.reading.public_interviews import find_interview, find_passage

# An address that names no end points at a sentence or two.
USUAL_SECONDS = 15.0


def quote_passage(session: Session, passage_id: str) -> AnchoredClip | None:
    """Return the words of a public passage as a clip that is not kept; None where it has no words.

    Raises
    ------
    NotFound, PassageMoved, InterviewWithdrawn
        As `find_passage`.
    """
    passage, interview = find_passage(session, passage_id)
    window = read_window(session, passage.transcript_id, passage.start_seconds, passage.end_seconds)
    numbers = [number for number, one in enumerate(window.words) if one.passage_id == passage_id]
    return _quoted(interview, passage.transcript, window, numbers)


def quote_moment(
    session: Session, interview_slug: str, start_seconds: float, end_seconds: float | None
) -> AnchoredClip | None:
    """Return the words heard between two moments of a public interview; None where none are.

    Parameters
    ----------
    start_seconds, end_seconds : float, float or None
        From the beginning of the recording; at most as much as a clip may last is quoted.

    Raises
    ------
    NotFound, InterviewWithdrawn
        As `find_interview`.
    """
    interview = find_interview(session, interview_slug)
    transcript = interview.recording.transcript if interview.recording else None
    if transcript is None:
        return None
    end = start_seconds + USUAL_SECONDS if end_seconds is None else end_seconds
    end = min(end, start_seconds + LONGEST_SECONDS)
    window = read_window(session, transcript.id, start_seconds, end)
    numbers = [
        number for number, one in enumerate(window.words) if start_seconds <= one.middle_seconds <= end
    ]
    return _quoted(interview, transcript, window, numbers)


def _quoted(
    interview: Interview, transcript: Transcript, window: SpokenWindow, numbers: list[int]
) -> AnchoredClip | None:
    recording = interview.recording
    if not numbers or recording is None:
        return None
    words = window.words[numbers[0] : numbers[-1] + 1]
    start, end = words[0].start_seconds, words[-1].end_seconds
    if end <= start:
        return None
    anchor = Anchor(numbers[0], numbers[-1] + 1, start, end)
    clip = Clip(
        id="",
        interview_id=interview.id,
        transcript_id=transcript.id,
        recording_sha256=recording.sha256,
        revision_number=0,
        start_seconds=start,
        end_seconds=end,
        text=text_of(words),
        words=with_roles(window.passages, words),
        made_at=now(),
    )
    return AnchoredClip(clip, interview, window, anchor, start, end)
