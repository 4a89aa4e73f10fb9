"""Finds a clip that the public may hear, and where its words are read now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.clip_anchor import Anchor, SpokenWord, anchor_words, text_of
from app.domain.sentence_context import SentenceContext, sentence_context
from app.domain.word_spacing import spaces_before
from app.errors import NotFound, Withdrawn
from app.errors import translatable as _
from app.models import Clip, Interview, Passage
from app.models.passage import PASSAGE_STATUSES
from app.services.clips.spoken_window import SpokenWindow, read_window
from app.services.reading.campaign_reading import interviews_with_parts
from app.services.reading.public_interviews import require_public


class ClipWithdrawn(Withdrawn):
    """A clip that was public; its address answers with the day and the reason."""

    def __init__(self, clip: Clip, interview: Interview) -> None:
        super().__init__(
            _("Cet extrait de l'entrevue avec %(leader)s a été retiré."), leader=interview.leader.name
        )
        self.clip_id = clip.id
        self.interview_slug = interview.slug
        self.leader_name = interview.leader.name
        self.withdrawn_at: datetime | None = clip.withdrawn_at
        self.reason = clip.withdrawn_reason


@dataclass(frozen=True, slots=True)
class AnchoredClip:
    """A clip and where its words are read now.

    `anchor` is None where nothing of them is left: the sound stays. `start_seconds` and `end_seconds` are
    those of the words now, or as they were quoted.
    """

    clip: Clip
    interview: Interview
    window: SpokenWindow
    anchor: Anchor | None
    start_seconds: float
    end_seconds: float

    @property
    def words(self) -> tuple[SpokenWord, ...]:
        """The words as they are read now; none where nothing is left."""
        return self.window.words[self.anchor.first : self.anchor.end] if self.anchor else ()

    @property
    def text(self) -> str:
        """The words as they are read now, without typography."""
        return text_of(self.words)

    @property
    def context(self) -> SentenceContext | None:
        """What surrounds the words as they are read now; None where nothing is left of them."""
        if self.anchor is None:
            return None
        return sentence_context(self.window.words, self.anchor.first, self.anchor.end)

    @property
    def is_corrected(self) -> bool:
        """Whether the text, or who speaks, is another one than was quoted."""
        return self.text != self.clip.text or self.roles != self.quoted_roles

    @property
    def state(self) -> str:
        """`same`, `corrected` since it was quoted, or `gone` where nothing of the words is left."""
        if not self.text.strip():
            return "gone"
        return "corrected" if self.is_corrected else "same"

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages that hold the words now, in order."""
        ids = {one.passage_id for one in self.words}
        return tuple(one for one in self.window.passages if one.id in ids)

    @property
    def status(self) -> str:
        """Who stands behind the text: that of the passage of which the fewest people do."""
        statuses = {one.status for one in self.passages}
        return next((one for one in PASSAGE_STATUSES if one in statuses), "machine")

    @property
    def roles(self) -> tuple[str, ...]:
        """Who speaks now, in order, each once in a row; who spoke then where nothing is left of the words."""
        if not self.words:
            return self.quoted_roles
        of_passage = {one.id: one.turn.speaker_role for one in self.passages}
        return _in_row([of_passage[one.passage_id] for one in self.words])

    @property
    def quoted_roles(self) -> tuple[str, ...]:
        """Who spoke when it was quoted, in order, each once in a row."""
        return _in_row([str(one[5]) for one in self.clip.words])


def find_clip(session: Session, clip_id: str) -> AnchoredClip:
    """Return a public clip.

    Raises
    ------
    NotFound
        No such clip, or its interview is not public.
    ClipWithdrawn, InterviewWithdrawn
        It was public, and it or its interview was withdrawn.
    """
    clip = session.get(Clip, clip_id)
    if clip is None:
        raise NotFound(_("Aucun extrait ne porte le nom « %(id)s »."), id=clip_id)
    interview = session.scalars(interviews_with_parts().where(Interview.id == clip.interview_id)).one()
    require_public(interview)
    if clip.withdrawn_at is not None:
        raise ClipWithdrawn(clip, interview)
    return anchor_clip(session, clip, interview)


def anchor_clips(session: Session, clips: Sequence[Clip]) -> list[AnchoredClip]:
    """Return clips with their interviews and where their words are read now, in the same order."""
    wanted = {one.interview_id for one in clips}
    query = interviews_with_parts().where(Interview.id.in_(wanted))
    interviews = {one.id: one for one in session.scalars(query)}
    return [anchor_clip(session, one, interviews[one.interview_id]) for one in clips]


def anchor_clip(session: Session, clip: Clip, interview: Interview) -> AnchoredClip:
    """Return a clip with where its words are read now."""
    window = read_window(session, clip.transcript_id, clip.start_seconds, clip.end_seconds)
    anchor = anchor_words(quoted_words(clip), window.words)
    sound = anchor or clip
    return AnchoredClip(clip, interview, window, anchor, sound.start_seconds, sound.end_seconds)


def quoted_words(clip: Clip) -> tuple[SpokenWord, ...]:
    """Return the words of a clip as they were quoted; what one voice says is one turn."""
    words, turn, role = [], 0, ""
    spaces = spaces_before(clip.text, (one[2] for one in clip.words))
    for (passage_id, number, text, start, end, said_by), has_space in zip(clip.words, spaces, strict=True):
        turn, role = turn + (said_by != role), said_by
        words.append(SpokenWord(passage_id, number, text, start, end, turn, has_space))
    return tuple(words)


def _in_row(roles: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for number, one in enumerate(roles) if number == 0 or roles[number - 1] != one)
