"""Curators' open sessions. A row that is gone is a session that has ended: at once, everywhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Model, now


class CuratorSession(Model):
    """One browser in which a curator is signed in.

    Only a hash of its key is kept: who reads the database, or a backup of it, can't enter with it.
    """

    __tablename__ = "curator_sessions"
    __table_args__ = (CheckConstraint("expires_at >= last_seen_at", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(unique=True)
    curator_id: Mapped[int] = mapped_column(ForeignKey("curators.id"), index=True)
    opened_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(default="")
    browser: Mapped[str] = mapped_column(default="")
