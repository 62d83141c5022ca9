"""Says who "he" or "she" is in a sentence that an answer takes out of its text.

"She promised to stop the road" reads "she [Ana Lund] promised ..." where the sentences before name
one person whom it can mean; where that is not clear, the pronoun stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.names import names_in
from index.attribution.cast import Cast
from index.attribution.pronouns import resolve_pronoun
from index.attribution.quotes import quoted_spans
from index.sentences import sentence_spans
from index.types import Source

_PRONOUN = re.compile(r"(?<![\w“\"'‘])(?P<word>[Hh]e|[Ss]he)(?=\s)")
_REACH = 60
"""Characters into a sentence within which its subject is looked for."""
_BACK = 2
"""Sentences back in which the person must be named, so that the citation can show it."""


class Cleared(NamedTuple):
    """A sentence that says who is meant, and from where its citation has to start."""

    text: str
    start: int
    name: str | None
    """Who is meant; None where nothing was put in."""


@lru_cache(maxsize=32)
def _cast(source: Source) -> tuple[Cast, tuple[int, ...]]:
    """The people of a document, and where its sentences start."""
    spans = sentence_spans(source.text)
    starts = tuple(start for start, _ in spans)
    return Cast(source.text, spans, quotes=quoted_spans(source.text), title=source.title), starts


@lru_cache(maxsize=2048)
def people_meant(source: Source, start: int, end: int) -> frozenset[str]:
    """The names of those whom "he" and "she", "his" and "her" mean at [start, end) of a source."""
    cast, _ = _cast(source)
    spots = re.finditer(r"\b(?:he|she|his|her|him|hers)\b", source.text[start:end], re.IGNORECASE)
    meant = (resolve_pronoun(m[0].lower(), start + m.start(), cast, ()) for m in spots)
    return frozenset(one.name for one in meant if one is not None and names_in(one.name))


@lru_cache(maxsize=2048)
def cleared(source: Source, start: int, end: int) -> Cleared:
    """The words of a source at [start, end) with the name behind the pronoun that is their subject.

    :return: the words as they stand, from ``start``, where no one is clearly meant.
    """
    text = source.text[start:end]
    plain = Cleared(text, start, None)
    found = _PRONOUN.search(text)
    if found is None or found.start() > _REACH or names_in(text[: found.start()]):
        return plain
    if text[: found.start()].count('"') % 2 or text[: found.start()].count("“") > text[
        : found.start()
    ].count("”"):
        return plain  # inside a quotation somebody else speaks
    cast, starts = _cast(source)
    holder = resolve_pronoun(found["word"].lower(), start + found.start(), cast, ())
    if holder is None or not names_in(holder.name):
        return plain
    before = [at for at in starts if at < start][-_BACK:]
    last = holder.name.split()[-1]
    for at in reversed(before):
        if re.search(rf"\b{re.escape(last)}\b", source.text[at:start]):
            named = f"{text[: found.end()]} [{holder.name}]{text[found.end() :]}"
            return Cleared(named, at, holder.name)
    return plain
