"""Fit the weights of bot/chance.toml: ``python -m training.chance [--out FILE]``.

Every sentence that was found for a question of the development gold sets is one case: it holds
something that a right answer may state, or not. A logistic regression with a ridge weighs what was
measured (bot/chance.py). Printed are figures for each gold set with weights fitted without it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot import answering
from bot.chance import MEASURED, OVERALL, Weighed, barred, measured, overall, probabilities
from bot.query import Query
from bot.question_kind import NAMES_ASKED
from bot.relevance import Candidate
from bot.settings import Settings, load
from eval.answerers import BotAnswerer
from eval.gold_sets import find_gold, load_gold
from eval.gold_types import GoldSet, Question
from training.reader.calibration import logistic

_READ = ("unread", "read", "behind_read", "best_read")


@dataclass(frozen=True, slots=True)
class Cases:
    """The sentences found for one question."""

    origin: str
    table: NDArray[np.float64]
    """[sentences, measurements]."""
    right: NDArray[np.float64]
    """1 where a sentence holds what the answer may state."""
    groups: tuple[frozenset[int], ...]
    """For each sentence the expected facts that it holds."""
    expected: int
    """Expected facts; 0 where the documents are silent."""
    barred: NDArray[np.bool_]
    names_asked: bool = False


class Recorder:
    """Stands in for the step of answering that it records."""

    def __init__(self) -> None:
        self.last: tuple[Query, list[Candidate], bool] | None = None

    def __call__(self, query: Query, candidates: Sequence[Candidate], doubted: bool) -> Weighed:
        """Record a question's sentences and go on with them as they are."""
        self.last = (query, list(candidates), doubted)
        return Weighed(list(candidates), [], 1.0)

    def cases(self, origin: str, holds: Sequence[set[int] | None], expected: int) -> Cases | None:
        """Make cases of what was recorded last; ``holds`` is None for a wrong sentence."""
        if self.last is None:
            return None
        query, candidates, doubted = self.last
        out = [barred(query, candidate) for candidate in candidates]
        return Cases(
            origin,
            measured(query, candidates, doubted, out),
            np.array([float(held is not None) for held in holds]),
            tuple(frozenset(held or ()) for held in holds),
            expected,
            np.array(out),
            NAMES_ASKED.match(query.complete) is not None,
        )


def gold_cases(settings: Settings, recorder: Recorder) -> Iterator[Cases]:
    """Yield the cases of the development gold sets."""
    answerer = BotAnswerer("recorded", settings)
    for path in find_gold():
        gold = load_gold(path)
        ask = answerer.open(gold)
        for question in gold.questions:
            recorder.last = None
            ask(question)
            if recorder.last is None:
                continue
            holds = [_held(c, question, gold) for c in recorder.last[1]]
            cases = recorder.cases(gold.name, holds, len(question.expect))
            if cases is not None and len(cases.right):
                yield cases


def _held(candidate: Candidate, question: Question, gold: GoldSet) -> set[int] | None:
    """The expected facts that stand in a sentence; None when nothing of the answer does."""
    unit = candidate.unit

    def stands(key: str) -> bool:
        return any(
            place.source == unit.source.id and place.start < unit.end and unit.start < place.end
            for place in gold.facts[key].places
        )

    held = {n for n, group in enumerate(question.expect) if any(map(stands, group))}
    if held or any(map(stands, (*question.optional, *question.correction))):
        return held
    return None


def fit(cases: Sequence[Cases], columns: Sequence[int], ridge: float) -> NDArray[np.float64]:
    """Fit weights and bias (last), [len(columns) + 1]."""
    table = np.vstack([one.table[~one.barred][:, columns] for one in cases])
    right = np.concatenate([one.right[~one.barred] for one in cases])
    middle, spread = table.mean(0), table.std(0) + 1e-9
    found = logistic((table - middle) / spread, right, ridge)
    weights = found[:-1] / spread
    return np.append(weights, found[-1] - weights @ middle)


def chances(
    one: Cases, columns: Sequence[int], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Work out the probabilities of a question's sentences, 0 for barred ones."""
    found = probabilities(one.table[:, columns], weights[:-1], weights[-1])
    return np.where(one.barred, 0.0, found)


def fold(cases: Sequence[Cases], columns: Sequence[int], ridge: float) -> list[NDArray[np.float64]]:
    """Work out the chances of each question's sentences with weights fitted without its set."""
    fitted = {
        origin: fit([one for one in cases if one.origin != origin], columns, ridge)
        for origin in {one.origin for one in cases}
    }
    return [chances(one, columns, fitted[one.origin]) for one in cases]


def fit_overall(
    cases: Sequence[Cases], found: Sequence[NDArray[np.float64]], ridge: float
) -> NDArray[np.float64]:
    """Fit weights and bias (last) of OVERALL.

    Each answered question is also one that the documents leave open, without its right sentences.

    :param found: the chances of each question's sentences, fitted without its set.
    """
    rows, labels, shares = [], [], []
    for one, values in zip(cases, found, strict=True):
        if not values.max(initial=0.0):
            continue
        rows.append(overall(values, one.table, one.names_asked))
        labels.append(float(one.expected > 0))
        shares.append(1.0 if one.expected else _SILENT)
        left = np.where(one.right > 0, 0.0, values)
        if one.expected and left.max(initial=0.0):
            rows.append(overall(left, one.table, one.names_asked))
            labels.append(0.0)
            shares.append(_LEFT_OPEN)
    table = np.array(rows)
    middle, spread = table.mean(0), table.std(0) + 1e-9
    weights = logistic((table - middle) / spread, np.array(labels), 2 * ridge, np.array(shares))
    return np.append(weights[:-1] / spread, weights[-1] - (weights[:-1] / spread) @ middle)


_SILENT, _LEFT_OPEN = 3.0, 0.5
"""What a question that the documents leave open weighs beside one that they answer, and one that
was made so."""


def left_out(cases: Sequence[Cases], columns: Sequence[int], ridge: float) -> None:
    """Print how each gold set fares with weights that were fitted without it."""
    found = fold(cases, columns, ridge)
    gold = list(zip(cases, found, strict=True))
    told: list[float] = []
    for origin in dict.fromkeys(one.origin for one, _ in gold):
        others = [pair for pair in gold if pair[0].origin != origin]
        weights = fit_overall(*zip(*others, strict=True), ridge)  # type: ignore[arg-type]
        for one, values in gold:
            if one.origin == origin:
                row = overall(values, one.table, one.names_asked)[None]
                told.append(float(probabilities(row, weights[:-1], weights[-1])[0]))
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6):
        _line(f"all gold sets, {threshold}", gold, told, threshold)
    for origin in dict.fromkeys(one.origin for one, _ in gold):
        mine = [n for n, (one, _) in enumerate(gold) if one.origin == origin]
        _line(f"{origin}, 0.4", [gold[n] for n in mine], [told[n] for n in mine], 0.4)


def _line(
    name: str,
    pairs: Sequence[tuple[Cases, NDArray[np.float64]]],
    told: Sequence[float],
    threshold: float,
) -> None:
    facts, first, belong, silent, rightly = [], [], [], [], []
    for (one, values), answered in zip(pairs, told, strict=True):
        chosen = [n for n in np.flatnonzero(values >= 0.2) if values[n] >= 0.5 * values.max()]
        chosen = chosen if answered >= threshold else []
        if not one.expected:
            rightly.append(not chosen)
            continue
        silent.append(not chosen)
        found = frozenset().union(*(one.groups[n] for n in chosen))
        facts.append(len(found) / one.expected)
        first.append(one.right[values.argmax()])
        belong += [one.right[n] for n in chosen]
    figures = (facts, belong, first, silent, rightly)
    names = ("facts found", "sentences right", "first right", "silent wrongly", "rightly")
    shown = [f"{n} {np.mean(f):.3f}" for n, f in zip(names, figures, strict=True) if f]
    print(name.ljust(24), ", ".join(shown), flush=True)


def _section(
    part: str, names: Sequence[str], weights: Mapping[str, float], bias: float
) -> list[str]:
    named = [f"{name} = {weights.get(name, 0.0):.4f}" for name in names]
    return ["", f"[{part}]", f"bias = {bias:.4f}", *named]


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(prog="python -m training.chance", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("bot/chance.toml"))
    parser.add_argument("--ridge", type=float, default=10.0)
    args = parser.parse_args()
    recorder = Recorder()
    answering.weigh = recorder  # type: ignore[assignment]
    lines = ["# Weights of what bot/chance.py measures, fitted by python -m training.chance."]
    for part, reads in (("reader", True), ("plain", False)):
        settings = load(None, [] if reads else ["answer.reader=false"]).settings
        cases = list(gold_cases(settings, recorder))
        columns = [n for n, name in enumerate(MEASURED) if reads or name not in _READ]
        print(part, len(cases), "questions")
        left_out(cases, columns, args.ridge)
        weights = fit(cases, columns, args.ridge)
        by_name = dict(zip((MEASURED[n] for n in columns), weights[:-1], strict=True))
        lines += _section(part, MEASURED, by_name, weights[-1])
        weights = fit_overall(cases, fold(cases, columns, args.ridge), args.ridge)
        by_name = dict(zip(OVERALL, weights[:-1], strict=True))
        lines += _section(f"{part}_all", OVERALL, by_name, weights[-1])
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
