"""One corpus with its index and its models, opened by the settings and kept fresh."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.settings import Loaded
from index.annotate import Annotator
from index.build import Progress, Report, build
from index.encoder import Encoder
from index.errors import IndexBusyError, IndexStoreError
from index.fingerprint import index_fingerprint
from index.lexical import LexicalIndex
from index.readers import SOURCE_LISTS, Listing, list_corpus, list_paths
from index.store import ChromaStore, open_client
from index.types import Source

_SEEN = "seen.json"
_BESIDES = "besides.json"
_PATIENCE = 600.0
"""Seconds for which a first question waits while another process makes the index."""


class Library:
    """The documents of a corpus folder, searchable."""

    def __init__(self, loaded: Loaded, notice: Callable[[str], None] | None = None) -> None:
        """Open the index of the corpus that the settings name; nothing is built yet.

        :param notice: called with one line for each thing that a person should know.
        :raises IndexStoreError: if the index folder cannot be used.
        """
        self.settings = loaded.settings
        self._notice = notice or (lambda line: None)
        self.corpus = loaded.path(self.settings.corpus.path)
        index = self.settings.index
        encoder = loaded.path(index.encoder) if index.encoder else None
        self.encoder = Encoder(encoder, index.threads, index.batch_size)
        self.annotator = Annotator(threads=index.threads)
        self.home = home_of(loaded)
        fingerprint = index_fingerprint(index, encoder)
        self.folder = self.home / fingerprint
        client = open_client(self.folder / "chroma", index.server)
        self.store = ChromaStore(client, f"{self.home.name}-{fingerprint}", fingerprint)
        self._lexical: LexicalIndex | None = None
        self._opening = threading.Lock()

    @property
    def others(self) -> list[Path]:
        """Index folders of this corpus that were made with other settings."""
        return [p for p in self.home.iterdir() if (p / "chroma").is_dir() and p != self.folder]

    @property
    def fresh(self) -> bool:
        """Whether the index is in step with the files of the corpus."""
        return self._seen() == self._look()

    def ensure(self, progress: Progress | None = None) -> Report | None:
        """Bring the index in step with the corpus if a file has changed; None if nothing has.

        While another process does that, the index is used as it is; one that is empty is waited
        for.
        """
        if self.fresh:
            return None
        try:
            report = self.index(progress=progress)
        except IndexBusyError:
            if self.store.sources():
                self._notice("another process is writing the index; it is used as it is")
                return None
            self._notice("another process is making the index; waiting for it to end")
            report = self.index(progress=progress, wait=_PATIENCE)
        for problem in report.problems:
            self._notice(problem)
        return report

    def index(
        self,
        paths: Sequence[Path] = (),
        rebuild: bool = False,
        progress: Progress | None = None,
        wait: float = 1.0,
    ) -> Report:
        """Index the corpus folder, or these files and folders besides what is indexed.

        :param wait: seconds for which it waits while another process writes.
        :raises CorpusError: if the folder or a path does not exist.
        :raises IndexBusyError: if it is being written by another process.
        :raises IndexStoreError: if the index cannot be written.
        """
        with self._lock(wait):
            if not self.store.sources() and self.others:
                self._notice(
                    "the index was made with other settings or models; building one for these"
                )
            self._remember(paths)
            listing = self._listing()
            look = self._look()
            report = build(
                listing,
                self.store,
                self.encoder,
                self.annotator,
                self.settings.corpus,
                self.settings.index.model_copy(update={"path": str(self.home)}),
                rebuild=rebuild,
                progress=progress,
            )
            if rebuild:
                for other in self.others:
                    shutil.rmtree(other, ignore_errors=True)
            # Questions asked meanwhile are answered from the old one, which stays whole.
            with self._opening:
                self._lexical = self._current_lexical()
            (self.folder / _SEEN).write_text(look)
        return report

    @property
    def lexical(self) -> LexicalIndex:
        """The BM25 index of the same passages, filled anew when it is of another generation."""
        if self._lexical is None:
            with self._opening:
                if self._lexical is None:
                    self._lexical = self._current_lexical()
        return self._lexical

    def _current_lexical(self) -> LexicalIndex:
        folder = self.folder / "lexical"
        generation = self.store.generation
        found = LexicalIndex.open(folder, generation)
        if found is None:
            found = LexicalIndex.fresh(folder)
            sources = self.store.sources()
            found.fill(
                (
                    (passage, sources[passage.source_id])
                    for passage in self.store.all_passages()
                    if passage.source_id in sources
                ),
                generation,
            )
        return found

    def source(self, source_id: str) -> Source | None:
        """One source with its text, or None."""
        return self.store.texts([source_id]).get(source_id)

    def _remember(self, paths: Sequence[Path]) -> None:
        """Keep the names of files that were indexed besides the corpus folder."""
        if paths:
            list_paths(list(paths))  # refuses what does not exist
            kept = dict.fromkeys([*self._besides(), *(str(path.resolve()) for path in paths)])
            (self.home / _BESIDES).write_text(json.dumps(list(kept)))

    def _besides(self) -> list[str]:
        try:
            return [str(path) for path in json.loads((self.home / _BESIDES).read_text())]
        except (OSError, ValueError):
            return []

    def _listing(self) -> Listing:
        """The documents of the corpus folder, and those indexed besides it that still exist."""
        besides = [path for path in map(Path, self._besides()) if path.exists()]
        listing = (
            list_corpus(self.corpus) if self.corpus.is_dir() or not besides else Listing((), ())
        )
        more = list_paths(besides)
        ids = {document.id for document in listing.documents}
        return Listing(
            listing.documents + tuple(d for d in more.documents if d.id not in ids),
            listing.problems + more.problems,
        )

    def _seen(self) -> str:
        try:
            return (self.folder / _SEEN).read_text()
        except OSError:
            return ""

    def _look(self) -> str:
        """Names, sizes and times of the corpus files: cheap to compare, no proof of content."""
        rows: list[tuple[str, int, int]] = []
        listing = self._listing()
        files = [document.path for document in listing.documents]
        files += [self.corpus / name for name in SOURCE_LISTS]
        for path in files:
            if path.is_file():
                stat = path.stat()
                rows.append((str(path), stat.st_size, stat.st_mtime_ns))
        return json.dumps([rows, self.settings.corpus.max_file_mb, list(listing.problems)])

    @contextmanager
    def _lock(self, wait: float) -> Iterator[None]:
        from filelock import FileLock, Timeout

        try:
            with FileLock(self.folder / "lock", timeout=wait):
                yield
        except Timeout as error:
            raise IndexBusyError(
                "another process is writing this index; try again when it ends"
            ) from error
        except PermissionError as error:
            raise IndexStoreError(
                f"index folder {self.folder} cannot be written; set index.path"
            ) from error


def home_of(loaded: Loaded) -> Path:
    """The folder for all that is written for the corpus that the settings name."""
    corpus = loaded.path(loaded.settings.corpus.path)
    key = hashlib.sha256(str(corpus).encode()).hexdigest()[:8]
    stem = re.sub(r"[^A-Za-z0-9]+", "-", corpus.name).strip("-")[:30] or "corpus"
    return loaded.path(loaded.settings.index.path) / f"{stem}-{key}"
