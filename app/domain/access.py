"""Who may do what in the studio."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """One thing that a role may allow. Every route of the studio names the one it needs."""

    READ_STUDIO = "read the studio"
    RECEIVE_RECORDINGS = "receive recordings"
    EDIT_TRANSCRIPTS = "edit transcripts"
    SETTLE_THEMES = "settle themes"
    KEEP_GLOSSARY = "keep the glossary"
    REVIEW_CORRECTIONS = "review corrections"
    REVIEW_MENTIONS = "review mentions"
    PUBLISH = "publish"
    READ_AUDIT = "read the audit"
    MANAGE_ACCOUNTS = "manage accounts"


_OF_ADMINS = frozenset({Permission.READ_AUDIT, Permission.MANAGE_ACCOUNTS})
_OF_ROLE = {
    "curator": frozenset(Permission) - _OF_ADMINS,
    "admin": frozenset(Permission),
}


def may(role: str, permission: Permission) -> bool:
    """Tell whether a role has a permission; an unknown role has none."""
    return permission in _OF_ROLE.get(role, frozenset())
