"""Which claim of a sentence answers a question: whose words they are, and which words."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answer_figures import AnswerWords
from bot.answer_words import find_answer
from bot.quantities import quantities
from bot.query import Query
from bot.speakers import spoken_by
from bot.terms import overlap, stems
from bot.units import Unit, own_words
from index.types import Claim


def claims_for(
    unit: Unit, words: AnswerWords | None, query: Query
) -> list[tuple[Claim, AnswerWords | None]]:
    """The claims of a sentence that answer, with their words.

    One, save where several holders of one sentence each give a figure ("2,000 according to the
    police; the union spoke of 3,500").
    """
    held = [claim for claim in unit.claims if claim.holder is not None and claim.stance != "asked"]
    if words is not None and query.wanted in ("number", "money", "percent") and len(held) > 1:
        given: dict[str, tuple[Claim, AnswerWords | None]] = {}
        for claim in held:
            start, end = max(claim.start, unit.start), min(claim.end, unit.end)
            inner = _figure_in(query, unit, start, end)
            if inner is not None and claim.holder not in given:
                shift = start - unit.start
                moved = replace(inner, start=inner.start + shift, end=inner.end + shift)
                given[claim.holder or ""] = (claim, moved)
        if len(given) > 1 and len({pair[1].text for pair in given.values() if pair[1]}) > 1:
            return list(given.values())
    return [(_claim_for(unit, words, query), words)]


def _figure_in(query: Query, unit: Unit, start: int, end: int) -> AnswerWords | None:
    """The figure of one claim: the one asked for, or a bare one that leaves its noun out."""
    text = unit.source.text[start:end]
    found = find_answer(query, text, unit.source.published)
    if found is not None:
        return found
    bare = [q for q in quantities(text) if q.kind == "count" and q.unit in ("", "and")]
    if len(bare) != 1:
        return None
    return AnswerWords(bare[0].text, bare[0].start, bare[0].end, bare[0])


_REASON = re.compile(
    r"\b(?:because|since\s+(?!(?:\d|last|then|the\s+\w+\s+of)\b)|as\s+(?:it|he|she|they|the|this|there)\b|"
    r"due\s+to|owing\s+to|so\s+that|in\s+order\s+to)\b",
    re.IGNORECASE,
)


def _gives_reason(text: str) -> bool:
    """True when a text gives a reason in words for it."""
    return _REASON.search(text) is not None


def _behind(unit: Unit, claim: Claim) -> str:
    """The words of a sentence behind those of a claim."""
    return unit.text[max(0, claim.end - unit.start) :]


def _claim_for(unit: Unit, words: AnswerWords | None, query: Query) -> Claim:
    """The claim of a sentence that answers: the smallest around the answering words, else the one
    of the named speaker, else the one with most words of the question, else the sentence itself.
    """
    held = [claim for claim in unit.claims if claim.holder is not None and claim.stance != "asked"]
    if query.kind == "why" and _gives_reason(unit.text):
        # What stands behind the words of a speaker may be the reason that is asked for.
        whole = [claim for claim in held if _gives_reason(claim.text)]
        if not whole and any(_gives_reason(_behind(unit, claim)) for claim in held):
            return own_words(unit)
    if query.speaker:
        spoken = [claim for claim in held if spoken_by(claim, unit.source, query.speaker)]
        if spoken:
            return max(spoken, key=lambda claim: overlap(query.terms, stems(claim.text)))
        return own_words(unit)
    if words is not None:
        start, end = unit.start + words.start, unit.start + words.end
        around = [claim for claim in held if claim.start <= start and end <= claim.end]
        if around:
            return min(around, key=lambda claim: claim.end - claim.start)
        return own_words(unit)
    if held:
        own = own_words(unit)
        best = max(held, key=lambda claim: overlap(query.terms, stems(claim.text)))
        if overlap(query.terms, stems(best.text)) >= 0.6 * overlap(query.terms, stems(own.text)):
            return best
    return own_words(unit)
