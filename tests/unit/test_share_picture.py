"""The picture of a quotation: all of it fits, nothing is left out silently, the same for every leader."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.renditions.share_picture import SharePicture, SharePictureWords, compose_share_picture
from app.renditions.share_picture_fitting import QuotedVoice
from app.renditions.share_picture_png import draw_png
from app.renditions.share_picture_shape import SHAPES
from app.renditions.share_picture_text import Typeface, missing_characters, pieces_of, width_of

SENTENCE = "Nous allons brancher chaque village à l'Internet haute vitesse, pas seulement les villes. "
# Three minutes of speech.
LONG = (SENTENCE * 38).strip()
LONGEST_NAME = "Marie-Ève Évangéline Saint-Onge-L'Écuyer de la Bruère-Champlain Nguyễn Šimůnek-Łódź-Ōtsuka"
INKS = "ÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸàâäæçéèêëîïôöœùûüÿ«»“”‘’–—…·\u202f\u00a0°€%½ŁłŠšŽžŐőŮůĐđŞşȘșȚțĀāÑñÅåØøÞþßẞ"
BOTH = pytest.mark.parametrize("shape", SHAPES)


def said(quoted: str, before: str = "", after: str = "", voice: str = "") -> QuotedVoice:
    return QuotedVoice(voice, "«\u202f", "\u202f»", before, quoted, after)


def words(*voices: QuotedVoice, **other: object) -> SharePictureWords:
    told = SharePictureWords(
        voices=voices or (said("Oui."),),
        name="Hélène Savard",
        party="Parti du Fleuve",
        party_colour="#2f6f8f",
        facts=("14\u00a0août\u00a02026", "autobus, Rimouski"),
        address="franquette.example/extraits/bcdfgh2345",
        continued="La suite est sur le site",
        extract="Extrait de 4\u00a0s d’une entrevue de 1\u00a0min 34\u00a0s",
        status="Texte de la machine",
        status_code="machine",
        notes=("Démonstration\u00a0: les voix sont de synthèse.",),
        cut_note="L’extrait coupe une phrase qui contient «\u202fpas\u202f».",
        ribbon_svg="",
        span=(0.2, 0.3),
    )
    return replace(told, **other)


def sizes_of(picture: SharePicture) -> dict[str, float]:
    return {one.part: one.height for one in picture.boxes}


def pixels(png: bytes) -> np.ndarray:
    with av.open(BytesIO(png)) as file:
        return next(file.decode(video=0)).to_ndarray(format="rgb24")


@BOTH
@pytest.mark.parametrize(
    "told",
    [
        words(),
        words(said(LONG)),
        words(said(LONG[:300], before=LONG[:400], after=LONG[:400])),
        words(said("Un mot.", voice="Intervieweuse"), said("Deux mots.", voice="Hélène Savard")),
        words(
            name=LONGEST_NAME,
            party="Rassemblement pour l'avenir du fleuve, des forêts et des régions du Nord",
        ),
        words(said("x" * 400, before="y" * 90)),
    ],
    ids=["short", "three minutes", "cut sentences", "two voices", "long names", "one endless word"],
)
def test_everything_stays_on_the_sheet_and_nothing_covers_anything(shape: str, told) -> None:
    size = SHAPES[shape]
    picture = compose_share_picture(told, size)
    for box in picture.boxes:
        assert box.left >= size.margin - 1
        assert box.left + box.width <= size.width - size.margin + 1, box
        assert box.top >= 0
        assert box.top + box.height <= size.height - size.bottom + 4
    stacked = sorted(
        (one for one in picture.boxes if one.part not in ("address", "status")), key=lambda b: b.top
    )
    for upper, lower in pairwise(stacked):
        assert upper.top + upper.height <= lower.top + 4, (upper, lower)


def test_no_ink_is_drawn_beside_the_text() -> None:
    # What was measured is what the renderer draws: a longer line would leave ink in the margin.
    size = SHAPES["wide"]
    drawn = pixels(draw_png(compose_share_picture(words(said(LONG), name=LONGEST_NAME), size).svg))
    assert drawn.shape == (630, 1200, 3)
    paper = drawn[0, 0]
    for margin in (drawn[:, : size.margin - 4], drawn[:, 1200 - size.margin + 4 :]):
        assert (margin == paper).all()
    assert (drawn != paper).any()


def test_the_same_quotation_is_the_same_picture() -> None:
    told = words(said(SENTENCE))
    once, again = (draw_png(compose_share_picture(told, SHAPES["wide"]).svg) for _time in range(2))
    assert once == again


@BOTH
def test_a_quotation_too_long_says_that_it_goes_on(shape: str) -> None:
    picture = compose_share_picture(words(said(LONG)), SHAPES[shape])
    assert picture.is_cut
    assert "La" in picture.svg and "continued" in sizes_of(picture)
    assert "…\u202f»" in picture.svg
    # What must be known of the cut sentences is told where they are not whole.
    assert "«\u202fpas\u202f»" in picture.svg


@BOTH
def test_a_quotation_that_fits_is_whole_and_says_nothing(shape: str) -> None:
    picture = compose_share_picture(
        words(said("Jamais.", before="Nous ne", after="céderons.")), SHAPES[shape]
    )
    assert not picture.is_cut
    assert "continued" not in sizes_of(picture)
    for word in ("Nous", ">ne<", "Jamais.", "céderons."):
        assert word in picture.svg


def test_what_is_left_out_first_is_the_end_of_the_last_sentence() -> None:
    picture = compose_share_picture(words(said("Jamais.", before="Nous ne", after=LONG)), SHAPES["wide"])
    assert picture.is_cut
    for word in ("Nous", ">ne<", "Jamais."):
        assert word in picture.svg


def test_a_long_beginning_never_pushes_out_the_quoted_words() -> None:
    picture = compose_share_picture(words(said("Jamais cela.", before=LONG)), SHAPES["wide"])
    assert "Jamais" in picture.svg and "cela." in picture.svg
    assert "«\u202f…\u00a0" in picture.svg


def test_the_layout_is_the_same_whoever_speaks() -> None:
    # Only what is written may move things: two names of one line each leave everything in its place.
    first, second = (
        compose_share_picture(words(said(SENTENCE), name=name, party=party), SHAPES["wide"])
        for name, party in (("Hélène Savard", "Parti du Fleuve"), ("Léo Roy", "Union citoyenne"))
    )
    places = [[(one.part, one.top, one.height) for one in picture.boxes] for picture in (first, second)]
    assert places[0] == places[1]


def test_shorter_words_are_never_drawn_smaller() -> None:
    sizes = [
        next(
            one.height
            for one in compose_share_picture(words(said(LONG[:length])), SHAPES["tall"]).boxes
            if one.part == "quotation"
        )
        for length in (10, 100, 300, 600, 1200)
    ]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("face", Typeface)
def test_the_fonts_draw_every_letter_of_latin_names(face: Typeface) -> None:
    assert face.path.is_file()
    assert missing_characters(INKS, face) == set()


def test_a_name_is_drawn_with_a_face_that_has_its_letters() -> None:
    label = Typeface.LABEL_STRONG
    apart, composed = (pieces_of(one, label, "#000") for one in ("Nguye\u0302\u0303n", "Nguyễn"))
    assert apart == composed
    assert missing_characters("Nguyễn", label) == {"ễ"}
    assert missing_characters(composed[0].text, composed[0].face) == set()
    # A name in two faces would be read as two.
    assert {one.face for one in pieces_of("Kim Nguyễn", label, "#000")} == {Typeface.SPEECH}
    assert {one.face for one in pieces_of("Kim Roy", label, "#000")} == {label}


def test_words_are_measured_with_their_kerning() -> None:
    apart = width_of("A", Typeface.SPEECH, 100) + width_of("V", Typeface.SPEECH, 100)
    assert width_of("AV", Typeface.SPEECH, 100) < apart - 3


def test_what_is_written_is_text_and_never_drawing() -> None:
    hostile = '"><script>alert(1)</script><image href="file:///etc/passwd"/>&\x00\x1f'
    picture = compose_share_picture(
        words(said(hostile, before=hostile), name=hostile, party=hostile, party_colour='"/><image/>'),
        SHAPES["wide"],
    )
    assert "<script" not in picture.svg and "<image" not in picture.svg
    assert draw_png(picture.svg).startswith(b"\x89PNG")


def test_no_break_spaces_hold_words_together() -> None:
    assert [one.text for one in pieces_of("«\u202fOui, 30\u00a0jours\u202f»", Typeface.SPEECH, "#000")] == [
        "«\u202fOui,",
        "30\u00a0jours\u202f»",
    ]


@settings(max_examples=25, deadline=None)
@given(
    st.text(min_size=1, max_size=800),
    st.text(max_size=300),
    st.text(max_size=300),
    st.text(min_size=1, max_size=120),
    st.sampled_from(sorted(SHAPES)),
)
def test_any_words_make_a_picture(quoted: str, before: str, after: str, name: str, shape: str) -> None:
    size = SHAPES[shape]
    picture = compose_share_picture(words(said(quoted, before, after), name=name), size)
    assert all(one.left + one.width <= size.width - size.margin + 1 for one in picture.boxes)
    assert max(one.top + one.height for one in picture.boxes) <= size.height
