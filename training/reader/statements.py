"""Pairs of text and statement, read before any question: does the text say this?

A sentence encoder has never seen two texts side by side. Inference pairs teach its layers to
compare them on thousands of subjects, which a few thousand questions on ten articles cannot.
"""

from __future__ import annotations

import random
from pathlib import Path

from training.reader.examples import ANSWERS, OTHER, Group, Told, read_lines

_FILES = ("mnli-dev", "rte-train", "scitail-dev")


class Statements:
    """Entailment sets as groups: the hypothesis stands for the question."""

    def __init__(self, folder: Path) -> None:
        """Read the sets of a folder that are there."""
        self._rows = [
            (row["hypothesis"], " ".join(row["premise"].split()), row["label"] == "entailment")
            for name in _FILES
            for row in read_lines(folder / f"{name}.jsonl.gz")
        ]

    def epoch(self, rng: random.Random, number: int) -> list[Group]:
        """Return up to ``number`` groups of one statement and one text each."""
        groups = []
        for statement, text, entailed in rng.sample(self._rows, min(number, len(self._rows))):
            label = ANSWERS if entailed else OTHER
            told = Told(text, ((0, len(text)),), (label,), None if entailed else ())
            groups.append(Group(statement, (told,), "statement"))
        return groups
