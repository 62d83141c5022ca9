"""Which parts of a text stand in quotation marks: quoted content is a holder's own words."""

from __future__ import annotations

import re
from bisect import bisect_right

from index.types import Span

_PAIRS = {"“": "”", "«": "»", "„": "“", "‘": "’"}
_STRAIGHT = re.compile(r"\"|''")
_CURLY = re.compile(r"[“„«]")
_SINGLE = re.compile(r"(?<!\w)[‘'](?=\w)")
_PARAGRAPH = re.compile(r"\n\s*")
_LONGEST = 3000
"""Characters of the longest quotation looked for; a mark without its partner opens nothing."""


def quoted_spans(text: str) -> list[Span]:
    """Return what stands between quotation marks, marks included, in order, without overlap.

    A quotation may go on over paragraphs when each opens with its mark again; a paragraph that
    opens with a mark and never closes it is quoted to its end.
    """
    spans: list[Span] = []
    start = 0
    for end in [*(m.start() for m in _PARAGRAPH.finditer(text)), len(text)]:
        if end > start:
            spans += _in_paragraph(text, start, end)
        start = end
    return spans


def _in_paragraph(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    at = start
    while at < end:
        opening = _next_opening(text, at, end)
        if opening is None:
            break
        mark, place = opening
        closing = _closing(text, mark, place + len(mark), end)
        if closing is None:
            if text[start:place].strip():
                at = place + len(mark)  # a lone mark inside a line: inches, a slip
                continue
            found.append((place, end))
            break
        found.append((place, closing))
        at = closing
    return found


def _next_opening(text: str, at: int, end: int) -> tuple[str, int] | None:
    hits = []
    for pattern in (_STRAIGHT, _CURLY):
        hit = pattern.search(text, at, end)
        if hit:
            hits.append((hit.start(), hit.group()))
    single = _SINGLE.search(text, at, end)
    if single and not (hits and min(hits)[0] <= single.start()):
        closing = _closing(text, single.group(), single.end(), end)
        if closing is not None and closing - single.start() > 12:
            hits.append((single.start(), single.group()))
    if not hits:
        return None
    place, mark = min(hits)
    return mark, place


def _closing(text: str, mark: str, at: int, end: int) -> int | None:
    """Return where the quotation opened by ``mark`` ends, after its closing mark."""
    end = min(end, at + _LONGEST)
    if mark in ("'", "‘"):
        hit = re.compile(r"(?<=[\w,.!?…])['’](?!\w)").search(text, at, end)
        return hit.end() if hit else None
    partner = _PAIRS.get(mark, mark)
    place = text.find(partner, at, end)
    if place < 0 and mark == "“":
        place, partner = text.find('"', at, end), '"'
    return None if place < 0 else place + len(partner)


def share_quoted(spans: list[Span], start: int, end: int) -> float:
    """Return the share of ``[start, end)`` that lies in ``spans`` (ordered, disjoint); 0 to 1."""
    if end <= start:
        return 0.0
    place = max(0, bisect_right(spans, (start, end)) - 1)
    covered = 0
    for a, b in spans[place:]:
        if a >= end:
            break
        covered += max(0, min(b, end) - max(a, start))
    return covered / (end - start)
