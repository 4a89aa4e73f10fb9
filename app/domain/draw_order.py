"""The neutral order of leaders: a draw that nobody can steer and everybody can redo.

Leaders of a campaign are sorted by the SHA-256 of the text `campaign slug:leader slug`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def draw_text(campaign_slug: str, leader_slug: str) -> str:
    """Return the text that is hashed."""
    return f"{campaign_slug}:{leader_slug}"


def draw_hash(campaign_slug: str, leader_slug: str) -> str:
    """Return the SHA-256, in hexadecimal, by which the leader is sorted."""
    return hashlib.sha256(draw_text(campaign_slug, leader_slug).encode("utf-8")).hexdigest()


def draw_order(campaign_slug: str, leader_slugs: Iterable[str]) -> tuple[str, ...]:
    """Return the leaders, each once, in the order drawn for that campaign."""
    return tuple(sorted(set(leader_slugs), key=lambda slug: (draw_hash(campaign_slug, slug), slug)))
