"""Tells apart different things of one name: two towns, two films, a band and an album."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.names import key, names_in
from bot.query import Query
from bot.terms import stem, stems
from index.types import Source

_BRACKET = r"\s*\(([^()]{3,60})\)"
_COMMA = (
    r",\s+(?!(?:Mr|Mrs|Ms|Dr|Sir|President|Gov|Governor|Sen|Senator|Rep|Mayor|Sheriff|Judge|Prime)\b)"
    r"([A-Z][\w.'’-]*\w(?:\s+[A-Z][\w.'’-]*\w){0,2})"
    r"(?=\s*(?:[.,;:)\n]|$)|\s+(?:is|was|in|on|at|by|and|has|had|with|from|after|before)\b)"
)
"""A place behind a comma, not the speaker of the next clause ("in Paradise, Mr Trump said")."""
_KIND = re.compile(
    r"\b(?:film|movie|album|song|band|novel|book|series|game|town|city|village|county|state|province|"
    r"ship|school|church|footballer|politician|actor|musician|writer|artist|station|river|township|"
    r"borough|magazine|play|company|singer|baseball|hockey|cricketer|racing|painter)\b",
    re.IGNORECASE,
)


def subject_of(query: Query, source: Source) -> str | None:
    """How a source qualifies the name that the question asks about ("Nebraska", "1979 film").

    None when the source puts nothing behind the name.
    """
    for name in _asked_names(query):
        found = _qualifier(name, f"{source.title}\n{source.text[:4000]}")
        if found:
            return found
    return None


def _asked_names(query: Query) -> list[str]:
    quoted = re.findall(r"[\"“]([^\"”]+)[\"”]", query.complete)
    inside = [query.complete[a:b] for a, b in names_in(query.complete)]
    return [name for name in [*quoted, *inside] if len(name) > 2]


@lru_cache(maxsize=2048)
def _qualifier(name: str, text: str) -> str | None:
    pattern = re.escape(name).replace(r"\ ", r"\s+")
    for match in re.finditer(rf"\b{pattern}{_BRACKET}", text, re.IGNORECASE):
        words = match[1]
        if _KIND.search(words) or re.match(r"[A-Z][\w.]+(?:[ ,]+[A-Z][\w.]+)*$", words):
            return words
    behind = re.search(rf"\b(?i:{pattern}){_COMMA}", text)
    return behind[1] if behind else None


def told_apart(a: str | None, b: str | None) -> bool:
    """True when two sources qualify one name differently."""
    if not a or not b or key(a) == key(b):
        return False
    first, second = sorted((key(a).rstrip("."), key(b).rstrip(".")), key=len)
    if second.startswith(first) and len(first) > 1:
        return False  # "Calif." is California
    left, right = stems(a), stems(b)
    common = left & right
    # "1979 film" and "1997 film" share the kind alone; "film" and "1979 film" may be one thing.
    if common and (left <= right or right <= left):
        return False
    return not common or all(stem(word) in _kinds() for word in common)


@lru_cache(maxsize=1)
def _kinds() -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"[a-z]+", _KIND.pattern))
