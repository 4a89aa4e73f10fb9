"""How a page tells other sites what they may show of it when somebody pastes its address there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from starlette.responses import Response

from app.domain.timecode import parse_media_fragment
from app.services.showing.wording import Wording

OEMBED_PATH = "/oembed"
_SHOWN = ("interview", "passage", "clip")
_LONGEST_MOMENT = 60


@dataclass(frozen=True, slots=True)
class OembedDiscovery:
    """The absolute addresses that answer with what to show, in both forms (oEmbed 1.0, section 4)."""

    json_url: str
    xml_url: str


def oembed_discovery(words: Wording, page: str, page_url: str, moment: str = "") -> OembedDiscovery | None:
    """Return where a page is answered for, None for a page of which nothing is shown elsewhere.

    Parameters
    ----------
    page, page_url : str, str
        Its name and its absolute address.
    moment : str
        What its address says after `t=`, so that start and end are kept.
    """
    if page not in _SHOWN:
        return None
    if page == "interview" and len(moment) <= _LONGEST_MOMENT and parse_media_fragment(moment):
        page_url = f"{page_url}?t={moment}"
    asked = f"{words.absolute(OEMBED_PATH)}?url={quote(page_url, safe='')}"
    return OembedDiscovery(f"{asked}&format=json", f"{asked}&format=xml")


def advertise_oembed(response: Response, discovery: OembedDiscovery | None) -> None:
    """Tell of the answers in the headers."""
    if discovery is not None:
        for url, form in ((discovery.json_url, "application/json"), (discovery.xml_url, "text/xml")):
            response.headers.append("link", f'<{url}>; rel="alternate"; type="{form}+oembed"')
