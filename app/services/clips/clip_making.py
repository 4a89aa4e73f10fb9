"""A reader quotes some words: they become a clip, with an address for good."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from app.domain.clip_anchor import SpokenWord, text_of
from app.domain.clip_id import clip_ids
from app.errors import NotFound, Refused
from app.errors import translatable as _
from app.models import Clip, Interview, Passage, Transcript
from app.services.clips.spoken_window import spoken_words_of, with_roles
from app.services.reading.public_interviews import find_interview, last_revision

LONGEST_SECONDS = 180.0
_ADDRESS = re.compile(r"(?P<passage>[0-9a-z]{1,20})\.(?P<number>\d{1,5})")


@dataclass(frozen=True, slots=True)
class WordAddress:
    """A word that a reader chose: its passage, and its place among its words, from 0."""

    passage_id: str
    number: int


def parse_word_address(text: str) -> WordAddress:
    """Return the word that `passage.number` names; raises Refused."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise Refused(_("Choisissez le premier et le dernier mot de l'extrait."))
    return WordAddress(found["passage"], int(found["number"]))


def make_clip(session: Session, interview_slug: str, first: WordAddress, last: WordAddress) -> Clip:
    """Keep the words from `first` to `last` as a clip; the same words kept already are the same clip.

    Raises
    ------
    NotFound, InterviewWithdrawn
        The interview is not public, or not any more.
    Refused
        The words are not (or no longer) there, come in the wrong order, or last too long.
    """
    span = _read_span(session, interview_slug, first, last)
    clip_id, known = _named(session, span)
    if known is not None:
        return known
    revision = last_revision(session, span.transcript)
    clip = Clip(
        id=clip_id,
        interview_id=span.interview.id,
        transcript_id=span.transcript.id,
        recording_sha256=span.sha256,
        revision_number=revision.number if revision else 1,
        start_seconds=span.start_seconds,
        end_seconds=span.end_seconds,
        text=span.text,
        words=with_roles(span.passages, span.words),
    )
    try:
        with session.begin_nested():
            session.add(clip)
    except IntegrityError:
        # Somebody else kept the same words at the same moment.
        return session.get_one(Clip, clip_id)
    return clip


def find_kept_clip(
    session: Session, interview_slug: str, first: WordAddress, last: WordAddress
) -> Clip | None:
    """Return the clip that these words are already, or None; raises as `make_clip`."""
    _clip_id, known = _named(session, _read_span(session, interview_slug, first, last))
    return known


@dataclass(frozen=True, slots=True)
class _ChosenSpan:
    """The words that a reader chose, and where they are from."""

    interview: Interview
    transcript: Transcript
    passages: Sequence[Passage]
    words: tuple[SpokenWord, ...]

    @property
    def sha256(self) -> str:
        return self.transcript.recording.sha256

    @property
    def start_seconds(self) -> float:
        return self.words[0].start_seconds

    @property
    def end_seconds(self) -> float:
        return self.words[-1].end_seconds

    @property
    def text(self) -> str:
        return text_of(self.words)


def _read_span(session: Session, interview_slug: str, first: WordAddress, last: WordAddress) -> _ChosenSpan:
    interview = find_interview(session, interview_slug)
    transcript = _transcript(session, interview)
    passages = _passages(session, transcript, first, last)
    return _ChosenSpan(interview, transcript, passages, _chosen_words(passages, first, last))


def _named(session: Session, span: _ChosenSpan) -> tuple[str, Clip | None]:
    """Return the name that the words have or may have, and their clip where somebody kept them."""
    for clip_id in clip_ids(span.sha256, span.start_seconds, span.end_seconds, span.text):
        known = session.get(Clip, clip_id)
        if known is None or _is_same(known, span):
            return clip_id, known
    raise AssertionError("a thousand clips can't all bear the same name")


def _transcript(session: Session, interview: Interview) -> Transcript:
    transcript = session.scalars(
        select(Transcript)
        .join(Transcript.recording)
        .where(Transcript.recording.has(interview_id=interview.id))
        .options(joinedload(Transcript.recording))
    ).one_or_none()
    if transcript is None:
        raise NotFound(_("Cette entrevue n'a pas encore de texte : il n'y a rien à citer."))
    return transcript


def _passages(
    session: Session, transcript: Transcript, first: WordAddress, last: WordAddress
) -> Sequence[Passage]:
    """Return the passages from the first edge to the last one, with their turns."""
    rows = session.execute(
        select(Passage.id, Passage.position).where(
            Passage.transcript_id == transcript.id, Passage.id.in_({first.passage_id, last.passage_id})
        )
    )
    positions = dict(rows.all())
    if first.passage_id not in positions or last.passage_id not in positions:
        raise _gone()
    begins, ends = positions[first.passage_id], positions[last.passage_id]
    if ends < begins:
        raise _turned_round()
    return session.scalars(
        select(Passage)
        .where(Passage.transcript_id == transcript.id, Passage.position.between(begins, ends))
        .options(joinedload(Passage.turn))
        .order_by(Passage.position)
    ).all()


def _chosen_words(
    passages: Sequence[Passage], first: WordAddress, last: WordAddress
) -> tuple[SpokenWord, ...]:
    words = spoken_words_of(passages)
    places = {(one.passage_id, one.number): place for place, one in enumerate(words)}
    start_place = places.get((first.passage_id, first.number))
    end_place = places.get((last.passage_id, last.number))
    if start_place is None or end_place is None:
        raise _gone()
    if end_place < start_place:
        raise _turned_round()
    chosen = words[start_place : end_place + 1]
    require_clip_length(chosen)
    return chosen


def require_clip_length(words: Sequence[SpokenWord]) -> None:
    """Refuse words that last too long for a clip, or no time at all."""
    length = words[-1].end_seconds - words[0].start_seconds
    if length > LONGEST_SECONDS:
        raise Refused(
            _("Cet extrait dure %(seconds)s s ; un extrait dure au plus %(most)s s. Prenez-en moins."),
            seconds=round(length),
            most=round(LONGEST_SECONDS),
        )
    if length <= 0:
        raise Refused(_("Ces mots n'ont pas de durée : choisissez-en un de plus."))


def _is_same(known: Clip, span: _ChosenSpan) -> bool:
    return (known.recording_sha256, known.text) == (span.sha256, span.text) and (
        abs(known.start_seconds - span.start_seconds) < 0.001
    )


def _turned_round() -> Refused:
    return Refused(_("Le dernier mot de l'extrait vient avant le premier : échangez-les."))


def _gone() -> Refused:
    return Refused(_("Ces mots ne se lisent plus ainsi : rechargez la page et choisissez-les de nouveau."))
