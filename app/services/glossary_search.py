"""Gives the search what the glossary says is misheard."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy.orm import Session

from app.search.misheard_words import MisheardWord, MisheardWords
from app.services.glossary_listing import list_entries


def misheard_words(session: Session) -> MisheardWords:
    """Return the misheard words of all campaigns as the glossary has them now."""
    return _known(
        tuple(
            MisheardWord(entry.text, tuple(entry.misheard), entry.campaign.slug if entry.campaign else None)
            for entry in list_entries(session)
            if entry.misheard
        )
    )


@lru_cache(maxsize=2)
def _known(words: tuple[MisheardWord, ...]) -> MisheardWords:
    return MisheardWords(words)
