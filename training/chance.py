"""Fit the weights of bot/chance.toml: ``python -m training.chance --data DIR [--out FILE]``.

Every sentence that was found for a question of the development gold sets is one case: it holds
something that a right answer may state, or not. So is, with less weight, every sentence of the news
articles that no reader is trained on; DIR is the folder with ``news/`` in it. A logistic regression
with a ridge weighs what was measured (bot/chance.py). Printed are figures for each gold set with
weights fitted without it.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot import answering
from bot.chance import MEASURED, OVERALL, overall, probabilities
from bot.settings import load
from training.chance_cases import NEWS, Cases, Recorder, gold_cases, news_cases
from training.reader.calibration import logistic

_READ = ("unread", "read", "behind_read", "best_read")


def fit(cases: Sequence[Cases], columns: Sequence[int], ridge: float) -> NDArray[np.float64]:
    """Fit weights and bias (last), [len(columns) + 1]."""
    table = np.vstack([one.table[~one.barred][:, columns] for one in cases])
    right = np.concatenate([one.right[~one.barred] for one in cases])
    shares = np.concatenate([np.full((~one.barred).sum(), _share(one)) for one in cases])
    middle, spread = table.mean(0), _spread(table)
    found = logistic((table - middle) / spread, right, ridge, shares)
    weights = found[:-1] / spread
    return np.append(weights, found[-1] - weights @ middle)


def _spread(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standard deviation of each column, 1 for one that never varies: it then weighs nothing."""
    found: NDArray[np.float64] = table.std(0)
    return np.where(found > 1e-6, found, 1.0)


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
        shares.append(_share(one) * (1.0 if one.expected else _SILENT[one.origin in NEWS]))
        left = np.where(one.right > 0, 0.0, values)
        if one.expected and left.max(initial=0.0) and one.origin not in NEWS:
            rows.append(overall(left, one.table, one.names_asked))
            labels.append(0.0)
            shares.append(_LEFT_OPEN)
    table = np.array(rows)
    middle, spread = table.mean(0), _spread(table)
    weights = logistic((table - middle) / spread, np.array(labels), 2 * ridge, np.array(shares))
    return np.append(weights[:-1] / spread, weights[-1] - (weights[:-1] / spread) @ middle)


_SILENT, _LEFT_OPEN = (3.0, 1.3), 0.5
"""What a question that the documents leave open weighs beside one that they answer, in the gold
sets and in the news, where there are more of them; and one that was made so."""
_NEWS = 0.1
"""What a question on a news article weighs beside one of the gold sets, which are about several
documents each but fewer."""


def _share(one: Cases) -> float:
    return _NEWS if one.origin in NEWS else 1.0


def left_out(cases: Sequence[Cases], columns: Sequence[int], ridge: float) -> None:
    """Print how each gold set fares with weights that were fitted without it."""
    found = fold(cases, columns, ridge)
    pairs = list(zip(cases, found, strict=True))
    told = [0.0] * len(pairs)
    origins = {
        origin: [n for n, one in enumerate(cases) if one.origin == origin]
        for origin in dict.fromkeys(one.origin for one in cases)
    }
    for origin, mine in origins.items():
        others = [pair for pair in pairs if pair[0].origin != origin]
        weights = fit_overall(*zip(*others, strict=True), ridge)  # type: ignore[arg-type]
        for n in mine:
            one, values = pairs[n]
            row = overall(values, one.table, one.names_asked)[None]
            told[n] = float(probabilities(row, weights[:-1], weights[-1])[0])
    gold = [n for origin, mine in origins.items() if origin not in NEWS for n in mine]
    for threshold in (0.3, 0.4, 0.5, 0.6):
        _line(
            f"gold sets, {threshold}", [pairs[n] for n in gold], [told[n] for n in gold], threshold
        )
    for origin, mine in origins.items():
        _line(f"{origin}, 0.5", [pairs[n] for n in mine], [told[n] for n in mine], 0.5)


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
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--out", type=Path, default=Path("bot/chance.toml"))
    parser.add_argument("--ridge", type=float, default=10.0)
    args = parser.parse_args()
    recorder = Recorder()
    answering.weigh = recorder  # type: ignore[assignment]
    lines = ["# Weights of what bot/chance.py measures, fitted by python -m training.chance."]
    for part, reads in (("reader", True), ("plain", False)):
        settings = load(None, [] if reads else ["answer.reader=false"]).settings
        cases = [
            *gold_cases(settings, recorder),
            *news_cases(settings, recorder, args.data / "news"),
        ]
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
