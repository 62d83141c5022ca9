"""The sentences of the passages found, each with the claims that stand in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.addressed import to_a_machine
from index.attribution.cues import speaks
from index.search import ScoredPassage
from index.sentences import sentence_spans
from index.types import Claim, Source, Span

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence with the claims that stand in it: what is scored and what is cited."""

    source: Source
    start: int
    end: int
    """Characters of the source."""
    text: str
    before: str
    """The sentence before it in the passage, or empty."""
    around: str
    """Its passage: says what the sentence leaves out."""
    claims: tuple[Claim, ...]
    passage_id: str
    passage: int
    """Place of its passage in the list given."""
    rank: float
    """Retrieval score of the passage."""
    spoken_before: str = ""
    """Who is reported in the sentence before, in the same paragraph; empty for nobody."""


def units_of(passages: Sequence[ScoredPassage], sources: Mapping[str, Source]) -> list[Unit]:
    """The sentences of the passages with their claims, each sentence once.

    Orders to whatever machine reads a document are no sentences of it (bot/addressed.py).
    """
    found: dict[tuple[str, int], Unit] = {}
    for place, scored in enumerate(passages):
        passage = scored.passage
        source = sources.get(passage.source_id)
        if source is None:
            continue
        before, last = "", 0
        for start, end in _whole(passage.text):
            begin, stop = passage.start + start, passage.start + end
            text = source.text[begin:stop]
            if not any(character.isalnum() for character in text) or to_a_machine(text):
                continue
            claims = tuple(
                claim
                for claim in passage.claims
                if _inside(claim, begin, stop) and claim.end > claim.start
            )
            found.setdefault(
                (source.id, begin),
                Unit(
                    source,
                    begin,
                    stop,
                    text,
                    before,
                    passage.text,
                    claims,
                    passage.id,
                    place,
                    scored.score,
                    _reported_in(passage.claims, last, begin, source) if before else "",
                ),
            )
            before, last = text, begin
    return list(found.values())


def _whole(text: str) -> list[Span]:
    """Sentence spans; a label of one or two words ("Release date.") goes with what follows it.

    Never over the end of a paragraph, and the end of a quotation (“Not one.”) is no label.
    """
    merged: list[Span] = []
    for start, end in sentence_spans(text):
        label = text[slice(*merged[-1])] if merged else ""
        between = text[merged[-1][1] : start] if merged else ""
        apart = "\n" in between or len(between) > 2 or label[-1:] in '”"»’'
        if label and len(label.split()) <= 2 and not apart:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _reported_in(claims: Sequence[Claim], start: int, stop: int, source: Source) -> str:
    """Who is last reported at [start, stop) of a source, unless a paragraph ends there."""
    if "\n\n" in source.text[start:stop]:
        return ""
    said = [c for c in claims if start <= c.start < stop and c.holder and c.cue and speaks(c.cue)]
    return (said[-1].holder or "") if said else ""


def _inside(claim: Claim, begin: int, stop: int) -> bool:
    """True when most of a claim stands in [begin, stop)."""
    shared = min(claim.end, stop) - max(claim.start, begin)
    return shared > 0.5 * (claim.end - claim.start)


def own_words(unit: Unit) -> Claim:
    """The sentence as a claim of the source itself."""
    for claim in unit.claims:
        if claim.holder is None and claim.start <= unit.start + 2 and claim.end >= unit.end - 2:
            return claim
    return Claim(
        unit.source.id,
        unit.text,
        unit.start,
        unit.end,
        clause=(unit.start, unit.end),
        sentence=(unit.start, unit.end),
        passage_id=unit.passage_id,
    )


def claim_in(unit: Unit) -> Claim:
    """The first claim of a sentence that has a holder, else the sentence itself."""
    held = [claim for claim in unit.claims if claim.holder is not None]
    return held[0] if held else own_words(unit)
