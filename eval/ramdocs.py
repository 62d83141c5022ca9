"""RAMDocs: ``onrecord eval ramdocs --data DIR``. Are all answers told that the documents give?

Wang et al., "Retrieval-Augmented Generation with Conflicting Evidence" (COLM 2025): ambiguous
questions whose documents give several right answers, wrong ones, and noise. Here right and wrong
ones alike are to be reported, each with a document that gives it; no document is declared wrong.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.types import Answer
from eval.answer_strings import gives
from eval.batch_answers import Ask, ask_batch, cited, outlets, rates, read_lines

FILE = "conflicts/ramdocs-even.jsonl.gz"


def evaluate(data: Path, limit: int = 0, ask: Ask = ask_batch) -> dict[str, Any]:
    """Score answers on the set.

    :param data: the data folder or the file.
    :param limit: only the first so many questions (0: all).
    :return: what ``onrecord eval ramdocs --json`` prints, without settings: ``answers_reported``
        (answers that the documents give and a statement citing one of their documents holds),
        ``statements_carrying`` (statements that hold one of the listed answers), ``abstained``,
        and ``conflict_shown``; each also for the half that was looked at while building
        (``_dev``: every second question, from the first) and for the other.
    """
    rows = read_lines(data, FILE)[: limit or None]
    answers = ask(
        [
            {
                "id": str(number),
                "question": row["question"],
                "documents": outlets([document["text"] for document in row["documents"]]),
            }
            for number, row in enumerate(rows)
        ]
    )
    counts: dict[str, list[tuple[float, float]]] = {
        name: []
        for name in ("answers_reported", "statements_carrying", "abstained", "conflict_shown")
    }
    for row, answer in zip(rows, answers, strict=True):
        given = given_answers(row)
        told = [words for words, ids in given.items() if reported(answer, words, ids)]
        counts["answers_reported"].append((len(told), len(given)))
        listed = list(dict.fromkeys([*row["gold_answers"], *row["wrong_answers"]]))
        statements = () if answer.abstained else answer.statements
        carrying = sum(any(gives(words, s.text) for words in listed) for s in statements)
        counts["statements_carrying"].append((carrying, len(statements)))
        counts["abstained"].append((answer.abstained, 1))
        counts["conflict_shown"].append((bool(answer.conflicts), 1))
    dev = [number % 2 == 0 for number in range(len(rows))]
    return {"suite": "ramdocs", "n": len(rows), "metrics": rates(counts, dev)}


def given_answers(row: dict[str, Any]) -> dict[str, set[str]]:
    """The answers that the documents of a question give, each with their ids; noise gives none."""
    given: dict[str, set[str]] = {}
    for number, document in enumerate(row["documents"]):
        if document["type"] != "noise" and document["answer"] != "unknown":
            given.setdefault(document["answer"], set()).add(f"d{number}")
    return given


def reported(answer: Answer, words: str, documents: set[str]) -> bool:
    """True when a statement holds the words and cites one of the documents that give them."""
    if answer.abstained:
        return False
    return any(
        gives(words, statement.text) and cited(answer, place) & documents
        for place, statement in enumerate(answer.statements)
    )
