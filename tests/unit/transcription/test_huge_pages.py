"""What hears starts with large pages, and nobody's own wishes for the C library are lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from transcription.folder_evaluation import EvaluationFailed, evaluate_truths
from transcription.ground_truth import GroundTruth
from transcription.huge_pages import are_huge_pages_given, with_huge_pages

PROGRAM = """
import os, sys
from transcription.huge_pages import start_again_with_huge_pages
before = os.getpid()
start_again_with_huge_pages()
print(before, os.environ.get("GLIBC_TUNABLES"), *sys.argv[1:])
"""


@pytest.fixture
def huge_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transcription.huge_pages.are_huge_pages_given", lambda: True)


def wishes(environment: dict[str, str]) -> dict[str, str]:
    said = with_huge_pages(environment)["GLIBC_TUNABLES"]
    return dict(wish.split("=") for wish in said.split(":"))


def test_large_pages_are_wished_for_beside_what_is_wished_already(huge_pages: None) -> None:
    assert with_huge_pages({"A": "b"})["A"] == "b"
    assert wishes({})["glibc.malloc.hugetlb"] == "1"
    assert wishes({"GLIBC_TUNABLES": "glibc.malloc.check=1"}) == {"glibc.malloc.check": "1", **wishes({})}


@pytest.mark.parametrize("wish", ["0", "1"])
def test_who_said_how_they_want_it_is_left_alone(huge_pages: None, wish: str) -> None:
    said = {"GLIBC_TUNABLES": f"glibc.malloc.hugetlb={wish}"}
    assert with_huge_pages(said) == said


def test_nothing_is_wished_where_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transcription.huge_pages.are_huge_pages_given", lambda: False)
    assert with_huge_pages({"A": "b"}) == {"A": "b"}


@pytest.mark.parametrize(
    ("library", "kernel", "are_given"),
    [
        ("glibc 2.36", "always [madvise] never", True),
        ("glibc 2.35", "[always] madvise never", True),
        ("glibc 2.31", "always [madvise] never", False),
        ("glibc 2.36", "always madvise [never]", False),
        ("", "always [madvise] never", False),
        ("musl", "always [madvise] never", False),
        ("glibc 2.36", None, False),
    ],
)
def test_the_kernel_and_the_library_are_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, library: str, kernel: str | None, are_given: bool
) -> None:
    setting = tmp_path / "enabled"
    if kernel is not None:
        setting.write_text(f"{kernel}\n", encoding="ascii")
    monkeypatch.setattr("transcription.huge_pages._KERNEL_SETTING", setting)
    monkeypatch.setattr(os, "confstr", lambda _name: library)
    assert are_huge_pages_given() is are_given


def run_program(environment: dict[str, str]) -> tuple[int, str]:
    started = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "deux mots", "--x"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    said, _ = started.communicate(timeout=60)
    assert started.returncode == 0
    return started.pid, said.strip()


def without_wishes() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "GLIBC_TUNABLES"}


def test_a_program_starts_again_once_as_the_same_process_with_its_arguments() -> None:
    process, said = run_program(without_wishes())
    assert said == f"{process} {with_huge_pages({}).get('GLIBC_TUNABLES')} deux mots --x"


def test_a_system_that_takes_the_wishes_away_is_asked_once() -> None:
    program = f"import os; os.environ['FRANQUETTE_STARTED_AGAIN'] = str(os.getpid()){PROGRAM}"
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=without_wishes(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ended.stdout.split()[1] == "None"


def test_each_recording_is_evaluated_with_large_pages(
    huge_pages: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started: dict[str, dict[str, str]] = {}

    def note(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        started["with"] = options["env"]
        return subprocess.CompletedProcess(command, 1, "", "enough")

    monkeypatch.setattr("transcription.folder_evaluation.subprocess.run", note)
    monkeypatch.setattr("transcription.folder_evaluation.locate_model", lambda *_: tmp_path)
    monkeypatch.delenv("GLIBC_TUNABLES", raising=False)
    truth = GroundTruth("a", tmp_path / "a.json", tmp_path / "a.wav", "fr", (), "un")
    with pytest.raises(EvaluationFailed, match="enough"):
        evaluate_truths([truth], settings=["fast"])
    assert "glibc.malloc.hugetlb=1" in started["with"]["GLIBC_TUNABLES"]
