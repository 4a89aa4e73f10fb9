"""What hears starts with large pages, and nobody's own wishes for the C library are lost."""

from __future__ import annotations

import os
import subprocess
import sys

from transcription.huge_pages import with_huge_pages

PROGRAM = """
import os, sys
from transcription.huge_pages import start_again_with_huge_pages
before = os.getpid()
start_again_with_huge_pages()
print(before, os.environ.get("GLIBC_TUNABLES"), *sys.argv[1:])
"""


def wishes(environment: dict[str, str]) -> dict[str, str]:
    said = with_huge_pages(environment)["GLIBC_TUNABLES"]
    return dict(wish.split("=") for wish in said.split(":"))


def test_large_pages_are_wished_for_beside_what_is_wished_already() -> None:
    assert with_huge_pages({"A": "b"})["A"] == "b"
    assert wishes({})["glibc.malloc.hugetlb"] == "1"
    assert wishes({"GLIBC_TUNABLES": "glibc.malloc.check=1"}) == {"glibc.malloc.check": "1", **wishes({})}


def test_who_said_how_they_want_it_is_not_overruled() -> None:
    assert wishes({"GLIBC_TUNABLES": "glibc.malloc.hugetlb=0"}) == {**wishes({}), "glibc.malloc.hugetlb": "0"}


def test_asking_twice_changes_nothing() -> None:
    once = with_huge_pages({})
    assert with_huge_pages(once) == once


def test_a_program_starts_again_once_as_the_same_process_with_its_arguments() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "GLIBC_TUNABLES"}
    started = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "deux mots", "--x"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    said, _ = started.communicate(timeout=60)
    expected = with_huge_pages({})["GLIBC_TUNABLES"] if sys.platform == "linux" else None
    assert said.strip() == f"{started.pid} {expected} deux mots --x"
    assert started.returncode == 0
