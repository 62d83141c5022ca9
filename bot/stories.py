"""Tells whether two documents are about one event: figures of two crashes do not contradict.

Reports of one event share names, whoever writes them: of 1,572 pairs of reports on one local event
3 in 100 are told apart by the names in the opening of one and anywhere in the other, of pairs on
two such events 79 in 100 (docs/experiments.md).
"""

from __future__ import annotations

import re
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

    A name in the question that both documents hold makes one matter of them.
    """
    if a.id == b.id:
        return False
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
