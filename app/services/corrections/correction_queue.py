"""What waits for a curator: readers' corrections, the most worth their time first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.blind_spot import text_with, words_between
from app.domain.correction_worth import AgreedAnswer, PassageAnswers, ReaderAnswer, rank_answers
from app.domain.reader_text import plain_text
from app.domain.timecode import format_timecode
from app.domain.word_difference import DifferencePart, word_difference
from app.models import Correction, Interview, Passage
from app.services.comparing.answer_wording import (
    REFUSAL_TEXTS,
    answer_key,
    answer_text,
    readers_text,
    timed_words,
    written,
)
from app.services.editing.passage_following import find_present_passage, former_ids, present_ids
from app.services.showing.reader import Reader
from app.services.showing.view_parts import Quote
from app.services.showing.wording import Wording

PAGE_LENGTH = 10
# After a flood the oldest come first: the page stays quick, and the others move up as these are decided.
MOST_RANKED = 5000
PATH = "/atelier/corrections"


@dataclass(frozen=True, slots=True)
class QueuedProposal:
    """Answers that say the same. `difference` goes from the present text to `proposed_text`.

    `seen_text` is what the readers were asked about, shown where the passage changed since.
    """

    id: int
    is_blind: bool
    is_agreed_blind: bool
    readers_text: str
    since_text: str
    heard_text: str
    said_text: str
    proposed_text: str
    difference: tuple[DifferencePart, ...]
    is_already_so: bool
    changed_since: bool
    seen_text: str


@dataclass(frozen=True, slots=True)
class QueuedPassage:
    """A passage with all that readers say of it; `seen_number` goes with each decision."""

    quote: Quote
    seen_number: int
    same_text: str
    proposals: tuple[QueuedProposal, ...]


@dataclass(frozen=True, slots=True)
class RefusalChoice:
    """A reason to refuse, the same for every leader."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class CorrectionQueueView:
    """One page of the queue."""

    notice: str
    total_text: str
    passages: tuple[QueuedPassage, ...]
    refusals: tuple[RefusalChoice, ...]
    previous_url: str | None
    next_url: str | None
    page_text: str


def view_queue(reader: Reader, page: int, notice: str) -> CorrectionQueueView:
    """Return a page of what waits on published interviews; pages are counted from one."""
    words = reader.words
    waiting, ranked = read_waiting(reader.session)
    last = max(1, -(-len(ranked) // PAGE_LENGTH))
    page = min(max(1, page), last)
    shown = ranked[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]
    return CorrectionQueueView(
        notice=notice,
        total_text=words.ngettext(
            "%(num)s passage attend une décision", "%(num)s passages attendent une décision", len(ranked)
        ),
        passages=tuple(view_queued_passage(reader, one, waiting) for one in shown),
        refusals=refusal_choices(words),
        previous_url=f"{PATH}?page={page - 1}" if page > 1 else None,
        next_url=f"{PATH}?page={page + 1}" if page < last else None,
        page_text=words.gettext("Page %(page)s de %(last)s", page=page, last=last) if last > 1 else "",
    )


def read_waiting(
    session: Session, passage_id: str | None = None
) -> tuple[dict[int, Correction], tuple[PassageAnswers, ...]]:
    """Return what waits on published interviews, by id, and ranked by passage; of one passage if given."""
    query = (
        select(Correction)
        .join(Interview, Interview.id == Correction.interview_id)
        .where(Correction.state == "waiting", Interview.state == "published")
        .order_by(Correction.id)
        .limit(MOST_RANKED)
    )
    if passage_id is not None:
        query = query.where(Correction.passage_id.in_(former_ids(session, [passage_id])))
    waiting = {one.id: one for one in session.scalars(query)}
    now_in = present_ids(session, {one.passage_id for one in waiting.values()})
    answers = [
        ReaderAnswer(
            one.id,
            now_in[one.passage_id],
            one.kind == "blind",
            answer_key(one),
            one.reader_mark,
            one.proposed_at,
        )
        for one in waiting.values()
    ]
    return waiting, rank_answers(answers)


def proposed_text(correction: Correction, passage: Passage) -> str:
    """Return the text of the whole passage with an answer in place of the seconds that it is about."""
    words = timed_words(passage)
    first, last = words_between(words, correction.start_seconds, correction.end_seconds)
    return plain_text(text_with(words, first, last, written(correction)))


def refusal_choices(words: Wording) -> tuple[RefusalChoice, ...]:
    """Return the reasons for which a curator may refuse."""
    return tuple(RefusalChoice(code, words.gettext(text)) for code, text in REFUSAL_TEXTS.items())


def view_queued_passage(
    reader: Reader, answers: PassageAnswers, waiting: dict[int, Correction]
) -> QueuedPassage:
    """Return a passage and what waits about it."""
    passage, interview = find_present_passage(reader.session, answers.passage_id)
    builder = reader.builder([interview])
    return QueuedPassage(
        quote=builder.quote(passage, interview),
        seen_number=passage.revision_number,
        same_text=_same_text(reader, passage),
        proposals=tuple(
            _proposal(reader.words, one, waiting[one.answers[0].id], passage) for one in answers.agreed
        ),
    )


def _proposal(words: Wording, agreed: AgreedAnswer, first: Correction, passage: Passage) -> QueuedProposal:
    proposed, present = proposed_text(first, passage), plain_text(passage.text)
    start, end = format_timecode(first.start_seconds), format_timecode(first.end_seconds)
    return QueuedProposal(
        id=first.id,
        is_blind=agreed.is_blind,
        is_agreed_blind=agreed.is_agreed_blind,
        readers_text=readers_text(words, agreed.is_blind, agreed.reader_count),
        since_text=words.day_of(first.proposed_at),
        heard_text=words.gettext("de %(start)s à %(end)s", start=start, end=end) if agreed.is_blind else "",
        said_text=answer_text(words, first),
        proposed_text=proposed,
        difference=spoken_difference(words, present, proposed, passage.language),
        is_already_so=proposed == present,
        changed_since=first.seen_number != passage.revision_number or first.passage_id != passage.id,
        seen_text=words.spoken(first.seen_text, first.language),
    )


def spoken_difference(words: Wording, before: str, after: str, language: str) -> tuple[DifferencePart, ...]:
    """Return how two texts differ, in words, with the typography of their language."""
    return tuple(
        DifferencePart(one.change, words.spoken(one.text, language)) for one in word_difference(before, after)
    )


def _same_text(reader: Reader, passage: Passage) -> str:
    """Return how many readers heard, without seeing them, words that stand there; empty for none."""
    count = reader.session.scalar(
        select(func.count(Correction.id)).where(
            Correction.state == "same", Correction.passage_id.in_(former_ids(reader.session, [passage.id]))
        )
    )
    if not count:
        return ""
    return reader.words.ngettext(
        "%(num)s écoute à l'oreille seule a entendu des mots d'ici comme ils sont écrits",
        "%(num)s écoutes à l'oreille seule ont entendu des mots d'ici comme ils sont écrits",
        count,
    )
