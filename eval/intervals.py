"""Bootstrap intervals of ratios over questions, alone and as paired differences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

Pairs = np.ndarray
"""float64 [questions, 2]: numerator and denominator of each question."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95 % interval; value None where there is nothing to measure."""

    value: float | None
    low: float | None
    high: float | None
    n: float = 0
    """What was counted: the sum of the denominators."""

    def as_json(self) -> dict[str, float | None]:
        """The contract's keys: value, low, high."""
        return {"value": _short(self.value), "low": _short(self.low), "high": _short(self.high)}


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def ratio(pairs: Pairs, resamples: int, seed: int) -> Interval:
    """Sum of numerators over sum of denominators, with the percentile bootstrap over questions.

    Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13. Resamples without
    anything to divide by are left out.
    """
    total = float(pairs[:, 1].sum()) if len(pairs) else 0.0
    if total == 0:
        return Interval(None, None, None)
    value = float(pairs[:, 0].sum()) / total
    if resamples == 0:
        return Interval(value, value, value, total)
    sums = _weights(len(pairs), resamples, seed) @ pairs
    low, high = _percentiles(sums[:, 0], sums[:, 1])
    return Interval(value, low, high, total)


def difference(left: Pairs, right: Pairs, resamples: int, seed: int) -> Interval:
    """Ratio of ``right`` less that of ``left`` over the same questions, resampled together.

    An interval without 0 means that the difference is unlikely to be chance (paired bootstrap:
    Koehn, EMNLP 2004).
    """
    if len(left) != len(right):
        raise ValueError("a paired difference needs the same questions on both sides")
    if not len(left) or not left[:, 1].sum() or not right[:, 1].sum():
        return Interval(None, None, None)
    value = float(right[:, 0].sum() / right[:, 1].sum() - left[:, 0].sum() / left[:, 1].sum())
    if resamples == 0:
        return Interval(value, value, value, float(right[:, 1].sum()))
    weights = _weights(len(left), resamples, seed)
    a, b = weights @ left, weights @ right
    good = (a[:, 1] > 0) & (b[:, 1] > 0)
    found = b[good, 0] / b[good, 1] - a[good, 0] / a[good, 1]
    low, high = np.percentile(found, [2.5, 97.5])
    return Interval(value, float(low), float(high), float(right[:, 1].sum()))


@lru_cache(maxsize=4)
def _weights(n: int, resamples: int, seed: int) -> np.ndarray:
    """How often each question is drawn in each resample, float64 [resamples, n]."""
    draws = np.random.default_rng(seed).integers(0, n, size=(resamples, n))
    rows = np.arange(resamples)[:, None] * n
    counts = np.bincount((draws + rows).ravel(), minlength=resamples * n)
    return counts.reshape(resamples, n).astype(float)


def _percentiles(top: np.ndarray, bottom: np.ndarray) -> tuple[float, float]:
    good = bottom > 0
    low, high = np.percentile(top[good] / bottom[good], [2.5, 97.5])
    return float(low), float(high)
