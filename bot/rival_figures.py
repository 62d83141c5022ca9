"""Finds the figures that others set against one figure, also where they leave its noun out.

"About 2,000 people marched, the police said; the organisers spoke of 3,500": the second figure
names neither people nor march. It stands in the same sentence or right behind, of another voice,
and is of the same order.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer_figures import AnswerWords, figures_in
from bot.exchanges import holder_of
from bot.names import same_name
from bot.quantities import Quantity, relation
from bot.query import Query
from bot.relevance import Candidate
from bot.stories import two_stories
from bot.terms import STOPWORDS, kin, overlap, stem, stems
from bot.units import Unit, own_words
from index.types import Claim

_GIVES = re.compile(
    r"\b(?:spoke|speaks?|spoken|talk(?:s|ed)?|puts?|estimat\w+|reckon\w*|count(?:s|ed)|said|says|"
    r"gives?|gave|given|reported|reports|according\s+to|claim(?:s|ed)|expect(?:s|ed)?|forecasts?|"
    r"calculat\w+|assum\w+|insist(?:s|ed)|official|recorded|measured|announced)\b",
    re.IGNORECASE,
)
"""Words with which a voice gives a figure."""
_PART = re.compile(
    r"\b(?:of\s+whom|of\s+them|of\s+these|among\s+them|including|in\s+addition|another|further|others?|more|"
    r"compared\s+with|up\s+from|down\s+from|limit|capacity|years?|euros?\s+fine)\b[^.;]{0,20}$",
    re.IGNORECASE,
)
"""Words before a figure that is a part, a comparison or a limit."""
_CUT = re.compile(r"[;:]\s+|,\s+(?:while|but|whereas|though|although|yet)\s+|\s+while\s+")
"""Where a sentence sets one clause against another."""
_TOTAL = re.compile(
    r"\b(?:the|its|their)\s+(?:total|figure|sum|number|toll|loss|damage|cost|whole)\b[^.;]{0,25}$|\bthe\s+total\b",
    re.IGNORECASE,
)
"""Words that take up a figure told beside."""
_RATIO = 4.0
"""Largest ratio of two rival figures."""
_CLOSE = 1.5
"""The same for figures of two sources."""
_ABOUT = 0.75
"""Least share of the question's words in a sentence of another source and the one before it."""
_PEOPLE = frozenset("person people man woman child victim other".split())
_NEAR = 160
"""Most characters between the sentences of two rival figures."""


@dataclass(frozen=True, slots=True)
class Rival:
    """Another voice's figure for the same thing."""

    unit: Unit
    claim: Claim
    figure: Quantity


def rivals(
    query: Query, candidate: Candidate, words: AnswerWords, units: Sequence[Unit]
) -> list[Rival]:
    """The figures that others set against the figure of a candidate."""
    if not isinstance(words.value, Quantity):
        return []
    found: list[Rival] = []
    for other in units:
        if other.source.id != candidate.unit.source.id:
            if not two_stories(query, candidate.unit.source, other.source):
                found += _elsewhere(query, words.value, other)
            continue
        inside = other.start == candidate.unit.start
        if not inside and not _beside(candidate.unit, other):
            continue
        for figure in figures_in(other.text):
            if not _rival(words.value, figure, other):
                continue
            if inside:
                made = _in_clause(words, other, figure)
            elif _of_same(candidate.unit, other, figure):
                made = _told_behind(candidate, other, figure)
            else:
                made = None
            if made is not None:
                found.append(made)
    return found


def _elsewhere(query: Query, lead: Quantity, unit: Unit) -> list[Rival]:
    """Figures of the same noun in another source, where a sentence is about what is asked.

    People are counted for too many things; other nouns tell more ("votes").
    """
    noun = stem(lead.unit)
    if lead.kind != "count" or not noun or noun in _PEOPLE or noun in STOPWORDS:
        return []
    if overlap(query.terms, stems(f"{unit.text} {unit.before}")) < _ABOUT:
        return []
    return [
        Rival(unit, _claim_around(unit, figure), figure)
        for figure in figures_in(unit.text)
        if figure.kind == "count"
        and stem(figure.unit) == noun
        and relation(lead, figure) != "same"
        and _order(lead, figure) <= _CLOSE
        and not _PART.search(unit.text[: figure.start])
    ]


def _order(a: Quantity, b: Quantity) -> float:
    """Ratio of two figures, infinite where one is no more than nothing."""
    low, high = sorted((_middle(a), _middle(b)))
    return high / low if low > 0 else math.inf


def _beside(a: Unit, b: Unit) -> bool:
    """True for sentences next to each other in one paragraph."""
    gap = b.start - a.end if b.start >= a.start else a.start - b.end
    between = a.source.text[min(a.end, b.end) : max(a.start, b.start)]
    return gap <= _NEAR and "\n" not in between


def _in_clause(words: AnswerWords, unit: Unit, figure: Quantity) -> Rival | None:
    """The clause of a sentence in which another gives a figure, as a sentence of its own."""
    if figure.start < words.end and words.start < figure.end:
        return None
    cuts = [match.span() for match in _CUT.finditer(unit.text)]
    low = max((end for _, end in cuts if end <= figure.start), default=0)
    high = min((start for start, _ in cuts if start >= figure.end), default=len(unit.text))
    if low <= words.start < high or not _GIVES.search(unit.text[low:high]):
        return None
    text = unit.text[low:high]
    start, end = unit.start + low, unit.start + high
    part = replace(unit, start=start, end=end, text=text, claims=())
    return Rival(part, own_words(part), figure)


def _of_same(unit: Unit, other: Unit, figure: Quantity) -> bool:
    """True when a sentence beside gives "the total", or stands before the one that does."""
    if _TOTAL.search(other.text[: figure.start]):
        return True
    return other.end <= unit.start and _TOTAL.search(unit.text) is not None


def _told_behind(candidate: Candidate, unit: Unit, figure: Quantity) -> Rival | None:
    claim = _claim_around(unit, figure)
    voice = claim.holder or holder_of(unit)
    if voice is None or same_name(voice, candidate.claim.holder or ""):
        return None
    return Rival(unit, claim, figure)


def _claim_around(unit: Unit, figure: Quantity) -> Claim:
    start, end = unit.start + figure.start, unit.start + figure.end
    around = [c for c in unit.claims if c.holder and c.start <= start and end <= c.end]
    return min(around, key=lambda c: c.end - c.start) if around else own_words(unit)


def _rival(lead: Quantity, figure: Quantity, unit: Unit) -> bool:
    """True when a figure can be of the same thing: its kind, its noun or none, and its order."""
    if relation(lead, figure) == "same" or not _same_kind(lead, figure):
        return False
    if _order(lead, figure) > _RATIO:
        return False
    if _PART.search(unit.text[: figure.start]) or not _GIVES.search(unit.text):
        return False
    if lead.kind != "count":
        return True
    noun = figure.unit
    bare = not noun or noun in STOPWORDS or noun in _NO_NOUN
    return bare or bool(lead.unit and stem(noun) in kin(stem(lead.unit)))


_NO_NOUN = frozenset("million billion thousand instead altogether overall".split())


def _same_kind(a: Quantity, b: Quantity) -> bool:
    """Sums are often told without their currency."""
    if a.kind == b.kind:
        return a.kind in ("count", "percent") or (a.kind == "money" and a.unit == b.unit)
    large = re.compile(r"illion|thousand", re.IGNORECASE)
    return {a.kind, b.kind} == {"count", "money"} and bool(
        large.search(a.text) and large.search(b.text)
    )


def _middle(figure: Quantity) -> float:
    if math.isinf(figure.high):
        return figure.low
    return figure.high if figure.low <= 0 else (figure.low + figure.high) / 2
