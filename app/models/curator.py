"""Curators: the people who correct, tag and publish."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Model, now, one_of

CURATOR_ROLES = ("curator", "admin")
STUDIO_LANGUAGES = ("fr", "en")


class Curator(Model):
    """A person with an account; the password is kept as an argon2 hash.

    A password with an end is a one-time one: it only serves to choose one's own.
    """

    __tablename__ = "curators"
    __table_args__ = (
        CheckConstraint(one_of("role", CURATOR_ROLES), name="role"),
        CheckConstraint(one_of("language", STUDIO_LANGUAGES), name="language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    password_expires_at: Mapped[datetime | None]
    role: Mapped[str] = mapped_column(default="curator")
    language: Mapped[str] = mapped_column(default="fr")
    created_at: Mapped[datetime] = mapped_column(default=now)
    disabled_at: Mapped[datetime | None]
