"""The bot: a question goes in, an attributed answer comes out."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from bot.answering import Draft, draft
from bot.events import Event, Stage, Text
from bot.memory import Memory
from bot.opening import as_loaded, open_reader, open_writer
from bot.query import Query, parse
from bot.settings import Loaded, Settings, load
from bot.spelling import respelt
from bot.tolls import SOUGHT, harm_asked
from bot.types import Answer
from bot.voices import spoken
from index.encoder import Encoder, RememberingEncoder
from index.filters import Filters
from index.lexical import LexicalIndex
from index.search import ScoredPassage, search
from index.types import Claim, Passage, Source

if TYPE_CHECKING:
    from bot.llm.writer import Writer
    from bot.reader import Reader


_OVERVIEW = 2000
"""Passages up to which an overview compares the whole index."""
_OVERVIEW_NEAREST = 400
_MORE = 5
"""Thirds of the usual number of passages that a question of casualties is answered from."""


class Shelf(Protocol):
    """Documents that can be searched: a corpus with its index, or documents in memory."""

    store: Any
    encoder: Encoder

    @property
    def lexical(self) -> LexicalIndex:
        """The BM25 index."""


class Bot:
    """Answers questions about a set of documents."""

    def __init__(
        self,
        shelf: Shelf,
        settings: Settings,
        reader: Reader | None = None,
        writer: Writer | None = None,
    ) -> None:
        """``writer``: the language model that writes; None: that of the settings, if any.

        :raises OnRecordError: if the settings name a model whose package or prompts are missing.
        """
        self.writer = writer or open_writer(settings)
        self.shelf = shelf
        self.settings = settings
        self.filters = Filters()
        self._reader = reader
        self._meaning = RememberingEncoder(shelf.encoder)

    @classmethod
    def open(
        cls,
        settings: str | Path | Settings | Loaded | None = None,
        overrides: Sequence[str] = (),
        notice: Callable[[str], None] | None = None,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> Self:
        """A bot over the corpus that the settings name; its index is built where it is not fresh.

        :param settings: a file, settings made in code, or None for onrecord.toml or the defaults.
        :raises OnRecordError: one line on what is wrong and how to mend it.
        """
        from bot.library import Library

        loaded = settings if isinstance(settings, Loaded) else as_loaded(settings, overrides)
        library = Library(loaded, notice)
        library.ensure(progress)
        writer = open_writer(loaded.settings, loaded.base)
        return cls(library, loaded.settings, open_reader(loaded.settings), writer)

    @classmethod
    def over(
        cls, documents: Sequence[Mapping[str, Any] | Source], settings: Settings | None = None
    ) -> Self:
        """A bot over these documents alone, held in memory.

        :param documents: sources, or mappings with id and text, and title, publisher, author,
            published (YYYY-MM-DD), url where known.
        :raises CorpusError: if a document lacks its id or text.
        """
        from bot.desk import Desk

        settings = settings or load().settings
        return cls(Desk(settings).lay(documents), settings, open_reader(settings))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of what is held open."""

    def ask(
        self, question: str, filters: Filters | None = None, memory: Memory | None = None
    ) -> Answer:
        """The answer to a question.

        :param filters: documents it may be answered from; None: those set on the bot.
        :param memory: the turns before, which complete a follow-up.
        """
        *_, last = self.stream(question, filters, memory)
        assert isinstance(last, Answer)
        return last

    def stream(
        self, question: str, filters: Filters | None = None, memory: Memory | None = None
    ) -> Iterator[Event]:
        """Stages, then the answer's text in pieces, then the Answer."""
        started = time.perf_counter()
        filters = self.filters if filters is None else filters
        full = memory.complete(question) if memory else question
        if memory and self.writer:
            full = self.writer.condensed(question, full, memory)
        query = parse(full)
        yield Stage("searching", full)
        passages = self._passages(query, filters)
        searched = time.perf_counter()
        yield Stage("reading", f"{len(passages)} passages")
        made = self._compose(query, passages)
        answer = made.answer
        written = bool(self.writer and made.evidence and not answer.abstained)
        if self.writer and written:
            yield Stage("writing", self.writer.model.name)
            for event in self.writer.write(full, made):
                if isinstance(event, Text):
                    yield event
                else:
                    answer = event
        ended = time.perf_counter()
        timings = {
            **answer.timings_ms,
            "search": round((searched - started) * 1000, 2),
            "total": round((ended - started) * 1000, 2),
        }
        answer = answer.model_copy(
            update={
                "question": question,
                "timings_ms": timings,
                "settings": self.settings.fingerprint(),
            }
        )
        if memory is not None:
            memory.add(question, query, answer)
        if not written:
            yield Stage("writing")
            for piece in re.findall(r"\S+\s*|\s+", answer.answer):
                yield Text(piece)
        yield answer

    def draft(self, question: str, filters: Filters | None = None) -> Draft:
        """The composed answer to a question with what each of its statements rests on."""
        query = parse(question)
        found = self._passages(query, self.filters if filters is None else filters)
        return self._compose(query, found)

    def _passages(self, query: Query, filters: Filters) -> list[ScoredPassage]:
        """What the answer is read from."""
        if query.kind == "overview":
            return self._everything(query.text, filters)
        found = self._sought(query, filters)
        # Slips are mended by the words of what was found, and the search is made again.
        mended = respelt(query, (hit.passage.text for hit in found))
        return found if mended is query else self._sought(mended, filters)

    def _sought(self, query: Query, filters: Filters) -> list[ScoredPassage]:
        """The passages for one reading of the question."""
        harm = harm_asked(query)
        if harm is not None:
            # Every report has its own count, and not always in the words of the question.
            limit = _MORE * self.settings.retrieval.top_k // 3
            return self.search(f"{query.complete} {SOUGHT[harm]}", filters, limit)
        return self.search(query.complete, filters)

    def _compose(self, query: Query, passages: Sequence[ScoredPassage]) -> Draft:
        sources = self.shelf.store.texts([found.passage.source_id for found in passages])
        passages = [found for found in passages if found.passage.source_id in sources]
        return draft(
            query,
            passages,
            sources,
            self.settings.answer,
            reader=self._reader,
            encoder=self._meaning,
        )

    def search(
        self, query: str, filters: Filters | None = None, limit: int | None = None
    ) -> list[ScoredPassage]:
        """The passages for a question, best first."""
        filters = self.filters if filters is None else filters
        if filters.speakers:
            # Their names count in the search; more is looked through, as most of it is cut away.
            query = f"{query} {' '.join(filters.speakers)}"
            limit = max(limit or 0, self.settings.retrieval.candidates)
        found = search(
            query,
            self.shelf.store,
            self.shelf.lexical if self.settings.retrieval.mode != "dense" else None,
            self.shelf.encoder,
            self.settings.retrieval,
            filters,
            limit,
        )
        return spoken(found, filters.speakers)

    def _everything(self, question: str, filters: Filters) -> list[ScoredPassage]:
        """What an overview compares: all passages, or in a large index those nearest its topic."""
        if self.shelf.store.count() > _OVERVIEW:
            return self.search(question, filters, _OVERVIEW_NEAREST)
        sources = self.sources()
        passages = [
            ScoredPassage(passage, 0.0)
            for passage in self.shelf.store.all_passages()
            if passage.source_id in sources and filters.allows(sources[passage.source_id])
        ]
        return spoken(passages, filters.speakers)

    def sources(self) -> dict[str, Source]:
        """The documents by id; those of a corpus without their texts."""
        found: dict[str, Source] = self.shelf.store.sources()
        return found

    def claims(self, source_id: str | None = None) -> list[Claim]:
        """All claims of one document or of all, each once, in the order of the text."""
        seen: dict[tuple[str, int, int, str | None], Claim] = {}
        passages: Iterator[Passage] = self.shelf.store.all_passages(source_id)
        for passage in passages:
            for claim in passage.claims:
                seen.setdefault((claim.source_id, claim.start, claim.end, claim.holder), claim)
        return sorted(seen.values(), key=lambda c: (c.source_id, c.start, c.end))

    def conversation(self) -> Conversation:
        """A conversation: follow-ups are understood from the turns before."""
        return Conversation(self)


class Conversation:
    """Questions that build on each other."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.memory = Memory()

    def ask(self, question: str, filters: Filters | None = None) -> Answer:
        """The answer to a question, a follow-up completed from the turns before."""
        return self.bot.ask(question, filters, self.memory)

    def stream(self, question: str, filters: Filters | None = None) -> Iterator[Event]:
        """The same, streamed."""
        return self.bot.stream(question, filters, self.memory)
