"""Tells from questions and answers which voice interviews and which one leads; unknown when not plain.

Every rule compares voices of one recording with each other. None knows a name, a party or a voice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Literal

Role = Literal["leader", "interviewer", "unknown"]

# How plainly one voice must ask and the other answer, in 0..1 (see `asking_lead`).
PLAIN_LEAD = 0.30
# With a single question and answer to judge by, the signs must be stronger.
PLAIN_LEAD_ONE_EXCHANGE = 0.50
# Where the sound alone leaves open whether there are two voices, the talk must show it beyond doubt.
CERTAIN_LEAD = 0.45
CERTAIN_ANSWERS = 3
# A second voice on the same side must have spoken this much less to be a mere bystander.
BYSTANDER_SHARE = 1 / 3
_ANSWERS_FOR_SURE = 2
# An answer to a question is seldom shorter than this.
_SHORTEST_ANSWER_WORDS = 5

_QUESTION = re.compile(
    r"\?"
    r"|\best[ -]+ce\s+qu|\bqu['’ ]*est[ -]+ce\b"
    r"|^(?:et |alors |mais |donc )?(?:combien|pourquoi|comment|quelle?s?|où|qui|que|quoi|quand)\b"
    r"|-t-(?:il|elle|on|ils|elles)\b|\b\w+(?:ez|ont)-(?:vous|ils|elles)\b"
    r"|^(?:and |so |but )?(?:what|how|why|who|where|when|which|do you|did you|will you|would you"
    r"|can you|are you|is it|is there|have you|should)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\bmerci (?:de me|de nous|d['’]avoir|madame|monsieur|m\.|mme)"
    r"|^(?:bonjour |merci |alors |et )*(?:madame|monsieur|mme|m\.) \w"
    r"|\bthank(?:s| you) (?:so much |very much )?for (?:joining|having me|taking|meeting|your time)"
    r"|^(?:hello |good morning |thank you |thanks )*(?:mrs|mr|ms|madam|minister|premier)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:ma|une|autre|première|prochaine|dernière) question\b"
    r"|^(?:et |alors |bon |maintenant )*(?:parlons|parlez[- ](?:moi|nous)|commençons|passons|venons)\b"
    r"|\b(?:my|one|first|next|last) question\b"
    r"|^(?:so |and |now )*(?:let['’]?s (?:talk|start|move|turn)|tell (?:me|us) about)\b",
    re.IGNORECASE,
)
_SECOND_PERSON = frozenset({"vous", "votre", "vos", "tu", "ton", "ta", "tes", "you", "your", "yours"})
_FIRST_PERSON = frozenset(
    {"je", "j", "nous", "notre", "nos", "mon", "ma", "mes", "moi", "i", "we", "our", "my", "us", "me"}
)
_SENTENCE_END = re.compile(r"(?<=[.?!…])\s+")
_SPACE_BEFORE_JOINT = re.compile(r"\s+(?=['’\-?!])")


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """What one voice says without interruption."""

    voice: int
    text: str
    duration_seconds: float


@dataclass(frozen=True, slots=True)
class _VoiceManner:
    """How a voice (or several taken together) talks; all values describe, none judges."""

    asking_share: float
    conducting_share: float
    addressing: float
    words_per_turn: float


def tell_roles(turns: Sequence[SpokenTurn], *, is_split_doubtful: bool = False) -> Mapping[int, Role]:
    """Tell the role of each voice.

    A voice is the interviewer when it plainly asks where the others answer, and the leader when it plainly
    answers. With one voice, without an answered question, or when two voices compete for a role, that role is
    given to nobody.

    Parameters
    ----------
    turns : sequence of SpokenTurn
        In order of time; neighbours have different voices.
    is_split_doubtful : bool
        The voices are hardly told apart by sound: only a talk that alternates as interviews do confirms them.

    Returns
    -------
    mapping of int to str
        A role for every voice that occurs.
    """
    voices = sorted({turn.voice for turn in turns})
    roles: dict[int, Role] = dict.fromkeys(voices, "unknown")
    if len(voices) < 2:
        return roles
    leads = {voice: asking_lead(turns, voice) for voice in voices}
    interviewer = _one_that_stands_out(turns, leads)
    leader = _one_that_stands_out(turns, {voice: -lead for voice, lead in leads.items()})
    if interviewer is None or leader is None:
        return roles
    answers = answered_questions(turns, interviewer, leader)
    if min(leads[interviewer], -leads[leader]) >= _needed_lead(answers, is_split_doubtful):
        roles[interviewer], roles[leader] = "interviewer", "leader"
    return roles


def _needed_lead(answers: int, is_split_doubtful: bool) -> float:
    """Return the lead that settles the roles, beyond reach when too few questions were answered."""
    if is_split_doubtful:
        return CERTAIN_LEAD if answers >= CERTAIN_ANSWERS else float("inf")
    if answers >= _ANSWERS_FOR_SURE:
        return PLAIN_LEAD
    return PLAIN_LEAD_ONE_EXCHANGE if answers else float("inf")


def asking_lead(turns: Sequence[SpokenTurn], voice: int) -> float:
    """Return how much more a voice asks and conducts than all others together.

    Returns
    -------
    float
        In -1..1: 1 asks and conducts in every turn, briefly and addressing the other; -1 is who answers.
        A weighted sum of four differences: share of turns with a question 0.40, share of turns that conduct
        the talk (thanks, address by name, "my next question") 0.15, second against first person 0.20, length
        of turns 0.25. The weights say how far each sign can be trusted; they were set by hand, not fitted.
    """
    own = _manner([turn for turn in turns if turn.voice == voice])
    rest = _manner([turn for turn in turns if turn.voice != voice])
    # Turns four times as long, or longer, count fully.
    brevity = log(max(rest.words_per_turn, 1.0) / max(own.words_per_turn, 1.0)) / log(4.0)
    return (
        0.40 * (own.asking_share - rest.asking_share)
        + 0.15 * (own.conducting_share - rest.conducting_share)
        + 0.20 * (own.addressing - rest.addressing) / 2
        + 0.25 * max(-1.0, min(1.0, brevity))
    )


def answered_questions(turns: Sequence[SpokenTurn], asker: int, answerer: int) -> int:
    """Count turns of one voice that ask or conduct the talk and that the other answers.

    Engines lose question marks: a remark that names a topic or addresses the other by name counts too.
    """
    return sum(
        before.voice == asker
        and after.voice == answerer
        and (asks(before.text) or _conducts(before.text))
        and len(after.text.split()) >= _SHORTEST_ANSWER_WORDS
        for before, after in pairwise(turns)
    )


def asks(text: str) -> bool:
    """Tell whether a text holds a question, by its mark or, since engines lose marks, by its wording."""
    return any(_QUESTION.search(sentence) for sentence in _sentences(text))


def introduces_topic(text: str) -> bool:
    """Tell whether a text names what to talk about next, as in "parlons de" or "my next question"."""
    return any(_TOPIC.search(sentence) for sentence in _sentences(text))


def _one_that_stands_out(turns: Sequence[SpokenTurn], leads: Mapping[int, float]) -> int | None:
    """Return the voice with the largest lead, unless another on the same side speaks nearly as long."""
    seconds = {voice: sum(t.duration_seconds for t in turns if t.voice == voice) for voice in leads}
    same_side = [voice for voice, lead in leads.items() if lead > 0]
    if not same_side:
        return None
    longest = max(same_side, key=lambda voice: seconds[voice])
    rivals = [voice for voice in same_side if voice != longest]
    if any(seconds[voice] > BYSTANDER_SHARE * seconds[longest] for voice in rivals):
        return None
    return longest


def _manner(turns: Sequence[SpokenTurn]) -> _VoiceManner:
    words = [word for turn in turns for word in re.findall(r"\w+", turn.text.lower())]
    second = sum(word in _SECOND_PERSON for word in words)
    first = sum(word in _FIRST_PERSON for word in words)
    return _VoiceManner(
        asking_share=sum(asks(turn.text) for turn in turns) / len(turns),
        conducting_share=sum(_conducts(turn.text) for turn in turns) / len(turns),
        # Two more in the divisor: a single "vous" in a short turn says little.
        addressing=(second - first) / (second + first + 2),
        words_per_turn=len(words) / len(turns),
    )


def _conducts(text: str) -> bool:
    return introduces_topic(text) or any(_COURTESY.search(sentence) for sentence in _sentences(text))


def _sentences(text: str) -> list[str]:
    # Engines write "est -ce" and "d 'accord"; the joints are closed first, then commas no longer matter.
    closed = _SPACE_BEFORE_JOINT.sub("", text)
    return [sentence.replace(",", "") for sentence in _SENTENCE_END.split(closed.strip())]
