"""Which words of a sentence answer the question, as a value that can be compared."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from bot.answer_classes import class_of, members_in
from bot.answer_figures import (
    SURE,
    AnswerWords,
    figure_answer,
    figures_in,
    gap_between,
    predicate_spots,
)
from bot.dates import Moment, moments
from bot.names import key, names_in, same_name
from bot.quantities import Quantity
from bot.query import Query
from bot.terms import STOPWORDS, WEAK, kin, stem, stems

_DURATION = re.compile(
    r"\b(?:(?:about|nearly|almost|over|more than|at least|some|around|roughly)\s+)?"
    r"(?:\d[\d,.]*|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|several|many|few)"
    r"(?:[\s-]+(?:hundred|thousand|and\s+a\s+half|more))?[\s-]+(?:second|minute|hour|day|week|month|year|decade|centur(?:y|ie))s?\b",
    re.IGNORECASE,
)
_PLACE_LEAD = re.compile(
    r"\b(?:in|at|near|outside|from|to|of|around|into|on|through|across|toward|towards|,|inside)\s+(?:the\s+|a\s+)?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def _moments(text: str, published: str | None) -> tuple[Moment, ...]:
    return tuple(moments(text, published))


def find_answer(
    query: Query, text: str, published: str | None = None, span: tuple[int, int] | None = None
) -> AnswerWords | None:
    """The words of a sentence that have the type the question wants; None when there are none.

    :param span: the reader's answer span in the sentence, followed where the type allows.
    """
    asked = class_of(query)
    if asked is not None and query.wanted in ("name", "statement"):
        return _member(query, asked, text, span)
    if query.wanted in ("number", "money", "percent", "age"):
        return figure_answer(query, text, span)
    if query.wanted == "date":
        return _time(query, text, published, span)
    if query.wanted == "duration":
        return _duration(query, text, span)
    if query.wanted in ("person", "place", "name"):
        return _name(query, text, span)
    if query.wanted == "statement" and span and query.single:
        return words_at(text, span, fit=SURE)
    return None


def _member(
    query: Query, asked: str, text: str, span: tuple[int, int] | None
) -> AnswerWords | None:
    """A member of the class asked for ("hockey" for "What sport"), nearest to the subject."""
    members = members_in(asked, text, query.complete)
    if span is not None:
        marked = [m for m in members if m[0] < span[1] and span[0] < m[1]]
        if marked:
            return words_at(text, marked[0], fit=SURE)
    if not members:
        return words_at(text, span, fit=SURE) if span else None
    spots = predicate_spots(query, text)

    def distance(at: tuple[int, int]) -> float:
        return min((abs(at[0] - spot[0]) for spot in spots), default=at[0])

    return words_at(text, min(members, key=distance), fit=0.9)


_TIME_OF_SAYING = re.compile(
    r"\b(?:said|told|announced|reported|stated|added|wrote|published|posted|correction)\b[^.;:“”\"]{0,25}$",
    re.IGNORECASE,
)
"""A time behind these words is when something was said, not when it happened."""


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
        if m.text.lower() not in asked and not _TIME_OF_SAYING.search(text[: m.start])
    ]
    if re.search(r"\b(?:what|which)\s+year\b", query.complete, re.IGNORECASE):
        found = [m for m in found if m.year] or found
    if not found:
        return None
    life = _life_date(query, text, found)
    if life is not None:
        return AnswerWords(life.text, life.start, life.end, life, 0.95)
    spots = predicate_spots(query, text)

    def fit(moment: Moment) -> float:
        value = 0.0 if moment.relative else 0.6
        if moment.weekday is not None and moment.day is None:
            value -= 0.1
        gaps = [
            gap_between(text, Quantity(0, 0, "", moment.start, moment.end, ""), spot)
            for spot in spots
        ]
        value += 1.5 / (1.0 + min(gaps) / 20.0) if gaps else 0.0
        return value + (1.5 if span and span[0] < moment.end and moment.start < span[1] else 0.0)

    best = max(found, key=fit)
    return AnswerWords(best.text, best.start, best.end, best, 0.4 if best.relative else 0.8)


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


_BY = re.compile(r"\bby\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_DEMONYM = re.compile(
    r"^(?:western|eastern|northern|southern|european|african|asian|arab|muslim|christian|jewish|"
    r"catholic|[A-Z][a-z]+(?:ian|ish|ese|ans|ians))$",
    re.IGNORECASE,
)
_LOCATED = re.compile(
    r"\b(?:in|at|near|outside|off|on|inside|from)\s+(?=(?:the|a|an)\s)(?:[\w’'-]+\s*){2,7}?(?=[,.;]|$|\s(?:and|when|where|after|on|by)\b)",
)


def _name(query: Query, text: str, span: tuple[int, int] | None) -> AnswerWords | None:
    asked = stems(" ".join(query.terms)) | stems(" ".join(query.names))
    if span and span[0] < span[1]:
        for start, end in names_in(text):
            if start <= span[0] < end or start < span[1] <= end:
                low, high = min(start, span[0]), max(end, span[1])
                if not stems(text[low:high]) <= asked:
                    return words_at(text, (low, high), fit=SURE)
        words = words_at(text, span, fit=SURE)
        if words is not None:
            return words
    fresh = [
        (a, b)
        for a, b in names_in(text)
        if not stems(text[a:b]) <= asked
        and not any(same_name(text[a:b], name) for name in query.names)
        and not _DEMONYM.match(text[a:b])
    ]
    spots = predicate_spots(query, text)
    ranked = sorted(((_name_fit(query, text, at, spots), at) for at in fresh), reverse=True)
    if ranked and ranked[0][0] > 0.2:
        return words_at(text, ranked[0][1], fit=min(ranked[0][0], 0.9))
    if query.wanted == "place":
        located = _LOCATED.search(text)
        if located:
            return words_at(text, located.span(), fit=0.4)
    return None


def _name_fit(
    query: Query, text: str, at: tuple[int, int], spots: list[tuple[int, int, str]]
) -> float:
    """How likely a name is the answer: beside the asked words, and in the right construction."""
    before = text[max(0, at[0] - 40) : at[0]]
    figure = Quantity(0, 0, "", at[0], at[1], "")
    telling = [spot for spot in spots if not text[spot[0]].isupper()] or spots
    near = min((gap_between(text, figure, spot) for spot in telling), default=80.0)
    value = 1.0 / (1.0 + near / 15.0)
    lead = bool(_PLACE_LEAD.search(before[-14:]))
    if query.wanted == "place":
        return value * 0.6 + 0.4 if lead else value * 0.3
    if _BY.search(before) and telling:
        value += 0.4
    elif lead:
        value -= 0.4
    # The doer stands in front of what is done.
    if query.wanted == "person" and any(0 <= spot[0] - at[1] <= 25 for spot in telling):
        value += 0.25
    return value


def words_at(text: str, span: tuple[int, int], fit: float = 0.8) -> AnswerWords | None:
    """The words of a span as an answer; None when they say nothing."""
    words = text[span[0] : span[1]].strip()
    if not words or all(word.lower() in STOPWORDS for word in words.split()):
        return None
    start = text.index(words, span[0])
    return AnswerWords(words, start, start + len(words), _meaning(words), fit)


def _meaning(words: str) -> str:
    """Words in comparison form: reduced, without stop words, in order of the alphabet."""
    kept = sorted(s for s in stems(words) if s not in STOPWORDS and s not in WEAK)
    return key(words) if any(c.isupper() for c in words) else " ".join(kept) or words.lower()
