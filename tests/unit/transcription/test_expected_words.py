"""The glossary is told last, and only what the model's prompt has room for."""

from __future__ import annotations

from transcription.expected_words import expected_words

THEMES = [("e-voting", {"fr": "vote en ligne", "en": "online voting"})]


def test_the_glossary_follows_names_and_themes_each_word_in_its_languages() -> None:
    glossary = [("Manicouagan", None), ("mégabits", "fr"), ("upload", "en"), ("Rimouski", None)]
    assert expected_words(["Rimouski"], THEMES, glossary) == {
        "fr": ("Rimouski", "vote en ligne", "Manicouagan", "mégabits"),
        "en": ("Rimouski", "online voting", "Manicouagan", "upload"),
    }
    assert expected_words([], THEMES, glossary) == {}


def test_a_long_glossary_pushes_nothing_out() -> None:
    glossary = [(f"Nom{number:03}-de-Lieu", None) for number in range(200)]
    told = expected_words(["Rimouski"], THEMES, glossary)["fr"]
    assert told[:3] == ("Rimouski", "vote en ligne", "Nom000-de-Lieu")
    assert 10 < len(told) < 40
    assert expected_words(["x" * 600], THEMES, glossary)["fr"] == ("x" * 600, "vote en ligne")
