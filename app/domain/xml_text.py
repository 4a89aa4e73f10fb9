"""Writes words into XML, whatever they hold."""

from __future__ import annotations

import re
from html import escape

_NOT_IN_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def xml_text(words: str) -> str:
    """Return words fit for XML, where not even an escape may hold a control character (XML 1.0, 2.2)."""
    return escape(_NOT_IN_XML.sub(" ", words))
