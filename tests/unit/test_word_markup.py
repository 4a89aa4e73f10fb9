"""Spoken words become elements that carry their times."""

from __future__ import annotations

from app.services.view_parts import WordView
from app.web.word_markup import spoken_words


def test_each_word_carries_its_times_and_its_space() -> None:
    words = (WordView("Oui", 1.5, 2.0, False, False), WordView("certes", 2.0, 2.25, True, True))
    assert spoken_words(words) == (
        '<span class="w" data-s="1.5" data-e="2.0">Oui</span>'
        ' <span class="w is-doubtful" data-s="2.0" data-e="2.25">certes</span>'
    )


def test_a_word_is_text_and_never_markup() -> None:
    written = spoken_words([WordView("<b onclick='x'>&", 0.0, 1.0, False, False)])
    assert written == '<span class="w" data-s="0.0" data-e="1.0">&lt;b onclick=\'x\'&gt;&amp;</span>'
