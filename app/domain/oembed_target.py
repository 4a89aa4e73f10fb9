"""What an address pasted elsewhere asks us to show: a clip, a passage, an interview or a moment of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from app.domain.mention_target import parse_target
from app.domain.page_addresses import language_of_path
from app.domain.timecode import parse_media_fragment


@dataclass(frozen=True, slots=True)
class OembedTarget:
    """A page of ours to show elsewhere.

    Attributes
    ----------
    page, value : str, str
        `clip`, `passage` or `interview`, and its name.
    language : str
        That of the address.
    start_seconds, end_seconds : float or None
        The moment of an interview that the address points at; None where it says nothing of it.
    """

    page: str
    value: str
    language: str
    start_seconds: float | None = None
    end_seconds: float | None = None


def parse_oembed_target(url: str, public_url: str) -> OembedTarget | None:
    """Return what an address of ours names, else None; a moment may follow `#` or `?`: `t=12.5,20`."""
    found = parse_target(url, public_url)
    if found is None:
        return None
    parts = urlsplit(url.strip())
    language = language_of_path(parts.path.removeprefix(urlsplit(public_url).path))
    start, end = _moment(parts.fragment) or _moment(parts.query) or (None, None)
    return OembedTarget(found.page, found.value, language, start, end)


def _moment(parameters: str) -> tuple[float, float | None] | None:
    try:
        pairs = parse_qsl(parameters, max_num_fields=20)
    except ValueError:
        return None
    told = [parse_media_fragment(value) for name, value in pairs if name == "t"]
    return next((one for one in told if one is not None), None)
