"""Who lays a deed at whose door: what answers "Who is behind it?" and "Who blames the union?".

In such questions every voice counts, however few of the question's words it uses, and a sentence
that only speaks of "the men responsible" tells nothing of who they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.blame import ADMITS, blame_in, one_party
from bot.names import same_name
from bot.query import Query
from bot.relevance import Candidate
from bot.terms import content_words, stem

_ASKED = re.compile(
    r"\bwho(?:\s+else)?\s+(?:(?:has\s+|have\s+|had\s+)?(?:blame[sd]?|accuse[sd]?|"
    r"point(?:s|ed)?\s+(?:a|the)\s+finger\s+at)|(?:is|are|was|were)\s+(?:blaming|accusing|pointing\s+"
    r"(?:a|the)\s+finger\s+at)|(?:holds?|held)(?=.+\b(?:responsible|accountable|to\s+blame)\b))"
    r"\s+(?P<whom>.+)$",
    re.IGNORECASE,
)
"""Questions for those who accuse somebody."""
_ENDS = re.compile(r"\s+(?:of|for|over|responsible|accountable|to\s+blame|in)\b.*$", re.IGNORECASE)
"""What stands behind the one accused: the deed."""
_SOMEBODY = re.compile(
    r"\b(?:he|she|they|it|(?:the|this|that|these|those|his|her|its|their|an?)\s+(?:[\w’'-]+\s+){1,3}?)\s*"
    r"(?:is|was|were|are|had\s+been|have\s+been|may\s+(?:have\s+been|be)|might\s+(?:have\s+been|be)|"
    r"could\s+(?:have\s+been|be)|must\s+(?:have\s+been|be))\s+"
    r"(?:also\s+|solely\s+|directly\s+|partly\s+)?(?:responsible|behind\s+(?:it|the|this)|to\s+blame|"
    r"at\s+fault|the\s+(?:culprits?|perpetrators?))\b",
    re.IGNORECASE,
)
"""Blame on somebody who is called by no name here ("the group was responsible")."""
_LIKELY = 0.25
"""Least probability of a further voice that lays blame."""
_BEHIND = 0.82
"""Its score, of the best one's: it is told, and behind what answers by the question's words."""


def by_accuser(
    query: Query, chosen: Sequence[Candidate], candidates: Sequence[Candidate]
) -> list[Candidate]:
    """The sentences of a question of blame that lay it at somebody's door, each voice's.

    :param chosen: what answers so far; it stays as it is for other questions, and where nothing
        that was found lays blame.
    :param candidates: all sentences found, weighed.
    """
    accused = accused_in(query)
    if not chosen or not (accused or (query.asks_blame and query.kind == "who")):
        return list(chosen)

    def lays(candidate: Candidate) -> bool:
        return _accuses(candidate, accused) if accused else _lays_blame(candidate)

    telling = _once([candidate for candidate in chosen if lays(candidate)])
    if not telling:
        return list(chosen)
    least = _BEHIND * telling[0].score
    telling = [replace(c, score=max(c.score, least)) if c.chance >= _LIKELY else c for c in telling]
    known = {(c.unit.source.id, c.unit.start) for c in telling}
    voices = {(c.unit.source.id, c.claim.holder) for c in telling}
    for one in map(_voiced, sorted(candidates, key=lambda c: -c.chance)):
        place, voice = (one.unit.source.id, one.unit.start), (one.unit.source.id, one.claim.holder)
        if place in known or one.claim.holder is None or voice in voices:
            continue
        if one.chance >= _LIKELY and one.claim.stance not in ("asked", "planned") and lays(one):
            telling.append(replace(one, score=least))
            known.add(place)
            voices.add(voice)
    return telling


def _voiced(candidate: Candidate) -> Candidate:
    """The candidate with the claim of its sentence in which somebody lays blame, where one does."""
    if candidate.claim.holder is not None:
        return candidate
    for claim in candidate.unit.claims:
        told = candidate.unit.source.text[slice(*claim.clause)] or claim.text
        found = blame_in(told)
        if claim.holder and (found.accused or found.cleared or _SOMEBODY.search(told)):
            return replace(candidate, claim=claim, words=None)
    return candidate


def _once(telling: Sequence[Candidate]) -> list[Candidate]:
    """Those that accuse or clear one whom the same voice of the same source did not before."""
    kept: list[Candidate] = []
    for one in telling:
        mine = blame_in(one.unit.text)
        same = [
            blame_in(other.unit.text)
            for other in kept
            if other.unit.source.id == one.unit.source.id and other.claim.holder == one.claim.holder
        ]
        told = [name for blame in same for name in blame.accused + blame.cleared]
        if not same or any(
            not any(one_party(name, other) for other in told)
            for name in mine.accused + mine.cleared
        ):
            kept.append(one)
    return kept


def accused_in(query: Query) -> tuple[str, ...]:
    """Whom the question says somebody accuses ("Who blames the union for it?"); empty: nobody."""
    asked = _ASKED.search(query.complete.rstrip(" ?.!"))
    if asked is None:
        return ()
    whom = _ENDS.sub("", asked["whom"]).strip()
    named = tuple(name for name in query.names if name in whom)
    return named or ((whom,) if content_words(whom) else ())


def _accuses(candidate: Candidate, accused: Sequence[str]) -> bool:
    """True when the sentence makes one of these responsible."""
    if candidate.claim.holder and any(same_name(candidate.claim.holder, one) for one in accused):
        return False
    told = blame_in(candidate.unit.text).accused
    return any(one_party(a, b) or _one_thing(a, b) for a in told for b in accused)


def _one_thing(told: str, asked: str) -> bool:
    """True for one common noun ("the management", "management")."""
    words = {stem(word) for word in content_words(told)}
    return bool(words) and words == {stem(word) for word in content_words(asked)}


def _lays_blame(candidate: Candidate) -> bool:
    text = candidate.unit.text
    found = blame_in(text)
    if found.accused or found.cleared or ADMITS.search(text):
        return True
    return candidate.claim.holder is not None and _SOMEBODY.search(candidate.claim.text) is not None
