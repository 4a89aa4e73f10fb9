"""The embedded index among several writers, readers and accidents."""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.domain.search_query import SearchQuery
from app.search.index_folder import IndexFolder
from app.search.passage_documents import PassageDocument
from app.search.search_index import IndexBusy, IndexDamaged
from app.search.tantivy_index import TantivyIndex


def passage(number: int, text: str = "Les données ouvertes") -> PassageDocument:
    return PassageDocument(
        passage_id=f"p{number:09d}",
        interview_slug="une-entrevue",
        leader_slug="une-cheffe",
        leader_name="Une Cheffe",
        party_slug="un-parti",
        campaign_slug=None,
        theme_slugs=(),
        speaker_role="leader",
        status="machine",
        language="fr",
        text=text,
        start_seconds=float(number),
        end_seconds=number + 1.0,
        recorded_on=date(2026, 8, 14),
    )


def write_ten(folder: Path, first: int) -> None:
    index = TantivyIndex(folder)
    for number in range(first, first + 10):
        index.upsert([passage(number)])


def test_a_folder_without_an_index_is_an_empty_index_and_stays_untouched(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    assert index.count() == 0
    assert index.search(SearchQuery(text="vote")).total == 0
    assert not (tmp_path / "index").exists()


def test_several_processes_write_in_turn_and_nothing_is_lost(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_ten, args=(tmp_path, first)) for first in (0, 10, 20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert TantivyIndex(tmp_path).count() == 30


def test_a_reader_sees_what_another_one_wrote_before(tmp_path: Path) -> None:
    reader, writer = TantivyIndex(tmp_path), TantivyIndex(tmp_path)
    writer.upsert([passage(1)])
    assert reader.count() == 1
    writer.upsert([passage(2)])
    assert reader.search(SearchQuery(text="ouvertes")).total == 2
    writer.replace_all([passage(3)])
    assert reader.count() == 1
    writer.remove([passage(3).passage_id])
    assert reader.count() == 0


def test_readers_in_threads_meet_whole_indexes_only_while_it_is_rebuilt_and_changed(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path)
    index.replace_all(passage(number) for number in range(20))
    counts: set[int] = set()
    failures: list[BaseException] = []
    is_over = threading.Event()

    def read() -> None:
        try:
            while not is_over.is_set():
                counts.add(index.search(SearchQuery(text="données ouvertes")).total)
        except BaseException as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for round_ in range(10):
        index.replace_all(passage(number) for number in range(20 if round_ % 2 else 30))
    is_over.set()
    for reader in readers:
        reader.join()
    assert not failures
    assert counts <= {20, 30}
    assert len(list(tmp_path.glob("generation-*"))) == 1


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    def broken() -> Iterator[PassageDocument]:
        yield passage(2)
        raise RuntimeError("the database went away")

    index = TantivyIndex(tmp_path)
    index.replace_all([passage(1)])
    with pytest.raises(RuntimeError, match="database"):
        index.replace_all(broken())
    assert index.count() == 1
    assert len(list(tmp_path.glob("generation-*"))) == 1


def test_a_writer_that_waits_too_long_says_so(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path, wait_seconds=0.1)
    with folder.writing(), pytest.raises(IndexBusy, match="occupé"), IndexFolder(tmp_path, 0.1).writing():
        pass
    with folder.writing():
        pass


def test_a_killed_writer_keeps_no_lock_and_harms_nothing(tmp_path: Path) -> None:
    TantivyIndex(tmp_path).upsert([passage(1)])
    program = (
        "import sys, time, pathlib\n"
        "from app.search.index_folder import IndexFolder\n"
        "from tantivy import Index\n"
        "folder = IndexFolder(pathlib.Path(sys.argv[1]))\n"
        "with folder.writing():\n"
        "    writer = Index.open(str(folder.current())).writer(20_000_000, 1)\n"
        "    print('writing', flush=True)\n"
        "    time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    process.kill()
    process.wait()
    process.stdout.close()
    begun = time.monotonic()
    index = TantivyIndex(tmp_path)
    index.upsert([passage(2)])
    assert index.count() == 2
    assert time.monotonic() - begun < 5


def spoil_pointer(folder: Path) -> None:
    (folder / "current.json").write_text("{", encoding="utf-8")


def spoil_pointer_with_another_shape(folder: Path) -> None:
    (folder / "current.json").write_text("[]", encoding="utf-8")


def spoil_by_another_version(folder: Path) -> None:
    pointer = json.loads((folder / "current.json").read_text(encoding="utf-8"))
    (folder / "current.json").write_text(json.dumps(pointer | {"schema_version": 0}), encoding="utf-8")


def spoil_by_leading_outside(folder: Path) -> None:
    pointer = json.loads((folder / "current.json").read_text(encoding="utf-8"))
    name = "generation-/../../elsewhere"
    (folder / "current.json").write_text(json.dumps(pointer | {"generation": name}), encoding="utf-8")


def spoil_meta(folder: Path) -> None:
    next(folder.glob("generation-*/meta.json")).write_text("{}", encoding="utf-8")


def spoil_by_deleting_segments(folder: Path) -> None:
    for file in folder.glob("generation-*/*.*"):
        if file.suffix not in (".json", ".lock"):
            file.unlink()


def spoil_by_truncating_segments(folder: Path) -> None:
    for file in folder.glob("generation-*/*.*"):
        if file.suffix not in (".json", ".lock"):
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def spoil_by_zeroing_segments(folder: Path) -> None:
    for file in folder.glob("generation-*/*.*"):
        if file.suffix not in (".json", ".lock"):
            file.write_bytes(bytes(file.stat().st_size))


def spoil_by_removing_the_generation(folder: Path) -> None:
    next(folder.glob("generation-*")).rename(folder / "gone")


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_pointer,
        spoil_pointer_with_another_shape,
        spoil_by_another_version,
        spoil_by_leading_outside,
        spoil_meta,
        spoil_by_deleting_segments,
        spoil_by_truncating_segments,
        spoil_by_zeroing_segments,
        spoil_by_removing_the_generation,
    ],
)
def test_a_damaged_index_says_what_to_do_and_a_rebuild_mends_it(tmp_path: Path, spoil: object) -> None:
    TantivyIndex(tmp_path).upsert([passage(1), passage(2)])
    spoil(tmp_path)  # type: ignore[operator]
    index = TantivyIndex(tmp_path)
    with pytest.raises(IndexDamaged, match="franquette reindex"):
        index.search(SearchQuery(text="données"))
    with pytest.raises(IndexDamaged, match="franquette reindex"):
        index.count()
    with pytest.raises(IndexDamaged, match="franquette reindex"):
        index.upsert([passage(4)])
    assert index.replace_all([passage(3)]) == 1
    assert index.search(SearchQuery(text="données")).total == 1


def test_a_closed_index_opens_again_when_asked(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path)
    index.upsert([passage(1)])
    index.close()
    assert index.count() == 1
