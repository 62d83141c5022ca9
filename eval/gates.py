"""Floors under the scores: a change that launders a claim, or loses answers, cannot land."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.gold_checks import GoldError
from eval.intervals import Interval
from eval.metrics import BY_NAME

ALL = "all"
"""Section of the floors for all sets of a run together; other sections are named after a set."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One floor (or, for rates that should be low, one ceiling)."""

    section: str
    metric: str
    limit: float

    def holds(self, value: float) -> bool:
        """Whether a value is on the right side."""
        better = BY_NAME[self.metric].better
        return value >= self.limit if better == "high" else value <= self.limit

    def line(self, value: float) -> str:
        """What is wrong, for people."""
        sign = ">=" if BY_NAME[self.metric].better == "high" else "<="
        return f"{self.section}: {self.metric} is {value:.3f}, must be {sign} {self.limit:.3f}"


def load_gates(path: Path) -> list[Gate]:
    """Floors from a TOML file: [all] or [SET], metric = limit.

    :raises GoldError: one line on what is wrong.
    """
    try:
        loaded = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: cannot be used ({' '.join(str(error).split())})") from error
    gates = []
    for section, limits in loaded.items():
        if not isinstance(limits, dict):
            raise GoldError(f"{path}: {section} must be a section of limits")
        for metric, limit in limits.items():
            if metric not in BY_NAME:
                raise GoldError(f"{path}: [{section}] {metric} is no metric")
            if isinstance(limit, bool) or not isinstance(limit, int | float):
                raise GoldError(f"{path}: [{section}] {metric} must be a number")
            gates.append(Gate(section, metric, float(limit)))
    return gates


def check(gates: list[Gate], scores: Mapping[str, Mapping[str, Interval]]) -> list[str]:
    """A line for each limit that does not hold.

    :param scores: section -> metric -> interval. Sections and metrics that a run did not measure
        are passed over: a set that is not run cannot fail.
    """
    lines = []
    for gate in gates:
        found = scores.get(gate.section, {}).get(gate.metric)
        if found is not None and found.value is not None and not gate.holds(found.value):
            lines.append(gate.line(found.value))
    return lines
