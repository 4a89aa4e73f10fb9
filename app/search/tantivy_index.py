"""The embedded search index, on tantivy."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tantivy import Index, IndexWriter

from app.domain.search_query import SearchQuery
from app.search.index_folder import IndexFolder, damaged
from app.search.misheard_words import NOTHING_MISHEARD, MisheardWords
from app.search.passage_documents import PassageDocument
from app.search.search_index import FACETS, IndexDamaged, SearchPage
from app.search.tantivy_queries import TantivyQueries
from app.search.tantivy_schema import build_schema, tantivy_document
from app.search.tantivy_snapshot import SnapshotState, TantivySnapshot

_UPDATE_HEAP_BYTES = 20_000_000
_REBUILD_HEAP_BYTES = 100_000_000
_OPEN_ATTEMPTS = 5


class TantivyIndex:
    """Search index in a folder. Safe to share between threads, and the folder between processes.

    Parameters
    ----------
    folder : Path
        Made at the first writing; a folder without an index is an empty index.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = IndexFolder(folder)
        self._schema = build_schema()
        self._queries = TantivyQueries(self._schema)
        self._lock = threading.Lock()
        self._snapshot: TantivySnapshot | None = None

    def replace_all(self, documents: Iterable[PassageDocument]) -> int:
        """Build a new generation beside the current one, readable or not, and put it in its place."""
        with self._folder.writing():
            generation = self._folder.new_generation()
            try:
                count = self._fill(generation, documents)
            except BaseException:
                shutil.rmtree(generation, ignore_errors=True)
                raise
            self._folder.use(generation)
        return count

    def upsert(self, documents: Iterable[PassageDocument]) -> None:
        """Add passages, each in place of an earlier one of the same id, in one commit."""
        newest = {document.passage_id: document for document in documents}
        self._change(newest, newest.values())

    def remove(self, passage_ids: Iterable[str]) -> None:
        """Take passages out in one commit."""
        self._change(tuple(passage_ids), ())

    def search(self, query: SearchQuery, misheard: MisheardWords = NOTHING_MISHEARD) -> SearchPage:
        """Find passages.

        Raises
        ------
        IndexDamaged
            When it cannot be read.
        """
        snapshot = self._fresh_snapshot()
        if snapshot is None:
            return SearchPage(0, (), {facet: {} for facet in FACETS})
        with self._damage_told():
            return snapshot.answer(query, misheard)

    def count(self) -> int:
        """Tell how many passages it holds."""
        snapshot = self._fresh_snapshot()
        return snapshot.searcher.num_docs if snapshot else 0

    def close(self) -> None:
        """Let go of the files; a later call opens them again."""
        with self._lock:
            self._snapshot = None

    def _fill(self, generation: Path, documents: Iterable[PassageDocument]) -> int:
        newest: set[str] = set()
        with _writer(Index(self._schema, str(generation)), _REBUILD_HEAP_BYTES) as writer:
            for document in documents:
                if document.passage_id in newest:
                    writer.delete_documents_by_term("passage_id", document.passage_id)
                newest.add(document.passage_id)
                writer.add_document(tantivy_document(document))
        return len(newest)

    def _change(self, removed_ids: Iterable[str], added: Iterable[PassageDocument]) -> None:
        with self._folder.writing():
            generation = self._folder.current()
            if generation is None:
                generation = self._folder.new_generation()
                Index(self._schema, str(generation))
                self._folder.use(generation)
            with self._damage_told(), _writer(Index.open(str(generation)), _UPDATE_HEAP_BYTES) as writer:
                for passage_id in removed_ids:
                    writer.delete_documents_by_term("passage_id", passage_id)
                for document in added:
                    writer.add_document(tantivy_document(document))

    def _fresh_snapshot(self) -> TantivySnapshot | None:
        """Open what is current now: what any process committed before this call is seen."""
        with self._lock:
            for attempt in range(_OPEN_ATTEMPTS):
                generation = self._folder.current()
                try:
                    self._snapshot = self._opened(generation) if generation else None
                except IndexDamaged:
                    # A rebuild may have deleted this generation after its name was read.
                    if self._folder.current() == generation or attempt == _OPEN_ATTEMPTS - 1:
                        raise
                else:
                    break
            return self._snapshot

    def _opened(self, generation: Path) -> TantivySnapshot:
        with self._damage_told():
            written = (generation / "meta.json").stat()
            state = SnapshotState(str(generation), (written.st_mtime_ns, written.st_ino, written.st_size))
            if self._snapshot is not None and self._snapshot.state == state:
                return self._snapshot
            return TantivySnapshot(Index.open(str(generation)), self._queries, state)

    @contextmanager
    def _damage_told(self) -> Iterator[None]:
        """Turn what tantivy does on a bad file into one clear error; a Rust panic is no `Exception`."""
        try:
            yield
        except (OSError, ValueError) as error:
            raise damaged() from error
        except BaseException as error:
            if type(error).__name__ == "PanicException":
                raise damaged() from error
            raise


@contextmanager
def _writer(index: Index, heap_bytes: int) -> Iterator[IndexWriter]:
    """Open the writer for one commit; merges are done before another writer may come."""
    writer = index.writer(heap_bytes, num_threads=1)
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()
