"""Retrieval measures over gold spans: does the passage that holds the answer come up, and where.

A passage is relevant to a question when it covers a span of a fact that a right answer states:
at least half of the shorter of the two is common (:data:`eval.judging.OVERLAP`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.gold_types import GoldSet, Question
from eval.judging import overlaps
from index.types import Passage

DEPTHS = (1, 3, 5, 10)
"""The k of Recall@k."""
_NDCG_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that the retrieval returned, or one of the corpus."""

    id: str
    source_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was retrieved for a question, best first, and all that is relevant in the corpus."""

    found: tuple[Found, ...]
    relevant: frozenset[str]
    """Ids of all passages of the corpus that are relevant."""


def found_of(passages: Iterable[Passage]) -> tuple[Found, ...]:
    """Passages as places."""
    return tuple(Found(p.id, p.source_id, p.start, p.end) for p in passages)


def relevant_ids(question: Question, gold: GoldSet, passages: Iterable[Found]) -> frozenset[str]:
    """Ids of the passages that cover an expected fact."""
    keys = [key for group in question.expect for key in group]
    return frozenset(p.id for p in passages if any(covers(p, gold, key) for key in keys))


def covers(passage: Found, gold: GoldSet, key: str) -> bool:
    """Whether a passage covers a place of a fact."""
    return any(
        passage.source_id == place.source
        and overlaps(passage.start, passage.end, place.start, place.end)
        for place in gold.facts[key].places
    )


def recall_at(k: int, ranking: Ranking, question: Question, gold: GoldSet) -> float:
    """Share of the expected facts (groups of equivalent ones) covered by the first k passages."""
    top = ranking.found[:k]
    hits = [any(covers(p, gold, key) for p in top for key in group) for group in question.expect]
    return sum(hits) / len(hits)


def reciprocal_rank(ranking: Ranking) -> float:
    """1 / rank of the first relevant passage, 0 where none came (Voorhees, TREC-8, 1999)."""
    for rank, passage in enumerate(ranking.found, start=1):
        if passage.id in ranking.relevant:
            return 1 / rank
    return 0.0


def ndcg(ranking: Ranking) -> float:
    """Discounted cumulative gain at 10 over that of the best order, gains 0 or 1.

    Jaervelin and Kekaelaeinen, ACM TOIS 2002.
    """
    gains = [float(p.id in ranking.relevant) for p in ranking.found[:_NDCG_DEPTH]]
    best = _dcg([1.0] * min(len(ranking.relevant), _NDCG_DEPTH))
    return _dcg(gains) / best if best else 0.0


def _dcg(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
