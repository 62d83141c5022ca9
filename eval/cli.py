"""``onrecord eval``: the benchmark suites, their reports and the limits they are held to."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.llm.settings import LLMSettings
from bot.settings import Settings, SettingsError, load
from eval.chosen_sets import chosen_sets
from eval.gates import check, load_gates
from eval.metrics import RETRIEVAL
from eval.runner import Answerer, run_gold
from eval.scoring import Scored, against_first, as_json, score_run
from eval.tables import print_scores, progress_bar

_OWN = ("gold", "retrieval")
_MODELS = ("attribution", "reader")
_ASKED = ("ramdocs", "rgb", "casualties")
"""Suites that put questions with their documents to the program, and so follow the settings."""
_DATA = (*_MODELS, *_ASKED)
"""Suites over data that is not part of the project: eval.SUITE has evaluate(data, limit=...)."""
_OUT = "out/eval"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags of ``eval``."""
    suites = (*_OWN, *_DATA)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"{', '.join(suites)} (gold)")
    parser.add_argument(
        "--gold",
        action="append",
        default=[],
        metavar="FILE",
        help="gold set: a file, a folder, or the name of a built-in one; may be repeated",
    )
    parser.add_argument("--corpus", metavar="DIR", help="folder of the documents of --gold")
    parser.add_argument("--data", metavar="PATH", help="file or folder of the other suites")
    parser.add_argument(
        "--settings",
        action="append",
        default=[],
        metavar="FILE",
        help="settings file or preset; repeated: they are compared with the first, in pairs",
    )
    parser.add_argument(
        "--set", dest="overrides", action="append", default=[], metavar="SECTION.KEY=VALUE"
    )
    parser.add_argument(
        "--answers",
        action="append",
        default=[],
        metavar="FILE",
        help="judge these answers (JSON lines: id, answer) in place of asking; may be repeated",
    )
    parser.add_argument("--out", metavar="DIR", help=f"folder of the reports ({_OUT})")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    parser.add_argument("--gate", metavar="FILE", help="exit 1 when a limit in FILE is broken")
    parser.add_argument("--baselines", action="store_true", help="run the baselines as well")
    parser.add_argument(
        "--llm",
        action="store_true",
        help="run as well, with the model of [llm] or the small one of this machine: the bot with "
        "it as writer, verified and not, and LlamaIndex's CitationQueryEngine (see --sample)",
    )
    parser.add_argument("--judge", action="store_true", help="ask the model of [llm] as well")
    parser.add_argument("--controls", action="store_true", help="run the negative controls as well")
    parser.add_argument(
        "--limit",
        type=int,
        default=0,
        metavar="N",
        help="only N questions of each set, spread over it",
    )
    parser.add_argument(
        "--sample",
        type=int,
        default=0,
        metavar="N",
        help="only N questions of all sets, drawn at random (eval.seed), the same for every run",
    )


def run(options: argparse.Namespace) -> int:
    """Run the suites asked for. 0: done; 1: a limit of --gate is broken."""
    status = 0
    for suite in options.suites or ["gold"]:
        if suite in _OWN:
            status = max(status, _run_gold(suite, options))
        elif suite in _DATA:
            _run_data(suite, options)
        else:
            known = ", ".join((*_OWN, *_DATA))
            raise SettingsError(f"no suite {suite!r}; there are {known}")
    return status


def _run_data(suite: str, options: argparse.Namespace) -> None:
    """A suite over data that lies elsewhere."""
    if not options.data:
        raise SettingsError(f"the suite {suite} needs --data PATH")
    settings = _settings(options)[0][1]
    path = Path(options.data)
    evaluate = import_module(f"eval.{suite}").evaluate
    if suite in _ASKED:
        from eval.batch_answers import ask_batch

        evaluate = partial(evaluate, ask=partial(ask_batch, flags=_flags(options)))
    result: dict[str, Any] = evaluate(path, limit=options.limit)
    result["settings"] = settings.fingerprint()
    if options.out:
        folder = Path(options.out)
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(result, ensure_ascii=False, indent=2)
        (folder / f"{suite}.json").write_text(text + "\n", encoding="utf-8")
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
        return
    print(f"{suite}, {result['n']} items")
    for name, found in result["metrics"].items():
        print(f"  {name:32} {found['value']:.4f} [{found['low']:.4f}, {found['high']:.4f}]")


def _flags(options: argparse.Namespace) -> list[str]:
    """The flags of ``onrecord batch`` for the (first) settings that are asked for."""
    flags = ["--settings", options.settings[0]] if options.settings else []
    for override in options.overrides:
        flags += ["--set", override]
    return flags


def _run_gold(suite: str, options: argparse.Namespace) -> int:
    """The gold questions, put to the bot and to whatever it is compared with."""
    settings = _settings(options)
    sets = chosen_sets(options, settings[0][1])
    gates = load_gates(Path(options.gate)) if options.gate else []
    names = [m.name for m in RETRIEVAL] if suite == "retrieval" else []
    runs = []
    told: list[dict[str, object]] = []
    judge = import_module("eval.model_judge").opened(settings[0][1].llm) if options.judge else None
    with progress_bar() as progress, ExitStack() as kept:
        for answerer in _answerers(suite, options, settings, kept):
            chosen = settings[0][1].eval
            done = run_gold(answerer, sets, progress)
            if judge is not None:
                said = judge(done)
                told.append({"run": answerer.name, **said.as_json()})
                print(f"onrecord: {answerer.name}: {said.line()}", file=sys.stderr)
            runs.append(score_run(done, chosen.bootstrap, chosen.seed))
    if options.json:
        result = _result(suite, runs, names) | ({"judge": told} if told else {})
        print(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        print_scores(runs, names)
    _write(options, suite, runs)
    broken = check(gates, runs[0].sections)
    for line in broken:
        print(f"onrecord: {line}", file=sys.stderr)
    return 1 if broken else 0


def _settings(options: argparse.Namespace) -> list[tuple[str, Settings]]:
    """The settings that are compared, each with a name; the default ones without --settings."""
    if not options.settings:
        return [("default", load(None, options.overrides).settings)]
    loaded = [(Path(f).stem, load(f, options.overrides).settings) for f in options.settings]
    names = [name for name, _ in loaded]
    return [
        (name if names.count(name) == 1 else file, settings)
        for (name, settings), file in zip(loaded, options.settings, strict=True)
    ]


def _answerers(
    suite: str,
    options: argparse.Namespace,
    settings: Sequence[tuple[str, Settings]],
    kept: ExitStack,
) -> list[Answerer]:
    """What the questions are put to: each settings file, then baselines and controls.

    :param kept: what has to be closed after the run.
    """
    from eval.answerers import BotAnswerer, TopPassage, baselines
    from eval.controls import all_controls
    from eval.saved_answers import SavedAnswers

    out: list[Answerer] = [SavedAnswers(Path(file)) for file in options.answers]
    if out and not options.settings:
        settings = []
    for name, chosen in settings:
        if suite == "retrieval":
            out.append(TopPassage(name, chosen, chosen.retrieval.mode))
        else:
            out.append(BotAnswerer(name, chosen))
    if options.baselines:
        out += baselines(_settings(options)[0][1])
    if options.llm:
        out += _with_model(_settings(options)[0][1], kept)
    if options.controls:
        out += all_controls()
    return out


def _with_model(settings: Settings, kept: ExitStack) -> list[Answerer]:
    """What needs a language model: that of the settings, else one of this machine."""
    from bot.llm.local_server import LocalServer
    from eval.citation_engine import CitationEngine
    from eval.written import WrittenAnswerer

    model = settings.llm
    if model.provider == "none":
        model = kept.enter_context(LocalServer()).settings(max_tokens=256, timeout_s=600)
    plain = settings.model_copy(update={"llm": LLMSettings()})
    return [
        WrittenAnswerer(plain, model),
        WrittenAnswerer(plain, model, verify=False),
        CitationEngine(plain, model),
    ]


def _result(suite: str, runs: Sequence[Scored], names: Sequence[str]) -> dict[str, Any]:
    """The contract's object of the first run; further runs and their differences beside it."""

    def of(scored: Scored) -> dict[str, Any]:
        summary = scored.summary(suite)
        metrics = as_json(scored.total)
        summary["metrics"] = {n: v for n, v in metrics.items() if not names or n in names}
        return summary

    result = of(runs[0])
    if len(runs) > 1:
        result["others"] = [of(scored) for scored in runs[1:]]
        result["differences"] = {n: as_json(d) for n, d in against_first(runs).items()}
    return result


def _write(options: argparse.Namespace, suite: str, runs: Sequence[Scored]) -> None:
    """The reports. With --json only where a folder is named."""
    if options.json and not options.out:
        return
    from eval.report_files import write_files
    from eval.report_page import write_page

    folder = Path(options.out or _OUT)
    if len(options.suites) > 1:
        folder = folder / suite
    write_files(folder, runs)
    page = write_page(folder / "report.html", runs)
    print(f"onrecord: report in {page}", file=sys.stderr)
