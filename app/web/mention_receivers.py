"""Where pages elsewhere may say that they cite one of ours, and which pages tell it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from app.web.site_state import Site

WEBMENTION_PATH = "/webmention"
PINGBACK_PATH = "/pingback"
# A page that can be cited.
_RECEIVING = ("interview", "passage", "clip")


@dataclass(frozen=True, slots=True)
class MentionReceivers:
    """The absolute addresses of the two receivers."""

    webmention_url: str
    pingback_url: str


def mention_receivers(site: Site, page: str) -> MentionReceivers | None:
    """Return the receivers that a page tells of, None for a page that can't be cited."""
    settings = site.archive.settings
    if page not in _RECEIVING or not settings.mentions:
        return None
    return MentionReceivers(settings.public_url + WEBMENTION_PATH, settings.public_url + PINGBACK_PATH)


def advertise(response: Response, receivers: MentionReceivers | None) -> None:
    """Tell of the receivers in the headers."""
    if receivers is not None:
        response.headers.append("link", f'<{receivers.webmention_url}>; rel="webmention"')
        response.headers["x-pingback"] = receivers.pingback_url
