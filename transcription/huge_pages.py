"""How memory is asked for in the processes that hear: in pages of 2 MiB, and given back when it is free.

Whisper's encoder takes and gives back hundreds of megabytes for each window; in pages of 4 KiB a third of its
time goes into finding them. Where Linux gives large pages only to who asks (as Ubuntu sets it), the C library
asks for everything it allocates if told so before the program starts; elsewhere nothing changes. Large pages
take a quarter of a gigabyte more, of which half is won back by the two other wishes (docs/decisions/0005).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Final

_VARIABLE: Final = "GLIBC_TUNABLES"
_WISHES: Final = {
    "glibc.malloc.hugetlb": 1,
    # One heap for all threads, and what is large never in it: freed, it goes back to the system at once.
    "glibc.malloc.arena_max": 1,
    "glibc.malloc.mmap_threshold": 4 * 2**20,
}


def with_huge_pages(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for a program that hears; a wish that is already there stands."""
    said = environment.get(_VARIABLE, "")
    added = [f"{name}={value}" for name, value in _WISHES.items() if name not in said]
    return {**environment, _VARIABLE: ":".join(filter(None, (said, *added)))}


def start_again_with_huge_pages() -> None:
    """Put this program in its own place, with large pages; return at once where it has them."""
    environment = with_huge_pages(os.environ)
    if sys.platform == "linux" and environment != dict(os.environ):
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606 (itself)
