"""The words of a passage say which of them deserve an ear."""

from __future__ import annotations

from app.models import Passage, Revision
from app.services.showing.spoken_words import doubtful_words, word_views
from app.services.showing.wording import Wording

LIMITS = {"least_sure": {"5": 0.2, "10": 0.4, "15": 0.6}}


def passage(*words: tuple[str, float | None]) -> Passage:
    spoken = [[text, n * 0.5, n * 0.5 + 0.5, probability] for n, (text, probability) in enumerate(words)]
    return Passage(text=" ".join(text for text, _ in words), words=spoken, language="fr")


def notes(
    settings: dict[str, object] | None, *words: tuple[str, float | None], language: str = "fr"
) -> list[str]:
    revision = Revision(settings=settings) if settings is not None else None
    views = word_views(Wording(language), passage(*words), revision)
    return [view.doubt.text if view.doubt else "" for view in views]


def test_a_word_is_compared_with_the_others_of_its_recording() -> None:
    told = notes(LIMITS, ("un", 0.1), ("deux", 0.4), ("trois", 0.5), ("quatre", 0.7))
    assert [one.replace("\u00a0", " ") for one in told] == [
        "À réécouter : parmi les 5 % les moins sûrs de cet enregistrement",
        "À réécouter : parmi les 10 % les moins sûrs de cet enregistrement",
        "À réécouter : parmi les 15 % les moins sûrs de cet enregistrement",
        "",
    ]


def test_a_persons_word_is_never_pointed_out() -> None:
    assert notes(LIMITS, ("un", None)) == [""]


def test_without_limits_on_record_nothing_is_pointed_out() -> None:
    assert notes(None, ("un", 0.1)) == [""]
    assert notes({"beam_size": 5}, ("un", 0.1)) == [""]


def test_the_narrowest_share_is_told_where_two_have_the_same_limit() -> None:
    (told,) = notes({"least_sure": {"5": 0.3, "10": 0.3, "15": 0.3}}, ("un", 0.3), language="en")
    assert "among the 5" in told


def test_what_is_inaudible_says_so_and_keeps_its_place() -> None:
    views = word_views(Wording("en"), passage(("Le", 0.9), ("[inaudible].", None), ("Oui.", 0.9)), None)
    assert [(view.text, view.doubt.code if view.doubt else "") for view in views] == [
        ("Le", ""),
        ("[inaudible].", "inaudible"),
        ("Oui.", ""),
    ]
    assert (views[1].start_seconds, views[1].end_seconds) == (0.5, 1.0)


def test_doubtful_words_are_known_by_their_number() -> None:
    said = passage(("un", 0.1), ("deux", 0.7), ("[inaudible]", 0.9), ("[inaudible]", None), ("trois", 0.6))
    assert doubtful_words(said, Revision(settings=LIMITS)) == (0, 2, 4)
    assert doubtful_words(said, None) == (2,)
