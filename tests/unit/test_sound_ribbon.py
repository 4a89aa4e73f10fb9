"""The sound ribbon is one small, safe, readable drawing, the same for everyone."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.renditions.peaks import Peaks
from app.renditions.sound_ribbon import (
    PAPER_COLOURS,
    RibbonHeight,
    RibbonMark,
    RibbonSpan,
    draw_ribbon,
)

SVG = "{http://www.w3.org/2000/svg}"
PEAKS = Peaks(100.0, tuple((37 * bucket) % 256 for bucket in range(2400)))
SPANS = (
    RibbonSpan(0, 20, "interviewer"),
    RibbonSpan(22, 60, "leader"),
    RibbonSpan(60, 70, "unknown"),
    RibbonSpan(70, 95, "leader"),
)
MARKS = (RibbonMark(22, 60, "open-data", "Données ouvertes"), RibbonMark(40, 70, "privacy", "Vie privée"))


def ribbon(height: RibbonHeight = RibbonHeight.BAND, **changes: object) -> str:
    values = {"spans": SPANS, "marks": MARKS, "title": "Entrevue", "duration_seconds": 100.0} | changes
    spans, marks = values.pop("spans"), values.pop("marks")
    return draw_ribbon(PEAKS, spans, marks, height=height, **values)  # type: ignore[arg-type]


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


def uses(svg: str) -> list[str]:
    return [use.get("class") or "" for use in parse(svg).findall(f"{SVG}use")]


@pytest.mark.parametrize("height", RibbonHeight)
def test_each_height_is_small_well_formed_and_in_whole_numbers(height: RibbonHeight) -> None:
    svg = ribbon(height)
    assert len(svg.encode()) < 9000
    assert parse(svg).get("height") == str(height.pixels)
    assert all(re.fullmatch(r"[MlHhVvz\d -]+", path) for path in re.findall(r' d="([^"]*)"', svg))


def test_one_shape_stands_for_each_who_speaks() -> None:
    assert uses(ribbon()) == ["ribbon-pause", "ribbon-interviewer", "ribbon-unknown", "ribbon-leader"]
    assert uses(ribbon(spans=SPANS[:2])) == ["ribbon-pause", "ribbon-interviewer", "ribbon-leader"]


def test_without_speakers_all_is_striped_as_unknown() -> None:
    svg = ribbon(spans=())
    assert uses(svg) == ["ribbon-unknown"]
    assert "<pattern" in svg
    assert "<pattern" not in ribbon(spans=SPANS[:2])


def test_a_word_shorter_than_a_column_is_still_seen() -> None:
    assert "ribbon-leader" in uses(ribbon(spans=(RibbonSpan(50.001, 50.01, "leader"),)))


def test_marks_that_meet_take_two_lanes_and_bear_their_theme() -> None:
    marks = parse(ribbon()).findall(f".//{SVG}path[@class='ribbon-mark']")
    assert [mark.get("data-theme") for mark in marks] == ["open-data", "privacy"]
    assert [mark.findtext(f"{SVG}title") for mark in marks] == ["Données ouvertes", "Vie privée"]
    tops = {re.match(r"M\d+ (\d+)", mark.get("d") or "").group(1) for mark in marks}  # type: ignore[union-attr]
    assert len(tops) == 2


def test_the_same_ribbon_twice_is_the_same_and_two_ribbons_share_no_name() -> None:
    assert ribbon() == ribbon()
    names = [set(re.findall(r' id="([^"]+)"', ribbon(title=title))) for title in ("une", "deux")]
    assert not names[0] & names[1]


def test_the_played_part_is_empty_until_the_page_fills_it() -> None:
    svg = ribbon()
    assert 'class="ribbon-played-clip" transform="scale(0 1)"' in svg
    assert "style=" not in svg
    assert "<style" not in svg


def test_colours_come_from_the_page_or_are_given() -> None:
    assert "var(--ribbon-leader, #1b1a17)" in ribbon()
    assert "var(" not in ribbon(colours=PAPER_COLOURS)


def test_every_height_and_leader_has_the_same_scale() -> None:
    loud = Peaks(100.0, (255,) * 2400)
    for height in RibbonHeight:
        svg = draw_ribbon(loud, SPANS, (), duration_seconds=100.0, height=height, title="x")
        assert re.search(r'd="M\d+ 0', svg)


@given(st.text(), st.text(), st.text())
def test_no_words_can_break_out_of_the_drawing(title: str, slug: str, label: str) -> None:
    svg = ribbon(title=title, marks=(RibbonMark(1, 2, slug, label),))
    root = parse(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "defs", "clipPath", "path", "pattern", "g", "use")
    }


SECONDS = st.floats(-10, 200)


@given(
    st.lists(st.tuples(SECONDS, SECONDS, st.sampled_from(["leader", "interviewer", "unknown"])), max_size=8),
    st.lists(st.tuples(SECONDS, SECONDS), max_size=8),
    st.sampled_from(RibbonHeight),
    st.sampled_from([0.0, 0.5, 100.0]),
)
def test_any_spans_and_marks_make_a_drawing(
    spans: list[tuple[float, float, str]],
    marks: list[tuple[float, float]],
    height: RibbonHeight,
    seconds: float,
) -> None:
    svg = draw_ribbon(
        PEAKS,
        [RibbonSpan(*span) for span in spans],  # type: ignore[arg-type]
        [RibbonMark(start, end, "privacy", "Vie privée") for start, end in marks],
        duration_seconds=seconds,
        height=height,
        title="x",
    )
    assert parse(svg).tag == f"{SVG}svg"
