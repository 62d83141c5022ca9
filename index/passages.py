"""A source into passages: whole sentences up to a length in tokens, with some overlap."""

from __future__ import annotations

import hashlib
import re

from index.sentences import is_heading, paragraph_spans, sentence_spans
from index.tokens import count_all
from index.types import Passage, Source, Span

_LONGEST = 4
"""A sentence of more than this many times the aimed length is cut at white space."""


def passages_of(source: Source, aim: int = 128, overlap: int = 1) -> list[Passage]:
    """Passages of about ``aim`` tokens in the order of the text.

    Passages keep to sentence bounds and do not cross a heading; up to ``overlap`` sentences are
    repeated from the one before when they are short. Title and heading go into ``context``.
    """
    units, headings = _units(source.text, aim)
    if not units:
        units, headings = [(0, len(source.text))], [""]
    lengths = count_all([source.text[start:end] for start, end in units])
    passages: list[Passage] = []
    first = 0
    while first < len(units):
        last, total = first, lengths[first]
        while (
            last + 1 < len(units)
            and headings[last + 1] == headings[first]
            and total + lengths[last + 1] <= aim * 1.15
        ):
            last += 1
            total += lengths[last]
        passages.append(_passage(source, units[first][0], units[last][1], headings[first], total))
        following = last + 1
        if following < len(units) and headings[following] == headings[last]:
            back = 0
            while (
                back < overlap
                and following - 1 > first
                and sum(lengths[following - 1 : last + 1]) <= aim / 3
            ):
                following -= 1
                back += 1
        first = following
    return passages


def _passage(source: Source, start: int, end: int, heading: str, tokens: int) -> Passage:
    text = source.text[start:end]
    name = hashlib.sha256(f"{source.id}\0{start}\0{end}\0{text}".encode(errors="replace"))
    context = "\n".join(part for part in dict.fromkeys((source.title, heading)) if part)
    return Passage(
        id=f"{source.id}:{start}-{end}:{name.hexdigest()[:8]}",
        source_id=source.id,
        start=start,
        end=end,
        text=text,
        context=context,
        tokens=tokens,
    )


def _units(text: str, aim: int) -> tuple[list[Span], list[str]]:
    """Sentence spans (headings left out), and the heading over each."""
    units: list[Span] = []
    over: list[str] = []
    heading = ""
    waiting: list[Span] = []
    for start, end in paragraph_spans(text):
        if is_heading(text, (start, end)):
            heading = text[start:end]
            waiting.append((start, end))
            continue
        waiting.clear()
        for s, e in sentence_spans(text[start:end]):
            for piece in _cut(text, (start + s, start + e), aim * _LONGEST):
                units.append(piece)
                over.append(heading)
    for span in waiting:  # a text that ends in headings still has them searchable
        units.append(span)
        over.append(heading)
    return units, over


def _cut(text: str, span: Span, tokens: int) -> list[Span]:
    """A sentence as it is, or in pieces where it is longer than any sentence should be."""
    start, end = span
    limit = tokens * 4  # about four characters a token
    if end - start <= limit:
        return [span]
    pieces: list[Span] = []
    while end - start > limit:
        spaces = [m.end() for m in re.finditer(r"\s+", text[start : start + limit])]
        cut = start + (spaces[-1] if spaces and spaces[-1] > limit // 2 else limit)
        pieces.append((start, cut))
        start = cut
    pieces.append((start, end))
    return pieces
