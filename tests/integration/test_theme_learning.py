"""Curators settle themes, teach the machine, and add themes of their own, without a restart."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app.archive import Archive
from app.errors import NotFound, Refused
from app.models import Passage, Recording, Tag, Theme, ThemeDecision, Transcript
from app.services.showing.wording import Wording
from app.services.theming import passage_matching
from app.services.theming.theme_curation import ThemeDraft, add_theme, rename_theme, retire_theme
from app.services.theming.theme_decisions import decide_theme
from app.services.theming.theme_reasons import reason_text
from app.services.theming.theme_retagging import retag
from app.services.theming.theme_tagging import tag_recording
from tests.builders import Said

FIBRE = "Le village attend la fibre optique, et la connexion est lente au bout du rang."
HOCKEY = "Le hockey reprend en octobre et l'équipe a un bon gardien."
SPACE = "On enverra une fusée porter un satellite d'observation en orbite autour de la Terre."
SPACE_DRAFT = ThemeDraft(
    "space",
    "exploration spatiale",
    "space exploration",
    description_fr="Les fusées, les satellites, les astronautes et la recherche dans l'espace.",
    examples={
        "fr": [
            "Nos ingénieurs pourraient bâtir des satellites et les mettre en orbite.",
            "Un astronaute d'ici ira sur la Lune avec l'agence spatiale.",
        ],
        "en": ["A rocket launch site in the north would put us on the map of space."],
    },
)


@pytest.fixture
def said(archive: Archive, inventing):
    """Adds an interview whose answers are these texts, each an exchange of its own, and tags it."""

    def add(slug: str, texts: Sequence[str]) -> int:
        with inventing() as invented:
            invented.interview(
                invented.leader(slug),
                None,
                [Said("leader", one, exchange=number) for number, one in enumerate(texts, start=1)],
            )
        with archive.database.read() as session:
            recording_id = session.scalars(select(Recording.id).order_by(Recording.id.desc())).first()
        tag_recording(archive.database, recording_id)
        return recording_id

    return add


def tags(archive: Archive, recording_id: int) -> list[dict[str, str]]:
    """Give the tags of each passage in order: source by slug."""
    with archive.database.read() as session:
        passages = session.scalars(
            select(Passage)
            .join(Transcript, Passage.transcript_id == Transcript.id)
            .where(Transcript.recording_id == recording_id)
            .order_by(Passage.position)
        ).all()
        return [
            dict(
                session.execute(
                    select(Theme.slug, Tag.source)
                    .join(Tag, Tag.theme_id == Theme.id)
                    .where(Tag.passage_id == one.id)
                ).all()
            )
            for one in passages
        ]


def decide(archive: Archive, recording_id: int, place: int, slug: str, is_about: bool) -> None:
    with archive.database.write() as session:
        passage_id = session.scalars(
            select(Passage.id)
            .join(Transcript, Passage.transcript_id == Transcript.id)
            .where(Transcript.recording_id == recording_id, Passage.position == place)
        ).one()
        decide_theme(session, passage_id, slug, is_about=is_about, actor="test")


def test_a_refused_tag_stays_refused_and_an_added_one_stays_when_the_machine_tags_again(archive, said):
    recording = said("savard", [FIBRE, HOCKEY])
    assert tags(archive, recording) == [{"broadband": "machine"}, {}]
    decide(archive, recording, 0, "broadband", is_about=False)
    decide(archive, recording, 1, "culture", is_about=True)
    tag_recording(archive.database, recording)
    assert tags(archive, recording) == [{}, {"culture": "curator"}]


def test_a_confirmed_tag_is_the_curators_and_a_later_decision_wins(archive, said):
    recording = said("savard", [FIBRE])
    decide(archive, recording, 0, "broadband", is_about=True)
    assert tags(archive, recording) == [{"broadband": "curator"}]
    decide(archive, recording, 0, "broadband", is_about=False)
    tag_recording(archive.database, recording)
    assert tags(archive, recording) == [{}]


def test_one_refusal_leaves_passages_clearly_about_the_theme_in_other_interviews(archive, said):
    first = said("savard", [FIBRE])
    other = said("lavoie", ["Nos villages n'ont pas Internet haute vitesse, il faut amener la fibre.", FIBRE])
    decide(archive, first, 0, "broadband", is_about=False)
    for _ in retag(archive.database, archive.index):
        pass
    assert tags(archive, other) == [{"broadband": "machine"}, {"broadband": "machine"}]


def test_ten_refusals_of_a_kind_move_passages_of_that_kind_only(archive, said):
    kind = "Le réseau cellulaire est tombé en panne à {} pendant le tournoi de pêche."
    villages = "Amqui, Matane, Causapscal, Sayabec, Percé, Gaspé, Carleton, Maria, Nouvelle, Chandler"
    places = re.split(", ", villages)
    taught = said("savard", [kind.format(place) for place in places])
    other = said("lavoie", [kind.format("Rimouski"), "On promet la fibre optique à Internet haute vitesse."])
    assert "broadband" in tags(archive, other)[0]
    for place in range(len(places)):
        decide(archive, taught, place, "broadband", is_about=False)
    changes = {one.slug: one.changes for one in retag(archive.database, archive.index, "broadband")}
    assert changes["entrevue-lavoie"].removed == 1
    assert "broadband" not in tags(archive, other)[0]
    assert tags(archive, other)[1] == {"broadband": "machine"}


def test_an_added_theme_is_found_by_its_description_and_examples(archive, said):
    recording = said("savard", [SPACE, HOCKEY])
    with archive.database.write() as session:
        add_theme(session, SPACE_DRAFT, "test")
    list(retag(archive.database, archive.index, "space"))
    assert tags(archive, recording) == [{"space": "machine"}, {}]


def test_a_decision_and_a_theme_of_one_process_are_used_by_another_that_runs(archive, said, settings):
    recording = said("savard", [SPACE, FIBRE])
    assert tags(archive, recording) == [{}, {"broadband": "machine"}]
    # This process has its matcher; another one decides.
    code = (
        "import sys\n"
        "from app.database import Database\n"
        "from app.services.theming.theme_curation import add_theme\n"
        "from app.services.theming.theme_decisions import decide_theme\n"
        "from app.models import Passage\n"
        "from sqlalchemy import select\n"
        "from tests.integration.test_theme_learning import SPACE_DRAFT\n"
        "database = Database(sys.argv[1])\n"
        "with database.write() as session:\n"
        "    add_theme(session, SPACE_DRAFT, 'other process')\n"
        "    passage = session.scalars(select(Passage.id).order_by(Passage.position.desc())).first()\n"
        "    decide_theme(session, passage, 'broadband', is_about=False, actor='other process')\n"
    )
    subprocess.run([sys.executable, "-c", code, settings.effective_database_url], check=True, timeout=60)
    tag_recording(archive.database, recording)
    assert tags(archive, recording) == [{"space": "machine"}, {}]


def test_a_retired_theme_keeps_its_tags_and_gets_no_more(archive, said):
    recording = said("savard", [FIBRE])
    with archive.database.write() as session:
        retire_theme(session, "broadband", "test")
    tag_recording(archive.database, recording)
    assert tags(archive, recording) == [{"broadband": "machine"}]
    assert tags(archive, said("lavoie", [FIBRE])) == [{}]
    with archive.database.write() as session, pytest.raises(Refused, match="déjà retiré"):
        retire_theme(session, "broadband", "test")


def test_a_renamed_theme_keeps_its_slug_and_its_words(archive, said):
    with archive.database.write() as session:
        rename_theme(session, "broadband", "Internet pour tous", "Internet for all", "test")
    assert tags(archive, said("savard", [FIBRE])) == [{"broadband": "machine"}]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"slug": "Été"}, "minuscules"),
        ({"slug": "privacy"}, "déjà un thème"),
        ({"label_en": " "}, "anglais"),
        ({"description_fr": ""}, "une phrase"),
        ({"examples": {"fr": ["Une seule.", "Une seule."], "en": ["Two."]}}, "au moins 3"),
    ],
)
def test_a_theme_that_cannot_be_recognised_is_refused(archive, change, reason):
    draft = {name: getattr(SPACE_DRAFT, name) for name in SPACE_DRAFT.__dataclass_fields__} | change
    with pytest.raises(Refused, match=reason), archive.database.write() as session:
        add_theme(session, ThemeDraft(**draft), "test")


def test_a_decision_about_nothing_is_refused(archive):
    with pytest.raises(NotFound, match="numéro"), archive.database.write() as session:
        decide_theme(session, "nopassage0", "privacy", is_about=True, actor="test")


def test_decisions_can_only_be_added(archive, said):
    recording = said("savard", [FIBRE])
    decide(archive, recording, 0, "broadband", is_about=True)
    for statement in ("UPDATE theme_decisions SET actor = 'x'", "DELETE FROM theme_decisions"):
        with pytest.raises(DatabaseError, match="append-only"), archive.database.engine.begin() as connection:
            connection.execute(text(statement))
    with archive.database.read() as session:
        assert session.scalars(select(ThemeDecision.text)).one() == FIBRE


def test_the_reason_of_a_tag_is_said_in_both_languages():
    tag = Tag(source="machine", evidence=["fibre", "village"], nearest_example="On attend.")
    assert reason_text(Wording("en"), tag).startswith("because: fibre, village")
    french = reason_text(Wording("fr"), tag)
    assert "fibre, village" in french
    assert "On attend." in french
    assert reason_text(Wording("fr"), Tag(source="curator", evidence=[])) == ""


def test_what_was_matched_before_a_stop_is_not_matched_again_unless_something_was_learned(
    archive: Archive, said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passage_matching, "_KEPT_TOGETHER", 1)
    recording = said("tremblay", [FIBRE, HOCKEY, SPACE])
    before = tags(archive, recording)
    memory = DyingMemory(parts=2)
    with pytest.raises(KeyboardInterrupt):
        tag_recording(archive.database, recording, memory=memory)
    memory.parts = 10
    tag_recording(archive.database, recording, memory=memory)
    assert (memory.kept, memory.recalled) == (3, 2)
    assert tags(archive, recording) == before
    with archive.database.write() as session:
        add_theme(session, SPACE_DRAFT, "test")
    tag_recording(archive.database, recording, memory=memory)
    assert (memory.kept, memory.recalled) == (6, 2)


class DyingMemory:
    """Keeps so many parts; then the worker is killed."""

    def __init__(self, parts: int) -> None:
        self.parts, self.kept, self.recalled = parts, 0, 0
        self._values: dict[str, str] = {}

    def recall(self, name: str) -> Any | None:
        self.recalled += name in self._values
        return json.loads(self._values[name]) if name in self._values else None

    def keep(self, name: str, values: Any) -> None:
        if self.kept == self.parts:
            raise KeyboardInterrupt
        self.kept += 1
        self._values[name] = json.dumps(values)
