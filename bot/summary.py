"""Questions that ask for the whole story: each source is heard with what it leads with.

"What happened at Larkspur House?" and "Sum up the evacuation" name no single fact. A report tells
the main thing in its first sentences; which of them does is told by the words of the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.query import Query
from bot.relevance import Candidate
from bot.terms import STOPWORDS, WEAK, meets, stem, stems

_ASKED = re.compile(
    r"^(?:please\s+)?(?:(?:can|could|would)\s+you\s+)?(?:please\s+)?(?:"
    r"(?:give\s+(?:me\s+|us\s+)?)?(?:an?|the)?\s*(?:short\s+|brief\s+|quick\s+)?(?:summary|overview|rundown)\b"
    r"|sum\s+(?:it\s+)?up\b|summari[sz]e\b|brief\s+me\b"
    r"|tell\s+(?:me|us)\s+(?:all\s+|more\s+)?about\b"
    r"|what(?:['’]s|\s+is)\s+(?:the\s+(?:story|news|latest)|going\s+on|this\s+(?:all\s+)?about)\b"
    r"|what\s+(?:has\s+|have\s+)?happened\s*(?:here|there)?$"
    r"|what\s+(?:has\s+|have\s+)?happened\s+(?:at|in|to|on|with)\s+(?:the\s+)?(?P<named>[A-Z]))",
)
_SAME_CASE = re.compile(r"^[A-Z]")
_LEAD = 5
"""Sentences at the head of a source among which its main one is looked for."""
_SHORTEST = 6
"""Fewest words of a sentence that can tell a story."""


def asks_summary(query: Query) -> bool:
    """True for a question that asks for the story as a whole."""
    text = query.complete.strip().rstrip("?!. ")
    return _ASKED.match(_SAME_CASE.sub(lambda first: first[0].lower(), text)) is not None


def leading(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The main sentence of each source that tells of what is asked about, best source first.

    :param candidates: all sentences found.
    """
    asked = [
        stem(term)
        for term in query.terms
        if term.lower() not in STOPWORDS | WEAK and stem(term) not in _FORMS
    ]
    found: list[Candidate] = []
    for source in dict.fromkeys(c.unit.source.id for c in candidates):
        mine = {c.unit.start: c for c in candidates if c.unit.source.id == source}
        head = [mine[start] for start in sorted(mine)]
        head = [c for c in head if len(c.unit.text.split()) >= _SHORTEST][:_LEAD]
        told = (
            stems(" ".join([head[0].unit.source.title, *(c.unit.text for c in head)]))
            if head
            else ()
        )
        if head and (not asked or any(meets(term, frozenset(told)) >= 0.8 for term in asked)):
            weights = [_weight(one, place) for place, one in enumerate(head)]
            best = max(range(len(head)), key=lambda place: weights[place])
            found.append(replace(head[best], score=weights[best]))
    found.sort(key=lambda c: -c.score)
    return [replace(c, score=1.0 - 0.01 * place) for place, c in enumerate(found)]


_FORMS = frozenset(stem(word) for word in "summary overview story news happen happened sum".split())


def _weight(candidate: Candidate, place: int) -> float:
    """How much a sentence is the main one: like its title, near in meaning, near the head."""
    title = [w for w in stems(candidate.unit.source.title) if w not in STOPWORDS]
    told = stems(candidate.unit.text)
    alike = sum(meets(word, told) for word in title) / len(title) if title else 0.0
    return 0.6 * alike + 0.3 * candidate.meaning - 0.1 * place
