"""Which positions cannot all hold, of what kind, and which ones only differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer_figures import SURE, predicate_spots
from bot.names import same_name
from bot.patterns import PRONOUNS
from bot.positions import Position, near_copies, relation
from bot.quantities import Quantity
from bot.query import Query
from bot.relevance import Candidate
from bot.subjects import subject_of, told_apart
from bot.terms import STOPWORDS, stem, stems
from bot.types import ConflictKind
from bot.units import Unit
from index.types import Claim

_BLAME = re.compile(
    r"\b(?:responsib\w+|blam\w+|behind|culprit\w*|perpetrat\w+|carried\s+out|carry\s+out|fault|guilty|"
    r"caused?|started|launched|ordered|organi[sz]ed|attacked|killed|shot|bombed)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not(?!\s+(?:only|just|merely|least))|no(?!\s+(?:doubt|question|later|fewer|less|more|longer))|never|nor|neither|none|nothing|nobody|without|cannot|den(?:y|ies|ied|ying)|"
    r"reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:e|es|ed|ing)|false|untrue|baseless|unfounded|nonsense|fantasy|fiction|absurd|lie|lies|wrong|declin(?:es|ed))\b|n['’]t\b",
    re.IGNORECASE,
)


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


def negated(text: str) -> bool:
    """True when a clause denies: an odd number of negations."""
    return len(_NEGATION.findall(text)) % 2 == 1


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
    if voice_of(first) == voice_of(second) and first.unit.source.id == second.unit.source.id:
        return False
    if told_apart(subject_of(query, first.unit.source), subject_of(query, second.unit.source)):
        return False
    if any(_unsure(p) for p in (first, second)):
        return False
    # A sentence that gives both answers does not contradict the one that gives one of them.
    return not (_gives(first, second) or _gives(second, first))


def _unsure(candidate: Candidate) -> bool:
    """True for answer words that only stand near the asked ones."""
    words = candidate.words
    if words is None:
        return True
    return words.fit < (SURE if isinstance(words.value, str) else 0.6)


def _gives(candidate: Candidate, other: Candidate) -> bool:
    """True when a sentence also holds the other's answer words as they stand."""
    if other.words is None or candidate.words is None:
        return False
    if isinstance(other.words.value, Quantity):
        return False
    sure = min(candidate.words.fit, other.words.fit) >= SURE
    where = candidate.unit.text if sure else candidate.unit.around
    return re.search(rf"\b{re.escape(other.words.text)}\b", where) is not None


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


def opposed(a: Claim, b: Claim) -> bool:
    """True when one of two claims denies what both of them name."""
    left, right = _content(a.text), _content(b.text)
    if len(left & right) < max(2, 0.4 * min(len(left), len(right))) or near_copies(a.text, b.text):
        return False
    return _rejects(a) != _rejects(b)


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in stems(text) if word not in STOPWORDS)


def _rejects(claim: Claim) -> bool:
    """True when a claim denies by its stance or its cue, not by a mere "not" inside it."""
    return claim.stance == "denied" or bool(claim.cue and _NEGATION.search(claim.cue))


_REBUTS = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es|ed)|dismiss(?:es|ed)|contradict(?:s|ed)|"
    r"refut(?:es|ed)|challeng(?:es|ed)|disagree[sd]?|insist(?:s|ed))\b[^.;]{0,25}?(?:\b(?:that|this|it|these|those|them)(?=\s*(?:[.,;:!?”\"—–]|$|\s(?:as|and|but)\b))|"
    r"\b(?:the|that|this|such)\s+(?:an?\s+)?(?:\w+\s+)?(?:figures?|numbers?|claims?|accounts?|accusations?|allegations?|charges?|"
    r"reports?|statements?|suggestions?|criticism|rumou?rs?|version|thing)\b(?!\s+(?:that|of)\b))"
    r"|\bcall(?:s|ed)\b[^.;]{0,40}\b(?:nonsense|untrue|false|fantasy|fiction|absurd|lies?|wrong|"
    r"baseless|ridiculous|propaganda|slander|unfounded|exaggerated|fake)\b"
    r"|\b(?:is|was|were|are)\s+(?:not\s+true|untrue|wrong|false|nonsense)\b|\bnever\s+said\b|\bno\s+such\b",
    re.IGNORECASE,
)
"""A sentence that rebuts what stands before it ("His office calls that nonsense")."""


def rebuttal(candidate: Candidate, units: Sequence[Unit]) -> list[Unit]:
    """The sentence behind a claim in which another voice rebuts it, and the next of that voice."""
    unit = candidate.unit
    after = [
        other
        for other in units
        if other.source.id == unit.source.id and 0 <= other.start - unit.end <= 220
    ]
    after.sort(key=lambda other: other.start)
    for place, other in enumerate(after[:2]):
        if not _REBUTS.search(other.text) or _REBUTS.search(unit.text):
            continue
        found = [other]
        for further in after[place + 1 : place + 2]:
            voices = {claim.holder for claim in other.claims if claim.holder}
            if voices & {claim.holder for claim in further.claims if claim.holder}:
                found.append(further)
        return found
    return []


_CONTRARIES = (
    ("open", "close closed shut shutdown closure"), ("safe", "unsafe danger dangerous"),
    ("guilty", "innocent acquitted"), ("alive", "dead died"), ("true", "false untrue"),
    ("rise", "fall"), ("increase", "decrease"), ("win", "lose lost"), ("support", "oppose opposed"),
    ("accept", "reject rejected"), ("stay remain", "leave"), ("legal", "illegal unlawful"),
    ("enough", "lack shortage"),
)  # fmt: skip
"""Words that say the contrary of each other."""


def _contrary(question: str, said: str) -> bool:
    """True when a claim has the contrary of a word of the question, and not the word itself."""
    asked, told = stems(question), stems(said)
    for one, other in _CONTRARIES:
        left = {stem(word) for word in one.split()}
        right = {stem(word) for word in other.split()}
        for mine, theirs in ((left, right), (right, left)):
            if asked & mine and not asked & theirs and told & theirs and not told & mine:
                return True
    return False


def denies(query: Query, candidate: Candidate) -> bool | None:
    """Whether a sentence says the contrary of what a yes/no question asks.

    None when it neither says so nor the contrary: its negation concerns something else.
    """
    claim = candidate.claim
    asked_no = negated(query.complete)
    if _REBUTS.search(candidate.unit.text) or claim.stance == "denied":
        return not asked_no
    said = claim.text if claim.holder else candidate.unit.text
    if claim.cue and claim.holder and _NEGATION.search(claim.cue):
        return not asked_no
    contrary = _contrary(query.complete, said)
    if not negated(said):
        return contrary != asked_no
    spots = predicate_spots(query, said)
    for match in _NEGATION.finditer(said):
        if any(-30 <= spot[0] - match.end() <= 45 for spot in spots):
            return (not contrary) != asked_no
    return None
