"""Starts a program with few resources, no network where the system allows, and no life after its parent.

Run as a script, `python -I media_confinement.py LIMITS_JSON PROGRAM ARGUMENT...`, in the child, before the
program replaces it. Limits set here instead of between fork and exec let the parent have threads. Only the
standard library is imported, because nothing else may be on the path.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import sys

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38


def main(arguments: list[str]) -> None:
    """Confine this process, then become the program."""
    limits, program = json.loads(arguments[0]), arguments[1:]
    if sys.platform == "linux":
        _confine_on_linux(limits["parent"])
    _limit(resource.RLIMIT_AS, limits["memory_bytes"])
    _limit(resource.RLIMIT_CPU, limits["cpu_seconds"])
    _limit(resource.RLIMIT_FSIZE, limits["output_bytes"])
    _limit(resource.RLIMIT_NOFILE, limits["open_files"])
    _limit(resource.RLIMIT_CORE, 0)
    # Python ignores this signal; the program must end when its file grows past the limit.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    os.execv(program[0], program)  # noqa: S606 - the whole purpose; a list, no shell


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    # macOS refuses to lower the address space; the other limits still hold there.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, value))


def _confine_on_linux(parent: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    # An empty network, where the system lets us: a second wall behind the protocol list. Failing is no error.
    libc.unshare(_CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWUSER | _CLONE_NEWNET)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # A killed worker must not leave a decoder behind that still writes.
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
