"""RGB: ``onrecord eval rgb --data DIR``. Are true and counterfactual snippets both told?

Chen et al., "Benchmarking Large Language Models in Retrieval-Augmented Generation" (AAAI 2024),
its counterfactual part. Two true and two altered snippets stand as four documents: both answers
are to be reported and a conflict shown; with four true snippets there is none to show.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from eval.answer_strings import gives
from eval.batch_answers import Ask, ask_batch, outlets, rates, read_lines

FILE = "conflicts/rgb-en-fact.jsonl.gz"


def evaluate(data: Path, limit: int = 0, ask: Ask = ask_batch) -> dict[str, Any]:
    """Score answers on the set.

    :param data: the data folder or the file.
    :param limit: only the first so many questions (0: all).
    :return: what ``onrecord eval rgb --json`` prints, without settings: ``both_reported``,
        ``conflict_shown`` (two true and two altered snippets), ``false_conflict`` and
        ``true_abstained`` (four true snippets); each also for the half that was looked at while
        building (``_dev``: every second question, from the first) and for the other.
    """
    rows = read_lines(data, FILE)[: limit or None]
    mixed, true = [], []
    for number, row in enumerate(rows):
        right, altered = row["positive"], row["positive_wrong"]
        if len(right) >= 2 and len(altered) >= 2:
            mixed.append((number, [right[0], altered[0], right[1], altered[1]]))
        if len(right) >= 4:
            true.append((number, right[:4]))
    answers = ask(
        [
            {"id": f"{kind}-{n}", "question": rows[n]["query"], "documents": outlets(texts)}
            for kind, cases in (("mixed", mixed), ("true", true))
            for n, texts in cases
        ]
    )
    both: list[tuple[float, float]] = []
    shown: list[tuple[float, float]] = []
    for (number, _), answer in zip(mixed, answers, strict=False):
        text = " ".join(statement.text for statement in answer.statements)
        sides = [listed(rows[number][name]) for name in ("answer", "fakeanswer")]
        told = all(any(gives(words, text) for words in side) for side in sides)
        both.append((told and not answer.abstained, 1))
        shown.append((bool(answer.conflicts), 1))
    rest = answers[len(mixed) :]
    halves = [[n % 2 == 0 for n, _ in cases] for cases in (mixed, true)]
    metrics = rates({"both_reported": both, "conflict_shown": shown}, halves[0])
    metrics |= rates(
        {
            "false_conflict": [(bool(answer.conflicts), 1) for answer in rest],
            "true_abstained": [(answer.abstained, 1) for answer in rest],
        },
        halves[1],
    )
    return {"suite": "rgb", "n": len(answers), "metrics": metrics}


def listed(answers: Any) -> list[str]:
    """The wordings of an answer: a string, or lists of them within lists."""
    if isinstance(answers, list):
        return [words for inner in answers for words in listed(inner)]
    return [str(answers)]
