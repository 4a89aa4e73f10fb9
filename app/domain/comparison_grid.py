"""The comparison: one cell for each leader and theme, and the kinds of silence. Pure rules.

A cell is never empty. Its state follows, in this order, from what was published, what was recorded,
and what became of the invitation; the method page prints these rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

STATES = (
    "answered",
    "asked_no_answer",
    "not_asked",
    "inaudible",
    "not_published",
    "accepted_not_recorded",
    "declined",
    "no_reply",
)
SHOWN_PASSAGES = 2


@dataclass(frozen=True, slots=True)
class TagStrength:
    """How strongly a passage bears a theme; `score` is None for a person's tag, which counts as 1."""

    is_inherited: bool = False
    score: float | None = None


@dataclass(frozen=True, slots=True)
class SpokenPassage:
    """What the grid needs to know of a passage; times are seconds from the recording's beginning."""

    id: str
    start_seconds: float
    end_seconds: float
    speaker_role: str
    exchange: int | None = None
    themes: Mapping[str, TagStrength] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeardInterview:
    """An interview that took place; `passages` is empty unless its text is public."""

    slug: str
    is_readable: bool
    dated_on: date | None
    passages: tuple[SpokenPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class InvitationFact:
    """The state of an invitation and the day from which it holds."""

    state: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One leader on one theme.

    Attributes
    ----------
    as_of : date or None
        The day on which the state was true; None when no day is known.
    seconds_spoken : float
        Sum of the spans of the leader's own passages on the theme.
    shown_ids, passage_ids : tuple of str
        The most telling passages and all of them, both in order of time.
    evidence_interview : str or None
        The interview that shows it; None when the invitation is the evidence.
    question_id : str or None
        The interviewer's passage that asked, when the leader gave no answer to it.
    """

    leader: str
    theme: str
    state: str
    as_of: date | None = None
    seconds_spoken: float = 0.0
    shown_ids: tuple[str, ...] = ()
    passage_ids: tuple[str, ...] = ()
    evidence_interview: str | None = None
    question_id: str | None = None


def grid(
    leaders: Mapping[str, tuple[InvitationFact | None, Sequence[HeardInterview]]],
    themes: Sequence[str],
) -> dict[tuple[str, str], Cell]:
    """Return every cell by (leader, theme)."""
    return {
        (leader, theme): cell(leader, theme, invitation, interviews)
        for leader, (invitation, interviews) in leaders.items()
        for theme in themes
    }


def cell(
    leader: str, theme: str, invitation: InvitationFact | None, interviews: Sequence[HeardInterview]
) -> Cell:
    """Return the cell of one leader on one theme."""
    in_order = sorted(interviews, key=lambda interview: (interview.dated_on or date.min, interview.slug))
    readable = [interview for interview in in_order if interview.is_readable]
    heard = _heard(leader, theme, readable) if readable else None
    waiting = [interview for interview in in_order if not interview.is_readable]
    if heard and not (heard.state == "not_asked" and waiting):
        return heard
    if waiting:
        last = waiting[-1]
        return Cell(leader, theme, "not_published", last.dated_on, evidence_interview=last.slug)
    if invitation is None:
        return Cell(leader, theme, "not_asked")
    states = {"declined": "declined", "accepted": "accepted_not_recorded"}
    return Cell(leader, theme, states.get(invitation.state, "no_reply"), invitation.as_of)


def _heard(leader: str, theme: str, interviews: Sequence[HeardInterview]) -> Cell:
    said = [
        (interview, passage)
        for interview in interviews
        for passage in interview.passages
        if passage.speaker_role == "leader" and theme in passage.themes
    ]
    if said:
        return _answered(leader, theme, said)
    unclear = _first(_unclear_moments(theme, interviews))
    if unclear:
        interview, question = unclear
        return _silent(leader, theme, "inaudible", interview, question)
    asked = _first(_questions(theme, interviews))
    if asked:
        interview, question = asked
        return _silent(leader, theme, "asked_no_answer", interview, question)
    return _silent(leader, theme, "not_asked", interviews[-1], None)


def _answered(leader: str, theme: str, said: Sequence[tuple[HeardInterview, SpokenPassage]]) -> Cell:
    order_of_time = {passage.id: index for index, (_, passage) in enumerate(said)}
    by_weight = sorted(
        (passage for _, passage in said), key=lambda passage: _telling(passage, theme, order_of_time)
    )
    shown = sorted((passage.id for passage in by_weight[:SHOWN_PASSAGES]), key=order_of_time.__getitem__)
    return Cell(
        leader,
        theme,
        "answered",
        as_of=said[-1][0].dated_on,
        seconds_spoken=sum(passage.end_seconds - passage.start_seconds for _, passage in said),
        shown_ids=tuple(shown),
        passage_ids=tuple(order_of_time),
        evidence_interview=said[-1][0].slug,
    )


def _telling(passage: SpokenPassage, theme: str, order: Mapping[str, int]) -> tuple[bool, float, int]:
    strength = passage.themes[theme]
    score = 1.0 if strength.score is None else strength.score
    return strength.is_inherited, -score, order[passage.id]


def _silent(
    leader: str, theme: str, state: str, interview: HeardInterview, question: SpokenPassage | None
) -> Cell:
    return Cell(
        leader,
        theme,
        state,
        as_of=interview.dated_on,
        evidence_interview=interview.slug,
        question_id=question.id if question else None,
    )


def _questions(
    theme: str, interviews: Sequence[HeardInterview]
) -> Iterator[tuple[HeardInterview, SpokenPassage]]:
    for interview in interviews:
        for passage in interview.passages:
            if passage.speaker_role == "interviewer" and theme in passage.themes:
                yield interview, passage


def _unclear_moments(
    theme: str, interviews: Sequence[HeardInterview]
) -> Iterator[tuple[HeardInterview, SpokenPassage]]:
    """Give questions answered only by a voice that was not recognised, then such words on the theme."""
    for interview, question in _questions(theme, interviews):
        if question.exchange is None:
            continue
        roles = {
            passage.speaker_role
            for passage in interview.passages
            if passage.exchange == question.exchange and passage.speaker_role != "interviewer"
        }
        if roles == {"unknown"}:
            yield interview, question
    for interview in interviews:
        for passage in interview.passages:
            if passage.speaker_role == "unknown" and theme in passage.themes:
                yield interview, passage


def _first(
    moments: Iterator[tuple[HeardInterview, SpokenPassage]],
) -> tuple[HeardInterview, SpokenPassage] | None:
    return next(moments, None)
