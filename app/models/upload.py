"""Uploads: recordings that arrive piece by piece, until they are taken in or given up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Model, now


class Upload(Model):
    """One file on its way in. How much of it has arrived is the size of its part on disk, nothing else.

    `sha256` and `duration_seconds` are known once the whole of it was judged; `refusal` is then why it can't
    be taken in (`{"message", "parameters"}`), `duplicate_of` the slug of the interview that has these very
    bytes. `details` is what its sender has told so far, as typed.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        CheckConstraint("size_bytes > 0", name="size"),
        CheckConstraint("length(id) = 32", name="id"),
        CheckConstraint("sha256 IS NULL OR length(sha256) = 64", name="sha256"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    curator_id: Mapped[int] = mapped_column(ForeignKey("curators.id"), index=True)
    filename: Mapped[str]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    modified_at: Mapped[datetime | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    sha256: Mapped[str | None]
    duration_seconds: Mapped[float | None]
    duplicate_of: Mapped[str] = mapped_column(default="")
    refusal: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
