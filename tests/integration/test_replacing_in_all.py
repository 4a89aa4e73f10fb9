"""Words are replaced in all interviews: one revision each, nothing of what changed meanwhile."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.models import Passage, PassageVersion, Revision
from app.services.editing.transcript_editing import Editor, Seen, mark_checked, save_text
from app.services.glossary.replacing_in_all import ReplacedInAll, replace_in_all
from app.services.glossary.replacing_search import ReplacingRequest, find_replaceable
from tests.builders import Said

EDITOR = Editor("curator:Camille")
SAVARD = ReplacingRequest("sava", "Savard")


@pytest.fixture
def interviews(inventing) -> None:
    with inventing() as invented:
        campaign = invented.campaign("automne-2026")
        texts = ("Bonjour madame Sava.", "Sava, c'est moi.", "Savage.")
        invented.interview(invented.leader("savard"), campaign, [Said("leader", text) for text in texts])
        invented.interview(
            invented.leader("tessier"), None, [Said("leader", "Oui, madame Sava, et Sava.")], state="draft"
        )
        invented.interview(
            invented.leader("lavoie"), None, [Said("leader", "Madame Sava.")], state="withdrawn", reason="x"
        )


def preview(archive, request: ReplacingRequest = SAVARD) -> list[Seen]:
    with archive.database.read() as session:
        found = find_replaceable(session, request).found
        return [Seen(one.passage.id, one.passage.revision_number) for one in found]


def replaced(archive, chosen: list[Seen], request: ReplacingRequest = SAVARD) -> ReplacedInAll:
    with archive.database.write() as session:
        return replace_in_all(session, EDITOR, request, chosen)


def passages(archive) -> dict[str, Passage]:
    with archive.database.read() as session:
        return {one.text: one for one in session.scalars(select(Passage))}


def test_every_passage_is_replaced_in_one_revision_a_transcript_and_words_keep_their_times(
    archive, interviews
):
    before = passages(archive)["Bonjour madame Sava."].words
    done = replaced(archive, preview(archive))
    assert (len(done.edits), done.passage_count, done.place_count) == (2, 3, 4)
    now = passages(archive)
    assert set(now) == {
        "Bonjour madame Savard.",
        "Savard, c'est moi.",
        "Savage.",
        "Oui, madame Savard, et Savard.",
        "Madame Sava.",
    }
    words = now["Bonjour madame Savard."].words
    assert words[:2] == before[:2]
    assert words[2] == ["Savard.", before[2][1], before[2][2], None]
    with archive.database.read() as session:
        revisions = session.scalars(select(Revision).where(Revision.made_by == "curator")).all()
        assert {(one.action, one.reason) for one in revisions} == {("text.replaced", "« sava » → « Savard »")}
        versions = select(PassageVersion.text).where(
            PassageVersion.revision_id.in_(one.id for one in revisions)
        )
        assert all("Savard" in text for text in session.scalars(versions))


def test_what_changed_since_the_preview_stays_and_is_told(archive, interviews):
    chosen = preview(archive)
    mine = next(one for one in chosen if one.passage_id == passages(archive)["Sava, c'est moi."].id)
    with archive.database.write() as session:
        save_text(session, EDITOR, mine, "Sava, oui, c'est moi.")
    gone = Seen("nopassage0", 1)
    done = replaced(archive, [*chosen, gone])
    assert done.changed_meanwhile == tuple(sorted([mine.passage_id, "nopassage0"]))
    assert done.passage_count == 2
    assert "Sava, oui, c'est moi." in passages(archive)
    again = replaced(archive, chosen)
    assert (again.edits, len(again.changed_meanwhile)) == ((), 3)


def test_an_edit_at_the_very_same_moment_costs_only_its_own_passage(archive, interviews, monkeypatch):
    chosen = preview(archive)
    from app.services.glossary import replacing_in_all as module

    saved, calls = module.save_texts, []

    def edited_just_before(session, editor, texts, **values):
        calls.append(len(texts))
        if len(calls) == 1:
            save_text(session, EDITOR, next(iter(texts)), "Autre chose.")
        return saved(session, editor, texts, **values)

    monkeypatch.setattr(module, "save_texts", edited_just_before)
    done = replaced(archive, chosen)
    assert len(done.changed_meanwhile) == 1
    assert done.passage_count == 2
    assert "Autre chose." in passages(archive)


def test_what_a_person_wrote_or_checked_is_replaced_only_where_that_is_asked_for(archive, interviews):
    texts = passages(archive)
    checked, written = texts["Sava, c'est moi."], texts["Oui, madame Sava, et Sava."]
    with archive.database.write() as session:
        mark_checked(session, EDITOR, Seen(checked.id, 1))
        save_text(session, EDITOR, Seen(written.id, 1), "Oui, madame SAVA et SAVA.")

    def reached(reach: str) -> int:
        return len(preview(archive, ReplacingRequest("sava", "Savard", reach=reach)))

    assert [reached(one) for one in ("machine", "people", "checked")] == [1, 2, 3]
    assert len(preview(archive, ReplacingRequest("sava", "Savard", campaign="automne-2026"))) == 1


def test_nothing_to_find_or_nothing_chosen_is_refused(archive, interviews):
    with pytest.raises(Refused):
        replaced(archive, preview(archive), ReplacingRequest("sava", " "))
    with pytest.raises(Refused):
        replaced(archive, [])
