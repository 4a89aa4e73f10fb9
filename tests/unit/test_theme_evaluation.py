import io
import json

import pytest
from rich.console import Console

from transcription.theme_matching.evaluate_passages import (
    JudgedPassage,
    PassagesRefused,
    evaluate_passages,
    print_passages,
    score_passages,
)


def write_lines(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_passages_are_judged_counted_and_written_out(tmp_path):
    rows = [
        {
            "id": "a",
            "lang": "fr",
            "text": "Le logiciel libre d'abord.",
            "themes": ["free-software"],
            "kind": "plain",
        },
        {"id": "b", "lang": "fr", "text": "Le train arrive.", "themes": [], "kind": "hard-negative"},
        {"id": "c", "lang": "fr", "text": None, "themes": ["privacy"], "kind": "implicit"},
    ]
    predictions = tmp_path / "out.jsonl"
    result = evaluate_passages(write_lines(tmp_path / "in.jsonl", rows), "text", predictions)
    passages = result["passages"]
    assert passages["micro_f1"] == 1.0
    assert passages["hard_negatives_tagged"] == 0.0
    assert passages["implicit_recall"] is None
    assert (passages["count"], passages["skipped"]) == (2, 1)
    assert [json.loads(line) for line in predictions.read_text().splitlines()] == [
        {"id": "a", "themes": ["free-software"]},
        {"id": "b", "themes": []},
    ]
    output = io.StringIO()
    print_passages(result, Console(file=output, width=120))
    assert "free-software" in output.getvalue()


def test_scores_count_right_wrong_and_missed_themes():
    judged = [
        JudgedPassage("1", "implicit", frozenset({"a", "b"}), frozenset({"a", "c"})),
        JudgedPassage("2", "hard-negative", frozenset(), frozenset({"c"})),
    ]
    scores = score_passages(judged)
    assert scores["micro_f1"] == pytest.approx(2 / 5)
    assert scores["implicit_recall"] == 0.5
    assert scores["hard_negatives_tagged"] == 1.0
    assert scores["per_theme"]["b"] == {
        "precision": None, "recall": 0.0, "f1": 0.0, "right": 0, "wrong": 0, "missed": 1,
    }  # fmt: skip


@pytest.mark.parametrize("line", ["not json", "[]", '{"id": "x"}', '{"themes": []}'])
def test_a_line_that_is_no_passage_is_refused_by_its_number(tmp_path, line):
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "a", "themes": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(PassagesRefused, match="line 2"):
        evaluate_passages(path)
