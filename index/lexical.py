"""BM25 over passages (tantivy): a disposable cache of what the store holds."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from index.filters import Filters, day_number, publisher_key
from index.types import Passage, Source

if TYPE_CHECKING:
    import tantivy

_ANALYZER = "onrecord"
_GENERATION = "generation"
_HEAP = 64_000_000
_SMALL_HEAP = 15_000_000
_TERM = re.compile(r"[^\W_]+")
_STOPWORDS = frozenset(
    """
    a an and are as at be been but by did do does for from had has have he her his how i in is
    it its of on or say said says she so that the their them there they this to was we were
    what when where which who whom whose why will with would you your about into
    """.split()
)


class LexicalIndex:
    """Passages by their words. With a folder it is kept there; without, it lives in memory."""

    def __init__(self, folder: Path | None = None) -> None:
        import tantivy

        self._folder = folder
        analyzer = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.remove_long(60))
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.ascii_fold())
            .filter(tantivy.Filter.stemmer("english"))
            .build()
        )
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("source", stored=False, tokenizer_name="raw")
        builder.add_text_field("publisher", stored=False, tokenizer_name="raw")
        builder.add_integer_field("day", stored=False, indexed=True, fast=True)
        builder.add_text_field("body", stored=False, tokenizer_name=_ANALYZER)
        builder.add_text_field("context", stored=False, tokenizer_name=_ANALYZER)
        self._schema = builder.build()
        if folder is None:
            self._index = tantivy.Index(self._schema)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(self._schema, path=str(folder))
        self._index.register_tokenizer(_ANALYZER, analyzer)
        self._analyzer = analyzer

    @classmethod
    def open(cls, folder: Path, generation: str) -> LexicalIndex | None:
        """The index of a folder if it is of this generation; None: it has to be filled anew."""
        try:
            if (folder / _GENERATION).read_text() != generation:
                return None
            return cls(folder)
        except (OSError, ValueError):
            return None

    @classmethod
    def fresh(cls, folder: Path) -> LexicalIndex:
        """An empty index in a folder, whatever stood there before."""
        shutil.rmtree(folder, ignore_errors=True)
        return cls(folder)

    def fill(self, pairs: Iterable[tuple[Passage, Source]], generation: str = "") -> None:
        """Add passages; in a folder, its generation is written last."""
        import tantivy

        heap = _SMALL_HEAP if self._folder is None else _HEAP
        writer = self._index.writer(heap_size=heap, num_threads=1)
        for passage, source in pairs:
            document = tantivy.Document()
            document.add_text("id", passage.id)
            document.add_text("source", passage.source_id)
            document.add_text("publisher", publisher_key(source.publisher))
            document.add_integer("day", day_number(source.published))
            document.add_text("body", passage.text)
            document.add_text("context", f"{passage.context} {source.publisher}")
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        if self._folder is not None:
            (self._folder / _GENERATION).write_text(generation)

    def search(self, text: str, limit: int, filters: Filters) -> list[tuple[str, float]]:
        """Passage ids with their BM25 scores (context counts a third), best first."""
        import tantivy

        words = [word for word in _TERM.findall(text) if word.casefold() not in _STOPWORDS]
        terms = {
            term for word in words or _TERM.findall(text) for term in self._analyzer.analyze(word)
        }
        if not terms:
            return []
        must, should = tantivy.Occur.Must, tantivy.Occur.Should
        wanted: list[tuple[tantivy.Occur, tantivy.Query]] = []
        for term in sorted(terms):
            body = tantivy.Query.term_query(self._schema, "body", term)
            context = tantivy.Query.term_query(self._schema, "context", term)
            wanted += [(should, body), (should, tantivy.Query.boost_query(context, 0.3))]
        clauses = [(must, tantivy.Query.boolean_query(wanted))]
        if filters.sources:
            clauses.append(
                (must, tantivy.Query.term_set_query(self._schema, "source", list(filters.sources)))
            )
        if filters.publishers:
            names = [publisher_key(name) for name in filters.publishers]
            clauses.append((must, tantivy.Query.term_set_query(self._schema, "publisher", names)))
        if filters.since or filters.until:
            first = day_number(filters.since) if filters.since else 1
            last = day_number(filters.until) if filters.until else 99991231
            clauses.append(
                (
                    must,
                    tantivy.Query.range_query(
                        self._schema, "day", tantivy.FieldType.Integer, first, last
                    ),
                )
            )
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.boolean_query(clauses), limit=limit, count=False)
        return [(str(searcher.doc(at)["id"][0]), float(score)) for score, at in found.hits]
