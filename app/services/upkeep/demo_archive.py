"""The demonstration: which manifests it loads, and an admin whose password is kept with the archive."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Curator
from app.services.accounts.curator_accounts import add_curator, change_role
from app.services.accounts.curator_passwords import check_password
from app.settings import PROJECT_ROOT

DEMO_FOLDER = PROJECT_ROOT / "media" / "demo"
MANIFESTS = (DEMO_FOLDER / "manifest.toml", DEMO_FOLDER / "quebec-2012.toml")
CURATOR_NAME = "demo"


def demo_password(data_dir: Path) -> str:
    """Return the demonstration curator's password, drawn once and kept in DATA_DIR for its owner only."""
    path = data_dir / "demo_curator_password"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    password = "-".join(secrets.token_hex(2) for _group in range(4))
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(password)
    return password


def open_demo_account(session: Session, password: str, actor: str) -> bool:
    """Make the demonstration's account, an admin; one that an earlier version made becomes one.

    Returns whether the password opens it: somebody may have changed theirs in the studio.
    """
    curator = session.scalar(select(Curator).where(Curator.name == CURATOR_NAME))
    if curator is None:
        add_curator(session, CURATOR_NAME, password, "admin", actor)
        return True
    change_role(session, curator, "admin", actor)
    return check_password(password, curator.password_hash).is_right
