"""Readers at their own addresses, who send forms as our pages do."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from tests.conftest import SiteClient


class ReaderClient(SiteClient):
    """Somebody who reads the site from one address and never signs in."""

    def __init__(self, app: Any, address: str) -> None:
        super().__init__(app)
        self._from = (address, 40_000)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app, raise_app_exceptions=False, client=self._from)
            async with httpx.AsyncClient(
                transport=transport, base_url="https://franquette.invalid"
            ) as client:
                return await client.request(method, path, **options)

        return asyncio.run(ask())

    def send(self, path: str, form: dict[str, Any], **headers: str) -> httpx.Response:
        """Send a form as one of our pages does."""
        return self.post(path, data=form, headers={"origin": "https://franquette.invalid", **headers})
