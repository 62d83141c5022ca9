"""The bot with a language model that writes: its sentences verified, and as they come."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.llm.client import open_model
from bot.llm.prompts import load_prompts
from bot.llm.settings import LLMSettings
from bot.llm.writer import Writer
from bot.settings import Settings
from bot.types import Answer
from eval.answerers import DEPTH, Bench, ranking_of
from eval.gold_types import GoldSet, Question
from eval.outcomes import Reply
from eval.ranking import found_of


class WrittenAnswerer:
    """Answers that a language model writes from the claims that the bot has found.

    :param verify: False shows what the model does alone: nothing is repaired or withdrawn.
    """

    def __init__(
        self, settings: Settings, llm: LLMSettings, verify: bool = True, name: str = ""
    ) -> None:
        model = open_model(llm)
        assert model is not None
        self.name = name or f"{llm.model}, {'verified' if verify else 'not verified'}"
        self.settings = settings.model_copy(update={"llm": llm}).fingerprint()
        self._bench = Bench(settings)
        self._writer = Writer(model, load_prompts(llm.prompts or None), llm, verify)

    def open(self, gold: GoldSet) -> Callable[[Question], Reply]:
        """What answers the questions of one set; follow-ups are completed by rule."""
        bot = self._bench.bot(gold)
        places = found_of(bot.shelf.store.all_passages())

        def ask(question: Question) -> Reply:
            talk = bot.conversation()
            for turn in question.after:
                talk.ask(turn)
            complete = talk.memory.complete(question.ask)
            started = time.perf_counter()
            *_, answer = self._writer.write(complete, bot.draft(complete))
            spent = (time.perf_counter() - started) * 1000
            assert isinstance(answer, Answer)
            found = bot.search(complete, None, DEPTH)
            return Reply(answer, ranking_of(found, places, question, gold), spent)

        return ask
