"""The public log: what was decided about readers' corrections of one leader's interviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.timecode import format_timecode
from app.domain.word_difference import DifferencePart
from app.errors import translatable as _
from app.models import Correction, Interview, Leader
from app.services.comparing.answer_wording import ANSWER_TEXTS, REFUSAL_TEXTS, readers_text
from app.services.corrections.correction_queue import spoken_difference
from app.services.editing.passage_following import present_ids
from app.services.reading.leader_reading import find_leader
from app.services.showing.reader import Reader
from app.services.showing.view_parts import LeaderMark
from app.services.showing.wording import Wording

PAGE_LENGTH = 30
DECISIONS = ("accepted", "edited", "refused")
DECISION_TEXTS = {
    "accepted": _("Acceptée telle quelle"),
    "edited": _("Acceptée après retouche"),
    "refused": _("Refusée"),
}
# What was no correction at all (insults, advertising) must not reach the public by being refused.
WITHHELD = "not_a_correction"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as kept: the first of the answers it was taken on, and how many they are."""

    first: Correction
    answer_count: int
    passage_id: str

    @property
    def is_withheld(self) -> bool:
        """Whether what was proposed is not published."""
        return self.first.refusal == WITHHELD


@dataclass(frozen=True, slots=True)
class DecisionLog:
    """Decisions about one leader, the latest first, and how many there are of each kind in all."""

    counts: dict[str, int]
    total: int
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision in words. `difference` goes from what stood there to what was accepted, or proposed."""

    id: int
    decided_on: str
    decided_text: str
    state: str
    state_text: str
    readers_text: str
    passage_url: str
    timecode: str
    language: str
    difference: tuple[DifferencePart, ...]
    answer_text: str
    reason_text: str


@dataclass(frozen=True, slots=True)
class DecisionCount:
    """How many decisions there are of one kind."""

    text: str
    count_text: str


@dataclass(frozen=True, slots=True)
class CorrectionLogView:
    """A leader's log; `rule_text` says by which rules, the same for everybody."""

    leader: LeaderMark
    synthetic_notice: str
    rule_text: str
    counts: tuple[DecisionCount, ...]
    decisions: tuple[DecisionView, ...]
    json_url: str
    previous_url: str | None
    next_url: str | None
    page_text: str


def read_log(session: Session, leader: Leader, limit: int, offset: int) -> DecisionLog:
    """Return decisions about passages of the leader's published interviews, the latest first."""
    # One answer stands for each decision: the first.
    is_shown = (
        Interview.leader_id == leader.id,
        Interview.state == "published",
        Correction.decided_with == Correction.id,
    )
    counted = session.execute(
        select(Correction.state, func.count())
        .join(Interview, Interview.id == Correction.interview_id)
        .where(*is_shown)
        .group_by(Correction.state)
    )
    counts = dict.fromkeys(DECISIONS, 0) | dict(counted.all())
    rows = session.scalars(
        select(Correction)
        .join(Interview, Interview.id == Correction.interview_id)
        .where(*is_shown)
        .order_by(Correction.decided_at.desc(), Correction.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()
    return DecisionLog(counts, sum(counts.values()), _decisions(session, rows))


def view_log(reader: Reader, slug: str, page: int) -> CorrectionLogView:
    """Return a page of a leader's log; pages are counted from one. Raises UnknownThing."""
    words = reader.words
    leader = find_leader(reader.session, slug)
    page = max(1, page)
    log = read_log(reader.session, leader, PAGE_LENGTH, (page - 1) * PAGE_LENGTH)
    last = max(1, -(-log.total // PAGE_LENGTH))
    party = leader.leaderships[-1].party if leader.leaderships else None
    builder = reader.builder()
    return CorrectionLogView(
        leader=builder.leader(leader, party),
        synthetic_notice=builder.synthetic_notice(leader.is_synthetic),
        rule_text=log_rule(words),
        counts=tuple(
            DecisionCount(words.gettext(DECISION_TEXTS[one]), words.number(log.counts[one]))
            for one in DECISIONS
        ),
        decisions=tuple(_view(words, one) for one in log.decisions),
        json_url=f"/api/v1/leaders/{leader.slug}/corrections",
        previous_url=words.url("corrections", slug=slug, page=page - 1) if page > 1 else None,
        next_url=words.url("corrections", slug=slug, page=page + 1) if page < last else None,
        page_text=words.gettext("Page %(page)s de %(last)s", page=page, last=last) if last > 1 else "",
    )


def log_rule(words: Wording) -> str:
    """Return how corrections are treated, the same for every leader."""
    return words.gettext(
        "Toute personne peut proposer une correction après avoir écouté. Une personne de l'atelier réécoute "
        "et décide ; rien de ce qui est proposé ne paraît avant. Chaque décision est ici, avec sa raison."
    )


def reason_text(words: Wording, correction: Correction) -> str:
    """Return why a correction was refused; empty for the others."""
    if correction.refusal is None:
        return ""
    listed = words.gettext(REFUSAL_TEXTS[correction.refusal])
    return f"{listed} {words.spoken(correction.reason)}".strip()


def _decisions(session: Session, rows: Sequence[Correction]) -> tuple[Decision, ...]:
    counted = session.execute(
        select(Correction.decided_with, func.count())
        .where(Correction.decided_with.in_([one.id for one in rows]))
        .group_by(Correction.decided_with)
    )
    counts = dict(counted.all())
    now_in = present_ids(session, {one.passage_id for one in rows})
    return tuple(Decision(one, counts[one.id], now_in[one.passage_id]) for one in rows)


def _view(words: Wording, decision: Decision) -> DecisionView:
    one = decision.first
    before, after = (one.seen_text, one.text) if one.state == "refused" else (one.before_text, one.after_text)
    shown = () if decision.is_withheld else spoken_difference(words, before or "", after or "", one.language)
    answer = ANSWER_TEXTS.get(one.answer)
    return DecisionView(
        id=one.id,
        decided_on=one.decided_at.date().isoformat() if one.decided_at else "",
        decided_text=words.day_of(one.decided_at),
        state=one.state,
        state_text=words.gettext(DECISION_TEXTS[one.state]),
        readers_text=readers_text(words, one.kind == "blind", decision.answer_count),
        passage_url=words.url("passage", id=decision.passage_id),
        timecode=format_timecode(one.start_seconds),
        language=one.language,
        difference=shown,
        answer_text=words.gettext(answer) if answer and not decision.is_withheld else "",
        reason_text=reason_text(words, one),
    )
