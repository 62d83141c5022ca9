"""What is measured: the bot with some settings, and baselines over the same passages."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.desk import Desk
from bot.engine import Bot
from bot.opening import open_reader
from bot.settings import Settings
from bot.types import Answer, Citation, Statement
from eval.gold_types import GoldSet, Question
from eval.outcomes import Reply
from eval.ranking import Found, Ranking, found_of, relevant_ids
from index.search import ScoredPassage

if TYPE_CHECKING:
    from bot.llm.writer import Writer

DEPTH = 10
"""Passages that are ranked for the retrieval measures."""


class Bench:
    """One set of models for several sets of documents."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._desk: Desk | None = None
        self._reader: Any = None

    def bot(self, gold: GoldSet) -> Bot:
        """A bot over the documents of a set, in memory."""
        if self._desk is None:
            self._desk = Desk(self.settings)
            self._reader = open_reader(self.settings)
        return Bot(self._desk.lay(list(gold.documents.values())), self.settings, self._reader)


class BotAnswerer:
    """The bot as it is set."""

    def __init__(self, name: str, settings: Settings) -> None:
        self.name = name
        self.settings = settings.fingerprint()
        self.writer: Writer | None = None
        """A language model that writes; None: that of the settings, if any."""
        self._bench = Bench(settings)

    def open(self, gold: GoldSet) -> Callable[[Question], Reply]:
        """What answers the questions of one set; a follow-up is asked in its conversation."""
        bot = self._bench.bot(gold)
        bot.writer = self.writer or bot.writer
        places = found_of(bot.shelf.store.all_passages())

        def ask(question: Question) -> Reply:
            talk = bot.conversation()
            for turn in question.after:
                talk.ask(turn)
            complete = talk.memory.complete(question.ask)
            started = time.perf_counter()
            answer = talk.ask(question.ask)
            spent = (time.perf_counter() - started) * 1000
            ranking = ranking_of(bot.search(complete, None, DEPTH), places, question, gold)
            return Reply(answer, ranking, spent)

        return ask


class TopPassage:
    """A baseline: the first passage of a retrieval, printed as it stands and cited."""

    def __init__(self, name: str, settings: Settings, mode: str) -> None:
        retrieval = settings.retrieval.model_copy(update={"mode": mode})
        self.name = name
        self.settings = settings.model_copy(update={"retrieval": retrieval}).fingerprint()
        self._bench = Bench(settings.model_copy(update={"retrieval": retrieval}))

    def open(self, gold: GoldSet) -> Callable[[Question], Reply]:
        """What answers the questions of one set; earlier turns are put before the question."""
        bot = self._bench.bot(gold)
        places = found_of(bot.shelf.store.all_passages())

        def ask(question: Question) -> Reply:
            started = time.perf_counter()
            found = bot.search(" ".join((*question.after, question.ask)), None, DEPTH)
            answer = _passage_answer(question, found[0], gold) if found else _nothing(question)
            spent = (time.perf_counter() - started) * 1000
            return Reply(answer, ranking_of(found, places, question, gold), spent)

        return ask


def baselines(settings: Settings) -> list[TopPassage]:
    """The baselines that need no language model."""
    return [
        TopPassage("baseline: top passage", settings, settings.retrieval.mode),
        TopPassage("baseline: BM25 only", settings, "lexical"),
    ]


def ranking_of(
    found: list[ScoredPassage], places: tuple[Found, ...], question: Question, gold: GoldSet
) -> Ranking:
    """What was found, and what of the corpus is relevant to the question."""
    return Ranking(found_of(f.passage for f in found), relevant_ids(question, gold, places))


def _nothing(question: Question) -> Answer:
    return Answer(question=question.ask, answer="", abstained=True, reason="no passage found")


def _passage_answer(question: Question, found: ScoredPassage, gold: GoldSet) -> Answer:
    passage = found.passage
    source = gold.documents[passage.source_id]
    citation = Citation.of(1, source, passage.id, passage.start, passage.end)
    statement = Statement(
        text=passage.text, source_id=source.id, publisher=source.publisher, citations=(1,)
    )
    return Answer(
        question=question.ask,
        answer=f"{passage.text} [1]",
        statements=(statement,),
        citations=(citation,),
        generator="baseline",
    )
