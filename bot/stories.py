"""Tells whether two documents are about one event: figures of two crashes do not contradict.

Reports of one event share names, whoever writes them: of 1,572 pairs of reports on one local event
3 in 100 are told apart by the names in the opening of one and anywhere in the other, of pairs on
two such events 79 in 100 (docs/experiments.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.names import CALENDAR, key, names_in
from bot.phrasing import small_words, writes_small
from bot.query import Query
from bot.spelling import word_ranks
from bot.terms import meets, stem, stems
from index.types import Source

_OPENING = 1200
"""Characters from the start in which a report says what it is about."""
_LONGEST = 8000
"""Characters of the other report in which they are looked for."""
_FEWEST = 3
"""Words of names with which a document can be told from another."""
_SHARED, _SHARE = 2, 0.15
"""Fewer words of names shared, and a smaller share of the shorter list: two stories."""
_TIMES = CALENDAR | frozenset(
    """jan feb mar apr jun jul aug sept sep oct nov dec police united states gmt edt est""".split()
)
"""Capitalised words that tell no event."""


def two_stories(query: Query, a: Source, b: Source) -> bool:
    """True when two documents tell of different events, as far as their names show.

    A name in the question that both documents hold makes one matter of them. One of several words
    ("the Camp Fire") that only one of them holds makes two.
    """
    if a.id == b.id:
        return False
    left, right = _held(query.names, a), _held(query.names, b)
    if left & right:
        return False
    if bool(left) != bool(right) and _is_particular(query):
        return True
    return told_apart(a, b)


@lru_cache(maxsize=4096)
def told_apart(a: Source, b: Source) -> bool:
    """True when the openings of two documents share hardly a name with the other document."""
    outlets = frozenset(key(a.publisher or "").split()) & frozenset(key(b.publisher or "").split())
    left, right = _told_of(a, _OPENING) - outlets, _told_of(b, _OPENING) - outlets
    if min(len(left), len(right)) < _FEWEST:
        return False
    for opening, whole in ((left, _told_of(b, _LONGEST)), (right, _told_of(a, _LONGEST))):
        both = opening & whole
        # A name that is not among common words is seldom shared by chance.
        shared = len(both) + sum(word not in word_ranks() for word in both)
        if shared >= _SHARED or len(both) >= _SHARE * len(opening):
            return False
    return True


def of_others(query: Query, sources: Sequence[Source]) -> frozenset[str]:
    """The ids of the sources whose figures are of something else than what is asked about.

    They never name it, and tell another story than those that do: no fire but the Camp Fire.
    """
    if not query.names or query.wanted not in _FIGURES:
        return frozenset()
    once = {source.id: source for source in sources}.values()
    naming = [source for source in once if _held(query.names, source)]
    return frozenset(
        source.id
        for source in once
        if naming
        and source not in naming
        and all(two_stories(query, source, other) for other in naming)
    )


_FIGURES = frozenset(("number", "money", "percent", "duration"))


def of_this_event(query: Query, text: str, source: Source, named: Sequence[Source]) -> bool:
    """True when a toll of a report can be of the event that the question names.

    :param text: the sentence and the one before it.
    :param named: the reports that tell a toll beside the name; they tell others of others.
    """
    if _has(query.names, text):
        return True
    if source in named:
        return not names_in(text)
    return bool(_has(query.names, f"{source.title}. {source.text[:_OPENING]}"))


def names_event(query: Query, text: str) -> bool:
    """True when a text holds a name of the question."""
    return bool(_has(query.names, text))


def _is_particular(query: Query) -> bool:
    """True when the question has a name of several words, which a report on it would give."""
    return any(" " in name for name in query.names)


@lru_cache(maxsize=4096)
def _held(names: tuple[str, ...], source: Source) -> frozenset[str]:
    """Those of the names that a document holds, in any form at its head, below as they are."""
    head, rest = f"{source.title}. {source.text[:_LONGEST]}", source.text[_LONGEST:]
    return _has(names, head) | frozenset(name for name in names if _spelt(name, rest))


def _has(names: Sequence[str], text: str) -> frozenset[str]:
    """Those of the names that stand in a text: their words side by side, or the last one alone.

    "Putin" is Vladimir Putin, but no fire is the Camp Fire.
    """
    told = stems(text)
    return frozenset(
        name
        for name in names
        if (words := key(name).split())
        and meets(stem(words[-1]), told) >= 0.8
        and (len(words) < 2 or _alone(name, text) or _spelt(name, text))
    )


def _alone(name: str, text: str) -> bool:
    """True when the last word of a name stands in a text, and never as a common word."""
    last = re.escape(name.split()[-1])
    found = re.search(rf"(?<=[a-z,;] ){last}\b(?!\s[A-Z])", text)
    return found is not None and not re.search(rf"\b{last.lower()}\b", text)


def _spelt(name: str, text: str) -> bool:
    """True when the words of a name stand side by side in a text."""
    pattern = r"\W+".join(map(re.escape, key(name).split()))
    return bool(pattern) and re.search(rf"\b{pattern}", text, re.IGNORECASE) is not None


@lru_cache(maxsize=4096)
def _told_of(source: Source, size: int) -> frozenset[str]:
    """The words of the names in a document's title and first characters, in comparison form."""
    text = f"{source.title}. {source.text[:size]}"
    words = {
        key(word)
        for start, end in names_in(text)
        for word in re.findall(r"[^\W\d_][\w’'-]+", text[start:end])
    }
    small = small_words(source.text)
    return frozenset(w for w in words - small - _TIMES if len(w) > 2 and not writes_small(w))
