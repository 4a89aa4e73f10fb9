"""A reader quotes some words: they become a clip, with an address for good."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.domain.clip_anchor import SpokenWord, text_of
from app.domain.clip_id import clip_ids
from app.errors import NotFound, Refused
from app.errors import translatable as _
from app.models import Clip, Interview, Passage, Transcript
from app.services.passage_following import present_ids
from app.services.public_interviews import find_interview, last_revision
from app.services.spoken_window import spoken_words_of

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
    interview = find_interview(session, interview_slug)
    transcript, words = chosen_words(session, interview, first, last)
    sha256 = transcript.recording.sha256
    start, end = words[0].start_seconds, words[-1].end_seconds
    text = text_of(words)
    for clip_id in clip_ids(sha256, start, end, text):
        known = session.get(Clip, clip_id)
        if known is None:
            revision = last_revision(session, transcript)
            clip = Clip(
                id=clip_id,
                interview_id=interview.id,
                transcript_id=transcript.id,
                recording_sha256=sha256,
                revision_number=revision.number if revision else 1,
                start_seconds=start,
                end_seconds=end,
                text=text,
                words=_kept(session, words),
            )
            session.add(clip)
            session.flush()
            return clip
        if (known.recording_sha256, known.text) == (sha256, text) and _is_same(known.start_seconds, start):
            return known
    raise AssertionError("a thousand clips can't all bear the same name")


def chosen_words(
    session: Session, interview: Interview, first: WordAddress, last: WordAddress
) -> tuple[Transcript, tuple[SpokenWord, ...]]:
    """Return the words that a reader chose and their transcript, its recording loaded; raises Refused."""
    now_at = present_ids(session, (first.passage_id, last.passage_id))
    transcript = session.scalars(
        select(Transcript)
        .join(Transcript.recording)
        .where(Transcript.recording.has(interview_id=interview.id))
        .options(joinedload(Transcript.recording))
    ).one_or_none()
    if transcript is None:
        raise NotFound(_("Cette entrevue n'a pas encore de texte : il n'y a rien à citer."))
    edges = {
        one.id: one
        for one in session.scalars(
            select(Passage).where(
                Passage.transcript_id == transcript.id, Passage.id.in_(set(now_at.values()))
            )
        )
    }
    begins = edges.get(now_at[first.passage_id])
    ends = edges.get(now_at[last.passage_id])
    if begins is None or ends is None:
        raise _gone()
    passages = session.scalars(
        select(Passage)
        .where(
            Passage.transcript_id == transcript.id,
            Passage.position.between(begins.position, ends.position),
        )
        .options(joinedload(Passage.turn))
        .order_by(Passage.position)
    ).all()
    words = spoken_words_of(passages)
    places = {(one.passage_id, one.number): place for place, one in enumerate(words)}
    start_place = places.get((begins.id, first.number))
    end_place = places.get((ends.id, last.number))
    if start_place is None or end_place is None:
        raise _gone()
    if end_place < start_place:
        raise Refused(_("Le dernier mot de l'extrait vient avant le premier : échangez-les."))
    return transcript, _checked(words[start_place : end_place + 1])


def _checked(words: tuple[SpokenWord, ...]) -> tuple[SpokenWord, ...]:
    length = words[-1].end_seconds - words[0].start_seconds
    if length > LONGEST_SECONDS:
        raise Refused(
            _("Cet extrait dure %(seconds)s s ; un extrait dure au plus %(most)s s. Prenez-en moins."),
            seconds=round(length),
            most=round(LONGEST_SECONDS),
        )
    if length <= 0:
        raise Refused(_("Ces mots n'ont pas de durée : choisissez-en un de plus."))
    return words


def _kept(session: Session, words: tuple[SpokenWord, ...]) -> list[list[object]]:
    passages = session.scalars(
        select(Passage)
        .where(Passage.id.in_({one.passage_id for one in words}))
        .options(joinedload(Passage.turn))
    )
    roles = {one.id: one.turn.speaker_role for one in passages}
    return [
        [one.passage_id, one.number, one.text, one.start_seconds, one.end_seconds, roles[one.passage_id]]
        for one in words
    ]


def _is_same(known_seconds: float, seconds: float) -> bool:
    return abs(known_seconds - seconds) < 0.001


def _gone() -> Refused:
    return Refused(_("Ces mots ne se lisent plus ainsi : rechargez la page et choisissez-les de nouveau."))
