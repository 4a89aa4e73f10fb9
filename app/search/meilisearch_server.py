"""One Meilisearch server, over HTTP: requests, answers, and waiting for what it does later."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import Any

from app.search.search_index import IndexBusy, IndexUnreachable

_TIMEOUT_SECONDS = 30.0
_TASK_TIMEOUT_SECONDS = 600.0
_POLL_SECONDS = 0.05


class MeilisearchServer:
    """Sends JSON and reads JSON; writes are tasks that the server does in its own time and are waited for."""

    def __init__(self, url: str, key: str) -> None:
        if not url.startswith(("http://", "https://")):
            raise ValueError(f"FRANQUETTE_SEARCH_URL must begin with http:// or https://, not {url!r}")
        self._url = url.rstrip("/")
        self._headers = {"Content-Type": "application/json"}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Send one request.

        Raises
        ------
        IndexUnreachable
            When nobody answers, or the answer is a refusal; the server's own words are kept.
        """
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, data, self._headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise self._unreachable(_refusal(error)) from error
        except (OSError, ValueError) as error:
            raise self._unreachable(str(error)) from error

    def do(self, method: str, path: str, body: object = None, *, passed_over: tuple[str, ...] = ()) -> None:
        """Send a write and wait until the server has done it; failures with these codes are passed over."""
        task = self.ask(method, path, body)["taskUid"]
        deadline = time.monotonic() + _TASK_TIMEOUT_SECONDS
        while time.monotonic() < deadline:
            state = self.ask("GET", f"/tasks/{task}")
            if state["status"] == "succeeded":
                return
            if state["status"] in ("failed", "canceled"):
                reason = state.get("error") or {}
                if reason.get("code") in passed_over:
                    return
                raise self._unreachable(str(reason.get("message", state["status"])))
            time.sleep(_POLL_SECONDS)
        raise IndexBusy("Le serveur de recherche (%(url)s) est occupé. Réessayez.", url=self._url)

    def _unreachable(self, reason: str) -> IndexUnreachable:
        return IndexUnreachable(
            "Le serveur de recherche (%(url)s) ne peut répondre : %(reason)s. "
            "Vérifiez FRANQUETTE_SEARCH_URL et FRANQUETTE_SEARCH_KEY.",
            url=self._url,
            reason=reason,
        )


def _refusal(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["message"])
    except (ValueError, KeyError, TypeError, OSError):
        return f"HTTP {error.code}"
