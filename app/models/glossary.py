"""Names, places and jargon of a campaign or of all, with how machines mishear them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Model, now, one_of
from app.models.campaign import Campaign
from app.models.theme import Theme

ENTRY_KINDS = ("name", "place", "jargon")
ENTRY_LANGUAGES = ("fr", "en")
_IN_USE = text("retired_at IS NULL")
_IN_USE_EVERYWHERE = text("retired_at IS NULL AND campaign_id IS NULL")


class GlossaryEntry(Model):
    """A word or a few, as they are written; retired ones stay.

    `campaign_id` is null where it is known in every campaign, `language` where it is the same in every
    language. `misheard` lists what machines wrote in its place. With a theme, hearing it tells of that theme.
    """

    __tablename__ = "glossary_entries"
    __table_args__ = (
        CheckConstraint(one_of("kind", ENTRY_KINDS), name="kind"),
        CheckConstraint(f"language IS NULL OR {one_of('language', ENTRY_LANGUAGES)}", name="language"),
        CheckConstraint("length(text) > 0", name="text"),
        # Two indexes: in a unique index no null equals another.
        Index(
            "uq_glossary_entries_in_campaign", "campaign_id", "text", unique=True,
            sqlite_where=_IN_USE, postgresql_where=_IN_USE,
        ),
        Index(
            "uq_glossary_entries_everywhere", "text", unique=True,
            sqlite_where=_IN_USE_EVERYWHERE, postgresql_where=_IN_USE_EVERYWHERE,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    kind: Mapped[str]
    text: Mapped[str]
    language: Mapped[str | None]
    misheard: Mapped[list[Any]] = mapped_column(default=list)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("themes.id"))
    note: Mapped[str] = mapped_column(default="")
    actor: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    retired_at: Mapped[datetime | None]

    campaign: Mapped[Campaign | None] = relationship(lazy="raise")
    theme: Mapped[Theme | None] = relationship(lazy="raise")


class GlossaryDismissal(Model):
    """That a curator does not want an entry which repeated corrections suggest; both texts are folded."""

    __tablename__ = "glossary_dismissals"
    __table_args__ = (UniqueConstraint("misheard", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    misheard: Mapped[str]
    text: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)
