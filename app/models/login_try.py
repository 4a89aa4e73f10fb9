"""Failed tries to sign in, counted by whom and from where."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Model


class LoginTry(Model):
    """What is remembered of tries under one key; the row goes when they are forgotten.

    The key is hashed: people type passwords into the field for the name.
    """

    __tablename__ = "login_tries"

    key_hash: Mapped[str] = mapped_column(primary_key=True)
    forgotten_at: Mapped[datetime] = mapped_column(index=True)
    reported_at: Mapped[datetime | None]
