"""Puts the questions of gold sets to an answerer and judges what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from bot.types import Answer
from eval.gold_types import GoldSet, Question
from eval.judging import judge
from eval.outcomes import Outcome, Reply, Run

Progress = Callable[[int, int, str], None]
"""Called with (questions done, questions in all, what is under way)."""


class Answerer(Protocol):
    """Anything that answers: the bot, a baseline, a control."""

    name: str
    settings: str
    """Fingerprint of its settings; empty where it has none."""

    def open(self, gold: GoldSet) -> Callable[[Question], Reply]:
        """What answers the questions about one set of documents."""


def run_gold(answerer: Answerer, sets: Sequence[GoldSet], progress: Progress | None = None) -> Run:
    """Every question of every set, in order; a question that fails does not end the run."""
    started = time.perf_counter()
    total = sum(len(gold.questions) for gold in sets)
    outcomes: list[Outcome] = []
    for gold in sets:
        if progress:
            progress(len(outcomes), total, f"{answerer.name}: {gold.name}")
        ask = answerer.open(gold)
        for question in gold.questions:
            reply = _reply(ask, question)
            outcomes.append(Outcome(gold, question, reply, judge(question, reply.answer, gold)))
            if progress:
                progress(len(outcomes), total, f"{answerer.name}: {gold.name}")
    return Run(answerer.name, tuple(outcomes), answerer.settings, time.perf_counter() - started)


def _reply(ask: Callable[[Question], Reply], question: Question) -> Reply:
    try:
        return ask(question)
    except Exception as error:  # one bad answer must not end a benchmark; it is reported
        line = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        return Reply(Answer(question=question.ask, answer=""), error=line)
