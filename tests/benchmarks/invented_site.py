"""An invented campaign of the size of a real one, for the benchmarks: nothing is heard, all is built."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select

from app.archive import Archive, open_archive
from app.models import Theme
from app.services.searching.index_sync import rebuild_index
from app.settings import Settings
from tests.builders import InventedArchive, Said

LEADERS = 12
LONG = "entrevue-de-trois-heures"
SECONDS_A_PASSAGE = 12.0
WORDS_A_PASSAGE = 34
_SPOKEN_TEXT = (
    "nous voulons que les données du gouvernement soient ouvertes à tous les citoyens, et l'Internet haute "
    "vitesse se rendra dans chaque village d'ici quatre ans : c'est écrit dans notre plan numérique. Le "
    "logiciel libre, aujourd'hui, on en parle peu ; l'école, les entreprises et la culture en ont besoin ! "
    "Qu'est-ce qu'on attend ? Un ministère « responsable » et 25 % des contrats publics."
)
_SPOKEN = _SPOKEN_TEXT.split()


def settings_for(folder: Path) -> Settings:
    """Return the settings of an archive in that folder, whatever the environment says."""
    return Settings(
        _env_file=None,
        data_dir=folder / "archive",
        database_url="",
        search_url="",
        media_url="",
        public_url="http://127.0.0.1:8000",
    )


def build_archive(folder: Path) -> Archive:
    """Return an open archive: twelve leaders with 30 minutes each, and one of three hours, 30,000 words."""
    chance = random.Random(2012)
    archive = open_archive(settings_for(folder))
    with archive.database.write() as session:
        invented = InventedArchive(session, archive.store, folder)
        themes = [theme.slug for theme in session.scalars(select(Theme).order_by(Theme.position))]
        campaign = invented.campaign()
        for number in range(LEADERS):
            who = invented.leader(f"personne-{number}", f"Personne Inventée {number}")
            invented.invitation(campaign, who, "accepted", answered_on=date(2026, 8, 1))
            said = invented_words(chance, 30 * 60, themes)
            day = date(2026, 8, 2) + timedelta(days=number)
            invented.interview(who, campaign, said, recorded_on=day, has_video=number % 2 == 0)
            if number == 0:
                invented.interview(who, campaign, invented_words(chance, 3 * 3600, themes), slug=LONG)
    rebuild_index(archive.database, archive.index)
    return archive


def invented_words(chance: random.Random, seconds: int, themes: list[str]) -> list[Said]:
    """Make questions, each with four passages of answer; one passage in three is on a theme or two."""
    said = []
    for number in range(round(seconds / SECONDS_A_PASSAGE)):
        start = chance.randrange(len(_SPOKEN))
        words = [_SPOKEN[(start + step) % len(_SPOKEN)] for step in range(WORDS_A_PASSAGE)]
        tagged = chance.sample(themes, chance.choice((1, 2))) if number % 3 == 0 else []
        said.append(
            Said(
                "leader" if number % 5 else "interviewer",
                " ".join(words),
                [(slug, round(chance.uniform(0.5, 1.0), 2), False) for slug in tagged],
                exchange=number // 5 + 1,
                seconds=SECONDS_A_PASSAGE,
            )
        )
    return said
