"""What is in the glossary is told, spelled, tagged and searched from then on, without a restart."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.glossary_draft import GlossaryDraft
from app.domain.search_query import SearchQuery
from app.models import Recording, Tag
from app.services.glossary.glossary_keeping import add_entry, retire_entry
from app.services.glossary.name_spelling import names_around
from app.services.hearing.hearing_planning import plan_hearing
from app.services.searching.passage_search import search_passages
from app.services.theming.theme_tagging import tag_recording
from tests.builders import Said

HERE, ELSEWHERE = "automne-2026", "printemps-2030"


def test_an_entry_reaches_hearing_spelling_themes_and_search_of_its_campaign(archive, inventing):
    with inventing() as invented:
        campaign = invented.campaign(HERE)
        invented.campaign(ELSEWHERE)
        invented.interview(
            invented.leader("savard"), campaign, [Said("leader", "On aura oie pi net chez nous.")]
        )
    with archive.database.write() as session:
        recording_id = session.scalars(select(Recording.id)).one()
        for draft in (
            GlossaryDraft("Ailleurs", campaign=ELSEWHERE),
            GlossaryDraft("upload", "jargon", "en"),
            GlossaryDraft("Partout", "place"),
            GlossaryDraft("Wapinet", "jargon", "", HERE, ("oie pi net",), "broadband"),
        ):
            entry = add_entry(session, draft, "test")

    def told() -> tuple[str, ...]:
        with archive.database.read() as session:
            return plan_hearing(session, recording_id, "faster-whisper", "base").vocabulary["fr"]

    def spelled() -> tuple[str, ...]:
        with archive.database.read() as session:
            return names_around(session, recording_id)

    def found(text: str) -> list[str]:
        with archive.database.read() as session:
            return [one.hit.match for one in search_passages(session, archive.index, SearchQuery(text)).found]

    def themes() -> list[str]:
        tag_recording(archive.database, recording_id)
        with archive.database.read() as session:
            return list(session.scalars(select(Tag.source)))

    assert told()[-2:] == ("Wapinet", "Partout")
    assert spelled()[-2:] == ("Wapinet", "Partout")
    assert found("wapinet") == ["sound"]
    assert themes() == ["machine"]
    with archive.database.write() as session:
        retire_entry(session, entry.id, "test")
    assert "Wapinet" not in told() + spelled()
    assert found("wapinet") == []
    assert themes() == []
