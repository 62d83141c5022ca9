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
from index.attribution.names import Gender
from index.attribution.pronouns import GENDERS, resolve_pronoun
from index.attribution.quotes import quoted_spans
from index.sentences import sentence_spans
from index.types import Claim, Source

_PRONOUN = re.compile(r"(?<![\w“\"'‘])(?P<word>[Hh]e|[Ss]he)(?=\s)")
_REACH = 60
"""Characters into a sentence within which its subject is looked for."""
_BACK = 2
"""Sentences back in which the person must be named, so that the citation can show it."""


_SPEAKS = re.compile(
    r"\s(?:(?:has|had|also|later|then)\s)*(?:said|says|told|tells|added|adds|wrote|writes|asked|asks)\b"
)


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
            if not _SPEAKS.match(text, found.end()) and _another(
                cast, at, start + found.start(), holder.name, GENDERS[found["word"].lower()]
            ):
                return plain
            named = f"{text[: found.end()]} [{holder.name}]{text[found.end() :]}"
            return Cleared(named, at, holder.name)
    return plain


def speaker_spot(source: Source, claim: Claim, start: int, end: int) -> int | None:
    """Where the pronoun ends that stands for a claim's holder in [start, end) of a source.

    It stands beside the cue ("he said", "said he"), else it is the first outside quotations.
    """
    word, cue = re.escape(claim.holder_words or ""), re.escape(claim.cue or "")
    text = source.text[start:end]
    beside = re.search(rf"\b(?P<word>{word})\s+(?:\w+\s+)?{cue}\b", text) if cue else None
    beside = beside or (re.search(rf"\b{cue}\s+(?P<word>{word})\b", text) if cue else None)
    if beside is not None:
        return start + beside.end("word")
    quotes = quoted_spans(text)
    for match in re.finditer(rf"\b{word}\b", text):
        if not any(a <= match.start() < b for a, b in quotes):
            return start + match.end()
    return None


def _another(cast: Cast, start: int, end: int, name: str, gender: Gender) -> bool:
    """True when [start, end) names somebody else whom the pronoun can mean.

    What a speaker's sentence tells of another is easily laid at the speaker's own door: "Chief Lee
    said that Ray Ott is wanted. Police believe he shot four people."
    """
    for mention, entity in cast.within(start, end):
        known = cast.gender(entity)
        other = entity.name not in name and name not in entity.name
        if not other or mention.possessive or cast.quoted(mention.start):
            continue
        if entity.kind == "person" and known in (None, gender):
            return True
    return False
