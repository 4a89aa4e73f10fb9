"""Finds the exchanges of a conversation: which turns ask and which ones answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from transcription.raw_transcript import Word
from transcription.spoken_parts import Exchange, Turn
from transcription.talk_signs import asks, follows_up, introduces_topic

# A remark of the interviewer this long, once questions have begun, asks for a reaction; a shorter one
# ("je vois", "d'accord") leaves the word to the leader.
_PROMPT_WORDS = 5
# A question that no known voice asks must have some words: a lone "quoi?" is anybody's.
_STRANGER_QUESTION_WORDS = 3
_FAREWELL = re.compile(
    r"^\W*(?:bon |alors |voilà |bien |well |so )*"
    r"(?:merci|thank|thanks|goodbye|au revoir|bonne (?:fin|journée|soirée|chance))\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _OpenExchange:
    questions: list[int] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


def find_exchanges(words: Sequence[Word], turns: Sequence[Turn]) -> tuple[Exchange, ...]:
    """Find questions with their answers.

    The first exchange opens with a question or a named topic; greetings before it are in none. From then on
    each remark of the interviewer that asks, or is long enough to call for a reaction, opens the next one;
    thanks close it. A question by a stranger's voice opens one too, since what follows answers that question
    and not the one before. An exchange without an answer by the leader is none.
    """
    found: list[_OpenExchange] = []
    current: _OpenExchange | None = None
    for index, turn in enumerate(turns):
        text = " ".join(word.text for word in words[turn.first_word : turn.end_word])
        if turn.role == "leader":
            if current is not None:
                current.answers.append(index)
        elif _opens(turn, text, has_begun=bool(found)):
            if current is None or current.answers:
                current = _OpenExchange()
                found.append(current)
            current.questions.append(index)
        elif turn.role == "interviewer" and _FAREWELL.search(text):
            current = None
    return tuple(_closed(exchange, turns) for exchange in found if exchange.answers)


def _opens(turn: Turn, text: str, *, has_begun: bool) -> bool:
    word_count = turn.end_word - turn.first_word
    if turn.role == "unknown":
        return turn.voice is None and word_count >= _STRANGER_QUESTION_WORDS and asks(text)
    if asks(text) or introduces_topic(text):
        return True
    calls_for_reaction = word_count >= _PROMPT_WORDS or follows_up(text)
    return has_begun and calls_for_reaction and not _FAREWELL.search(text)


def _closed(exchange: _OpenExchange, turns: Sequence[Turn]) -> Exchange:
    first, last = exchange.questions[0], exchange.answers[-1]
    return Exchange(
        first_turn=first,
        end_turn=last + 1,
        question_turns=tuple(exchange.questions),
        answer_turns=tuple(exchange.answers),
        first_word=turns[first].first_word,
        end_word=turns[last].end_word,
        start_seconds=turns[first].start_seconds,
        end_seconds=turns[last].end_seconds,
    )
