"""Lists the default themes on first use."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Theme
from transcription.theme_matching import default_vocabularies


def register_default_themes(session: Session) -> None:
    """Add the default themes that are not listed yet; renamed and retired ones stay as curators left them."""
    listed = set(session.scalars(select(Theme.slug)))
    position = session.scalar(select(func.coalesce(func.max(Theme.position), 0))) or 0
    for vocabulary in default_vocabularies():
        if vocabulary.slug in listed:
            continue
        position += 1
        session.add(
            Theme(
                slug=vocabulary.slug,
                label_fr=vocabulary.labels["fr"],
                label_en=vocabulary.labels["en"],
                description_fr=vocabulary.descriptions.get("fr", ""),
                description_en=vocabulary.descriptions.get("en", ""),
                position=position,
            )
        )
    session.flush()
