"""Bring an index in step with a corpus: what is new or changed is read, what is gone goes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np

from index.annotate import Annotator
from index.encoder import Encoder
from index.errors import CorpusError, IndexStoreError
from index.passages import passages_of
from index.readers import Listed, Listing, read_source
from index.records import with_claims
from index.settings import CorpusSettings, IndexSettings
from index.store import ChromaStore
from index.types import Passage, Source

Progress = Callable[[int, int, str], None]
"""Called with (documents done, documents in all, name of the one at work)."""

_GROUP = 32
"""Documents that go through the models together, so that batches are full."""
_ROOM = 64_000_000
"""Bytes that must be free on the disk before a group of documents is written."""


@dataclass
class Report:
    """What a build did."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    problems: list[str] = field(default_factory=list)
    """One line for each document or entry that could not be used."""
    passages: int = 0

    @property
    def touched(self) -> bool:
        """True when the index is another one than before."""
        return bool(self.added or self.changed or self.removed)


class Writable(Protocol):
    """What the indexing of documents needs of a store."""

    def add_all(self, rows: Sequence[tuple[Source, Sequence[Passage], np.ndarray]]) -> None:
        """Write sources, each with its passages and their vectors."""


def build(
    listing: Listing,
    store: ChromaStore,
    encoder: Encoder,
    annotator: Annotator,
    corpus: CorpusSettings,
    settings: IndexSettings,
    rebuild: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Index what the listing names and the store does not hold in the same state.

    Sources that the listing does not name are taken out.

    :raises IndexStoreError: if the store cannot be written.
    """
    report = Report(problems=list(listing.problems))
    known = {} if rebuild else store.sources()
    if rebuild:
        store.clear()
    listed = {document.id for document in listing.documents}
    for name in sorted(set(known) - listed):
        store.remove(name)
        report.removed.append(name)
    fresh = _fresh(listing.documents, known, corpus, report)
    total = len(listing.documents)
    done = 0
    for group in _groups(fresh):
        _check_room(Path(settings.path))
        try:
            report.passages += index_sources(group, store, encoder, annotator, settings)
        except (CorpusError, MemoryError):
            raise
        except OSError as error:
            raise IndexStoreError(f"index cannot be written: {error.strerror or error}") from error
        for source in group:
            (report.changed if source.id in known else report.added).append(source.id)
        done += len(group)
        if progress:
            progress(min(done + report.unchanged, total), total, group[-1].id)
    if report.touched:
        store.bump()
    return report


def index_sources(
    sources: Sequence[Source],
    store: Writable,
    encoder: Encoder,
    annotator: Annotator,
    settings: IndexSettings,
) -> int:
    """Cut, annotate, encode and store these sources; returns the number of passages."""
    cut = [passages_of(s, settings.passage_tokens, settings.overlap_sentences) for s in sources]
    claims = annotator.claims(sources)
    filled = [
        [with_claims(passage, found) for passage in passages]
        for passages, found in zip(cut, claims, strict=True)
    ]
    vectors = encoder.embed([vector_text(p) for passages in filled for p in passages])
    rows = []
    first = 0
    for source, passages in zip(sources, filled, strict=True):
        rows.append((source, passages, vectors[first : first + len(passages)]))
        first += len(passages)
    store.add_all(rows)
    return first


def vector_text(passage: Passage) -> str:
    """What of a passage goes into its vector: title and heading, then the text."""
    return f"{passage.context}\n{passage.text}" if passage.context else passage.text


def _fresh(
    documents: Iterable[Listed],
    known: dict[str, Source],
    corpus: CorpusSettings,
    report: Report,
) -> Iterator[Source]:
    for document in documents:
        try:
            source = read_source(document, int(corpus.max_file_mb * 1e6))
        except CorpusError as error:
            report.problems.append(str(error))
            continue
        if document.id in known and known[document.id].sha256 == source.sha256:
            report.unchanged += 1
        else:
            yield source


def _groups(sources: Iterable[Source]) -> Iterator[list[Source]]:
    group: list[Source] = []
    size = 0
    for source in sources:
        group.append(source)
        size += len(source.text)
        if len(group) == _GROUP or size > 2_000_000:
            yield group
            group, size = [], 0
    if group:
        yield group


def _check_room(folder: Path) -> None:
    existing = next((p for p in (folder, *folder.parents) if p.exists()), Path())
    free = shutil.disk_usage(existing).free
    if free < _ROOM:
        raise IndexStoreError(
            f"only {free / 1e6:.0f} MB free where the index lies; free some space and run "
            "onrecord index again: what is done is kept"
        )
