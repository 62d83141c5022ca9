"""Sentences that give the same answer are one position; wire copies count once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from bot import dates, quantities
from bot.answer_figures import AnswerWords
from bot.dates import Moment
from bot.names import same_name
from bot.quantities import Quantity
from bot.relevance import Candidate
from bot.terms import STOPWORDS, stem, stems

Relation = Literal["same", "compatible", "contradict", "unrelated"]


@dataclass(frozen=True, slots=True)
class Position:
    """Candidates that give one answer, the best first."""

    members: tuple[Candidate, ...]
    support: int
    """Independent origins: outlets that do not repeat each other's sentence."""

    @property
    def best(self) -> Candidate:
        """The candidate that speaks for the position."""
        return self.members[0]


def relation(a: AnswerWords, b: AnswerWords) -> Relation:
    """How two answers to one question stand to each other."""
    left, right = a.value, b.value
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        if _sums(left, right):
            left, right = replace(left, kind="count"), replace(right, kind="count")
        if left.kind != right.kind or _points(left) != _points(right):
            return "unrelated"
        return quantities.relation(left, right)
    if isinstance(left, Moment) and isinstance(right, Moment):
        related = dates.relation(left, right)
        if (
            related == "compatible"
            and not (left.relative or right.relative)
            and _shared(left, right)
        ):
            return "same"
        return related
    if isinstance(left, str) and isinstance(right, str):
        return "same" if same_words(a.text, b.text) else "contradict"
    return "unrelated"


_SCALE = re.compile(r"\b(?:million|billion|trillion|bn|mn)\b", re.IGNORECASE)


def _sums(a: Quantity, b: Quantity) -> bool:
    """True for a sum of money and one that is told without its currency ("close to 3 million")."""
    money, bare = (a, b) if a.kind == "money" else (b, a)
    return (
        (money.kind, bare.kind) == ("money", "count")
        and (not bare.unit or bare.unit in STOPWORDS)
        and all(_SCALE.search(figure.text) for figure in (a, b))
    )


def _points(figure: Quantity) -> bool:
    """True for percentage points, which are no percentages."""
    return "point" in figure.text


def _shared(a: Moment, b: Moment) -> bool:
    """True when two times name one field alike (the year, the month, the day)."""
    pairs = ((a.year, b.year), (a.month, b.month), (a.day, b.day), (a.minute, b.minute))
    return any(x is not None and x == y for x, y in pairs)


def same_words(a: str, b: str) -> bool:
    """True when two answers in words mean one thing: one name, or one inside the other."""
    if same_name(a, b):
        return True
    left = {word for word in stems(a) if word not in STOPWORDS}
    right = {word for word in stems(b) if word not in STOPWORDS}
    if not left or not right:
        return False
    shared = len(left & right)
    return shared == min(len(left), len(right)) or shared / len(left | right) >= 0.6


def near_copies(a: str, b: str) -> bool:
    """True when one sentence repeats the other almost word for word (a wire story).

    Sentences that differ in a name or a figure are no copies.
    """
    left, right = stems(a), stems(b)
    if min(len(left), len(right)) < 6:
        return a.strip() == b.strip()
    if len(left & right) / len(left | right) < 0.85:
        return False
    return not (_telling(a) - _telling(b) and _telling(b) - _telling(a))


@lru_cache(maxsize=4096)
def _telling(text: str) -> frozenset[str]:
    """Reduced words that begin with a capital or hold a digit, the first word left out."""
    found = re.findall(r"(?<=\s)[A-Z\d][\w.,'’-]*\w|(?<=\s)\d|\d[\d.,]*", text)
    return frozenset(stem(word) for word in found)


def origins(members: Sequence[Candidate]) -> int:
    """Number of sources that do not repeat each other."""
    heads: list[Candidate] = []
    for member in members:
        name = member.unit.source.publisher or member.unit.source.id
        if not any(
            name == (head.unit.source.publisher or head.unit.source.id)
            or near_copies(member.unit.text, head.unit.text)
            for head in heads
        ):
            heads.append(member)
    return len(heads)


def group(candidates: Sequence[Candidate]) -> list[Position]:
    """Positions by answer words, best first by support and then by score.

    Candidates without answer words are left out. One that several positions could hold joins the
    first; members of a position keep their order.
    """
    groups: list[list[Candidate]] = []
    for candidate in candidates:
        if candidate.words is None:
            continue
        for members in groups:
            head = members[0].words
            if head is not None and relation(candidate.words, head) == "same":
                members.append(candidate)
                break
        else:
            groups.append([candidate])
    found = [Position(tuple(members), origins(members)) for members in groups]
    return sorted(found, key=lambda p: (-p.support, -p.best.score))
