"""What one source gives as its answer, where several of its sentences give different ones.

A report tells its toll at the head and again below, with parts of it ("two of them children"),
other events and earlier counts between. Taken sentence by sentence it would contradict itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from bot import dates
from bot.answer_classes import class_of
from bot.answer_figures import AnswerWords
from bot.answer_names import TOLD
from bot.dates import Moment
from bot.quantities import Quantity
from bot.query import Query
from bot.relevance import Candidate
from bot.stories import names_event, of_this_event
from bot.tolls import harm_asked, toll_in

_HEAD = 700
"""Characters at the head of a report, where it tells what it holds to be so."""

_BESIDE = 0.9
"""Least fit of a time beside the word for what happened."""
_NEAR = 0.8
"""Greatest fit of words that only stand near the asked ones."""
_AGAIN = 0.3
"""What a count weighs that its source tells again."""

_LEDE = 1.4
"""What the first sentence of a report weighs."""


def settled(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those that their own source outweighs; order kept."""
    if harm_asked(query):
        return _one_toll(query, candidates)
    if query.wanted == "date":
        return _fullest(_surest(candidates, _BESIDE))
    if class_of(query) or query.wanted == "place":
        return _surest(candidates, TOLD)
    return list(candidates)


def _surest(candidates: Sequence[Candidate], least: float) -> list[Candidate]:
    """Of each source and voice, where its answer is told for sure, no others found by nearness."""
    sure = {
        (c.unit.source.id, c.claim.holder): c
        for c in reversed(candidates)
        if c.words is not None and c.words.fit >= least
    }
    best = candidates[0].score if candidates else 0.0
    kept = []
    for candidate in candidates:
        head = sure.get((candidate.unit.source.id, candidate.claim.holder))
        fit = candidate.words.fit if candidate.words is not None else 0.0
        if head is None or fit > _NEAR or _relative(candidate):
            # What stands in for the dropped ones must not fall behind other sources.
            score = max(candidate.score, 0.8 * best) if candidate is head else candidate.score
            kept.append(replace(candidate, score=score))
    return kept


def _relative(candidate: Candidate) -> bool:
    """True for "hours later", whose fit says nothing of what it stands beside."""
    words = candidate.words
    return words is not None and isinstance(words.value, Moment) and words.value.relative


def _one_toll(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Of each source the sentences with the count that most of it tells, and other voices'."""
    candidates = _of_named(query, candidates)
    weights: dict[str, dict[tuple[float, float], float]] = defaultdict(lambda: defaultdict(float))
    for candidate in sorted(candidates, key=lambda c: -_weight(query, c)):
        value = _value(candidate)
        if value is not None:
            votes, weight = weights[candidate.unit.source.id], _weight(query, candidate)
            votes[value] += weight * (_AGAIN if value in votes else 1.0)
    chosen = {
        source: max(votes, key=lambda value: (votes[value], value[0]))
        for source, votes in weights.items()
    }
    voices = {
        source: {c.claim.holder for c in candidates
                 if c.unit.source.id == source and _value(c) == value}
        for source, value in chosen.items()
    }  # fmt: skip
    kept = []
    for candidate in candidates:
        value, source = _value(candidate), candidate.unit.source.id
        if value is None:
            continue
        held = candidate.claim.holder
        another = held not in voices[source] and (held is None or _counts(held))
        if value == chosen[source] or (another and _weight(query, candidate) >= 0.9):
            kept.append(candidate)
    plain = {(c.unit.source.id, _value(c)) for c in kept if not _is_list(c)}
    # "Three women and a man" gives way to "four" of the same source.
    kept = [c for c in kept if not _is_list(c) or (c.unit.source.id, _value(c)) not in plain]
    return kept or list(candidates)


def _of_named(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Where the event asked for has a name ("the Lion Air crash"), the tolls told of it."""
    if not query.names:
        return list(candidates)

    told = [f"{c.unit.text} {c.unit.before}" for c in candidates]
    named = [
        c.unit.source for c, text in zip(candidates, told, strict=True) if names_event(query, text)
    ]
    kept = [
        c
        for c, text in zip(candidates, told, strict=True)
        if of_this_event(query, text, c.unit.source, named)
    ]
    return kept or list(candidates)


_OFFICIAL = re.compile(
    r"[A-Z]|\b(?:police|officials?|authorities|officers?|hospitals?|doctors?|medics?|minist\w+|governor|"
    r"mayor|sheriff\w*|prosecutors?|investigators?|rescuers?|firefighters?|fire\s+(?:department|service|"
    r"brigade)|coastguard|union|organi[sz]ers?|government|army|military|rebels?|compan(?:y|ies)|"
    r"spokes\w+|agenc(?:y|ies)|court|reports?|commander|captain)\b"
)


def _counts(holder: str) -> bool:
    """True for a voice that can know the whole count: a named one or an office, no passer-by."""
    return _OFFICIAL.search(holder) is not None


def _is_list(candidate: Candidate) -> bool:
    """True for a count that is the sum of a list ("three women and a man")."""
    return candidate.words is not None and re.search(r"\band\b", candidate.words.text) is not None


def _value(candidate: Candidate) -> tuple[float, float] | None:
    words = candidate.words
    if words is None or not isinstance(words.value, Quantity):
        return None
    return words.value.low, words.value.high


def _weight(query: Query, candidate: Candidate) -> float:
    """How likely a sentence tells the whole count, more at the head of its source."""
    harm = harm_asked(query)
    toll = toll_in(candidate.unit.text, harm) if harm else None
    start = candidate.unit.start
    head = _LEDE if start < 60 else 1.0 if start < _HEAD else 0.6
    held = candidate.claim.holder
    heard = 0.6 if held is not None and not _counts(held) else 1.0
    return heard * head * (toll.weight if toll else 0.2)


def _fullest(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Each source's time as fully as the source gives it ("1916" becomes "2 April 1916")."""
    made: list[Candidate] = []
    for candidate in candidates:
        fuller = [other for other in candidates if _fuller(other.words, candidate.words)
                  and other.unit.source.id == candidate.unit.source.id
                  and other.claim.holder == candidate.claim.holder]  # fmt: skip
        if fuller:
            continue
        made.append(candidate)
    best = candidates[0].score if candidates else 0.0
    # The fuller one stands in for the one it completes: it must not fall behind others.
    return [replace(c, score=max(c.score, 0.8 * best)) for c in made]


def _fuller(a: AnswerWords | None, b: AnswerWords | None) -> bool:
    """True when two times agree and the first says more; a guess never says more."""
    if a is None or b is None or a.fit < 0.8:
        return False
    one, two = a.value, b.value
    if not isinstance(one, Moment) or not isinstance(two, Moment) or one.relative or two.relative:
        return False
    if two.year is None or one.year != two.year or dates.relation(one, two) != "compatible":
        return False
    return sum(x is not None for x in (one.month, one.day)) > sum(
        x is not None for x in (two.month, two.day)
    )
