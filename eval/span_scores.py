"""Span scores of source, cue and content as in CofeNet (Wang et al., COLING 2022).

Exact: equal span and label. Begin: equal label and first word. Jaccard: each true span scores its
best overlap over union with a predicted one of its label; a spurious prediction scores 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.intervals import Interval, ratio

ROLES = ("source", "cue", "content")
MEASURES = ("exact", "begin", "jaccard")

WordSpan = tuple[int, int, str]
"""First word, word after the last, role."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """One paragraph or piece: what is true and what was found."""

    document: str
    true: tuple[WordSpan, ...]
    found: tuple[WordSpan, ...]


def jaccard(a: WordSpan, b: WordSpan) -> float:
    """Overlap over union of two spans, in words; 0 when their roles differ."""
    if a[2] != b[2]:
        return 0.0
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, common) / (max(a[1], b[1]) - min(a[0], b[0])) if common > 0 else 0.0


def right(tagged: Tagged, role: str) -> dict[str, float]:
    """Return how much of the true spans of a role was found, by each measure."""
    true = [span for span in tagged.true if span[2] == role]
    found = [span for span in tagged.found if span[2] == role]
    return {
        "exact": len(set(true) & set(found)),
        "begin": len({span[0] for span in true} & {span[0] for span in found}),
        "jaccard": sum(max((jaccard(t, f) for f in found), default=0.0) for t in true),
    }


def f1_scores(tagged: Sequence[Tagged], resamples: int = 0, seed: int = 7) -> dict[str, Interval]:
    """Return the micro F1 of each measure and role, and their mean over roles ("macro").

    :param resamples: bootstrap resamples over documents; 0: no intervals.
    :return: ``{"exact_source": ..., "exact_macro": ..., ...}``, shares from 0 to 1.
    """
    places = {name: k for k, name in enumerate(dict.fromkeys(t.document for t in tagged))}
    out: dict[str, Interval] = {}
    counts = {(measure, role): np.zeros((len(places), 2)) for measure in MEASURES for role in ROLES}
    for one in tagged:
        row = places[one.document]
        for role in ROLES:
            size = _count(one.true, role) + _count(one.found, role)
            for measure, value in right(one, role).items():
                counts[measure, role][row] += (2 * value, size)
    for measure in MEASURES:
        for role in ROLES:
            out[f"{measure}_{role}"] = ratio(counts[measure, role], resamples, seed)
        out[f"{measure}_macro"] = _macro([counts[measure, role] for role in ROLES], resamples, seed)
    return out


def _count(spans: Iterable[WordSpan], role: str) -> int:
    return sum(1 for span in spans if span[2] == role)


def _macro(pairs: Sequence[np.ndarray], resamples: int, seed: int) -> Interval:
    """Mean of the roles' F1, with the percentile bootstrap over documents."""
    value = _mean_f1(np.array([p.sum(0) for p in pairs])[None])
    if not resamples or not len(pairs[0]):
        return Interval(float(value[0]), float(value[0]), float(value[0]))
    rng = np.random.default_rng(seed)
    draws = rng.integers(0, len(pairs[0]), (resamples, len(pairs[0])))
    sums = np.stack([p[draws].sum(1) for p in pairs], 1)
    low, high = np.percentile(_mean_f1(sums), (2.5, 97.5))
    return Interval(float(value[0]), float(low), float(high))


def _mean_f1(sums: np.ndarray) -> np.ndarray:
    """[resamples, roles, 2] to [resamples]."""
    share: np.ndarray = (sums[..., 0] / np.maximum(sums[..., 1], 1e-9)).mean(-1)
    return share
