"""Themes, the tags that bind them to passages, and what curators teach about both."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Model, now, one_of

TAG_SOURCES = ("machine", "curator")
EXAMPLE_LANGUAGES = ("fr", "en")


class Theme(Model):
    """A subject by which passages are found and leaders compared; retired ones keep their tags."""

    __tablename__ = "themes"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    label_fr: Mapped[str]
    label_en: Mapped[str]
    description_fr: Mapped[str] = mapped_column(default="")
    description_en: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    retired_on: Mapped[date | None]


class Tag(Model):
    """That a passage is about a theme: who says so, and how sure a machine is (0..1, null for a person).

    `is_inherited`: the passage answers a question that raised the theme. `evidence`: the words heard.
    `nearest_example`: the example that the passage is near to, where the words alone would not have told.
    """

    __tablename__ = "tags"
    __table_args__ = (
        UniqueConstraint("passage_id", "theme_id"),
        CheckConstraint(one_of("source", TAG_SOURCES), name="source"),
        CheckConstraint("(source = 'machine') = (score IS NOT NULL)", name="score_of_machine"),
        CheckConstraint("score IS NULL OR (score >= 0 AND score <= 1)", name="score"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[str] = mapped_column(ForeignKey("passages.id"), index=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), index=True)
    source: Mapped[str]
    score: Mapped[float | None]
    is_inherited: Mapped[bool] = mapped_column(default=False)
    evidence: Mapped[list[Any]] = mapped_column(default=list)
    nearest_example: Mapped[str] = mapped_column(default="", server_default="")
    curator_id: Mapped[int | None] = mapped_column(ForeignKey("curators.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    theme: Mapped[Theme] = relationship(lazy="raise")


class ThemeExample(Model):
    """A sentence that a curator gave as an example of a theme."""

    __tablename__ = "theme_examples"
    __table_args__ = (
        UniqueConstraint("theme_id", "text"),
        CheckConstraint(one_of("language", EXAMPLE_LANGUAGES), name="language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"))
    language: Mapped[str]
    text: Mapped[str]
    actor: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)


class ThemeDecision(Model):
    """That a person said whether a passage is about a theme; the newest one about both stands.

    Append-only; the database refuses to change it. `text` and `language` are those of the passage at that
    moment: the machine learns from what the person read, not from what the passage became.
    """

    __tablename__ = "theme_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    # No foreign key: a decision outlives its passage, which another edit may join to its neighbour.
    passage_id: Mapped[str] = mapped_column(index=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), index=True)
    is_about: Mapped[bool]
    text: Mapped[str]
    language: Mapped[str]
    actor: Mapped[str]
    curator_id: Mapped[int | None] = mapped_column(ForeignKey("curators.id"))
    at: Mapped[datetime] = mapped_column(default=now)
