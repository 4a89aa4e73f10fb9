"""What readers say a passage says, and what a curator decided about it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Model, now, one_of
from app.models.interview import Interview

CORRECTION_KINDS = ("reader", "blind")
CORRECTION_ANSWERS = ("text", "nothing", "unclear")
CORRECTION_STATES = ("waiting", "same", "accepted", "edited", "refused")
CORRECTION_REFUSALS = ("heard_otherwise", "not_sure", "already_so", "not_a_correction")


class Correction(Model):
    """One answer of one reader about a span of a passage; once decided, the database refuses to change it.

    `kind` is `reader` where the passage's text was read and all of it answered for, `blind` where a few
    seconds were heard without any text. `answer` is `nothing` where nothing was said, `unclear` where it
    can't be made out; `text` is what was typed otherwise. `seen_text` is what the span read then, at the
    revision `seen_number` of the passage. A blind answer equal to the words that stand there is `same`:
    nothing is to be decided.

    `reader_mark` tells two readers of one passage apart for a day; nobody can turn it back into an address.
    It goes with the decision. Answers decided together bear the same `decided_with`, the first one's id.
    """

    __tablename__ = "corrections"
    __table_args__ = (
        CheckConstraint(one_of("kind", CORRECTION_KINDS), name="kind"),
        CheckConstraint(one_of("answer", CORRECTION_ANSWERS), name="answer"),
        CheckConstraint("(answer = 'text') = (text <> '')", name="text"),
        CheckConstraint("answer <> 'unclear' OR kind = 'blind'", name="unclear"),
        CheckConstraint(one_of("state", CORRECTION_STATES), name="state"),
        CheckConstraint("end_seconds >= start_seconds", name="span"),
        CheckConstraint("(state IN ('waiting', 'same')) = (decided_at IS NULL)", name="decision"),
        CheckConstraint("(decided_at IS NULL) = (curator_id IS NULL)", name="curator"),
        CheckConstraint("(decided_at IS NULL) = (before_text IS NULL)", name="before"),
        CheckConstraint("(decided_at IS NULL) = (decided_with IS NULL)", name="decided_with"),
        CheckConstraint("(state IN ('accepted', 'edited')) = (after_text IS NOT NULL)", name="after"),
        CheckConstraint("(state = 'refused') = (refusal IS NOT NULL)", name="refusal"),
        CheckConstraint(f"refusal IS NULL OR {one_of('refusal', CORRECTION_REFUSALS)}", name="refusal_code"),
        CheckConstraint("decided_at IS NULL OR reader_mark IS NULL", name="reader_mark"),
        Index("ix_corrections_passage_id_state", "passage_id", "state"),
        Index("ix_corrections_interview_id_decided_at", "interview_id", "decided_at"),
        Index("ix_corrections_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    passage_id: Mapped[str]
    interview_id: Mapped[int] = mapped_column(ForeignKey("interviews.id"))
    language: Mapped[str]
    start_seconds: Mapped[float]
    end_seconds: Mapped[float]
    seen_text: Mapped[str]
    seen_number: Mapped[int]
    answer: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    reader_mark: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="waiting")
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    decided_at: Mapped[datetime | None]
    decided_with: Mapped[int | None]
    curator_id: Mapped[int | None] = mapped_column(ForeignKey("curators.id"))
    refusal: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    before_text: Mapped[str | None]
    after_text: Mapped[str | None]
    revision_number: Mapped[int | None]

    interview: Mapped[Interview] = relationship(lazy="raise")
