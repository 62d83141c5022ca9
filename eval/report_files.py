"""The files a run leaves for programs: JSON lines, summary, JUnit XML, TREC run and qrels."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from eval.outcomes import Outcome, Run
from eval.scoring import Scored, against_first, as_json


def write_files(folder: Path, runs: Sequence[Scored]) -> list[Path]:
    """Everything but the HTML report; with several runs, each in a folder of its name.

    ``summary.json`` holds all runs and their paired differences to the first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = [_write(folder / "summary.json", _summary(runs))]
    for scored in runs:
        here = folder if len(runs) == 1 else folder / slug(scored.run.name)
        here.mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(row(o), ensure_ascii=False) + "\n" for o in scored.run.outcomes)
        written.append(_write(here / "questions.jsonl", lines))
        written.append(_write(here / "junit.xml", junit(scored.run)))
        if any(o.reply.ranking for o in scored.run.outcomes):
            written.append(_write(here / "run.trec", trec_run(scored.run)))
            written.append(_write(here / "qrels.trec", trec_qrels(scored.run)))
    return written


def slug(name: str) -> str:
    """A name that can be a folder."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "run"


def row(outcome: Outcome) -> dict[str, object]:
    """One question as JSON: what was asked, expected and answered, and what was wrong."""
    question, judged = outcome.question, outcome.judgement
    return {
        "id": question.id,
        "set": outcome.gold.name,
        "kind": question.kind,
        "variant": question.variant,
        "after": list(question.after),
        "question": question.ask,
        "answerable": question.answerable,
        "passed": not outcome.faults,
        "faults": outcome.faults,
        "expected": [list(group) for group in question.expect],
        "reported": list(judged.reported),
        "conflicts_expected": list(question.conflicts),
        "conflicts_found": list(judged.conflicts_found),
        "conveyed": [
            {"statement": c.statement, "fact": c.fact.key, "manner": c.manner, "hedged": c.hedged}
            for c in judged.conveyed
        ],
        "milliseconds": round(outcome.reply.milliseconds, 2),
        "answer": outcome.reply.answer.model_dump(mode="json"),
    }


def junit(run: Run) -> str:
    """JUnit XML: a suite a gold set, a case a question."""
    root = ET.Element("testsuites", name=run.name)
    suites: dict[str, ET.Element] = {}
    for outcome in run.outcomes:
        name = outcome.gold.name
        if name not in suites:
            suites[name] = ET.SubElement(root, "testsuite", name=name)
        case = ET.SubElement(
            suites[name],
            "testcase",
            classname=f"{name}.{outcome.question.kind}",
            name=_printable(f"{outcome.question.id}: {outcome.question.ask}"),
            time=f"{outcome.reply.milliseconds / 1000:.4f}",
        )
        if outcome.reply.error:
            ET.SubElement(case, "error", message=_printable(outcome.reply.error))
        elif outcome.faults:
            failure = ET.SubElement(case, "failure", message=_printable("; ".join(outcome.faults)))
            failure.text = _printable(outcome.reply.answer.answer)
    for suite in suites.values():
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("errors", str(len(suite.findall("testcase/error"))))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def trec_run(run: Run) -> str:
    """The retrieval in TREC form: topic Q0 passage rank score tag. Scores fall with the rank."""
    lines = []
    for outcome in run.outcomes:
        found = outcome.reply.ranking.found if outcome.reply.ranking else ()
        for rank, passage in enumerate(found, start=1):
            score = len(found) - rank + 1
            name = f"{outcome.gold.name}/{passage.id}".replace(" ", "_")
            lines.append(f"{outcome.question.id} Q0 {name} {rank} {score} {slug(run.name)}\n")
    return "".join(lines)


def trec_qrels(run: Run) -> str:
    """The relevant passages in TREC form: topic 0 passage 1."""
    lines = []
    for outcome in run.outcomes:
        if outcome.reply.ranking and outcome.question.answerable:
            for passage in sorted(outcome.reply.ranking.relevant):
                name = f"{outcome.gold.name}/{passage}".replace(" ", "_")
                lines.append(f"{outcome.question.id} 0 {name} 1\n")
    return "".join(lines)


def _summary(runs: Sequence[Scored]) -> str:
    differences = {name: as_json(scores) for name, scores in against_first(runs).items()}
    body = {
        "runs": [scored.summary() for scored in runs],
        "differences_to_first": differences,
        "bootstrap": {"resamples": runs[0].resamples, "seed": runs[0].seed} if runs else {},
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _printable(text: str) -> str:
    """Without the control characters that XML does not allow."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
