"""Tells from questions and answers which voice interviews and which one leads; unknown when not plain.

Every rule compares voices of one recording with each other. None knows a name, a party or a voice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from transcription.talk_signs import addressing, asks, conducts

Role = Literal["leader", "interviewer", "unknown"]

# How plainly one voice must ask and the other answer, in 0..1 (see `asking_leads`).
PLAIN_LEAD = 0.30
# With a single question and answer to judge by, the signs must be stronger.
PLAIN_LEAD_ONE_EXCHANGE = 0.50
# Where the sound alone leaves open whether there are two voices, the talk must show it beyond doubt.
CERTAIN_LEAD = 0.45
CERTAIN_ANSWERS = 3
# Many questions answered one way and hardly any the other say it too: chance splits both ways alike.
MANY_ANSWERS = 5
ONE_WAY = 4
# A second voice on the same side must have spoken this much less to be a mere bystander.
BYSTANDER_SHARE = 1 / 3
# A second voice that asks less plainly than this is no second interviewer, however long it speaks.
_RIVAL_LEAD = 0.10
# An interviewer known by voice must ask more than the other, but not plainly.
_LEAD_OF_KNOWN = 0.05
_ANSWERS_FOR_SURE = 2
# An answer to a question is seldom shorter than this.
_SHORTEST_ANSWER_WORDS = 5
_NOBODY: Mapping[int, Role] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """What one voice says without interruption; `language` is 'fr', 'en' or None where it is not known."""

    voice: int
    text: str
    duration_seconds: float
    language: str | None = None


@dataclass(frozen=True, slots=True)
class _VoiceManner:
    """How a voice (or several taken together) talks; all values describe, none judges."""

    asking_share: float
    conducting_share: float
    addressing: float
    words_per_turn: float


def tell_roles(
    turns: Sequence[SpokenTurn],
    *,
    is_split_doubtful: bool = False,
    recognised: Mapping[int, Role] = _NOBODY,
    alike: Collection[frozenset[int]] = (),
) -> Mapping[int, Role]:
    """Tell the role of each voice.

    A voice is the interviewer when it plainly asks where the others answer, and the leader when it plainly
    answers. When two voices compete for a role, that role is given to nobody; the other role may still be
    plain. A third voice that does not compete is unknown and takes nothing away.

    Parameters
    ----------
    turns : sequence of SpokenTurn
        In order of time; neighbours have different voices.
    is_split_doubtful : bool
        The voices are hardly told apart by sound: only a talk that alternates as interviews do confirms them.
    recognised : mapping of int to str
        Voices known from other recordings. They settle what the talk leaves open and overrule nothing that
        it says plainly.
    alike : collection of pairs of int
        Voices that may be one person, whom wind or another room made sound unlike: two of them who both ask
        are taken for one interviewer. Two who answer are not: nothing may be given to the leader by guess.

    Returns
    -------
    mapping of int to str
        A role for every voice that occurs.
    """
    joined = _joined_askers(turns, alike)
    if joined:
        merged = [replace(turn, voice=joined.get(turn.voice, turn.voice)) for turn in turns]
        told = tell_roles(_neighbours_joined(merged), is_split_doubtful=is_split_doubtful)
        if {"interviewer", "leader"} <= set(told.values()):
            return {turn.voice: told[joined.get(turn.voice, turn.voice)] for turn in turns}
    voices = sorted({turn.voice for turn in turns})
    roles: dict[int, Role] = dict.fromkeys(voices, "unknown")
    known = [voice for voice in voices if recognised.get(voice) == "interviewer"]
    if len(voices) < 2:
        # What one voice alone says might be anybody's monologue.
        return roles
    leads = asking_leads(turns)
    interviewer = _asker(turns, leads)
    leader = _answerer(turns, leads, interviewer)
    if interviewer is not None and leader is not None:
        if _is_plain(turns, leads, interviewer, leader, is_split_doubtful=is_split_doubtful):
            roles[interviewer], roles[leader] = "interviewer", "leader"
            return roles | _second_tongues(turns, roles, interviewer, leader)
        leader = None
    if is_split_doubtful:
        return roles
    if interviewer is not None and _asks_all(turns, leads, interviewer):
        roles[interviewer] = "interviewer"
        return roles
    return roles | _roles_by_voice(turns, leads, known)


def _joined_askers(turns: Sequence[SpokenTurn], alike: Collection[frozenset[int]]) -> dict[int, int]:
    """Return for each voice that may be the interviewer's again the voice that it may be."""
    seconds = _seconds(turns)
    if len(seconds) <= 2:
        return {}
    asking = [voice for voice, lead in asking_leads(turns).items() if lead > _RIVAL_LEAD]
    main = max(asking, key=lambda voice: seconds[voice], default=None)
    if main is None:
        return {}
    return {voice: main for voice in asking if frozenset((voice, main)) in alike}


def _neighbours_joined(turns: Sequence[SpokenTurn]) -> list[SpokenTurn]:
    """Join turns of one voice that follow each other."""
    joined: list[SpokenTurn] = []
    for turn in turns:
        if joined and joined[-1].voice == turn.voice:
            before = joined.pop()
            turn = replace(
                before,
                text=f"{before.text} {turn.text}",
                duration_seconds=before.duration_seconds + turn.duration_seconds,
            )
        joined.append(turn)
    return joined


def asking_leads(turns: Sequence[SpokenTurn]) -> dict[int, float]:
    """Return how much more each voice asks and conducts than all others together.

    Returns
    -------
    dict of int to float
        In -1..1: 1 asks and conducts in every turn, briefly and addressing the other; -1 is who answers.
        A weighted sum of four differences: share of turns with a question 0.40, share of turns that conduct
        the talk (thanks, address by name, "my next question") 0.15, second against first person 0.20, length
        of turns 0.25. The weights say how far each sign can be trusted; they were set by hand, not fitted.
        Empty for one voice alone: there is nobody to compare it with.
    """
    signs: dict[int, NDArray[np.int64]] = {}
    for turn in turns:
        signs[turn.voice] = signs.get(turn.voice, 0) + _signs(turn)
    if len(signs) < 2:
        return {}
    everybody = sum(signs.values())
    sorted_signs = sorted(signs.items(), key=lambda pair: pair[0])
    return {voice: _lead(_manner(own), _manner(everybody - own)) for voice, own in sorted_signs}


def _lead(own: _VoiceManner, rest: _VoiceManner) -> float:
    # Turns four times as long, or longer, count fully.
    brevity = log(max(rest.words_per_turn, 1.0) / max(own.words_per_turn, 1.0)) / log(4.0)
    return (
        0.40 * (own.asking_share - rest.asking_share)
        + 0.15 * (own.conducting_share - rest.conducting_share)
        + 0.20 * (own.addressing - rest.addressing) / 2
        + 0.25 * max(-1.0, min(1.0, brevity))
    )


def answered_questions(turns: Sequence[SpokenTurn], asker: int, answerer: int | None = None) -> int:
    """Count turns of one voice that ask or conduct the talk and that another (or anybody) answers.

    Engines lose question marks: a remark that names a topic or addresses the other by name counts too.
    """
    return sum(
        before.voice == asker
        and (after.voice != asker if answerer is None else after.voice == answerer)
        and (asks(before.text) or conducts(before.text))
        and len(after.text.split()) >= _SHORTEST_ANSWER_WORDS
        for before, after in pairwise(turns)
    )


def _asker(turns: Sequence[SpokenTurn], leads: Mapping[int, float]) -> int | None:
    """Return the voice that asks, unless another of the same language asks nearly as long."""
    side = [voice for voice, lead in leads.items() if lead > 0]
    if not side:
        return None
    seconds = _seconds(turns)
    longest = max(side, key=lambda voice: seconds[voice])
    language = _language(turns, longest)
    for rival in side:
        is_long = seconds[rival] > BYSTANDER_SHARE * seconds[longest]
        is_asking = leads[rival] >= _RIVAL_LEAD and answered_questions(turns, rival) > 0
        if rival != longest and is_long and is_asking and not _differ(language, _language(turns, rival)):
            return None
    return longest


def _answerer(turns: Sequence[SpokenTurn], leads: Mapping[int, float], asker: int | None) -> int | None:
    """Return the voice that answers, unless another speaks nearly as long and is no translator."""
    side = [voice for voice, lead in leads.items() if lead < 0 and voice != asker]
    if not side:
        return None
    seconds = _seconds(turns)
    answers = {v: answered_questions(turns, asker, v) if asker is not None else 0 for v in side}
    main = max(side, key=lambda voice: (answers[voice], seconds[voice]))
    language = _language(turns, main)
    for rival in side:
        is_translator = (
            _differ(language, _language(turns, rival))
            and answers[rival] == 0
            and answers[main] >= _ANSWERS_FOR_SURE
        )
        is_long = seconds[rival] > BYSTANDER_SHARE * seconds[main]
        if rival != main and is_long and not is_translator:
            return None
    return main


def _is_plain(
    turns: Sequence[SpokenTurn],
    leads: Mapping[int, float],
    asker: int,
    answerer: int,
    *,
    is_split_doubtful: bool,
) -> bool:
    lead = min(leads[asker], -leads[answerer])
    answers = answered_questions(turns, asker, answerer)
    if is_split_doubtful:
        is_one_way = answers >= ONE_WAY * answered_questions(turns, answerer, asker)
        return (lead >= CERTAIN_LEAD and answers >= CERTAIN_ANSWERS) or (
            lead >= PLAIN_LEAD and answers >= MANY_ANSWERS and is_one_way
        )
    if answers >= _ANSWERS_FOR_SURE:
        return lead >= PLAIN_LEAD
    return answers > 0 and lead >= PLAIN_LEAD_ONE_EXCHANGE


def _asks_all(turns: Sequence[SpokenTurn], leads: Mapping[int, float], asker: int) -> bool:
    """Tell whether a voice plainly interviews though nobody plainly is the one who leads."""
    others = {turn.voice for turn in turns} - {asker}
    is_one_of_many = len(others) > 1
    answers = answered_questions(turns, asker)
    return is_one_of_many and leads[asker] >= PLAIN_LEAD and answers >= _ANSWERS_FOR_SURE


def _roles_by_voice(
    turns: Sequence[SpokenTurn], leads: Mapping[int, float], known: Sequence[int]
) -> dict[int, Role]:
    """Give the roles that a voice known from other recordings settles, where the talk does not object."""
    if len(known) != 1 or leads[known[0]] <= -PLAIN_LEAD:
        return {}
    [interviewer] = known
    roles: dict[int, Role] = {interviewer: "interviewer"}
    others = [voice for voice in leads if voice != interviewer]
    is_answered = answered_questions(turns, interviewer) > 0
    if len(others) == 1 and is_answered and leads[interviewer] >= _LEAD_OF_KNOWN:
        roles[others[0]] = "leader"
    return roles


def _second_tongues(
    turns: Sequence[SpokenTurn], roles: Mapping[int, Role], interviewer: int, leader: int
) -> dict[int, Role]:
    """Find voices in which the interviewer speaks another language: they plainly ask, the leader answers.

    In the interviewer's own language a second voice that asks is another person's.
    """
    language = _language(turns, interviewer)
    found: dict[int, Role] = {}
    for voice in (voice for voice, role in roles.items() if role == "unknown"):
        pair = [turn for turn in turns if turn.voice in (voice, leader)]
        if (
            _differ(language, _language(turns, voice))
            and answered_questions(turns, voice, leader) > 0
            and answered_questions(turns, interviewer, voice) == 0
            and asking_leads(pair)[voice] >= PLAIN_LEAD_ONE_EXCHANGE
        ):
            found[voice] = "interviewer"
    return found


def _seconds(turns: Sequence[SpokenTurn]) -> Mapping[int, float]:
    seconds: dict[int, float] = {}
    for turn in turns:
        seconds[turn.voice] = seconds.get(turn.voice, 0.0) + turn.duration_seconds
    return seconds


def _language(turns: Sequence[SpokenTurn], voice: int) -> str | None:
    """Return the language in which a voice says most, None where none is known."""
    spoken: Counter[str] = Counter()
    for turn in turns:
        if turn.voice == voice and turn.language is not None:
            spoken[turn.language] += len(turn.text.split())
    return spoken.most_common(1)[0][0] if spoken else None


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _signs(turn: SpokenTurn) -> NDArray[np.int64]:
    """Count in one turn: itself, whether it asks, conducts, second and first person, words."""
    second, first = addressing(turn.text)
    counts = (1, asks(turn.text), conducts(turn.text), second, first, len(turn.text.split()))
    return np.array(counts, dtype=np.int64)


def _manner(signs: NDArray[np.int64]) -> _VoiceManner:
    turns, asking, conducting, second, first, words = (int(count) for count in signs)
    return _VoiceManner(
        asking_share=asking / turns,
        conducting_share=conducting / turns,
        # Two more in the divisor: a single "vous" in a short turn says little.
        addressing=(second - first) / (second + first + 2),
        words_per_turn=words / turns,
    )
