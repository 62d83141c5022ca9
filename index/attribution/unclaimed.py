"""What no attribution covers: quotations without speaker, and the narrator's own words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from index.attribution.cues import speaks
from index.attribution.holders import pronouns_of
from index.attribution.own_words import own_clauses, says_nothing
from index.attribution.quotes import share_quoted
from index.attribution.reading import Document, by_sentence, chain_of, is_quoted
from index.attribution.stance import narrator_stance, stance_of
from index.types import Claim, Span

UNNAMED = "an unnamed speaker"
"""Holder of a quotation that the document gives to nobody."""

_FEWEST = 4
"""Words of the shortest quotation that is looked for elsewhere in its document."""
_RELATIVE = re.compile(r"[’'s]*,?\s*(?:which|who)\b")


def unlinked_quotations(document: Document, claims: Sequence[Claim]) -> list[Claim]:
    """Quoted sentences without attribution: the speaker of the same or the last quotation.

    They are never the narrator's words; where no speaker is near they go to an unnamed one.
    """
    covered = {document.sentence(a) for c in claims for a, _ in (c.parts or ((c.start, c.end),))}
    speaker: int | None = None
    found: list[Claim] = []
    place_of: dict[int, int] = {}
    for place, attribution in enumerate(document.attributions):
        for sentence, parts in by_sentence(document, attribution.content):
            if is_quoted(document, parts):
                place_of[sentence] = place
    for number, span in enumerate(document.sentences):
        if number in covered:
            speaker = place_of.get(number)
            continue
        if share_quoted(document.quotes, *span) < 0.9 or not says_something(document, span):
            speaker = None
            continue
        owner = _same_quotation(document, span, place_of)
        owner = speaker if owner is None else owner
        owner = _said_before(document, span) if owner is None else owner
        owner = _said_elsewhere(document, span) if owner is None else owner
        found.append(_continued(document, span, owner))
        speaker = owner
    return found


def says_something(document: Document, span: Span) -> bool:
    """Tell whether a quoted sentence has words; a quoted question is a claim of its speaker."""
    return any(c.isalpha() for c in document.text[span[0] : span[1]])


def _same_quotation(document: Document, span: Span, place_of: dict[int, int]) -> int | None:
    """The attribution of another sentence between the same quotation marks."""
    at = bisect_right(document.quotes, (span[0], len(document.text))) - 1
    if at < 0:
        return None
    start, end = document.quotes[at]
    for sentence in range(document.sentence(start), document.sentence(end - 1) + 1):
        if sentence in place_of:
            return place_of[sentence]
    return None


def _said_before(document: Document, span: Span) -> int | None:
    """The attribution of the sentence before, in the same paragraph ("Roe denies it. “No.”")."""
    found = None
    for place, attribution in enumerate(document.attributions):
        at = attribution.cue[0] if attribution.cue else -1
        holder = document.holders[place]
        last = document.sentence(span[0]) - 1
        if holder is None or last < 0 or not document.sentences[last][0] <= at < span[0]:
            continue
        told = speaks(document.text[slice(*attribution.cue)]) if attribution.cue else False
        if told and "\n" not in document.text[at : span[0]] and attribution.parent is None:
            found = place
    return found


def _said_elsewhere(document: Document, span: Span) -> int | None:
    """The attribution whose content holds the very words: a quotation set as a heading."""
    words = document.text[slice(*span)].strip("“”\"‘’'.,?!… ")
    if len(words.split()) < _FEWEST:
        return None
    for place, attribution in enumerate(document.attributions):
        held = (document.text[a:b] for a, b in attribution.content)
        if document.holders[place] and any(words in text for text in held):
            return place
    return None


def _continued(document: Document, span: Span, place: int | None) -> Claim:
    text = document.text
    holder = document.holders[place] if place is not None else None
    stance, hedges = stance_of(text, None, [span], pronouns_of(holder) or frozenset(["i", "we"]))
    return Claim(
        source_id=document.source.id,
        text=text[span[0] : span[1]],
        start=span[0],
        end=span[1],
        holder=holder.name if holder else UNNAMED,
        holder_words=holder.words if holder else "",
        chain=chain_of(document, place) if place is not None else (),
        stance=stance,
        hedges=hedges,
        quoted=True,
        clause=span,
        sentence=span,
    )


def own_words(document: Document, claims: Sequence[Claim]) -> list[Claim]:
    """The narrator's sentences and clauses."""
    taken: dict[int, list[Span]] = {}
    for claim in claims:
        if claim.cue is not None and not claim.quoted and not speaks(claim.cue):
            continue
        start = _own_end(document.text, claim)
        for sentence in range(
            document.sentence(claim.clause[0]), document.sentence(claim.clause[1] - 1) + 1
        ):
            first, last = document.sentences[sentence]
            taken.setdefault(sentence, []).append(
                (max(first, start), max(first, min(last, claim.clause[1])))
            )
    found = []
    for number, span in enumerate(document.sentences):
        if says_nothing(document.text, span):
            continue
        for parts in own_clauses(document.text, span, sorted(taken.get(number, []))):
            found.append(_own_claim(document, span, parts))
    return found


def _own_end(text: str, claim: Claim) -> int:
    """Where the narrator's words end: after the source when a relative clause attributes."""
    start, end = claim.clause
    words = claim.holder_words or ""
    if words and text.startswith(words, start):
        source = start + len(words)
        if _RELATIVE.match(text, source, end):
            return source
    return start


def _own_claim(document: Document, sentence: Span, parts: tuple[Span, ...]) -> Claim:
    start, end = parts[0][0], parts[-1][1]
    stance, hedges = narrator_stance(document.text, (start, end))
    return Claim(
        source_id=document.source.id,
        text=document.text[start:end],
        start=start,
        end=end,
        stance=stance,
        hedges=hedges,
        quoted=share_quoted(document.quotes, start, end) > 0.5,
        parts=parts if len(parts) > 1 else (),
        clause=sentence,
        sentence=sentence,
    )
