"""Says in words why the machine put a theme on a passage."""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import translatable as _
from app.models import Tag
from app.services.showing.wording import Wording

# The first words weigh most; more of them would hide the reason.
_MOST_WORDS = 4


def reason_text(words: Wording, tag: Tag) -> str:
    """Return "because: fibre, village", and the example it is near to; nothing for a person's tag."""
    if tag.source == "curator":
        return ""
    return reason_words(words, [str(word) for word in tag.evidence], tag.nearest_example)


def reason_words(words: Wording, evidence: Sequence[str], nearest_example: str) -> str:
    """Return why the machine thinks of a theme: the words heard, and the example it is near to."""
    heard = ", ".join(evidence[:_MOST_WORDS])
    parts = []
    if heard:
        parts.append(words.gettext(_("parce que : %(words)s"), words=heard))
    if nearest_example:
        parts.append(words.gettext(_("proche de : « %(example)s »"), example=words.spoken(nearest_example)))
    return " ; ".join(parts)
