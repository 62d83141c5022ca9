"""Which positions cannot all hold, of what kind, and which ones only differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot import quantities
from bot.answer_figures import SURE
from bot.counted_things import same_order
from bot.dates import Moment
from bot.names import same_name
from bot.patterns import PRONOUNS
from bot.positions import Position, relation
from bot.quantities import Quantity
from bot.query import Query
from bot.relevance import Candidate
from bot.signs import contrary
from bot.stories import two_stories
from bot.subjects import subject_of, told_apart
from bot.terms import WEAK, meets, stem, stems
from bot.tolls import harm_asked, toll_in, tolls_in
from bot.types import ConflictKind

_BLAME = re.compile(
    r"\b(?:responsib\w+|blam\w+|behind|culprit\w*|perpetrat\w+|carried\s+out|carry\s+out|fault|guilty|"
    r"caused?|started|launched|ordered|organi[sz]ed|attacked|killed|shot|bombed)\b",
    re.IGNORECASE,
)


MEASURED = frozenset(("number", "money", "percent", "age", "duration"))
"""What a question can want that is a figure."""


LIKELY = 0.12
"""Least probability that a sentence answers for it to be set against another."""
_LIKELY_TIME = 0.4
"""The same for a time: every sentence of news has one, mostly of something else."""
_TOLLS, _WHOLE = 0.04, 0.75
"""The same for two sentences that each tell a toll, and the least weight of a toll for it."""
_ANSWERS, _SURELY = 0.5, 0.8
"""Probabilities from which two sentences are taken to answer in whatever words, and from which
even where one lacks the words of the question."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Positions that differ: their places, the kind, and what is to be said about them."""

    kind: ConflictKind
    places: tuple[int, ...]
    """Places in the list of positions."""
    exclusive: bool
    """False for figures that differ but can both hold."""
    note: str = ""
    """A sentence on how they stand to each other, or empty."""


def find_clash(query: Query, positions: Sequence[Position]) -> Clash | None:
    """The clash among the positions on a question that has one answer; None when there is none."""
    if not query.single or len(positions) < 2:
        return None
    places: set[int] = set()
    exclusive = False
    superseding: tuple[int, int] | None = None
    for i, first in enumerate(positions):
        for j in range(i + 1, len(positions)):
            second = positions[j]
            if not compete(query, first, second):
                continue
            a, b = first.best.words, second.best.words
            related = relation(a, b) if a and b else "unrelated"
            if related == "unrelated" or (related == "compatible" and not _figures(first, second)):
                continue
            places |= {i, j}
            exclusive = exclusive or related == "contradict"
            superseding = superseding or _supersedes(i, first, j, second)
    if not places:
        return None
    if superseding and len(places) == 2:
        later, earlier = superseding
        return Clash("superseded", (later, earlier), True)
    kind = _kind(query, [positions[place] for place in sorted(places)])
    return Clash(kind, tuple(sorted(places)), exclusive, _date_note(positions, places))


def _figures(a: Position, b: Position) -> bool:
    return all(p.best.words and isinstance(p.best.words.value, Quantity) for p in (a, b))


def compete(query: Query, a: Position, b: Position) -> bool:
    """True when two positions are answers of different voices about one thing."""
    first, second = a.best, b.best
    if min(first.chance, second.chance) < _least(query, first, second):
        return False
    if voice_of(first) == voice_of(second) and first.unit.source.id == second.unit.source.id:
        return False
    if told_apart(subject_of(query, first.unit.source), subject_of(query, second.unit.source)):
        return False
    if two_stories(query, first.unit.source, second.unit.source):
        return False
    if any(_unsure(p) for p in (first, second)) and not _both_answer(first, second, _ANSWERS):
        return False
    if _beside_it(query, first, second) and not _both_answer(first, second, _SURELY):
        return False
    if any(contrary(query.complete, candidate.unit.text) for candidate in (first, second)):
        return False
    # A sentence that gives both answers does not contradict the one that gives one of them.
    return not (_gives(query, first, second) or _gives(query, second, first))


def _least(query: Query, first: Candidate, second: Candidate) -> float:
    """The probability from which two sentences are set against each other.

    Two tolls of the harm that is asked are of one kind however unlike the question they read.
    """
    values = [c.words.value for c in (first, second) if c.words is not None]
    if any(isinstance(value, Moment) for value in values):
        return _LIKELY_TIME
    harm = harm_asked(query)
    tolls = [toll_in(c.unit.text, harm) for c in (first, second)] if harm else [None]
    whole = all(toll is not None and toll.weight >= _WHOLE for toll in tolls)
    return _TOLLS if whole else LIKELY


def _both_answer(first: Candidate, second: Candidate, least: float) -> bool:
    """True for two figures of one order in sentences that both answer with this probability."""
    if min(first.chance, second.chance) < least:
        return False
    values = [c.words.value for c in (first, second) if c.words is not None]
    figures = [value for value in values if isinstance(value, Quantity)]
    return len(figures) == 2 and same_order(*figures)


def _beside_it(query: Query, first: Candidate, second: Candidate) -> bool:
    """True when one of two figures or times is told of something else than what is asked.

    One meets what is asked (names left out), the other at most half of it, its title and the
    sentence before it counted.
    """
    if any(c.words is None or c.words.contrasted or isinstance(c.words.value, str)
           for c in (first, second)):  # fmt: skip
        return False
    left_out = stems(" ".join((*query.names, query.counted or "")))
    acts = [stem(t) for t in query.terms if stem(t) not in left_out and stem(t) not in WEAK]
    if len(acts) < 2:
        return False
    met = sorted(sum(meets(act, _told(c)) >= 0.6 for act in acts) for c in (first, second))
    return met[1] >= 0.75 * len(acts) and met[0] * 2 <= len(acts)


def _told(candidate: Candidate) -> frozenset[str]:
    unit = candidate.unit
    return stems(unit.text) | stems(unit.before) | stems(unit.source.title)


def _unsure(candidate: Candidate) -> bool:
    """True for answer words that only stand near the asked ones."""
    words = candidate.words
    if words is None:
        return True
    return words.fit < (SURE if isinstance(words.value, str) else 0.6)


def _gives(query: Query, candidate: Candidate, other: Candidate) -> bool:
    """True when a sentence also holds the other's answer words as they stand."""
    if other.words is None or candidate.words is None:
        return False
    if isinstance(other.words.value, Quantity):
        # Figures of one sentence are told apart by it: "five, said the police, the mayor seven".
        return candidate.unit != other.unit and _counts_too(query, candidate, other.words.value)
    sure = min(candidate.words.fit, other.words.fit) >= SURE
    where = candidate.unit.text if sure else candidate.unit.around
    return re.search(rf"\b{re.escape(other.words.text)}\b", where) is not None


def _counts_too(query: Query, candidate: Candidate, count: Quantity) -> bool:
    """True for "the last three victims of a shooting that left seven dead" beside seven dead."""
    harm, words = harm_asked(query), candidate.words
    if harm is None or words is None or not isinstance(words.value, Quantity):
        return False
    told = [toll.figure for toll in tolls_in(candidate.claim.text) if toll.harm == harm]
    return words.value.high < count.low and any(
        quantities.relation(figure, count) == "same" for figure in told
    )


def voice_of(candidate: Candidate) -> str:
    """Who speaks in a candidate: its holder, else its publisher, else its source."""
    source = candidate.unit.source
    holder = re.sub(r",\s+(?:who|which|whose)\b.*$|,$", "", candidate.claim.holder or "")
    if holder.lower() in PRONOUNS:
        holder = ""
    return holder or source.publisher or source.title or source.id


def _supersedes(i: int, a: Position, j: int, b: Position) -> tuple[int, int] | None:
    """(later, earlier) when one voice gives two answers at two dates."""
    dates = a.best.unit.source.published, b.best.unit.source.published
    if not all(dates) or dates[0] == dates[1] or not same_name(voice_of(a.best), voice_of(b.best)):
        return None
    return (i, j) if str(dates[0]) > str(dates[1]) else (j, i)


def _kind(query: Query, positions: Sequence[Position]) -> ConflictKind:
    if all(p.best.words and isinstance(p.best.words.value, Quantity) for p in positions):
        return "figures"
    if query.wanted in ("person", "name") and _BLAME.search(query.complete):
        return "responsibility"
    return "other"


def _date_note(positions: Sequence[Position], places: set[int]) -> str:
    """Which of two dated reports is the later one; empty when dates are unknown or equal."""
    dated = sorted(
        (p.best.unit.source.published or "", p.best.unit.source.name)
        for place in places
        for p in [positions[place]]
    )
    if len(dated) != 2 or not dated[0][0] or dated[0][0] == dated[1][0]:
        return ""
    return dated[-1][1]
