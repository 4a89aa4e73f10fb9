"""Guesses whom a transcript means by the names that it puts before what is said."""

from __future__ import annotations

from app.domain.slug import slugify

_INTERVIEWER_WORDS = {
    "q", "question", "questions", "journaliste", "journalist", "intervieweur", "intervieweuse", "interviewer",
    "animateur", "animatrice", "host", "blogueur", "blogueuse", "blogger",
}  # fmt: skip
_LEADER_WORDS = {"r", "reponse", "reponses", "a", "answer", "answers", "chef", "cheffe", "leader"}


def guess_role(label: str, leader_name: str, interviewer_name: str) -> str:
    """Return `leader`, `interviewer` or, where nothing tells, `unknown`.

    A label is a person's when all its words are of that name alone (« SAVARD », « H. Savard »), or when it is
    a word for what they do.
    """
    words = _words(label)
    is_leader = _is_of(words, _words(leader_name)) or words <= _LEADER_WORDS
    is_interviewer = _is_of(words, _words(interviewer_name)) or words <= _INTERVIEWER_WORDS
    if not words or is_leader == is_interviewer:
        return "unknown"
    return "leader" if is_leader else "interviewer"


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in slugify(text).split("-") if word)


def _is_of(words: frozenset[str], name: frozenset[str]) -> bool:
    """Tell whether every word is one of the name's, or its initial, and one at least is whole."""
    initials = {word[0] for word in name}
    return bool(words & name) and all(word in name or word in initials for word in words)
