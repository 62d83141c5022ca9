"""Attributions inside content: "X said that Y claimed that Z" makes Y hold Z, relayed by X.

The tagger marks the outer attribution alone. Only plain forms are read, and never inside a
quotation, whose words are one person's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.attribution.linking import Attribution
from index.types import Span

_VERB = (
    r"said|says|say|claimed|denied|denies|warned|warns|announced|announces|argued|"
    r"argues|argue|insisted|insists|stated|believed|believes|believe|"
    r"alleged|alleges|allege|suggested|suggests|asserted|asserts|admitted|admits|confirmed|confirms|"
    r"acknowledged|promised|promises|vowed|pledged|contended|contends|maintained|maintains|"
    r"concluded|concludes|predicted|predicts|testified|acknowledges"
)
_INNER = re.compile(
    rf"^\W*(?:that\s+)?(?P<source>(?:[\w.’'&-]+\s+){{1,7}}?)"
    rf"(?P<cue>(?:(?:has|have|had|also|repeatedly|recently|earlier|falsely|publicly)\s+){{0,2}}"
    rf"(?:{_VERB})(?:\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?)"
    rf"\s+(?P<content>(?:that\s+)?(?:[\w“\"‘’'$-]+[,\s]+){{1}}.*)$",
    re.DOTALL,
)
_ACCORDING = re.compile(r",?\s(?P<cue>according to)\s+(?P<source>[^,.;:]{2,80}?)\W*$")
_NO_SOURCE = re.compile(
    r"\b(?:is|are|was|were|be|been|will|would|can|could|may|might|should|cannot|\w+n['’]t|not|that|whom|where|even|who|which|what|if|when|"
    r"because|to|by|for|in|on|at|with|from|than|as|it|there|being|having|nobody|nothing|wrote|and)\b|"
    r"[a-z]{2,}(?:ed|ing)\b",
    re.IGNORECASE,
)
_FEWEST = 15
"""Characters of the shortest content before "according to"."""
_MARKS = '"“”«»'


def nested_in(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return ``attributions`` with those added that their contents report, ``parent`` set.

    :return: the given ones first, in their order, so that places stay valid.
    """
    found = list(attributions)
    places = {a.cue for a in attributions}
    for place, outer in enumerate(attributions):
        for content in outer.content:
            inner = _inner(text, content, place)
            if inner and inner.cue not in places:
                found.append(inner)
    return found


def _inner(text: str, content: Span, place: int) -> Attribution | None:
    words = text[content[0] : content[1]]
    if any(mark in words[:2] for mark in _MARKS) or "''" in words[:2]:
        return None
    hit = _INNER.match(words)
    if hit is None or _NO_SOURCE.search(hit.group("source")):
        hit = _ACCORDING.search(words)
        if hit is None or hit.start() < _FEWEST:
            return None
        inner = 0, hit.start()
    else:
        inner = hit.span("content")
    if any(mark in hit.group("source") for mark in _MARKS):
        return None

    def span(start: int, end: int) -> Span:
        while end > start and words[end - 1].isspace():
            end -= 1
        return content[0] + start, content[0] + end

    return Attribution((span(*hit.span("source")),), span(*hit.span("cue")), (span(*inner),), place)
