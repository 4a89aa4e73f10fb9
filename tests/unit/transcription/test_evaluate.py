from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from transcription.evaluate import Evaluation, main, print_evaluation
from transcription.ground_truth import TrueExchange
from transcription.recording_evaluation import TaggedSpan, pair_exchanges
from transcription.recording_scores import RecordingScores

TRUTH = (
    TrueExchange(0.0, 10.0, frozenset({"open-data"})),
    TrueExchange(10.0, 20.0, frozenset({"broadband"})),
)


def scores(name: str, wer: float) -> RecordingScores:
    return RecordingScores(
        name=name,
        wer=wer,
        cer=0.1,
        substitutions=3,
        deletions=2,
        insertions=1,
        reference_words=60,
        speaker_error=0.02,
        theme_f1=0.9,
        theme_precision=0.9,
        theme_recall=0.9,
        real_time_factor=0.25,
        peak_rss_mb=512.0,
        duration_seconds=30.0,
        removed_spans=0,
        settings={"language": "fr", "beam_size": 5},
    )


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
    values = Evaluation((scores("a", 0.1), scores("b", 0.3)), "faster-whisper", "base").to_json()
    assert values["mean"]["wer"] == pytest.approx(0.2)
    promised = {"name", "wer", "speaker_error", "theme_f1", "real_time_factor", "peak_rss_mb"}
    assert all(promised <= set(recording) for recording in values["recordings"])
    assert values["settings"] == {"beam_size": 5}
    assert json.loads(json.dumps(values)) == values


def test_the_table_names_every_recording_and_the_mean() -> None:
    console = Console(record=True, width=120, file=io.StringIO())
    print_evaluation(Evaluation((scores("demo", 0.125),), "faster-whisper", "base"), console)
    table = console.export_text()
    assert "demo" in table
    assert "0.125" in table
    assert "mean" in table


def test_a_folder_without_truth_ends_with_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == f"{tmp_path} holds no NAME.json with the ground truth of a recording.\n"


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
    "arguments", [[], ["folder", "--passages", "file.jsonl"], ["folder", "--engine", "x"]]
)
def test_wrong_usage_ends_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
