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

    A name in the question that both documents hold makes one matter of them, one that only one of
    them holds makes two.
    """
    if a.id == b.id:
        return False
    if len({has_name(query.names, f"{one.title}. {one.text}") for one in (a, b)}) > 1:
        return bool(query.names)
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
    return not any(_holds(name, a) and _holds(name, b) for name in query.names)


def of_others(query: Query, sources: Sequence[Source]) -> list[bool]:
    """For each source whether its figures are of something else than what is asked about.

    So they are where it never names it, and others do: no fire but the Camp Fire is asked for.
    """
    if not query.names or query.wanted not in _FIGURES:
        return [False] * len(sources)
    held = [has_name(query.names, f"{one.title}. {one.text}") for one in sources]
    return [not holds and any(held) for holds in held]


_FIGURES = frozenset(("number", "money", "percent", "duration"))


@lru_cache(maxsize=4096)
def has_name(names: tuple[str, ...], text: str) -> bool:
    """True when one of the names stands in a text: its words side by side, or its last one alone.

    "Putin" is Vladimir Putin, but no fire is the Camp Fire.
    """
    told = stems(text)
    for name in names:
        words = key(name).split()
        if not words or meets(stem(words[-1]), told) < 0.8:
            continue
        last = re.escape(name.split()[-1])
        common = re.search(rf"\b{last.lower()}\b", text)
        if len(words) < 2 or (not common and re.search(rf"(?<=[a-z,;] ){last}\b", text)):
            return True
        if re.search(r"\W+".join(map(re.escape, words)), text, re.IGNORECASE):
            return True
    return False


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


def _holds(name: str, source: Source) -> bool:
    told = stems(f"{source.title} {source.text[:_LONGEST]}")
    return all(meets(stem(word), told) >= 0.8 for word in key(name).split())
