"""Answers made from the gold itself: the perfect one, and negative controls that must fail.

Each control does one thing wrong and everything else right, so that each metric is seen to
notice its own failure and no other.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import cast

from bot.types import Answer, Citation, Conflict, ConflictKind, Statement
from eval.gold_types import Fact, GoldSet, Question
from eval.outcomes import Reply
from eval.wording import has_all
from index.types import Stance

_SEED = 20240322


@dataclass(frozen=True, slots=True)
class Manners:
    """How a gold answer is put into words; the defaults are right."""

    holders: str = "right"
    """right, none (stripped) or swapped."""
    hedges: bool = True
    citations: str = "right"
    """right or random."""
    conflicts: str = "right"
    """right or every (each pair of statements)."""
    answers: str = "right"
    """right, always or never."""


PERFECT = Manners()
NEGATIVE: dict[str, tuple[Manners, tuple[str, ...]]] = {
    "strips attributions": (
        Manners(holders="none"),
        ("attribution_recall", "laundering_rate"),
    ),
    "swaps speakers": (
        Manners(holders="swapped"),
        ("attribution_recall", "wrong_speaker_rate"),
    ),
    "drops hedges": (Manners(hedges=False), ("hedge_retention",)),
    "cites at random": (
        Manners(citations="random"),
        ("citation_precision", "citation_recall"),
    ),
    "always answers": (Manners(answers="always"), ("abstention_recall",)),
    "never answers": (Manners(answers="never"), ("answer_recall", "abstention_precision")),
    "every pair a conflict": (
        Manners(conflicts="every"),
        ("false_conflict_rate", "conflict_precision"),
    ),
}
"""Name -> how it answers, and the metrics that must fall."""


def reply_from_gold(question: Question, gold: GoldSet, manners: Manners = PERFECT) -> Reply:
    """The answer that the gold asks for, given in this manner."""
    if manners.answers == "never" or (not question.answerable and manners.answers != "always"):
        return Reply(Answer(question=question.ask, answer="", abstained=True, reason="not said"))
    facts = _facts(question, gold, manners)
    rng = random.Random(f"{_SEED}{question.id}")
    statements: list[Statement] = []
    citations: list[Citation] = []
    for number, fact in enumerate(facts, start=1):
        citations.append(_citation(number, fact, gold, manners, rng))
        statements.append(_statement(number, fact, gold, manners))
    conflicts = _conflicts(question, facts, gold, manners)
    text = " ".join(f"{s.text} [{n}]." for n, s in enumerate(statements, start=1))
    return Reply(
        Answer(
            question=question.ask,
            answer=text,
            statements=tuple(statements),
            citations=tuple(citations),
            conflicts=conflicts,
        )
    )


def _facts(question: Question, gold: GoldSet, manners: Manners) -> list[Fact]:
    """What is stated: the first of each expected group, and what a conflict needs besides.

    One who sees conflicts everywhere also states what is optional, so that there are pairs.
    """
    if not question.answerable:
        return [gold.facts[k] for k in question.nearest[:1]] or [next(iter(gold.facts.values()))]
    keys = [group[0] for group in question.expect]
    for name in question.conflicts:
        for side in gold.conflicts[name].sides:
            if not set(side) & set(keys):
                keys += [key for key in side if key in question.facts][:1]
    if manners.conflicts == "every":
        keys += question.optional
    return [gold.facts[key] for key in dict.fromkeys(keys)]


def _statement(number: int, fact: Fact, gold: GoldSet, manners: Manners) -> Statement:
    parts = [group[0].replace("*", "") for group in fact.words]
    if fact.hedges and manners.hedges:
        parts.append(fact.hedges[0].replace("*", ""))
    said = " ".join(parts)
    name = fact.names[0]
    if manners.holders == "swapped":
        name = _another(fact, gold)
    text = said if manners.holders == "none" else f"According to {name}, {said}"
    return Statement(
        text=text,
        holder=None if manners.holders == "none" or fact.holder is None else name,
        stance=cast(Stance, fact.stances[0]) if fact.stances else "stated",
        source_id=fact.source,
        publisher=gold.documents[fact.source].publisher,
        citations=(number,),
    )


def _another(fact: Fact, gold: GoldSet) -> str:
    """A holder who has nothing to do with the fact."""
    for names in gold.holders.values():
        if not set(names) & set(fact.names) and not any(
            has_all(names[0], [group]) for group in fact.words
        ):
            return names[0]
    raise ValueError(f"{gold.name}: nobody else to attribute {fact.key} to")


def _citation(
    number: int, fact: Fact, gold: GoldSet, manners: Manners, rng: random.Random
) -> Citation:
    source = gold.documents[fact.source]
    own = [place for place in fact.places if place.source == fact.source]
    texts = [source.text[place.start : place.end] for place in own]
    best = next((n for n, text in enumerate(texts) if has_all(text, fact.words)), 0)
    _, start, end = own[best]
    if manners.citations == "random":
        source = gold.documents[rng.choice(sorted(gold.documents))]
        size = min(end - start, len(source.text))
        start = rng.randrange(len(source.text) - size + 1)
        end = start + size
    return Citation.of(number, source, f"{source.id}:{start}:{end}", start, end)


def _conflicts(
    question: Question, facts: Sequence[Fact], gold: GoldSet, manners: Manners
) -> tuple[Conflict, ...]:
    if manners.conflicts == "every":
        return tuple(
            Conflict(kind=_kind(facts[a], facts[b], gold), summary="", statements=(a, b))
            for a, b in combinations(range(len(facts)), 2)
        )
    if not question.answerable:
        return ()
    shown = []
    for name in question.conflicts:
        conflict = gold.conflicts[name]
        inside = {key for side in conflict.sides for key in side}
        numbers = tuple(n for n, fact in enumerate(facts) if fact.key in inside)
        kind = cast(ConflictKind, conflict.kinds[0])
        shown.append(Conflict(kind=kind, summary="", statements=numbers))
    return tuple(shown)


def _kind(left: Fact, right: Fact, gold: GoldSet) -> ConflictKind:
    """The kind of the true conflict of two facts; "other" where they have none."""
    for conflict in gold.conflicts.values():
        sides = [n for f in (left, right) for n, s in enumerate(conflict.sides) if f.key in s]
        if len(set(sides)) > 1:
            return cast(ConflictKind, conflict.kinds[0])
    return "other"


class GoldAnswerer:
    """Answers from the gold: needs no index and no model."""

    settings = ""

    def __init__(self, name: str, manners: Manners = PERFECT) -> None:
        self.name = name
        self.manners = manners

    def open(self, gold: GoldSet) -> Callable[[Question], Reply]:
        """What answers the questions of one set."""
        return lambda question: reply_from_gold(question, gold, self.manners)


def all_controls() -> list[GoldAnswerer]:
    """The perfect answerer and every negative control."""
    return [
        GoldAnswerer("perfect (the gold itself)"),
        *(GoldAnswerer(name, replace(manners)) for name, (manners, _) in NEGATIVE.items()),
    ]
