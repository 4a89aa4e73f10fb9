"""Makes the archive whose addresses are replayed after every migration.

    python -m tests.migrations.golden_addresses NAME

writes golden/NAME.sql, an invented archive as the tables were when it was made, and golden/NAME.json: each of
its addresses with what it answered then. Both are kept for good: a migration that comes later must bring the
old archive to the same answers. Make a new pair when a kind of address is new; never make an old one again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
import tempfile
from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.archive import Archive, open_archive
from app.main import create_app
from app.models import Clip, Interview, Passage, PassageRedirect, Recording, Transcript
from app.services.accounts.curator_accounts import add_curator
from app.services.clips.clip_making import WordAddress, make_clip
from app.services.clips.clip_withdrawal import withdraw_clip
from app.services.editing.revision_writing import Editor
from app.services.editing.transcript_editing import Seen, join_with_next, save_text, split_passage
from app.services.publishing.interview_publishing import withdraw
from app.settings import Settings
from tests.builders import InventedArchive, Said
from tests.conftest import SiteClient

FOLDER = Path(__file__).parent / "golden"
SITE = "https://franquette.invalid"
SAID = (
    Said("interviewer", "Allez-vous ouvrir les données du gouvernement ?", [("open-data", 0.9, False)]),
    Said("leader", "Oui. Toutes seront ouvertes par défaut. Nul ne paiera.", [("open-data", 0.8, False)]),
    Said("leader", "La fibre viendra dans chaque village. Pas demain.", [("broadband", 0.7, False)], 2),
)


@dataclass(frozen=True)
class Answer:
    """What an address answers: `text_sha256` is that of the spoken words of its page, None without any."""

    path: str
    status: int
    location: str | None
    canonical: str | None
    text_sha256: str | None


class _SpokenPage(HTMLParser):
    """Finds the canonical address of a page and the words that were spoken."""

    def __init__(self) -> None:
        super().__init__()
        self.canonical: str | None = None
        self.words: list[str] = []
        self._is_word = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = values.get("href")
        self._is_word = tag == "span" and "data-s" in values

    def handle_endtag(self, tag: str) -> None:
        self._is_word = False

    def handle_data(self, data: str) -> None:
        if self._is_word:
            self.words.append(data)


def settings_of(folder: Path) -> Settings:
    """Return the settings of an archive in a folder."""
    return Settings(
        _env_file=None, data_dir=folder, database_url="", search_url="", media_url="",
        secret_key="invented key for golden addresses", public_url=SITE,
    )  # fmt: skip


def ask(client: SiteClient, path: str) -> Answer:
    """Ask for an address."""
    answer = client.get(path)
    page = _SpokenPage()
    if answer.headers.get("content-type", "").startswith("text/html"):
        page.feed(answer.text)
    elif answer.headers.get("content-type", "").startswith("application/json"):
        told = answer.json()
        page.words = [str(told[one]) for one in ("text", "state") if one in told]
    text = " ".join(page.words)
    return Answer(
        path,
        answer.status_code,
        answer.headers.get("location"),
        page.canonical,
        hashlib.sha256(text.encode()).hexdigest() if text else None,
    )


def invent(archive: Archive, folder: Path) -> None:
    """Fill an archive with what addresses lead to: said, corrected, cut, joined, quoted, withdrawn."""
    with archive.database.write() as session:
        invented = InventedArchive(session, archive.store, folder)
        campaign = invented.campaign()
        for slug, name in (("savard", "Hélène Savard"), ("tessier", "Marc-André Tessier")):
            invented.interview(invented.leader(slug, name), campaign, SAID)
        curator = add_curator(session, "Camille", "une phrase assez longue")
        session.flush()
        editor = Editor("curator:Camille", curator.id)
    for slug in ("entrevue-savard", "entrevue-tessier"):
        with archive.database.write() as session:
            ids = passages_of(session, slug)
            for first, last in (((1, 1), (1, 5)), ((0, 3), (1, 0)), ((2, 0), (2, 5)), ((2, 6), (2, 7))):
                edges = (WordAddress(ids[place], number) for place, number in (first, last))
                make_clip(session, slug, *edges)
    with archive.database.write() as session:
        ids = passages_of(session, "entrevue-savard")
        save_text(session, editor, _seen(session, ids[1]), "Oui. Toutes seront ouvertes. Personne ne paiera.")
        split_passage(session, editor, _seen(session, ids[2]), 6)
    with archive.database.write() as session:
        cut = passages_of(session, "entrevue-savard")
        join_with_next(session, editor, _seen(session, cut[2]), _seen(session, cut[3]))
        last = session.scalars(select(Clip).where(Clip.text == "Pas demain.")).first()
        assert last is not None
        withdraw_clip(session, last.id, editor, "Sorti de son contexte.")
        gone = session.scalars(select(Interview).where(Interview.slug == "entrevue-tessier")).one()
        withdraw(session, gone.id, "curator:Camille", "À la demande de la personne.")


def passages_of(session: Session, slug: str) -> list[str]:
    """Return the passages of an interview, in order."""
    query = select(Passage.id).join(Transcript, Transcript.id == Passage.transcript_id)
    query = query.join(Recording, Recording.id == Transcript.recording_id)
    query = query.join(Interview, Interview.id == Recording.interview_id).where(Interview.slug == slug)
    return list(session.scalars(query.order_by(Passage.position)))


def _seen(session: Session, passage_id: str) -> Seen:
    passage = session.get_one(Passage, passage_id)
    return Seen(passage_id, passage.revision_number)


def paths_of(archive: Archive) -> list[str]:
    """Return the addresses that were ever given out."""
    with archive.database.read() as session:
        passages = list(session.scalars(select(Passage.id)))
        passages += session.scalars(select(PassageRedirect.passage_id))
        clips = list(session.scalars(select(Clip.id)))
        slugs = list(session.scalars(select(Interview.slug)))
    paths = {f"/{one}" for one in ("", "chefs", "themes", "comparer", "methode", "donnees", "en")}
    paths |= {"/en/leaders", "/chefs/savard", "/chefs/tessier", "/themes/open-data", "/flux/extraits.atom"}
    for start in ("/entrevues", "/en/interviews", "/api/v1/interviews"):
        paths |= {f"{start}/{one}" for one in slugs}
    for start in ("/passages", "/en/passages", "/api/v1/passages"):
        paths |= {f"{start}/{one}" for one in passages}
    for start in ("/extraits", "/en/clips", "/api/v1/clips", "/embed/extraits", "/en/embed/clips"):
        paths |= {f"{start}/{one}" for one in clips}
    paths |= {f"/oembed?url={SITE}/extraits/{one}" for one in clips}
    return sorted(paths)


def main(name: str) -> None:
    """Write the pair."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        archive = open_archive(settings_of(Path(folder)))
        invent(archive, Path(folder))
        client = SiteClient(create_app(archive.settings, archive))
        answers = [asdict(ask(client, path)) for path in paths_of(archive)]
        archive.close()
        with sqlite3.connect(archive.settings.data_dir / "franquette.db") as database:
            dump = "\n".join(database.iterdump())
    (FOLDER / f"{name}.sql").write_text(dump + "\n", encoding="utf-8")
    (FOLDER / f"{name}.json").write_text(json.dumps(answers, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
