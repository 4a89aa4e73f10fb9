"""Serves style sheets, scripts and fonts; an address that carries the hash of its file is kept for good."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.settings import PROJECT_ROOT

STATIC_FOLDER = PROJECT_ROOT / "app" / "static"
FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
# No file here is a page: the short form of the pages' policy, since a frame on another site loads a dozen.
POLICY = "default-src 'none'; frame-ancestors 'none'"


class StaticFolder(StaticFiles):
    """The folder of static files."""

    def __init__(self, folder: Path = STATIC_FOLDER) -> None:
        super().__init__(directory=folder, check_dir=False)
        self._folder = folder
        self._versions: dict[str, tuple[int, str]] = {}

    def url(self, path: str) -> str:
        """Return the address of a file with its version."""
        version = self.version(path)
        return f"/static/{path}?v={version}" if version else f"/static/{path}"

    def version(self, path: str) -> str:
        """Return the beginning of the file's SHA-256; empty when there is no such file."""
        file = self._folder / path
        try:
            modified = file.stat().st_mtime_ns
        except OSError:
            return ""
        known = self._versions.get(path)
        if known is None or known[0] != modified:
            known = (modified, hashlib.sha256(file.read_bytes()).hexdigest()[:12])
            self._versions[path] = known
        return known[1]

    def file_response(
        self, full_path: Any, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Return the file; only its present version may be kept without asking again."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("v", [""])[0]
        path = str(Path(full_path).relative_to(self._folder.resolve()))
        response.headers["cache-control"] = FOR_GOOD if asked == self.version(path) else ASK_AGAIN
        # A frame in a sandbox, or on a site that isolates itself, may have them too; they are no secret.
        response.headers["access-control-allow-origin"] = "*"
        response.headers["cross-origin-resource-policy"] = "cross-origin"
        response.headers["content-security-policy"] = POLICY
        return response
