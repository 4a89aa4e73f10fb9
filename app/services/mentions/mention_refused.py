"""Why a mention is not taken in."""

from __future__ import annotations

from app.errors import Refused


class MentionRefused(Refused):
    """A mention that we don't take; `code` is for protocols that have numbers for reasons.

    `source`, `target_place` (not a page that can be cited), `target_unknown`, `target_withdrawn`, `own`,
    `host`, `crowd`, `browser` (sent by a visitor of another site).
    """

    def __init__(self, code: str, message: str, **parameters: object) -> None:
        super().__init__(message, **parameters)
        self.code = code
