"""What the sign-in page shows."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from app.domain.return_path import STUDIO


@dataclass(frozen=True, slots=True)
class LoginView:
    """The form to come in; `refusal` says why the last try failed, `onward` is where it leads."""

    name: str
    refusal: str
    onward: str

    def address_in(self, path: str, language: str) -> str:
        """Return the address of the same form in another language."""
        values = {"langue": language} if language != "fr" else {}
        if self.onward != STUDIO:
            values["vers"] = self.onward
        return f"{path}?{urlencode(values)}" if values else path
