"""Readers hear a few doubtful seconds without text, name or party, and write what they hear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.domain.blind_spot import BlindSpot, doubt_limit, find_spots, words_between
from app.domain.correction_worth import FEWEST_AGREEING, count_readers
from app.domain.reader_text import brings_address, plain_text
from app.errors import NotFound, Refused
from app.errors import translatable as _
from app.models import Correction, Interview, Passage, Recording, Rendition, Transcript
from app.services.comparing.answer_wording import answer_key, heard_key, timed_words
from app.services.editing.passage_following import find_present_passage

# The share of an interview's words, the least sure ones, that deserve an ear.
DOUBTFUL_SHARE = 0.15
# Nobody agrees after so many: the spot is the curators', not for more ears.
MOST_EARS = 5
MOST_CHARACTERS = 300
_DRAWN_PASSAGES = 30
_TRIED_INTERVIEWS = 12


@dataclass(frozen=True, slots=True)
class OfferedSpot:
    """A few seconds to hear, and what is needed to keep the answer; none of it is shown to the reader."""

    passage_id: str
    interview_id: int
    seen_number: int
    language: str
    start_seconds: float
    end_seconds: float
    seen_text: str
    media_key: str


@dataclass(frozen=True, slots=True)
class BlindAnswer:
    """What a reader heard: `answer` is `text`, `nothing` or `unclear`; `text` counts for the first only."""

    answer: str
    text: str
    reader_mark: str


def choose_spot(session: Session, mark_of: Callable[[str], str], chance: Random) -> OfferedSpot | None:
    """Return a doubtful spot that this reader has not answered for; None where there is none left.

    A leader is drawn first, then one of their interviews, so that nobody's words are heard over more than
    another's for being longer. Spots that somebody answered for come before the others.

    Parameters
    ----------
    mark_of : callable
        Gives the reader's mark about a passage, from its id.
    chance : Random
        Draws the leader.
    """
    for interview_id, transcript_id, media_key in _drawn_interviews(session, chance):
        passages = _drawn_passages(session, transcript_id)
        answers = _answers(session, passages)
        below = doubt_limit([word for one in passages for word in timed_words(one)], DOUBTFUL_SHARE)
        open_spots = [
            (-len(given), spot.probability, one.id, spot)
            for one in passages
            for spot in find_spots(timed_words(one), below)
            for given in (_given(answers[one.id], one, spot),)
            if _is_open(given, mark_of(one.id))
        ]
        if open_spots:
            _count, _probability, passage_id, spot = min(open_spots, key=lambda found: found[:3])
            chosen = next(one for one in passages if one.id == passage_id)
            return _offered(chosen, interview_id, media_key, spot)
    return None


def keep_blind_answer(session: Session, spot: OfferedSpot, given: BlindAnswer) -> None:
    """Keep what a reader heard; where it is what the text says already, nothing waits for a curator.

    Raises
    ------
    NotFound
        The passage is not public any more.
    Refused
        Nothing was typed, too much, or a Web address.
    """
    text = _checked_text(given, spot)
    passage, interview = find_present_passage(session, spot.passage_id)
    if interview.id != spot.interview_id or interview.state != "published":
        raise NotFound(_("Ce passage n'est plus public. Merci quand même ; en voici un autre."))
    if _has_answered(session, spot, given.reader_mark):
        return
    words = timed_words(passage)
    first, last = words_between(words, spot.start_seconds, spot.end_seconds)
    present = " ".join(word.text for word in words[first:last])
    said = heard_key(text, spot.language) if given.answer == "text" else (given.answer,)
    session.add(
        Correction(
            kind="blind",
            passage_id=passage.id,
            interview_id=interview.id,
            language=spot.language,
            start_seconds=spot.start_seconds,
            end_seconds=spot.end_seconds,
            seen_text=spot.seen_text,
            seen_number=spot.seen_number,
            answer=given.answer,
            text=text,
            reader_mark=given.reader_mark,
            state="same" if said == heard_key(present, spot.language) else "waiting",
        )
    )
    session.flush()


def _has_answered(session: Session, spot: OfferedSpot, mark: str) -> bool:
    """Tell whether this reader answered for the same seconds already, as from two windows at once."""
    query = select(func.count(Correction.id)).where(
        Correction.kind == "blind",
        Correction.passage_id == spot.passage_id,
        Correction.reader_mark == mark,
        Correction.start_seconds < spot.end_seconds,
        Correction.end_seconds > spot.start_seconds,
    )
    return bool(session.scalar(query))


def _checked_text(given: BlindAnswer, spot: OfferedSpot) -> str:
    if given.answer != "text":
        return ""
    text = plain_text(given.text)
    if not any(one.isalnum() for one in text):
        raise Refused(_("Écrivez ce que vous entendez, ou choisissez l'une des deux autres réponses."))
    if len(text) > MOST_CHARACTERS:
        raise Refused(
            _("Votre texte compte %(count)s caractères ; six secondes en tiennent au plus %(most)s."),
            count=len(text),
            most=MOST_CHARACTERS,
        )
    if brings_address(text, spot.seen_text):
        raise Refused(_("Il n'y a pas d'adresse Web à entendre : écrivez seulement ce qui est dit."))
    return text


def _drawn_interviews(session: Session, chance: Random) -> Sequence[tuple[int, int, str]]:
    """Return (interview, transcript, key of the sound) of published interviews, leaders taking turns."""
    rows = session.execute(
        select(Interview.leader_id, Interview.id, Transcript.id, Rendition.media_key)
        .join(Recording, Recording.interview_id == Interview.id)
        .join(Transcript, Transcript.recording_id == Recording.id)
        .join(Rendition, Rendition.recording_id == Recording.id)
        .where(Interview.state == "published", Rendition.kind == "web_audio")
        .order_by(Interview.id)
    ).all()
    by_leader: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for leader_id, interview_id, transcript_id, media_key in rows:
        by_leader[leader_id].append((interview_id, transcript_id, media_key))
    for interviews in by_leader.values():
        chance.shuffle(interviews)
    leaders = list(by_leader.values())
    chance.shuffle(leaders)
    rounds = max(map(len, leaders), default=0)
    drawn = [one[turn] for turn in range(rounds) for one in leaders if turn < len(one)]
    return drawn[:_TRIED_INTERVIEWS]


def _drawn_passages(session: Session, transcript_id: int) -> list[Passage]:
    """Return machine passages of a transcript: those that somebody answered for, and others by chance."""
    unread = (Passage.transcript_id == transcript_id, Passage.status == "machine")
    heard = select(Correction.passage_id).where(Correction.kind == "blind", Correction.state == "waiting")
    first = session.scalars(select(Passage).where(*unread, Passage.id.in_(heard)).limit(_DRAWN_PASSAGES))
    others = session.scalars(_by_chance(select(Passage).where(*unread, Passage.id.not_in(heard))))
    return [*first, *others]


def _by_chance(query: Select[Passage]) -> Select[Passage]:
    return query.order_by(func.random()).limit(_DRAWN_PASSAGES)


def _answers(session: Session, passages: Sequence[Passage]) -> dict[str, list[Correction]]:
    query = select(Correction).where(
        Correction.kind == "blind", Correction.passage_id.in_([one.id for one in passages])
    )
    found: dict[str, list[Correction]] = defaultdict(list)
    for one in session.scalars(query):
        found[one.passage_id].append(one)
    return found


def _given(answers: Sequence[Correction], passage: Passage, spot: BlindSpot) -> list[Correction]:
    """Return the answers given for a spot of the passage as it reads now."""
    return [
        one
        for one in answers
        if one.seen_number == passage.revision_number
        and one.start_seconds < spot.end_seconds
        and spot.start_seconds < one.end_seconds
    ]


def _is_open(given: Sequence[Correction], mark: str) -> bool:
    """Tell whether one more ear is of use: nobody decided, not agreed yet, and not this reader's twice."""
    if len(given) >= MOST_EARS or any(one.decided_at is not None or one.reader_mark == mark for one in given):
        return False
    readers: dict[tuple[str, ...], list[str | None]] = defaultdict(list)
    for one in given:
        readers[("same",) if one.state == "same" else answer_key(one)].append(one.reader_mark)
    return all(count_readers(marks) < FEWEST_AGREEING for marks in readers.values())


def _offered(passage: Passage, interview_id: int, media_key: str, spot: BlindSpot) -> OfferedSpot:
    heard = timed_words(passage)[spot.first_word : spot.last_word]
    return OfferedSpot(
        passage_id=passage.id,
        interview_id=interview_id,
        seen_number=passage.revision_number,
        language=passage.language,
        start_seconds=spot.start_seconds,
        end_seconds=spot.end_seconds,
        seen_text=" ".join(word.text for word in heard),
        media_key=media_key,
    )
