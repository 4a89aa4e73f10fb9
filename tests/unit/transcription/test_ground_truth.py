import json
from pathlib import Path
from typing import Any

import pytest

from transcription.ground_truth import GroundTruthInvalid, find_ground_truths

TURNS: list[dict[str, Any]] = [
    {
        "speaker": "interviewer",
        "start": 0.5,
        "end": 2.0,
        "text": "Les données ouvertes ?",
        "themes": ["open-data"],
    },
    {"speaker": "Une cheffe", "start": 2.5, "end": 4.0, "text": "Oui, 18 mois.", "themes": []},
    {
        "speaker": "Une cheffe",
        "start": 4.0,
        "end": 5.0,
        "text": "In 18 months.",
        "language": "en",
        "themes": ["privacy"],
    },
    {"speaker": "interviewer", "start": 5.5, "end": 6.0, "text": "Merci.", "themes": []},
]


def write_truth(folder: Path, **changes: Any) -> Path:
    (folder / "essai.m4a").touch()
    path = folder / "essai.json"
    path.write_text(json.dumps({"media": "essai.m4a", "language": "fr+en", "turns": TURNS, **changes}))
    return path


def test_turns_become_roles_words_and_exchanges(tmp_path: Path) -> None:
    write_truth(tmp_path)
    (truth,) = find_ground_truths(tmp_path)
    assert truth.name == "essai"
    assert truth.language == "fr"
    assert [span.speaker for span in truth.spans] == ["interviewer", "leader", "leader", "interviewer"]
    assert truth.words[3:] == ("oui", "dix", "huit", "mois", "in", "eighteen", "months", "merci")
    assert [(e.start_seconds, e.end_seconds, set(e.themes)) for e in truth.exchanges] == [
        (0.5, 5.0, {"open-data", "privacy"}),
        (5.5, 6.0, set()),
    ]


def test_a_question_in_two_turns_is_one_exchange(tmp_path: Path) -> None:
    write_truth(tmp_path, turns=[TURNS[0], TURNS[3], TURNS[1]])
    (truth,) = find_ground_truths(tmp_path)
    assert len(truth.exchanges) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"media": "ailleurs.m4a"}, "not beside it"),
        ({"turns": [{"speaker": "interviewer"}]}, "not a ground-truth file"),
        ({"language": "de"}, "not a ground-truth file"),
    ],
)
def test_a_file_of_another_shape_is_named(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    write_truth(tmp_path, **changes)
    with pytest.raises(GroundTruthInvalid, match=f"essai.json .*{said}"):
        find_ground_truths(tmp_path)


def test_a_folder_without_truth_is_named(tmp_path: Path) -> None:
    with pytest.raises(GroundTruthInvalid, match="holds no"):
        find_ground_truths(tmp_path)
    with pytest.raises(GroundTruthInvalid, match="is not a folder"):
        find_ground_truths(tmp_path / "nowhere")


def test_the_facts_of_intake_are_names_to_expect_without_remarks(tmp_path: Path) -> None:
    write_truth(
        tmp_path, leader="Ève Roy", party="", place="Gaspé", interviewer="Ivo Blais (voix de synthèse)"
    )
    (truth,) = find_ground_truths(tmp_path)
    assert truth.known_names == ("Ève Roy", "Gaspé")


def test_a_text_beside_a_recording_tells_the_words_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "radio.mp3").touch()
    (tmp_path / "radio.txt").write_text("Bonjour à tous. Il est 20 h.", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("No sound beside it.", encoding="utf-8")
    (truth,) = find_ground_truths(tmp_path)
    assert truth.blocks == (("bonjour", "à", "tous"), ("il", "est", "vingt", "h"))
    assert (truth.spans, truth.exchanges, truth.word_roles) == ((), (), ())
    assert truth.media_path.name == "radio.mp3"


def test_the_language_of_a_text_is_told_by_the_reader(tmp_path: Path) -> None:
    (tmp_path / "radio.ogg").touch()
    (tmp_path / "radio.txt").write_text("20 jobs", encoding="utf-8")
    (truth,) = find_ground_truths(tmp_path, "en")
    assert truth.words == ("twenty", "jobs")


def test_a_text_beside_two_recordings_is_refused(tmp_path: Path) -> None:
    for name in ("radio.ogg", "radio.mp3"):
        (tmp_path / name).touch()
    (tmp_path / "radio.txt").write_text("Bonjour.", encoding="utf-8")
    with pytest.raises(GroundTruthInvalid, match=r"radio.mp3, radio.ogg"):
        find_ground_truths(tmp_path)


def test_each_word_has_the_role_of_its_turn(tmp_path: Path) -> None:
    write_truth(tmp_path)
    (truth,) = find_ground_truths(tmp_path)
    assert len(truth.word_roles) == len(truth.words)
    assert truth.word_roles[:4] == ("interviewer",) * 3 + ("leader",)
