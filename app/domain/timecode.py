"""Times in a recording as people read them and as addresses carry them."""

from __future__ import annotations


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
