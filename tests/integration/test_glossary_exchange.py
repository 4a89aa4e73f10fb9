"""A glossary goes out as CSV and comes back; what comes in is trusted in nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.domain.glossary_draft import KINDS, GlossaryDraft, cleaned, fault_of
from app.errors import Refused
from app.models import GlossaryEntry
from app.services.glossary.glossary_exchange import (
    MOST_ROWS,
    GlossaryImport,
    draft_of,
    export_csv,
    import_csv,
)
from app.services.glossary.glossary_keeping import add_entry
from app.services.glossary.glossary_listing import list_entries


def taken_in(archive, content: bytes) -> GlossaryImport:
    with archive.database.write() as session:
        return import_csv(session, content, "test")


def drafts(archive) -> list[GlossaryDraft]:
    with archive.database.read() as session:
        return [draft_of(entry) for entry in list_entries(session)]


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"name\nx\n",
        b'text\n"x',
        b"",
        b"text\n" + b"x" * 1_000_000,
        b"text\n" + b"mot\n" * (MOST_ROWS + 1),
    ],
    ids=["not UTF-8", "no column", "open quote", "empty", "too large", "too many rows"],
)
def test_a_file_that_is_no_glossary_is_refused_whole(archive, content):
    with pytest.raises(Refused):
        taken_in(archive, content)
    assert drafts(archive) == []


def test_a_bad_row_is_told_with_its_line_and_the_others_are_taken(archive):
    done = taken_in(
        archive,
        (
            "\ufefftext;kind;misheard;extra\r\n"
            "Savard;name;sava, savare;\r\n"
            "Tessier;planet;;\r\n"
            ";name;;\r\n"
            "savard;place;;;;;\r\n"
            "Wapi\x00koni\r\n"
        ).encode(),
    )
    assert (done.added, done.changed, done.unchanged) == (2, 1, 0)
    assert [(one.line, one.text) for one in done.bad_lines] == [(3, "Tessier"), (4, "")]
    assert [(one.text, one.kind) for one in drafts(archive)] == [("Wapikoni", "name"), ("savard", "place")]


def test_taking_the_same_file_in_twice_changes_nothing(archive):
    content = b'text,misheard,note\nLavoie,"la voix, lavoi","deux\nlignes"\n'
    assert taken_in(archive, content).added == 1
    again = taken_in(archive, content)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)


def test_a_cell_is_no_formula_in_a_spreadsheet_and_comes_back_as_it_was(archive):
    with archive.database.write() as session:
        add_entry(session, GlossaryDraft('=HYPERLINK("x")', misheard=("+1", "@ici")), "test")
        out = export_csv(list_entries(session))
    assert all(not cell.startswith(("=", "+", "-", "@")) for cell in out.splitlines()[1].split(","))
    assert taken_in(archive, out.encode()).unchanged == 1


PLAIN = st.text(st.characters(blacklist_characters=",;\n", blacklist_categories=["Cs"]), max_size=12)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PLAIN, st.sampled_from(KINDS), st.lists(PLAIN, max_size=3), PLAIN)
def test_whatever_can_be_kept_survives_a_file(archive, text, kind, misheard, note):
    draft = cleaned(GlossaryDraft(text, kind, misheard=tuple(misheard), note=note))
    if fault_of(draft) is not None:
        return
    with archive.database.write() as session:
        entry = add_entry(session, draft, "test")
        out = export_csv([entry])
        session.delete(entry)
    assert taken_in(archive, out.encode()).bad_lines == ()
    with archive.database.write() as session:
        kept = session.scalars(select(GlossaryEntry).where(GlossaryEntry.text == draft.text)).one()
        found = next(draft_of(one) for one in list_entries(session) if one.id == kept.id)
        assert found == draft
        session.delete(kept)
