"""Spoken words become elements that carry their times and their doubts."""

from __future__ import annotations

from app.services.showing.view_parts import WordDoubt, WordView
from app.web.word_markup import spoken_words

AGAIN = WordDoubt("doubtful", 'À réécouter "ici"')


def test_each_word_carries_its_times_its_space_and_its_doubt() -> None:
    words = (WordView("Oui", 1.5, 2.0, None, False), WordView("certes", 2.0, 2.25, AGAIN, True))
    assert spoken_words(words) == (
        '<span class="w" data-s="1.5" data-e="2.0">Oui</span>'
        ' <span class="w is-doubtful" title="À réécouter &quot;ici&quot;"'
        ' data-s="2.0" data-e="2.25">certes</span>'
    )


def test_what_is_inaudible_keeps_its_span_and_can_be_played() -> None:
    mark = WordView("[inaudible]", 3.0, 4.5, WordDoubt("inaudible", "Écoutez"), False)
    assert spoken_words([mark]) == (
        '<span class="w is-inaudible" title="Écoutez" data-s="3.0" data-e="4.5">[inaudible]</span>'
    )


def test_a_word_is_text_and_never_markup() -> None:
    written = spoken_words([WordView("<b onclick='x'>&", 0.0, 1.0, None, False)])
    assert written == '<span class="w" data-s="0.0" data-e="1.0">&lt;b onclick=\'x\'&gt;&amp;</span>'
