"""The port to the search: what an index can do, whichever engine does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from app.domain.search_query import SearchQuery
from app.errors import Unavailable
from app.search.misheard_words import NOTHING_MISHEARD, MisheardWords
from app.search.passage_documents import PassageDocument

Match = Literal["exact", "close", "sound"]
FACETS = ("leader", "party", "theme", "year", "status")


class IndexDamaged(Unavailable):
    """The index can't be read, or another version wrote it. It holds nothing that can't be made again."""


class IndexBusy(Unavailable):
    """Another process kept the index for longer than one is ready to wait."""


class IndexUnreachable(Unavailable):
    """The search server does not answer, or refuses."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One passage found.

    Attributes
    ----------
    highlights : tuple of (int, int)
        Half-open spans in characters of `text`, in order, without overlap.
    match : str
        The loosest tie that was needed for a word found: 'exact' (the word or another form of it), 'close'
        (a neighbouring spelling), 'sound' (words that sound alike, or that machines are known to mishear so).
    score : float
        Comparable within one answer only; 0 when sorted by date.
    """

    passage_id: str
    interview_slug: str
    leader_slug: str
    speaker_role: str
    theme_slugs: tuple[str, ...]
    start_seconds: float
    end_seconds: float
    text: str
    highlights: tuple[tuple[int, int], ...]
    match: Match
    recorded_on: date
    score: float

    @classmethod
    def of(
        cls, passage: PassageDocument, highlights: tuple[tuple[int, int], ...], match: Match, score: float
    ) -> SearchHit:
        """Make the hit of a passage found."""
        return cls(
            passage_id=passage.passage_id,
            interview_slug=passage.interview_slug,
            leader_slug=passage.leader_slug,
            speaker_role=passage.speaker_role,
            theme_slugs=passage.theme_slugs,
            start_seconds=passage.start_seconds,
            end_seconds=passage.end_seconds,
            text=passage.text,
            highlights=highlights,
            match=match,
            recorded_on=passage.recorded_on,
            score=score,
        )


@dataclass(frozen=True, slots=True)
class SearchPage:
    """An answer.

    Attributes
    ----------
    total : int
        Passages found, of which `hits` is a part.
    facets : mapping of str to mapping of str to int
        Passages by leader, party, theme, year and status; each counted with the other filters applied but not
        its own, so that a reader sees what another choice would give.
    suggestion : str or None
        The typed text with words the archive doesn't know put right, when a hit shows how.
    """

    total: int
    hits: tuple[SearchHit, ...]
    facets: Mapping[str, Mapping[str, int]]
    suggestion: str | None = None


class SearchIndex(Protocol):
    """An index of passages. It can always be made again from the database."""

    def replace_all(self, documents: Iterable[PassageDocument]) -> int:
        """Make the index anew from these documents and return how many; readers see all or nothing."""

    def upsert(self, documents: Iterable[PassageDocument]) -> None:
        """Add passages, each in place of an earlier one of the same id."""

    def remove(self, passage_ids: Iterable[str]) -> None:
        """Take passages out; ids it does not hold are passed over."""

    def search(self, query: SearchQuery, misheard: MisheardWords = NOTHING_MISHEARD) -> SearchPage:
        """Find passages; what was written before the call, by any process, is found.

        What machines are known to mishear comes with the query and not from the index, so that it holds at
        once for passages indexed long ago.
        """

    def count(self) -> int:
        """Tell how many passages it holds."""

    def close(self) -> None:
        """Let go of files and connections."""


def open_index(search_url: str, search_key: str, folder: Path) -> SearchIndex:
    """Open the index that the settings name.

    Parameters
    ----------
    search_url : str
        Empty: the embedded index in `folder`. http(s)://…: Meilisearch.
    search_key : str
        Key for Meilisearch.
    folder : Path
        Where the embedded index lives; made when absent.

    Raises
    ------
    IndexDamaged
        At the first reading, never by `replace_all`, which mends.
    """
    if search_url:
        from app.search.meilisearch_index import MeilisearchIndex

        return MeilisearchIndex(search_url, search_key)
    from app.search.tantivy_index import TantivyIndex

    return TantivyIndex(folder)
