"""Times in a recording as people read them and as addresses carry them."""

from __future__ import annotations

import re

# Hours, minutes and seconds, or seconds alone, as RFC 2326 writes normal play time.
_TIME = r"(?:(?:(\d{1,3}):)?(\d{1,2}):)?(\d{1,6}(?:\.\d{0,9})?)"
_MEDIA_TIME = re.compile(rf"(?:npt:)?(?:{_TIME})?(?:,{_TIME})?", re.ASCII)


def format_timecode(seconds: float) -> str:
    """Return `m:ss`, or `h:mm:ss` from one hour on.

    Parameters
    ----------
    seconds : float
        Seconds from the beginning, cut to whole seconds; negative values count as 0.
    """
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def format_seconds(seconds: float) -> str:
    """Return seconds with at most two decimals and no useless zero: `12.5`, `20`."""
    return f"{max(0.0, seconds):.2f}".rstrip("0").rstrip(".")


def media_fragment(start_seconds: float, end_seconds: float | None = None) -> str:
    """Return the temporal fragment of an address, without its `#`: `t=12.5,20`.

    References
    ----------
    W3C, Media Fragments URI 1.0, section 4.2.1.
    """
    fragment = f"t={format_seconds(start_seconds)}"
    return fragment if end_seconds is None else f"{fragment},{format_seconds(end_seconds)}"


def parse_media_fragment(value: str) -> tuple[float, float | None] | None:
    """Return the start and the end, in seconds, that the value of `t` names; None where it names none.

    References
    ----------
    W3C, Media Fragments URI 1.0, section 4.2.1: `12.5,20`, `npt:1:05`, `,20`.
    """
    found = _MEDIA_TIME.fullmatch(value)
    if found is None or not value.removeprefix("npt:"):
        return None
    times = found.groups()
    start, end = _seconds(times[:3]) or 0.0, _seconds(times[3:])
    return (start, end) if end is None or end > start else None


def _seconds(parts: tuple[str | None, ...]) -> float | None:
    hours, minutes, seconds = parts
    if seconds is None:
        return None
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds)
