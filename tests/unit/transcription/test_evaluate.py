from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from transcription.confidence_scores import JudgedProbability
from transcription.evaluate import main
from transcription.evaluation_tables import print_comparison, print_evaluation
from transcription.folder_evaluation import Comparison, Evaluation, choose_truths
from transcription.ground_truth import GroundTruthInvalid, TrueExchange
from transcription.recording_evaluation import TaggedSpan, pair_exchanges
from transcription.recording_scores import RecordingScores, ScoredRecording
from transcription.scoring import EditCounts

TRUTH = (
    TrueExchange(0.0, 10.0, frozenset({"open-data"})),
    TrueExchange(10.0, 20.0, frozenset({"broadband"})),
)


def scored(name: str, wer: float, wrong_by_turn: Sequence[int] = (2, 4), **changes: Any) -> ScoredRecording:
    figures: dict[str, Any] = {
        "name": name,
        "wer": wer,
        "cer": 0.1,
        "substitutions": 3,
        "deletions": 2,
        "insertions": 1,
        "reference_words": 60,
        "speaker_error": 0.02,
        "speaker_error_words": 0.01,
        "speaker_unknown_words": 0.03,
        "theme_f1": 0.9,
        "theme_precision": 0.9,
        "theme_recall": 0.9,
        "themes": {"culture": {"right": 1, "wrong": 0, "missed": 1}},
        "exchanges": [],
        "confidence": None,
        "real_time_factor": 0.25,
        "cpu_seconds_per_second": 0.3,
        "peak_rss_mb": 512.0,
        "duration_seconds": 30.0,
        "removed_spans": 0,
        "settings": {"language": name, "beam_size": 5},
    }
    blocks = tuple(EditCounts(wrong, 0, 0, 30) for wrong in wrong_by_turn)
    judged = (JudgedProbability(0.9, True), JudgedProbability(0.2, False))
    return ScoredRecording(RecordingScores(**{**figures, **changes}), blocks, judged)


def evaluation(*recordings: ScoredRecording, setting: str = "plain") -> Evaluation:
    return Evaluation(recordings, "faster-whisper", "base", setting)


def test_themes_count_for_the_exchange_that_they_overlap_most() -> None:
    tagged = [
        TaggedSpan(1.0, 11.0, frozenset({"open-data"})),
        TaggedSpan(9.0, 15.0, frozenset({"privacy"})),
        TaggedSpan(15.0, 19.0, frozenset({"broadband"})),
        TaggedSpan(30.0, 31.0, frozenset({"culture"})),
    ]
    assert pair_exchanges(TRUTH, tagged) == [
        (frozenset({"open-data"}), frozenset({"open-data"})),
        (frozenset({"broadband"}), frozenset({"privacy", "broadband"})),
        (frozenset(), frozenset({"culture"})),
    ]


def test_no_exchange_and_no_tag_make_no_pair_that_counts() -> None:
    assert pair_exchanges((), ()) == [(frozenset(), frozenset())]


@given(
    st.lists(
        st.tuples(st.floats(0, 40), st.floats(0, 10), st.sampled_from(["culture", "privacy"])), max_size=8
    )
)
def test_no_given_theme_is_forgotten(spans: list[tuple[float, float, str]]) -> None:
    tagged = [TaggedSpan(start, start + length, frozenset({slug})) for start, length, slug in spans]
    pairs = pair_exchanges(TRUTH, tagged)
    assert {slug for _, given in pairs for slug in given} == {slug for _, _, slug in spans}


def test_the_mean_counts_each_recording_the_same_and_json_keeps_the_promised_shape() -> None:
    values = evaluation(scored("a", 0.1), scored("b", 0.3)).to_json()
    assert values["mean"]["wer"] == pytest.approx(0.2)
    promised = {"name", "wer", "speaker_error", "theme_f1", "real_time_factor", "peak_rss_mb"}
    assert all(promised <= set(recording) for recording in values["recordings"])
    assert values["settings"] == {"beam_size": 5}
    assert values["themes"]["culture"]["recall"] == 0.5
    assert values["confidence"]["auc"] == 1.0
    assert json.loads(json.dumps(values)) == values


def test_what_cannot_be_computed_is_null_and_left_out_of_the_mean() -> None:
    plain = scored("plain", 0.3, speaker_error=None, theme_f1=None)
    assert evaluation(plain).to_json()["mean"]["speaker_error"] is None
    assert evaluation(plain, scored("full", 0.1)).mean["speaker_error"] == pytest.approx(0.02)


def test_a_scored_recording_passes_from_one_process_to_another() -> None:
    one = scored("a", 0.1)
    assert ScoredRecording.from_json(json.loads(json.dumps(one.to_json()))) == one


def test_two_settings_are_set_side_by_side_with_the_difference() -> None:
    better, worse = scored("a", 0.1, (2, 2, 2, 2)), scored("a", 0.2, (5, 5, 5, 5))
    comparison = Comparison(evaluation(better), evaluation(worse, setting="other"))
    values = comparison.to_json()
    assert values["setting"] == "plain"
    assert values["against"]["setting"] == "other"
    assert values["difference"]["recordings"]["a"] == {
        "wer_difference": -0.1,
        "interval_95": [-0.1, -0.1],
        "is_noise": False,
    }
    console = Console(record=True, width=80, file=io.StringIO())
    print_comparison(comparison, console)
    assert "better" in console.export_text()


def test_the_table_names_every_recording_and_the_mean() -> None:
    console = Console(record=True, width=80, file=io.StringIO())
    print_evaluation(evaluation(scored("demo", 0.125, theme_f1=None)), console)
    table = console.export_text()
    assert all(shown in table for shown in ("demo", "0.125", "mean", "–", "culture", "0.9–1.0"))


@pytest.mark.parametrize("is_calibrated", [True, False])
def test_the_table_says_when_probabilities_are_the_engines_own(is_calibrated: bool) -> None:
    console = Console(record=True, width=80, file=io.StringIO())
    calibrated = scored("a", 0.1, settings={"is_confidence_calibrated": True})
    other = scored("b", 0.1, settings={"is_confidence_calibrated": is_calibrated})
    print_evaluation(evaluation(calibrated, other), console)
    assert ("not calibrated" in console.export_text()) is not is_calibrated


def test_one_recording_of_a_folder_can_be_chosen_and_a_wrong_name_is_told(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.mp3").touch()
        (tmp_path / f"{name}.txt").write_text("Bonjour.", encoding="utf-8")
    assert [truth.name for truth in choose_truths(tmp_path, ["b"])] == ["b"]
    with pytest.raises(GroundTruthInvalid, match="'c'; it holds: a, b"):
        choose_truths(tmp_path, ["c"])


def test_a_folder_without_truth_ends_with_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        f"{tmp_path} holds no NAME.json with the ground truth of a recording, and no NAME.txt beside one.\n"
    )


def test_passages_are_measured_without_a_recording(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    passages, predictions = tmp_path / "passages.jsonl", tmp_path / "given.jsonl"
    passage = {
        "id": "p1",
        "lang": "fr",
        "text": "Nous voulons des données ouvertes.",
        "themes": ["open-data"],
    }
    passages.write_text(json.dumps(passage) + "\n", encoding="utf-8")
    assert main(["--passages", str(passages), "--predictions", str(predictions), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["passages"]["micro_f1"] == 1.0
    assert json.loads(predictions.read_text(encoding="utf-8")) == {"id": "p1", "themes": ["open-data"]}


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["folder", "--passages", "file.jsonl"],
        ["folder", "--engine", "x"],
        ["folder", "--against", "voting"],
    ],
)
def test_wrong_usage_ends_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
