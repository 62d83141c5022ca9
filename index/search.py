"""The search over an index: dense and lexical ranks, fused, and spread over the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from index.encoder import Encoder
from index.filters import Filters
from index.lexical import LexicalIndex
from index.settings import RetrievalSettings
from index.types import Passage


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage with its fused score and its place in each ranking (from 1; None: not in it)."""

    passage: Passage
    score: float
    dense_rank: int | None = None
    lexical_rank: int | None = None
    similarity: float | None = None
    """Cosine to the question, where the dense ranking found it."""


class PassageSource(Protocol):
    """What the search needs of a store."""

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """These passages by id."""

    def nearest(self, vector: np.ndarray, limit: int, filters: Filters) -> list[tuple[str, float]]:
        """Passage ids with cosine similarity, best first."""


def search(
    question: str,
    store: PassageSource,
    lexical: LexicalIndex | None,
    encoder: Encoder,
    settings: RetrievalSettings,
    filters: Filters | None = None,
    limit: int | None = None,
) -> list[ScoredPassage]:
    """The passages for a question, best first.

    Scores are those of reciprocal rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009): the
    sum of weight / (k + rank) over the rankings.
    """
    filters = filters or Filters()
    dense: list[tuple[str, float]] = []
    words: list[tuple[str, float]] = []
    if settings.mode in ("hybrid", "dense"):
        dense = store.nearest(encoder.embed([question])[0], settings.candidates, filters)
    if settings.mode in ("hybrid", "lexical") and lexical is not None:
        words = lexical.search(question, settings.candidates, filters)
    ranked = fuse(
        [
            (settings.dense_weight, [n for n, _ in dense]),
            (settings.lexical_weight, [n for n, _ in words]),
        ],
        settings.rrf_k,
    )
    ranked = spread(ranked, settings.per_source, limit or settings.top_k)
    found = store.passages([name for name, _ in ranked])
    dense_rank = {name: rank for rank, (name, _) in enumerate(dense, 1)}
    lexical_rank = {name: rank for rank, (name, _) in enumerate(words, 1)}
    similarity = dict(dense)
    return [
        ScoredPassage(
            found[name], score, dense_rank.get(name), lexical_rank.get(name), similarity.get(name)
        )
        for name, score in ranked
        if name in found
    ]


def fuse(rankings: Sequence[tuple[float, Sequence[str]]], k: int) -> list[tuple[str, float]]:
    """Reciprocal rank fusion of weighted rankings; ties keep the order of first appearance."""
    scores: dict[str, float] = {}
    for weight, names in rankings:
        for rank, name in enumerate(names, 1):
            scores[name] = scores.get(name, 0.0) + weight / (k + rank)
    return sorted(scores.items(), key=lambda item: -item[1])


def spread(
    ranked: Sequence[tuple[str, float]], per_source: int, limit: int
) -> list[tuple[str, float]]:
    """The first ``limit`` passages, at most ``per_source`` of a source before others have come.

    The source of a passage is read off its id, so that only the chosen ones are fetched.
    """
    counts: Counter[str] = Counter()
    first: list[tuple[str, float]] = []
    later: list[tuple[str, float]] = []
    for name, score in ranked:
        source_id = name.rsplit(":", 2)[0]
        counts[source_id] += 1
        (later if counts[source_id] > per_source else first).append((name, score))
    return (first + later)[:limit]
