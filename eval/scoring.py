"""The scores of a run, as a whole and cut by set, kind and wording; and runs against each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from eval.gates import ALL
from eval.intervals import Interval, difference
from eval.metrics import METRICS, score
from eval.outcomes import Outcome, Run

Scores = Mapping[str, Interval]
"""Metric name -> value with interval."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A run with its scores."""

    run: Run
    total: Scores
    by_set: Mapping[str, Scores]
    by_kind: Mapping[str, Scores]
    resamples: int
    seed: int

    @property
    def sections(self) -> dict[str, Scores]:
        """What gates are checked against: all, and each set."""
        return {ALL: self.total, **self.by_set}

    @property
    def failed(self) -> list[Outcome]:
        """Questions with anything wrong."""
        return [o for o in self.run.outcomes if o.faults]

    def summary(self, suite: str = "gold") -> dict[str, object]:
        """The contract's object: suite, n, metrics, settings; and the same by set and kind."""
        return {
            "suite": suite,
            "name": self.run.name,
            "n": len(self.run.outcomes),
            "metrics": as_json(self.total),
            "settings": self.run.settings,
            "passed": len(self.run.outcomes) - len(self.failed),
            "errors": sum(bool(o.reply.error) for o in self.run.outcomes),
            "seconds": round(self.run.seconds, 2),
            "sentences": self.run.sentences,
            "by_set": {name: as_json(scores) for name, scores in self.by_set.items()},
            "by_kind": {name: as_json(scores) for name, scores in self.by_kind.items()},
        }


def as_json(scores: Scores) -> dict[str, dict[str, float | None]]:
    """Scores as JSON values."""
    return {name: interval.as_json() for name, interval in scores.items()}


def score_run(run: Run, resamples: int, seed: int) -> Scored:
    """All scores of a run. Cuts come without intervals: they are too small to bear one."""
    return Scored(
        run=run,
        total=score(run, resamples, seed),
        by_set=_cut(run, lambda o: o.gold.name),
        by_kind=_cut(run, lambda o: o.question.kind),
        resamples=resamples,
        seed=seed,
    )


def _cut(run: Run, key: Callable[[Outcome], str]) -> dict[str, Scores]:
    parts: dict[str, list[Outcome]] = {}
    for outcome in run.outcomes:
        parts.setdefault(key(outcome), []).append(outcome)
    return {
        name: score(replace(run, outcomes=tuple(outcomes)), 0, 0)
        for name, outcomes in parts.items()
    }


def against_first(runs: Sequence[Scored]) -> dict[str, dict[str, Interval]]:
    """For each further run, each metric's difference to the first run, paired by question."""
    if not runs:
        return {}
    first = runs[0]
    out: dict[str, dict[str, Interval]] = {}
    for other in runs[1:]:
        differences = {
            m.name: difference(m.pairs(first.run), m.pairs(other.run), first.resamples, first.seed)
            for m in METRICS
        }
        out[other.run.name] = {n: d for n, d in differences.items() if d.value is not None}
    return out
