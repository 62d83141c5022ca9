"""What was measured of each sentence that was found for a question, and whether it answers.

From the development gold sets, and from the questions on news articles that no reader is trained
on (training/reader/asked.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.chance import Weighed, barred, measured
from bot.desk import Desk
from bot.engine import Bot
from bot.opening import open_reader
from bot.query import Query
from bot.question_kind import NAMES_ASKED
from bot.relevance import Candidate
from bot.settings import Settings
from eval.answerers import BotAnswerer
from eval.gold_sets import find_gold, load_gold
from eval.gold_types import GoldSet, Question
from index.types import Source
from training.reader import asked

NEWS = ("news, one half", "news, other half")
"""The origins of cases that are not from a gold set."""


@dataclass(frozen=True, slots=True)
class Cases:
    """The sentences found for one question."""

    origin: str
    table: NDArray[np.float64]
    """[sentences, measurements]."""
    right: NDArray[np.float64]
    """1 where a sentence holds what the answer may state."""
    groups: tuple[frozenset[int], ...]
    """For each sentence the expected facts that it holds."""
    expected: int
    """Expected facts; 0 where the documents are silent."""
    barred: NDArray[np.bool_]
    names_asked: bool = False


class Recorder:
    """Stands in for the step of answering that it records."""

    def __init__(self) -> None:
        self.last: tuple[Query, list[Candidate], bool] | None = None

    def __call__(self, query: Query, candidates: Sequence[Candidate], doubted: bool) -> Weighed:
        """Record a question's sentences and go on with them as they are."""
        self.last = (query, list(candidates), doubted)
        return Weighed(list(candidates), [], 1.0)

    def cases(self, origin: str, holds: Sequence[set[int] | None], expected: int) -> Cases | None:
        """Make cases of what was recorded last; ``holds`` is None for a wrong sentence."""
        if self.last is None:
            return None
        query, candidates, doubted = self.last
        out = [barred(query, candidate) for candidate in candidates]
        return Cases(
            origin,
            measured(query, candidates, doubted, out),
            np.array([float(held is not None) for held in holds]),
            tuple(frozenset(held or ()) for held in holds),
            expected,
            np.array(out),
            NAMES_ASKED.match(query.complete) is not None,
        )


def gold_cases(settings: Settings, recorder: Recorder) -> Iterator[Cases]:
    """Yield the cases of the development gold sets."""
    answerer = BotAnswerer("recorded", settings)
    for path in find_gold():
        gold = load_gold(path)
        ask = answerer.open(gold)
        for question in gold.questions:
            recorder.last = None
            ask(question)
            if recorder.last is None:
                continue
            holds = [_held(c, question, gold) for c in recorder.last[1]]
            cases = recorder.cases(gold.name, holds, len(question.expect))
            if cases is not None and len(cases.right):
                yield cases


def _held(candidate: Candidate, question: Question, gold: GoldSet) -> set[int] | None:
    """The expected facts that stand in a sentence; None when nothing of the answer does."""
    unit = candidate.unit

    def stands(key: str) -> bool:
        return any(
            place.source == unit.source.id and place.start < unit.end and unit.start < place.end
            for place in gold.facts[key].places
        )

    held = {n for n, group in enumerate(question.expect) if any(map(stands, group))}
    if held or any(map(stands, (*question.optional, *question.correction))):
        return held
    return None


def news_cases(settings: Settings, recorder: Recorder, news: Path) -> Iterator[Cases]:
    """Yield the cases of the articles that no reader is trained on, each article by itself."""
    desk, reader = Desk(settings), open_reader(settings)
    by_article: dict[str, list[asked.Question]] = {}
    for question in asked.read_asked(news, measuring=True):
        by_article.setdefault(question.article, []).append(question)
    for article, questions in by_article.items():
        bot = Bot(desk.lay([Source(article, questions[0].text)]), settings, reader)
        for question in questions:
            recorder.last = None
            bot.conversation().ask(question.question)
            cases = _of_article(question, recorder)
            if cases is not None and len(cases.right):
                yield cases


def _of_article(question: asked.Question, recorder: Recorder) -> Cases | None:
    """The case of a question on an article; sentences that nobody judged are left out."""
    if recorder.last is None:
        return None
    units = [candidate.unit for candidate in recorder.last[1]]

    def among(places: Sequence[int], start: int, end: int) -> bool:
        spans = (question.sentences[place] for place in places)
        return any(start < last and first < end for first, last in spans)

    answers = [among(question.answers, unit.start, unit.end) for unit in units]
    judged = [among((*question.answers, *question.wrong), u.start, u.end) for u in units]
    unsure = sorted(set(range(len(question.sentences))) - {*question.answers, *question.wrong})
    keep = np.array(judged) & ~np.array([among(unsure, u.start, u.end) for u in units])
    made = recorder.cases(
        NEWS[sum(question.article.encode()) // 10 % 2],
        [{0} if right else None for right in answers],
        min(1, len(question.answers)),
    )
    if made is None:
        return None
    groups = tuple(group for group, kept in zip(made.groups, keep, strict=True) if kept)
    return replace(
        made,
        table=made.table[keep],
        right=made.right[keep],
        groups=groups,
        barred=made.barred[keep],
    )
