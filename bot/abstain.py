"""When the documents do not answer: why, and what they say that is nearest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.premise import Premise
from bot.query import Query
from bot.relevance import Candidate
from bot.speakers import spoken_by
from bot.terms import kin, stem, stems

_MAY_ANSWER = 0.35
"""Probability that the documents answer from which the reason does not deny it."""
_NEAR = 0.4
"""Least score for a sentence to be offered as the nearest."""


def why(
    query: Query,
    candidates: Sequence[Candidate],
    doubted: Premise | None = None,
    answered: float = 0.0,
) -> tuple[str, list[Candidate]]:
    """The reason for abstaining, and the sentences nearest to the question (best first).

    Nearest are sentences that share the question's subject: two of its words, or its only one.

    :param doubted: what the question supposes and the documents do not tell.
    :param answered: the probability that the documents answer: where it is no small one, the
        nearest may be the answer in other words, and the reason does not deny it.
    """
    if not candidates:
        return "The documents say nothing about this.", []
    if doubted is not None:
        near = [c for c in candidates if c.lexical >= 0.4 and _shares(query, c)]
        near.sort(key=lambda c: -c.lexical)  # who did it, rather than whatever else is near
        if near:
            return f"The documents do not say that {doubted.told}.", near
    if query.speaker:
        spoken = [c for c in candidates if spoken_by(c.claim, c.unit.source, query.speaker)]
        if not spoken:
            others = [c for c in candidates if c.lexical >= 0.5]
            return f"The documents report nothing that {_the(query.speaker)} said on this.", others
        return f"The documents do not report what {_the(query.speaker)} said about this.", [
            c for c in spoken if c.lexical >= 0.3
        ]
    near = [c for c in candidates if c.score >= _NEAR or (c.lexical >= 0.4 and _shares(query, c))]
    if not near and query.counted:
        near = [c for c in candidates if _counts_alike(query, c)]
    if not near:
        return "The documents say nothing about this.", []
    asked = _asked(query)
    if answered >= _MAY_ANSWER:
        asked = "this outright" if asked == "this" else f"outright {asked}"
    return f"The documents do not say {asked}.", near


def _counts_alike(query: Query, candidate: Candidate) -> bool:
    """True when a sentence counts the thing asked for, of another matter, and knows the names."""
    words = candidate.words
    if words is None or words.fit < 0.6:
        return False
    told = stems(candidate.unit.around)
    return all(stems(name) <= told for name in query.names) and len(query.terms) <= 2


def _shares(query: Query, candidate: Candidate) -> bool:
    told = stems(candidate.unit.text)
    met = [term for term in query.terms if kin(stem(term)) & told]
    return len(met) >= min(2, len(query.terms)) or any(term[:1].isupper() for term in met)


def _the(speaker: str) -> str:
    """A speaker in a sentence: a role gets its article."""
    return speaker if speaker[:1].isupper() else f"the {speaker}"


def _asked(query: Query) -> str:
    """What was asked, as a clause after "do not say"; "this" where its word order would not do."""
    text = query.complete.strip().rstrip("?!. ")
    match = re.match(
        r"(?i)(?:who|which\s+\w+|how\s+many\s+(?:\w+\s+)?\w+)\s+(?P<verb>\w+)\b.+", text
    )
    partly = re.match(r"(?i)which\s+of\b", text)
    if match is None or partly or "," in text or query.complete != query.text.strip():
        return "this"
    verb = match["verb"].lower()
    if verb in ("did", "does", "do", "will", "can", "could", "would", "should", "may", "might"):
        return (
            "this" if verb in ("did", "does", "do") or "how" in text[:3].lower() else _small(text)
        )
    if text[:3].lower() == "who" and verb in ("is", "was", "are", "were"):
        return _small(text)
    if text[:3].lower() == "how" and verb not in ("were", "was", "are", "have", "died", "is"):
        return "this"
    return _small(text)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
