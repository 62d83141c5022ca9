"""Which words of a sentence answer the question, as a value that can be compared."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from bot.answer_classes import class_of, member_told, members_in
from bot.answer_figures import (
    AnswerWords,
    figure_answer,
    figures_in,
    gap_between,
    predicate_spots,
)
from bot.answer_names import TOLD, name_answer, words_at
from bot.dates import Moment, moments
from bot.quantities import Quantity
from bot.query import Query
from bot.terms import WEAK, kin, stem, stems

_DURATION = re.compile(
    r"\b(?:(?:about|nearly|almost|over|more than|at least|some|around|roughly)\s+)?"
    r"(?:\d[\d,.]*|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|several|many|few)"
    r"(?:[\s-]+(?:hundred|thousand|and\s+a\s+half|more))?[\s-]+(?:second|minute|hour|day|week|month|year|decade|centur(?:y|ie))s?\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def _moments(text: str, published: str | None) -> tuple[Moment, ...]:
    return tuple(moments(text, published))


def find_answer(
    query: Query, text: str, published: str | None = None, span: tuple[int, int] | None = None
) -> AnswerWords | None:
    """The words of a sentence that have the type the question wants; None when there are none.

    :param span: words that are likelier the answer, where a figure or a time is wanted.
    """
    asked = class_of(query)
    if asked is not None and query.wanted in ("name", "statement"):
        return _member(query, asked, text)
    if query.wanted in ("number", "money", "percent", "age"):
        return figure_answer(query, text, span)
    if query.wanted == "date":
        return _time(query, text, published, span)
    if query.wanted == "duration":
        return _duration(query, text, span)
    if query.wanted in ("person", "place", "name"):
        return name_answer(query, text)
    return None


def _member(query: Query, asked: str, text: str) -> AnswerWords | None:
    """A member of the class asked for ("hockey" for "What sport"), nearest to the subject."""
    members = members_in(asked, text, query.complete)
    told = member_told(asked, text, query.complete)
    if told is not None:
        return words_at(text, told, fit=TOLD)
    if not members:
        return None
    spots = predicate_spots(query, text)

    def distance(at: tuple[int, int]) -> float:
        return min((abs(at[0] - spot[0]) for spot in spots), default=at[0])

    return words_at(text, min(members, key=distance), fit=0.8)


_TIME_OF_SAYING = re.compile(
    r"\b(?:updated?|said|told|announced|reported|stated|added|wrote|published|posted|correction)\b[^.;:“”\"]{0,25}$",
    re.IGNORECASE,
)
"""A time behind these words is when something was said, not when it happened."""


def _of_saying(query: Query, before: str) -> bool:
    """True for a time of saying, save where the saying is asked for ("When was the briefing?")."""
    said = _TIME_OF_SAYING.search(before)
    return said is not None and not any(
        stem(term) in stems(said[0]) for term in query.terms if term[:1].islower()
    )


_NAMES_A_WORK = re.compile(
    r"\(\s*[12]\d{3}\s+(?:[\w-]+\s+)?(?:film|movie|album|song|novel|book|series|game|play|EP|single)\b"
)
"""A year that only tells works of one name apart ("(1979 film)")."""


def _life_date(query: Query, text: str, found: list[Moment]) -> Moment | None:
    """The date of birth or death in "(2 July 1829 - 3 November 1913)" where it is asked for."""
    words = {stem(term) for term in query.terms}
    born = bool(words & kin(stem("born")))
    died = bool(words & kin(stem("died")))
    for first, second in pairwise(found) if born or died else ():
        between = text[first.end : second.start]
        if re.fullmatch(r"\s*[-–—]\s*", between) and re.search(r"\([^()]*$", text[: first.start]):
            return first if born else second
    return None


def _time(
    query: Query, text: str, published: str | None, span: tuple[int, int] | None
) -> AnswerWords | None:
    asked = " ".join(query.terms).lower()
    found = [
        m
        for m in _moments(text, published)
        if m.text.lower() not in asked
        and not _of_saying(query, text[: m.start])
        and not _NAMES_A_WORK.match(text[max(0, m.start - 1) : m.end + 20])
    ]
    if re.search(r"\b(?:what|which)\s+year\b", query.complete, re.IGNORECASE):
        found = [m for m in found if m.year] or found
    if not found:
        return None
    life = _life_date(query, text, found)
    if life is not None:
        return AnswerWords(life.text, life.start, life.end, life, 0.95)
    spots = predicate_spots(query, text)

    def gap(moment: Moment) -> float:
        figure = Quantity(0, 0, "", moment.start, moment.end, "")
        return min((gap_between(text, figure, spot) for spot in spots), default=80.0)

    def fit(moment: Moment) -> float:
        value = 0.0 if moment.relative else 0.6
        if moment.weekday is not None and moment.day is None:
            value -= 0.1
        value += 1.5 / (1.0 + gap(moment) / 20.0) if spots else 0.0
        return value + (1.5 if span and span[0] < moment.end and moment.start < span[1] else 0.0)

    best = max(found, key=fit)
    return AnswerWords(
        best.text,
        best.start,
        best.end,
        best,
        0.4 if best.relative else _told_when(query, text, best),
    )


_TIME_WORDS = frozenset(stem(word) for word in ("date", "year", "time", "day"))


def _told_when(query: Query, text: str, moment: Moment) -> float:
    """How sure a time is that of what is asked: beside the word for what happened, or only near."""
    named = stems(" ".join(query.names)) | _TIME_WORDS
    acts = {t for t in query.terms if t[:1].islower() and stem(t) not in named | WEAK}
    # The form of a verb tells it from a noun ("founded" in "the party founded").
    verbs = {
        stem(t)
        for t in acts
        if t.endswith("ed") or (stem(t) != t and not t.endswith(("s", "men", "people", "children")))
    }
    acts = verbs or {stem(t) for t in acts}
    if not acts:
        return 0.8
    families = frozenset(word for act in acts for word in kin(act))
    nearest = 999
    for match in re.finditer(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text):
        if stem(match[0]) in families:
            left, right = sorted(((match.start(), match.end()), (moment.start, moment.end)))
            between = text[left[1] : right[0]]
            far = len(between) + 30 * len(re.findall(r"[;.–—]\s|\bbut\b|\bwhile\b", between))
            nearest = min(nearest, far)
    if nearest <= 60:
        return 0.9
    return 0.8 if nearest < 200 else 0.7


def _duration(query: Query, text: str, span: tuple[int, int] | None) -> AnswerWords | None:
    found = list(_DURATION.finditer(text))
    if not found:
        return None
    if span:
        found = [m for m in found if span[0] < m.end() and m.start() < span[1]] or found
    spots = predicate_spots(query, text)

    def gap(match: re.Match[str]) -> float:
        at = Quantity(0, 0, "", match.start(), match.end(), "")
        return min((gap_between(text, at, spot) for spot in spots), default=0.0)

    best = min(found, key=gap)
    inner = figures_in(best[0])
    value: Quantity | str = inner[0] if inner else best[0].lower()
    return AnswerWords(best[0], best.start(), best.end(), value)
