"""Where passages, claims and sources are kept: Chroma, the single source of truth."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlparse

import numpy as np

from index.errors import IndexStoreError
from index.filters import Filters
from index.records import passage_from, passage_record, source_from, source_record
from index.types import Passage, Source

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_PAGE = 1000
_WRITE = 2000


def open_client(folder: Path, server: str = "") -> ClientAPI:
    """A Chroma client: embedded in ``folder``, or of a server ("http://127.0.0.1:8000").

    :raises IndexStoreError: if the folder cannot be written or the server does not answer.
    """
    import chromadb
    from chromadb.config import Settings

    logging.getLogger("chromadb").setLevel(logging.ERROR)
    settings = Settings(anonymized_telemetry=False)
    try:
        if server:
            url = urlparse(server if "//" in server else f"http://{server}")
            return chromadb.HttpClient(
                host=url.hostname or "localhost",
                port=url.port or 8000,
                ssl=url.scheme == "https",
                settings=settings,
            )
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(13, "Permission denied")
        return chromadb.PersistentClient(path=str(folder), settings=settings)
    except Exception as error:  # Chroma raises many types of its own
        where = f"Chroma server {server}" if server else f"index folder {folder}"
        reason = getattr(error, "strerror", None) or str(error).split("\n")[0][:160]
        raise IndexStoreError(
            f"{where} cannot be used ({reason}); check it or set index.path / index.server"
        ) from error


class ChromaStore:
    """One corpus in Chroma: a collection of passages, and one of sources.

    A source's record is written after all of its passages, so that a killed run leaves no source
    that looks complete and is not.
    """

    def __init__(self, client: ClientAPI, name: str, fingerprint: str) -> None:
        self._client = client
        self._name = name
        self._wanted = fingerprint
        self._passages = self._collection(f"{name}-passages", create=True)
        self._sources = self._collection(f"{name}-sources", create=True)

    def _collection(self, name: str, create: bool) -> Collection:
        metadata = {"fingerprint": self._wanted, "generation": "0"}
        return self._client.get_or_create_collection(
            name,
            metadata=metadata if create else None,
            configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
            embedding_function=None,
        )

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the settings that the stored passages were made with."""
        return str((self._passages.metadata or {}).get("fingerprint", ""))

    @property
    def generation(self) -> str:
        """Changes whenever passages do: caches beside the store compare it."""
        return str((self._passages.metadata or {}).get("generation", "0"))

    def bump(self) -> None:
        """Begin a new generation."""
        kept = dict(self._passages.metadata or {})
        kept["generation"] = str(int(kept.get("generation", 0)) + 1)
        self._passages.modify(metadata=kept)

    def clear(self) -> None:
        """Drop everything and begin again under the wanted fingerprint."""
        generation = int(self.generation) + 1
        for suffix in ("passages", "sources"):
            self._client.delete_collection(f"{self._name}-{suffix}")
        self._passages = self._collection(f"{self._name}-passages", create=True)
        self._sources = self._collection(f"{self._name}-sources", create=True)
        self._passages.modify(metadata={"fingerprint": self._wanted, "generation": str(generation)})

    def count(self) -> int:
        """Number of passages."""
        return self._passages.count()

    def sources(self) -> dict[str, Source]:
        """All sources by id, without their texts."""
        found: dict[str, Source] = {}
        for offset in range(0, max(self._sources.count(), 1), _PAGE):
            page = self._sources.get(limit=_PAGE, offset=offset, include=["metadatas"])
            for name, record in zip(page["ids"], page["metadatas"] or [], strict=True):
                found[name] = source_from(name, "", record)
        return dict(sorted(found.items()))

    def texts(self, ids: Sequence[str]) -> dict[str, Source]:
        """These sources, with their texts."""
        if not ids:
            return {}
        page = self._sources.get(ids=list(dict.fromkeys(ids)), include=["metadatas", "documents"])
        rows = zip(page["ids"], page["documents"] or [], page["metadatas"] or [], strict=True)
        return {name: source_from(name, text, record) for name, text, record in rows}

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """These passages by id; unknown ids are left out."""
        if not ids:
            return {}
        page = self._passages.get(ids=list(dict.fromkeys(ids)), include=["metadatas", "documents"])
        rows = zip(page["ids"], page["documents"] or [], page["metadatas"] or [], strict=True)
        return {name: passage_from(name, text, record) for name, text, record in rows}

    def all_passages(self, source_id: str | None = None) -> Iterator[Passage]:
        """All passages, or those of one source, in pages; order as stored."""
        where = cast(Any, {"source_id": source_id} if source_id else None)
        offset = 0
        while True:
            page = self._passages.get(
                limit=_PAGE, offset=offset, where=where, include=["metadatas", "documents"]
            )
            rows = zip(page["ids"], page["documents"] or [], page["metadatas"] or [], strict=True)
            for name, text, record in rows:
                yield passage_from(name, text, record)
            if len(page["ids"]) < _PAGE:
                return
            offset += _PAGE

    def nearest(self, vector: np.ndarray, limit: int, filters: Filters) -> list[tuple[str, float]]:
        """Passage ids with their cosine similarity to ``vector`` [384], best first."""
        total = self.count()
        if not total:
            return []
        found = self._passages.query(
            query_embeddings=[vector.tolist()],
            n_results=min(limit, total),
            where=cast(Any, filters.where()),
            include=["distances"],
        )
        distances = (found["distances"] or [[]])[0]
        return [(name, 1.0 - d) for name, d in zip(found["ids"][0], distances, strict=True)]

    def add(self, source: Source, passages: Sequence[Passage], vectors: np.ndarray) -> None:
        """Write one source; see ``add_all``."""
        self.add_all([(source, passages, vectors)])

    def add_all(self, rows: Sequence[tuple[Source, Sequence[Passage], np.ndarray]]) -> None:
        """Write sources: their old passages go, the new ones come, the records come last.

        Many in one call, because each call of Chroma waits for the disk.

        :param rows: source, its passages, and their vectors, float32 [passages, 384], unit length.
        """
        from llama_index.core.schema import TextNode
        from llama_index.vector_stores.chroma import ChromaVectorStore

        if not rows:
            return
        names = [source.id for source, _, _ in rows]
        self._sources.delete(ids=names)
        self._passages.delete(where=cast(Any, {"source_id": {"$in": names}}))
        nodes = [
            TextNode(
                id_=passage.id,
                text=passage.text,
                embedding=vector.tolist(),
                metadata=passage_record(passage, source),
            )
            for source, passages, vectors in rows
            for passage, vector in zip(passages, vectors, strict=True)
        ]
        step = min(_WRITE, self._client.get_max_batch_size())
        store = ChromaVectorStore(chroma_collection=self._passages)
        for first in range(0, len(nodes), step):
            store.add(list(nodes[first : first + step]))
        centres = [
            vectors.mean(axis=0) if len(passages) else np.ones(vectors.shape[1])
            for _, passages, vectors in rows
        ]
        self._sources.upsert(
            ids=names,
            embeddings=[centre.tolist() for centre in centres],
            documents=[source.text for source, _, _ in rows],
            metadatas=[source_record(source) for source, _, _ in rows],
        )

    def remove(self, source_id: str) -> None:
        """Take a source and its passages out; nothing happens if it is not there."""
        self._sources.delete(ids=[source_id])
        self._passages.delete(where={"source_id": source_id})
