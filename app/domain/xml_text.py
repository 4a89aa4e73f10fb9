"""Writes words into XML, whatever they hold."""

from __future__ import annotations

import re
from html import escape

_NOT_IN_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def without_control_characters(words: str) -> str:
    """Return words without what XML may not hold, not even as an escape (XML 1.0, 2.2)."""
    return _NOT_IN_XML.sub(" ", words)


def xml_text(words: str) -> str:
    """Return words escaped for XML."""
    return escape(without_control_characters(words))
