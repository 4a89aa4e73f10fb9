"""How memory is asked for in the processes that hear: in pages of 2 MiB, and given back when it is free.

Whisper's encoder takes and gives back hundreds of megabytes for each window; in pages of 4 KiB a third of its
time goes into finding them. Where Linux gives large pages only to who asks (as Ubuntu sets it), the C library
asks for everything it allocates if told so before the program starts. Large pages take more memory, of which
the two other wishes win back a part; these alone would only cost time, so nothing is wished where there are
no large pages (docs/decisions/0001, "Where the time goes").
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

_VARIABLE: Final = "GLIBC_TUNABLES"
_HUGE_PAGES: Final = "glibc.malloc.hugetlb"
_WISHES: Final = {
    _HUGE_PAGES: 1,
    # One heap for all threads, and what is large never in it: freed, it goes back to the system at once.
    "glibc.malloc.arena_max": 1,
    "glibc.malloc.mmap_threshold": 4 * 2**20,
}
_FIRST_GLIBC_WITH_THEM: Final = (2, 35)
_KERNEL_SETTING: Final = Path("/sys/kernel/mm/transparent_hugepage/enabled")
# Holds the number of the process, which stays the same: a system that takes the wishes away is asked once.
_STARTED_AGAIN: Final = "FRANQUETTE_STARTED_AGAIN"


def are_huge_pages_given() -> bool:
    """Tell whether the kernel and the C library of this machine give large pages to a program that asks."""
    try:
        name, _, version = (os.confstr("CS_GNU_LIBC_VERSION") or "").partition(" ")
        is_new = tuple(int(part) for part in version.split(".")) >= _FIRST_GLIBC_WITH_THEM
        return name == "glibc" and is_new and "[never]" not in _KERNEL_SETTING.read_text(encoding="ascii")
    except (OSError, ValueError):
        return False


def with_huge_pages(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for a program that hears; who said how they want large pages is left alone."""
    said = environment.get(_VARIABLE, "")
    if _HUGE_PAGES in said or not are_huge_pages_given():
        return dict(environment)
    added = [f"{name}={value}" for name, value in _WISHES.items() if name not in said]
    return {**environment, _VARIABLE: ":".join(filter(None, (said, *added)))}


def start_again_with_huge_pages() -> None:
    """Put this program in its own place, with large pages; return where it has them or cannot have them."""
    environment = with_huge_pages(os.environ)
    process = str(os.getpid())
    if environment == dict(os.environ) or environment.get(_STARTED_AGAIN) == process or not sys.executable:
        return
    environment[_STARTED_AGAIN] = process
    with suppress(OSError):
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606 (itself)
