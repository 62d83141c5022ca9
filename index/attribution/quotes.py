"""Which parts of a text stand in quotation marks: quoted content is a holder's own words."""

from __future__ import annotations

import re
from bisect import bisect_right

from index.types import Span

_PAIRS = {"“": "”", "«": "»", "„": "“", "‘": "’"}
_OPENING = re.compile(r"\"|''|[“„«]|(?<!\w)[‘'](?=\w)")
_SINGLE_CLOSING = re.compile(r"(?<=[\w,.!?…])['’](?!\w)")
_SHORTEST_SINGLE = 12
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
    for opening in _OPENING.finditer(text, start, end):
        mark, place = opening.group(), opening.start()
        if place < at:
            continue
        closing = _closing(text, mark, place + len(mark), end)
        if mark in ("'", "‘") and (closing is None or closing - place <= _SHORTEST_SINGLE):
            continue  # an apostrophe, or a word set off
        if closing is not None:
            found.append((place, closing))
            at = closing
        elif not text[start:place].strip():
            found.append((place, end))
            break
    return found


def _closing(text: str, mark: str, at: int, end: int) -> int | None:
    """Return where the quotation opened by ``mark`` ends, after its closing mark."""
    end = min(end, at + _LONGEST)
    if mark in ("'", "‘"):
        hit = _SINGLE_CLOSING.search(text, at, end)
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
