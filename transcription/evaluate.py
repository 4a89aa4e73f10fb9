"""Measures how well recordings with known words are heard: `python -m transcription.evaluate FOLDER`.

FOLDER holds recordings, each with a truth beside it: NAME.json (turns, speakers, themes) or NAME.txt (the
words alone). Each is heard in a fresh process, so that its peak memory is its own. With --against a second
decoding setting hears the same files in turn. Passages with known themes are measured with --passages.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from transcription.decode_settings import DECODE_SETTINGS, default_setting
from transcription.engine import ENGINE_NAMES, EngineMissing
from transcription.evaluation_tables import print_comparison, print_evaluation
from transcription.folder_evaluation import Comparison, EvaluationFailed, choose_truths, evaluate_truths
from transcription.ground_truth import GroundTruthInvalid
from transcription.model_files import BASE_MODEL, ModelMissing
from transcription.theme_matching.evaluate_passages import PassagesRefused, evaluate_passages, print_passages

_FAILURES = (GroundTruthInvalid, ModelMissing, EngineMissing, EvaluationFailed, PassagesRefused, OSError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 done, 1 failed with one sentence on stderr, 2 wrong usage."""
    options = _parse(arguments)
    try:
        if options.passages:
            return _print_passages(options)
        return _print_folder(options)
    except _FAILURES as failure:
        sys.stderr.write(f"{failure}\n")
        return 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m transcription.evaluate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, help="recordings with NAME.json or NAME.txt beside them"
    )
    parser.add_argument("--engine", choices=ENGINE_NAMES, default=ENGINE_NAMES[0])
    parser.add_argument("--model", default=BASE_MODEL, help="'base', a folder or file, or a hub name")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="this recording only")
    parser.add_argument(
        "--setting", choices=DECODE_SETTINGS, help="how to decode; by default as for the engine and model"
    )
    parser.add_argument("--against", choices=DECODE_SETTINGS, help="a second setting, heard in turn")
    parser.add_argument("--language", choices=("fr", "en"), default="fr", help="what NAME.txt files hold")
    parser.add_argument("--passages", type=Path, metavar="FILE.jsonl", help="passages with known themes")
    parser.add_argument("--field", choices=("text", "text_asr"), default="text")
    parser.add_argument("--predictions", type=Path, metavar="OUT.jsonl", help="where the given themes go")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    if (options.folder is None) == (options.passages is None):
        parser.error("give either a FOLDER or --passages FILE.jsonl")
    options.setting = options.setting or default_setting(options.engine, options.model)
    if options.against == options.setting:
        parser.error("--against must name another setting than --setting")
    return options


def _print_folder(options: argparse.Namespace) -> int:
    asides = Console(stderr=True)
    truths = choose_truths(options.folder, options.only, options.language)
    settings = [options.setting, *([options.against] if options.against else [])]
    evaluations = evaluate_truths(
        truths,
        options.engine,
        options.model,
        settings,
        lambda truth, setting: asides.print(f"hearing {truth.name}, {setting} …", style="dim"),
    )
    result = Comparison(*evaluations) if options.against else evaluations[0]
    if options.json:
        sys.stdout.write(json.dumps(result.to_json(), ensure_ascii=False) + "\n")
    elif isinstance(result, Comparison):
        print_comparison(result, Console())
    else:
        print_evaluation(result, Console())
    return 0


def _print_passages(options: argparse.Namespace) -> int:
    scores = evaluate_passages(options.passages, options.field, options.predictions)
    if options.json:
        sys.stdout.write(json.dumps(scores, ensure_ascii=False) + "\n")
        return 0
    print_passages(scores, Console())
    return 0


if __name__ == "__main__":
    sys.exit(main())
