"""What a curator types for the glossary is cleaned, and what can't be kept is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.glossary_draft import (
    MOST_MISHEARD,
    GlossaryDraft,
    cleaned,
    fault_of,
    misheard_forms,
    one_line,
    typed_list,
)


def test_blanks_and_what_nobody_sees_go_and_nothing_is_misheard_as_itself():
    draft = GlossaryDraft(
        "  Bas-du-\u200bFleuve\n", misheard=("bas  du", "", "bas du", "Bas-du-Fleuve", " \x00")
    )
    assert cleaned(draft) == GlossaryDraft("Bas-du-Fleuve", misheard=("bas du",))


@pytest.mark.parametrize(
    ("draft", "fault"),
    [
        (GlossaryDraft("Savard"), None),
        (GlossaryDraft("…"), "no_text"),
        (GlossaryDraft("a" * 81), "long_text"),
        (GlossaryDraft("a", kind="planet"), "kind"),
        (GlossaryDraft("a", language="de"), "language"),
        (GlossaryDraft("a", misheard=("b" * 81,)), "long_misheard"),
        (GlossaryDraft("a", misheard=("!",)), "no_misheard_word"),
        (GlossaryDraft("a", misheard=("b",) * (MOST_MISHEARD + 1)), "many_misheard"),
        (GlossaryDraft("a", note="n" * 501), "long_note"),
    ],
)
def test_what_cannot_be_kept_is_told(draft, fault):
    assert fault_of(draft) == fault


@given(st.lists(st.text()))
def test_a_typed_list_is_read_back_as_it_was_read(forms):
    read = misheard_forms(typed_list(forms))
    assert misheard_forms(typed_list(read)) == read
    assert all(form == one_line(form) and form for form in read)
