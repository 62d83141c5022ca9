"""Puts questions with their own documents to the program as ``onrecord batch`` does.

The suites over published sets (RAMDocs, RGB, casualties) score what a user of the command gets.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.cli import main
from bot.types import Answer
from eval.intervals import ratio
from index.errors import CorpusError, OnRecordError

Request = dict[str, Any]
"""One line in: id, question, documents (each with id and text, and what is known of it)."""
Ask = Callable[[Sequence[Request]], list[Answer]]
"""Answers requests, in their order."""

_RESAMPLES = 500
_SEED = 7


def ask_batch(requests: Sequence[Request], flags: Sequence[str] = ()) -> list[Answer]:
    """Answer requests by the command ``onrecord batch``.

    :param flags: further flags of the command, for its settings.
    :raises OnRecordError: when a line could not be answered; the message says which.
    """
    with tempfile.TemporaryDirectory() as folder:
        given, answered = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        lines = (json.dumps(request, ensure_ascii=False) + "\n" for request in requests)
        given.write_text("".join(lines), encoding="utf-8")
        if main(["batch", "--in", str(given), "--out", str(answered), *flags]):
            raise OnRecordError("onrecord batch failed")
        rows = [json.loads(line) for line in answered.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        if "error" in row:
            raise OnRecordError(f"question {row['id']}: {row['error']}")
    return [Answer.model_validate(row["answer"]) for row in rows]


def read_lines(folder: Path, name: str) -> list[dict[str, Any]]:
    """The JSON lines of a data file.

    :param folder: the data folder, the folder the file is in, or the file itself.
    :param name: path of the file in the data folder, such as "conflicts/a.jsonl.gz".
    :raises CorpusError: when it is not there or cannot be read.
    """
    places = [folder, folder / name, folder / Path(name).name]
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise CorpusError(f"{folder} holds no {name}: name the data folder, or the file itself")
    opener: Any = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path} cannot be read as JSON lines: {error}") from error


def outlets(texts: Sequence[str]) -> list[dict[str, str]]:
    """Documents "d0", "d1", ... of made-up outlets, for snippets that name no publisher."""
    return [
        {"id": f"d{number}", "publisher": f"Outlet {chr(65 + number % 26)}", "text": text}
        for number, text in enumerate(texts)
    ]


def cited(answer: Answer, place: int) -> set[str]:
    """Ids of the documents that a statement of an answer cites."""
    markers = set(answer.statements[place].citations)
    return {citation.source_id for citation in answer.citations if citation.marker in markers}


def rates(
    counts: Mapping[str, Sequence[tuple[float, float]]], dev: Sequence[bool]
) -> dict[str, dict[str, float | None]]:
    """Each rate over all questions, and apart over those that are looked at while building.

    :param counts: for each rate what was counted of each question: (hits, of how many).
    :param dev: for each question whether it belongs to the half that rules were chosen on.
    :return: the contract's objects, with "NAME", "NAME_dev" and "NAME_other".
    """
    found: dict[str, dict[str, float | None]] = {}
    chosen = np.array(dev, dtype=bool)
    for name, pairs in counts.items():
        table = np.array(pairs, dtype=float).reshape(-1, 2)
        parts = {name: table, f"{name}_dev": table[chosen], f"{name}_other": table[~chosen]}
        for label, part in parts.items():
            interval = ratio(part, _RESAMPLES, _SEED)
            if interval.value is not None:
                found[label] = interval.as_json()
    return found
