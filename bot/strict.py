"""Whether a sentence answers by a strict reading of its words: one measure among others."""

from __future__ import annotations

from bot.answer_classes import class_of
from bot.query import Query
from bot.relevance import Candidate, missing_terms
from bot.terms import WEAK, meets, stem, stems, weight
from bot.tolls import harm_asked
from bot.type_checks import STRICT, about_else, of_type, unrelated_figure


def tells(query: Query, candidate: Candidate) -> bool:
    """True when a sentence has the wanted type, the question's telling words and a fair score.

    A strict reading: what it lets pass mostly answers, and what it stops may answer in other words.
    """
    if not of_type(query, candidate) or about_else(query, candidate):
        return False
    return _meets_words(query, candidate) and candidate.score >= _least(query)


_LEAST = 0.5
"""Least score, where all measures were simply added."""


def _least(query: Query) -> float:
    """Asked for by speaker, the speaker's own words need less of the question's words."""
    if harm_asked(query):
        return _LEAST * 0.2  # "shot" tells an injury without the asked word
    return _LEAST * (0.7 if query.speaker else 1.0)


def _meets_words(query: Query, candidate: Candidate) -> bool:
    """True when the question's telling words are met: those that are neither names nor general."""
    if not query.terms:
        return True
    lacking = missing_terms(query, candidate)
    if harm_asked(query):
        lacking = [term for term in lacking if term != query.act]  # the toll tells it
    total = sum(weight(term) for term in query.terms)
    lost = sum(weight(term) for term in lacking)
    if query.wanted == "number" and query.counted and unrelated_figure(query, candidate):
        return False
    sure = candidate.sure
    if query.speaker and (candidate.meaning >= 0.33 or (candidate.read or 0.0) >= 0.5):
        return True
    allowed = 0.5 if query.speaker else 0.6 if sure else 0.42
    if query.act and meets(stem(query.act), stems(candidate.unit.text)) >= 0.8:
        allowed = 0.55
    words = candidate.words
    if (
        words is not None
        and words.fit >= 0.8
        and query.wanted in STRICT
        and _all_acts(query, candidate)
    ):
        allowed = max(allowed, 0.5)
    if words is not None and words.contrasted and met_acts(query, candidate) >= 1:
        return True
    if total and lost / total > allowed:
        return False
    if words is not None and words.fit >= 0.95:
        return True
    return sure or query.wanted not in STRICT or _acts_here(query, candidate)


def _all_acts(query: Query, candidate: Candidate) -> bool:
    """True when the sentence meets every telling word that is no name, two of them at least."""
    acts = acts_of(query)
    return len(acts) >= 2 and met_acts(query, candidate) == len(acts)


def acts_of(query: Query) -> list[str]:
    """Telling words of a question that are no names, reduced."""
    return [stem(t) for t in query.terms if not t[:1].isupper() and stem(t) not in WEAK]


def met_acts(query: Query, candidate: Candidate) -> int:
    """How many of them a sentence meets."""
    told = stems(candidate.unit.text)
    return sum(meets(act, told) >= 0.8 for act in acts_of(query))


def _acts_here(query: Query, candidate: Candidate) -> bool:
    """True when the sentence itself meets at least half of the telling words that are no names."""
    inside = stems(" ".join(query.names))
    asked = class_of(query) if candidate.words is not None else None
    acts = [
        stem(term)
        for term in query.terms
        if stem(term) != asked
        and stem(term) not in inside
        and stem(term) not in WEAK
        and not term[:1].isupper()
    ]
    if query.act is not None:
        return True
    told = stems(candidate.unit.text)
    return not acts or sum(meets(act, told) for act in acts) >= 0.4 * len(acts)
