"""What people said is drawn as text, whatever it looks like; no word can become an order to the renderer."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.renditions.ass_document import AssDocument, ass_colour, escaped, painted
from app.renditions.clip_video import filter_value
from app.renditions.share_picture_text import Typeface


@given(st.text())
def test_no_text_opens_a_tag_ends_a_line_or_makes_an_escape(text):
    written = escaped(text)
    assert "\n" not in written and "\r" not in written
    assert len(written.splitlines()) <= 1
    # Every brace is escaped, and no backslash stands before a letter.
    assert not re.search(r"(?<!\\)[{}]", written)
    assert not re.search(r"\\[A-Za-z]", written)


def test_braces_backslashes_and_new_lines_stay_visible_or_harmless():
    assert escaped(r"{\pos(0,0)}a\Nb") == "\\{\\\u2060pos(0,0)\\}a\\\u2060Nb"
    assert escaped("un\nDialogue: 0,deux") == "un Dialogue: 0,deux"


def test_a_lit_word_gives_the_line_its_colour_back():
    assert painted("mot", "#7b1f4e", "#1c1a16") == r"{\1c&H4E1F7B&\u0}mot{\1c&H161A1C&\u0}"
    assert ass_colour("#0102fF") == "&HFF0201&"


def test_nothing_is_drawn_for_no_time_and_times_are_in_hundredths():
    document = AssDocument(100, 100, 3700.0)
    document.write_line("vide", 0, 50, Typeface.LABEL, 10, "#000000", 2.0, 2.001)
    document.write_line("mot", 0, 50, Typeface.LABEL, 10, "#000000", 61.239, 3661.5)
    (event,) = [line for line in document.text.splitlines() if line.startswith("Dialogue:")]
    assert event.startswith("Dialogue: 0,0:01:01.24,1:01:01.50,plain,,0,0,0,,{")


def test_a_path_is_one_value_in_a_graph_of_filters():
    assert filter_value(Path("/a b/l'été")) == r"/a b/l\\\'été"
    assert filter_value(Path("/x:[y],z;")) == r"/x\\:\[y\]\,z\;"
