"""The log of corrections as programs receive it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from app.services.corrections.correction_log import Decision, log_rule, read_log
from app.services.exporting.export_records import Record
from app.services.reading.leader_reading import find_leader
from app.services.showing.reader import Reader


class DecisionRecord(Record):
    """A curator's decision about what readers proposed; `proposed` is null where it is not published."""

    id: int
    decided_at: datetime
    decision: Literal["accepted", "edited", "refused"]
    readers: int = Field(description="How many answers said the same.")
    heard_blind: bool = Field(description="They heard the seconds without seeing the text.")
    passage_id: str
    passage_url: str
    start_seconds: float
    end_seconds: float
    seen: str = Field(description="The words that they were asked about, as they read then.")
    answer: Literal["text", "nothing", "unclear"]
    proposed: str | None
    before: str = Field(description="The whole passage before the decision.")
    after: str | None = Field(description="The whole passage after it; null where it was refused.")
    refusal: Literal["heard_otherwise", "not_sure", "already_so", "not_a_correction"] | None
    reason: str
    revision: int | None = Field(description="The revision of the transcript that holds it.")


class CorrectionsRecord(Record):
    """Decisions about one leader's interviews, the latest first, counted in all."""

    leader: str
    rule: str
    counts: dict[str, int]
    total: int
    decisions: list[DecisionRecord]


def export_corrections(reader: Reader, slug: str, limit: int, offset: int) -> CorrectionsRecord:
    """Return the log of a leader; raises UnknownThing."""
    leader = find_leader(reader.session, slug)
    log = read_log(reader.session, leader, limit, offset)
    return CorrectionsRecord(
        leader=leader.slug,
        rule=log_rule(reader.words),
        counts=log.counts,
        total=log.total,
        decisions=[_record(reader, one) for one in log.decisions],
    )


def _record(reader: Reader, decision: Decision) -> DecisionRecord:
    one = decision.first
    return DecisionRecord.model_validate(
        {
            "id": one.id,
            "decided_at": one.decided_at,
            "decision": one.state,
            "readers": decision.answer_count,
            "heard_blind": one.kind == "blind",
            "passage_id": decision.passage_id,
            "passage_url": reader.words.absolute(reader.words.url("passage", id=decision.passage_id)),
            "start_seconds": one.start_seconds,
            "end_seconds": one.end_seconds,
            "seen": one.seen_text,
            "answer": one.answer,
            "proposed": None if decision.is_withheld else one.text,
            "before": one.before_text,
            "after": one.after_text,
            "refusal": one.refusal,
            "reason": one.reason,
            "revision": one.revision_number,
        }
    )
