"""Names in a transcript are taken for who they are, or for nobody."""

from __future__ import annotations

import pytest

from app.domain.speaker_labels import guess_role


@pytest.mark.parametrize(
    ("label", "role"),
    [("SAVARD", "leader"), ("Hélène Savard", "leader"), ("H. Savard", "leader"), ("Mylène", "interviewer"),
     ("Journaliste", "interviewer"), ("Q.", "interviewer"), ("R", "leader"), ("Réponse", "leader"),
     ("H.", "unknown"), ("Oui", "unknown"), ("", "unknown"), ("Savard Mylène", "unknown"), ("…", "unknown")],
)  # fmt: skip
def test_a_name_is_taken_for_whom_it_names(label, role):
    assert guess_role(label, "Hélène Savard", "Mylène Côté") == role


def test_a_name_that_both_bear_is_nobodys():
    assert guess_role("Savard", "Hélène Savard", "Luc Savard") == "unknown"
