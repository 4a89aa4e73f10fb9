"""Gives the search what the glossary says is misheard."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Campaign, GlossaryEntry
from app.search.misheard_words import MisheardWord, MisheardWords


def misheard_words(session: Session) -> MisheardWords:
    """Return the misheard words of all campaigns as the glossary has them now."""
    # Plain columns: every search asks for them.
    rows = session.execute(
        select(GlossaryEntry.text, GlossaryEntry.misheard, Campaign.slug)
        .outerjoin(Campaign, GlossaryEntry.campaign_id == Campaign.id)
        .where(GlossaryEntry.retired_at.is_(None))
        .order_by(GlossaryEntry.id)
    )
    return _known(tuple((text, tuple(misheard), slug) for text, misheard, slug in rows if misheard))


@lru_cache(maxsize=2)
def _known(words: tuple[tuple[str, tuple[str, ...], str | None], ...]) -> MisheardWords:
    return MisheardWords(MisheardWord(*word) for word in words)
