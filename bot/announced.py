"""Sentences that only announce an answer, and those behind them that give it.

"Hale sees two weaknesses." answers nothing by itself; neither does "Experts disagree about the
sentence." What is asked for stands in the sentences that follow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.relevance import Candidate

_COUNTS = re.compile(
    r"\b(?:two|three|four|five|several|some|a\s+(?:number|few)\s+of|different|various|the\s+following)\s+"
    r"(?:[\w-]+\s+){0,2}?(?:reasons?|weakness(?:es)?|problems?|points?|things?|questions?|causes?|demands?|conditions?|"
    r"flaws?|risks?|objections?|explanations?|versions?|theories|views?|options?|concerns?|doubts?|"
    r"consequences|effects|changes|steps|measures|lessons|arguments|scenarios)\b",
    re.IGNORECASE,
)
_DIFFER = re.compile(
    r"\b(?:disagree|differ|disput(?:e|es|ed)|contested|divided|at\s+odds|contradict|unclear\s+why|controversial|"
    r"defended|criticised|criticized|rejects?|rejected)\b",
    re.IGNORECASE,
)
_SHORT = 16
"""Words up to which a sentence can be a mere announcement."""
_FURTHER = 2


def announces(text: str) -> bool:
    """True for a short sentence that says that reasons, views or the like follow."""
    if len(text.split()) > _SHORT or re.search(r"[“\"]", text):
        return False
    return bool(_COUNTS.search(text) or _DIFFER.search(text))


def with_announced(chosen: Sequence[Candidate], all_of: Sequence[Candidate]) -> list[Candidate]:
    """The chosen candidates, best first, with what the best of them announces behind it.

    :param all_of: every candidate of the question.
    """
    if not chosen or not announces(chosen[0].unit.text):
        return list(chosen)
    head = chosen[0]
    behind = sorted(
        (
            other
            for other in all_of
            if other.unit.source.id == head.unit.source.id and other.unit.start > head.unit.start
        ),
        key=lambda other: other.unit.start,
    )
    followers: list[Candidate] = []
    last = head.unit.end
    for other in behind:
        gap = head.unit.source.text[last : other.unit.start]
        if len(followers) == _FURTHER or gap.strip() or "\n\n" in gap:
            break
        if other.unit.end > last:
            followers.append(replace(other, score=head.score * 0.97))
            last = other.unit.end
    starts = {one.unit.start for one in followers}
    rest = [
        one
        for one in chosen[1:]
        if one.unit.source.id != head.unit.source.id or one.unit.start not in starts
    ]
    return [head, *followers, *rest]
