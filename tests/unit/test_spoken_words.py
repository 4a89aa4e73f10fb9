"""The words of a passage say which of them deserve an ear."""

from __future__ import annotations

from dataclasses import replace

from app.domain.doubtful_spots import MachinePassage
from app.domain.passage_state import PassageState, with_inaudible
from app.domain.settled_spots import untold_words
from app.domain.transcript_edit import TimedWord
from app.models import Passage, Revision
from app.services.showing.spoken_words import doubtful_words, word_views
from app.services.showing.wording import Wording
from transcription.hallucinations import CleanedTranscript
from transcription.inaudible import tell_confidence
from transcription.raw_transcript import RawTranscript, Segment, Word
from transcription.word_confidence import ConfidenceModel

AS_THE_ENGINE_SAYS = ConfidenceModel(
    "engine", "model", "plain", is_calibrated=True, features=("logit",), means=(0.0,), scales=(1.0,),
    weights=(1.0,), inaudible_below=0.2,
)  # fmt: skip
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


def state(said: tuple[Word, ...]) -> PassageState:
    words = tuple(TimedWord(one.text, one.start_seconds, one.end_seconds, one.probability) for one in said)
    return PassageState("p", 0.0, 10.0, words, "fr", "machine")


def given_up() -> CleanedTranscript:
    """What the machine makes of a sentence of which it hardly heard two words."""
    figures = [("Un", 0.9), ("mur", 0.05), ("mure", 0.05), ("de", 0.9), ("fibre.", 0.9)]
    words = tuple(Word(text, n * 0.5, n * 0.5 + 0.5, sure) for n, (text, sure) in enumerate(figures))
    heard = RawTranscript("fr", 60.0, (Segment(0.0, 2.5, "", words),), "engine", "model")
    return tell_confidence(CleanedTranscript(heard, ()), AS_THE_ENGINE_SAYS)


def test_doubtful_words_are_known_by_their_number() -> None:
    said = state(
        (
            Word("un", 0.0, 0.5, 0.1),
            Word("deux", 0.5, 1.0, 0.7),
            Word("trois", 1.0, 1.5, 0.6),
            Word("six", 2, 3),
        )
    )
    assert doubtful_words(said, Revision(settings=LIMITS)) == (0, 2)
    assert doubtful_words(said, None) == ()


def test_what_the_machine_gave_up_deserves_an_ear_until_a_person_hears_it() -> None:
    machine = given_up().transcript
    assert [word.text for word in machine.words] == ["Un", "[inaudible]", "de", "fibre."]
    said = state(machine.words)
    untold = untold_words([MachinePassage("p", "fr", said.words, frozenset())])
    revision = Revision(settings=dict(machine.settings))
    assert doubtful_words(said, revision, untold) == (1,)
    assert doubtful_words(replace(said, status="checked"), revision, untold) == ()


def test_a_mark_that_a_person_made_is_no_doubt() -> None:
    said = with_inaudible(state((Word("un", 0.0, 0.5, 0.9), Word("deux", 0.5, 1.0, 0.9))), 1, 2)
    assert doubtful_words(said, Revision(settings=LIMITS)) == ()
