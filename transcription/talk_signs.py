"""Signs of asking, answering and conducting a talk, in French and English wording."""

from __future__ import annotations

import re
from functools import lru_cache

_AUXILIARY = r"(?:do|does|did|will|would|can|could|should|are|is|was|were|have|has|had)(?:n['’]t)?"
_PERSON = r"(?:you|your|we|they|he|she|it|this|that|there|the|people|anyone)"
# A sentence that begins with "quand" or "what we need" mostly states: such words count with a verb that asks.
_QUESTION = re.compile(
    r"\?"
    r"|\best[ -]+ce\s+qu|\bqu['’ ]*est[ -]+ce\b"
    r"|^(?:et |alors |mais |donc )*(?:combien|pourquoi|comment|quelle?s?|où|quoi)\b"
    r"|^(?:et |alors |mais |donc )*qui (?:va|vont|est|sont|a|ont|peut|doit|pai[et]|paye|fait|sera)\b"
    r"|\b(?!rendez)\w+(?:ez|ont)-(?:vous|ils|elles)\b"
    r"|\b\w+-(?:t-)?(?:il|elle|on|ils|elles|tu|je)\b"
    r"|^(?:and |so |but |well |now )*(?:what about|how about|how come|how much|how many|why)\b"
    r"|^(?:and |so |but |well |now )*(?:what|how|who|where|when|which) " + _AUXILIARY + r"\b"
    r"|^(?:and |so |but |well |now )*(?:what|how|which) (?!we|i|you|they|he|she|it)\w+(?: \w+)? "
    + _AUXILIARY + r" " + _PERSON + r"\b"
    r"|^(?:and |so |but |well |now )*" + _AUXILIARY + r" " + _PERSON + r"\b",
    re.IGNORECASE,
)  # fmt: skip
_EXCLAIMED = re.compile(r"!\W*$")
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
_FOLLOW_UP = re.compile(
    r"^\W*(?:et|mais|and|but)\s+(?:(?:pour|sur|dans|about|on|for|in)\s+)?"
    r"(?:le|la|les|l['’]|un|une|du|des|au|aux|vos|votre|the|your)\b[^.!?…]*[.!?…]*\W*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.?!…])\s+")
# Who asks and who answers is looked at from several sides: a turn is read once for all of them.
_remembered = lru_cache(maxsize=8_192)
_SPACE_BEFORE_JOINT = re.compile(r"\s+(?=['’\-?!])")


@_remembered
def asks(text: str) -> bool:
    """Tell whether a text holds a question, by its mark or, since engines lose marks, by its wording."""
    # "Attachez-vous bien!" orders.
    return any(
        _QUESTION.search(sentence) and not _EXCLAIMED.search(sentence) for sentence in _sentences(text)
    )


@_remembered
def introduces_topic(text: str) -> bool:
    """Tell whether a text names what to talk about next, as in "parlons de" or "my next question"."""
    return any(_TOPIC.search(sentence) for sentence in _sentences(text))


def follows_up(text: str) -> bool:
    """Tell whether a whole remark only names a subject after "and", as in "et le vote en ligne".

    Said by whoever asks it is a question, even where the engine lost its mark; leaders begin sentences
    so too.
    """
    return _FOLLOW_UP.search(text) is not None


@_remembered
def conducts(text: str) -> bool:
    """Tell whether a text conducts the talk: it names a topic, thanks the guest or addresses them by name."""
    return introduces_topic(text) or any(_COURTESY.search(sentence) for sentence in _sentences(text))


@_remembered
def addressing(text: str) -> tuple[int, int]:
    """Count the words of the second person and those of the first."""
    words = re.findall(r"\w+", text.lower())
    return sum(word in _SECOND_PERSON for word in words), sum(word in _FIRST_PERSON for word in words)


def _sentences(text: str) -> list[str]:
    # Engines write "est -ce" and "d 'accord"; the joints are closed first, then commas no longer matter.
    closed = _SPACE_BEFORE_JOINT.sub("", text)
    return [sentence.replace(",", "") for sentence in _SENTENCE_END.split(closed.strip())]
