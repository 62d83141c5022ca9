"""A small index in memory, for documents that come with a question; face of the Chroma store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from index.filters import Filters
from index.types import Passage, Source


class MemoryStore:
    """Sources, passages and vectors in memory, searched exhaustively."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self._passages: dict[str, Passage] = {}
        self._vectors: list[np.ndarray] = []
        self._matrix: np.ndarray | None = None

    generation = "memory"

    def count(self) -> int:
        """Number of passages."""
        return len(self._passages)

    def sources(self) -> dict[str, Source]:
        """All sources by id."""
        return dict(self._sources)

    def texts(self, ids: Sequence[str]) -> dict[str, Source]:
        """These sources, with their texts."""
        return {name: self._sources[name] for name in ids if name in self._sources}

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """These passages by id; unknown ids are left out."""
        return {name: self._passages[name] for name in ids if name in self._passages}

    def all_passages(self, source_id: str | None = None) -> Iterator[Passage]:
        """All passages, or those of one source, in order."""
        return (p for p in self._passages.values() if source_id in (None, p.source_id))

    def nearest(self, vector: np.ndarray, limit: int, filters: Filters) -> list[tuple[str, float]]:
        """Passage ids with their cosine similarity to ``vector`` [384], best first."""
        if not self._passages:
            return []
        if self._matrix is None:
            self._matrix = np.concatenate(self._vectors)
        scores = self._matrix @ vector
        names = list(self._passages)
        ranked = [
            (names[n], float(scores[n]))
            for n in np.argsort(-scores, kind="stable")
            if filters.allows(self._sources[self._passages[names[n]].source_id])
        ]
        return ranked[:limit]

    def add_all(self, rows: Sequence[tuple[Source, Sequence[Passage], np.ndarray]]) -> None:
        """Add sources, each with its passages and their vectors."""
        for source, passages, vectors in rows:
            self.add(source, passages, vectors)

    def add(self, source: Source, passages: Sequence[Passage], vectors: np.ndarray) -> None:
        """Add one source; ``vectors`` float32 [len(passages), 384], unit length."""
        self._sources[source.id] = source
        for passage in passages:
            self._passages[passage.id] = passage
        self._vectors.append(vectors)
        self._matrix = None
