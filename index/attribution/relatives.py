"""Who speaks where a relative clause tells what another says of the speaker.

"Jo Roe, who Ann Lund says was in the room, has promised to help": Roe promises, Lund says. The
tagger takes the relative clause for the name of who promises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.attribution.completion import trimmed
from index.attribution.linking import Attribution
from index.types import Span

_TOLD_OF = re.compile(
    r"(?P<head>[^\W\d_][\w.’'-]*(?:\s[\w.’'-]+){0,5}),\s(?:who|whom|which)\s"
    r"(?P<source>(?:[\w.’'-]+\s){1,5}?)"
    r"(?P<cue>(?:(?:has|have|had|also)\s)?(?:says?|said|believes?|believed|alleges?|alleged|claims?|claimed|"
    r"thinks?|suspects?|suspected|insists?|insisted|maintains?))\s"
    r"(?P<content>(?:was|were|is|are|had|has|have|did|will|would|could|may|might|took|gave|made|knew|saw|went|came|"
    r"told|paid|sold|bought|shot|hit|left|led|ran|began|sent|kept|held|fired|[a-z]+ed)\b[^,;]{3,160}),\s"
)


_NAMED = re.compile(
    r"(?:(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)\b[A-Z][\w.’'-]*\s?)+$|"
    r"\b(?:the|an?|his|her|its|their|one)\s(?:(?!the\b|an?\b|his\b|her\b)[\w.’'-]+\s?)+$"
)
"""The end of what stands before the clause that is a name, or words for somebody."""


def with_heads(
    text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Give what follows such a clause to the head of the clause, in order of the text.

    What the clause itself tells has no subject ("was in the room") and is left to the sentence.
    """
    made = list(attributions)
    for start, end in sentences:
        for match in _TOLD_OF.finditer(text, start, end):
            inside = match.start("source"), match.end("content")
            made = [
                put
                for one in made
                if (put := _put_right(text, one, _named(match), inside, end)) is not None
            ]
    return made


def _named(match: re.Match[str]) -> Span:
    """Where the one stands of whom the clause tells: behind "On Friday evening", say."""
    found = _NAMED.search(match["head"])
    start, end = match.span("head")
    return (start + found.start(), end) if found else (start, end)


def _put_right(
    text: str, one: Attribution, head: Span, clause: Span, end: int
) -> Attribution | None:
    """The attribution with the head as its source; None when it is the clause's own."""
    cue = one.cue
    within = [c for c in (*one.source, *one.content) if c[0] < clause[1] and clause[0] < c[1]]
    if cue is None or not within:
        return one
    if cue[0] < clause[1]:
        return None if all(c[0] >= clause[0] for c in one.content) else one
    if cue[0] >= end or not any(s[0] < clause[1] and clause[0] <= s[1] for s in one.source):
        return one
    after = [c for c in one.content if c[0] >= cue[1]]
    rest = trimmed(text, cue[1], end)
    content = tuple(after) or ((rest,) if rest else ())
    return replace(one, source=(head,), content=content) if content else None
