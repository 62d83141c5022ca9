"""Documents that come with a question: read, indexed and searched in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bot.settings import Settings
from index.annotate import Annotator
from index.build import index_sources
from index.encoder import Encoder
from index.errors import CorpusError
from index.lexical import LexicalIndex
from index.memory import MemoryStore
from index.readers import source_of
from index.types import Passage, Source


class Pile:
    """Some documents, searchable."""

    def __init__(self, store: MemoryStore, encoder: Encoder) -> None:
        self.store = store
        self.encoder = encoder
        self._lexical: LexicalIndex | None = None

    @property
    def lexical(self) -> LexicalIndex:
        """Their BM25 index, made at first use."""
        if self._lexical is None:
            self._lexical = LexicalIndex()
            sources = self.store.sources()
            self._lexical.fill((p, sources[p.source_id]) for p in self.store.all_passages())
        return self._lexical


class Desk:
    """The models, ready for one pile of documents after another."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        index = settings.index
        self.encoder = Encoder(threads=index.threads, batch_size=index.batch_size)
        self.annotator = Annotator(threads=index.threads)

    def lay(self, documents: Sequence[Mapping[str, Any] | Source]) -> Pile:
        """One pile. :raises CorpusError: if a document lacks its id or text."""
        return self.lay_many([documents])[0]

    def lay_many(self, piles: Sequence[Sequence[Mapping[str, Any] | Source]]) -> list[Pile]:
        """Several piles, the models run over all of them together."""
        read = [_sources(documents) for documents in piles]
        stores = [MemoryStore() for _ in piles]
        flat = [source for sources in read for source in sources]
        owners = [n for n, sources in enumerate(read) for _ in sources]
        index_sources(
            flat, _Sorter(stores, owners), self.encoder, self.annotator, self.settings.index
        )
        return [Pile(store, self.encoder) for store in stores]


class _Sorter:
    """Hands each source in turn to the store of the pile it came from."""

    def __init__(self, stores: Sequence[MemoryStore], owners: Sequence[int]) -> None:
        self._stores = stores
        self._owners = iter(owners)

    def add_all(self, rows: Sequence[tuple[Source, Sequence[Passage], np.ndarray]]) -> None:
        """Each source to the store of its pile."""
        for source, passages, vectors in rows:
            self._stores[next(self._owners)].add(source, passages, vectors)


def _sources(documents: Sequence[Mapping[str, Any] | Source]) -> list[Source]:
    sources = [d if isinstance(d, Source) else source_of(d) for d in documents]
    if not sources:
        raise CorpusError("no documents to answer from")
    names = [source.id for source in sources]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise CorpusError(f"two documents have the id {twice!r}; ids must differ")
    return sources
