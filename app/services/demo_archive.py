"""The demonstration: which manifests it loads, and a curator whose password is kept with the archive."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

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
