"""How many people a sentence says were killed or injured, totals told from parts.

"Two people were killed and four others, among them a boy, were taken to hospital" holds the toll
two (killed) and the toll four (injured). Nearness alone mixes them up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from bot.people import INJURED, KILLED, PERSONS, SINGLE, people_in
from bot.quantities import Quantity
from bot.query import Query
from bot.terms import kin, stem

Harm = Literal["killed", "injured"]

_DOERS = frozenset(("attackers", "gunmen", "suspects", "militants"))

_SHOT = re.compile(r"shot|shooting|struck|hit|stabbed|hospitals?|casualties", re.IGNORECASE)
"""Words that tell an injury only where nothing more exact is said."""
_OBJECT = re.compile(
    r"(?:ing|kills?|killed|injured|wounded|injures|hurt|shot|stabbed|hit|struck|lives|toll|deaths?|"
    r"fatalities|injuries|casualties|dead|killed|down)$",
    re.IGNORECASE,
)
"""Words that can stand before those they count ("killing two", "death toll of two")."""
_PART_BEFORE = re.compile(
    r"\b(?:including|includes?|included|among\s+(?:them|those|the\s+\w+)|of\s+(?:them|those|whom)|one\s+of|"
    r"the\s+(?:other|remaining|first|final|last)|remaining|in\s+addition\s+to(?:\s+the)?|besides(?:\s+the)?|"
    r"with|plus|(?:second|third|fourth|fifth)\s+and)\s+(?:at\s+least\s+)?$",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(
    r"^\s*(?:of\s+(?:the|them|those|these|whom|his|her|their)\b|in\s+(?:critical|stable|serious|fair|good|grave)|"
    r"(?:\w+\s+){0,2}?(?:(?:are|were|was|is|remain\w*|still|listed)\s+){1,3}(?:in\s+)?(?:an?\s+)?(?:critical|stable|serious|fair|good|extremely|released|expected|treated|"
    r"hospitalized\s+in|discharged)|[^.;]{0,60}\band\s+(?:the|a)\s+(?:third|fourth|fifth|sixth)\b[^.;]{0,40}\b(?:died|later|dead)|(?:\w+\s+)?(?:remain(?:s|ed)?)\b|have\s+(?:since\s+)?been\s+released)",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|rather\s+than|instead\s+of)\s+(?:the\s+)?$", re.IGNORECASE)
"""Words before a count that is told to be wrong ("nine, not eleven")."""
_ELSEWHERE = re.compile(
    r"\b(?:unrelated|separate|retaliat\w+\s+(?:to|for|against)|reminiscent\s+of|similar\s+to|earlier\s+this|last\s+(?:year|month|week)|previous\s+(?:year|shooting|attack)|"
    r"anniversary|in\s+(?:19|20)\d\d|since\s+(?:the|an?|(?:19|20)\d\d)|citywide|nationwide|so\s+far\s+this\s+year|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:\w+\s+)?(?:shootings|attacks|incidents|crashes))\b",
    re.IGNORECASE,
)
_SUPERSEDED = re.compile(
    r"\b(?:initial(?:ly)?|original(?:ly)?|previous(?:ly)?|earlier|at\s+first|first\s+reported|had\s+said)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"\b(?:rose|risen|climbed|raised|updated?|now|revised|in\s+total|total(?:\s+of)?|in\s+all|confirmed)\b",
    re.IGNORECASE,
)


SOUGHT: dict[Harm, str] = {
    "killed": "people killed people dead",
    "injured": "people injured people wounded people shot",
}
"""Words in which reports tell what a question of harm asks: the search looks for them, too."""


@dataclass(frozen=True, slots=True)
class Toll:
    """A count of people killed or injured, as a sentence tells it."""

    figure: Quantity
    harm: Harm
    weight: float
    """How likely it is the whole count of this event, about 0 to 1.3: parts, other events and
    superseded counts weigh little, "shot" less than "injured"."""


def harm_asked(query: Query) -> Harm | None:
    """Whether a question asks how many people were killed, or injured; None for any other."""
    if query.wanted != "number" or not query.counted or not query.act:
        return None
    if query.counted not in PERSONS and stem(query.counted) != "person":
        return None
    act = stem(query.act)
    if act in kin("kill"):
        return "killed"
    return "injured" if act in kin("injur") else None


@lru_cache(maxsize=8192)
def tolls_in(text: str) -> tuple[Toll, ...]:
    """The tolls of a sentence in their order."""
    figures = [f for f in people_in(text) if not _DENIED.search(text[: f.start])]
    words = _harm_words(text)
    found = []
    for figure in figures:
        told = _told_of(text, figure, words, figures)
        if told is not None:
            word, harm = told
            found.append(Toll(figure, harm, _weight(text, figure, word)))
    singles = [toll for toll in found if toll.figure.low == toll.figure.high == 1]
    if len(singles) > 1:
        # One by one they are told, not counted.
        found = [replace(t, weight=0.3 * t.weight) if t in singles else t for t in found]
    return tuple(found)


def toll_in(text: str, harm: Harm) -> Toll | None:
    """The weightiest toll of a sentence for one harm."""
    return max((t for t in tolls_in(text) if t.harm == harm), key=lambda t: t.weight, default=None)


def _harm_words(text: str) -> list[tuple[int, int, Harm]]:
    killed: list[tuple[int, int, Harm]] = [(*m.span(), "killed") for m in KILLED.finditer(text)]
    injured: list[tuple[int, int, Harm]] = [
        (*m.span(), "injured")
        for m in INJURED.finditer(text)
        if not any(a < m.end() and m.start() < b for a, b, _ in killed)
    ]
    return sorted(killed + injured)


def _told_of(
    text: str,
    figure: Quantity,
    words: list[tuple[int, int, Harm]],
    figures: list[Quantity],
) -> tuple[str, Harm] | None:
    """The word that tells what befell those counted, and what that was; None when none is near."""
    best: tuple[float, str, Harm] | None = None
    for start, end, harm in words:
        word = text[start:end]
        if start >= figure.start:
            between = text[figure.end : start] if start > figure.end else ""
            if _active(text, figure, start, end, figures):
                continue
            between = _APPOSED.sub(" ", between)
            cost = float(len(between))
            cost += 15 * len(re.findall(r"\b(?:and|but|while)\b", between))
        else:
            between = text[end : figure.start]
            cost = float(len(between)) + (0 if _OBJECT.search(word) else 40)
            cost += 25 * len(re.findall(r"\b(?:and|but|while)\b", between))
            cost += 100 * bool(_CLAUSE.search(between))
            cost += 10 if word.lower() in ("dead", "killed", "injured", "wounded", "hurt") else 0
        cost += 25 * len(re.findall(r"[,;:()–—]", between))
        low, high = min(figure.end, end), max(figure.start, start)
        cost += 30 * sum(low <= other.start and other.end <= high for other in figures)
        if re.search(r"[.!?]\s", between):
            cost += 200
        if best is None or cost < best[0]:
            best = (cost, word, harm)
    return best[1:] if best is not None and best[0] <= 130 else None


_APPOSED = re.compile(
    r",\s*(?:including|among\s+them|some|most|all|one\s+of|ages?d?|both|the\s+(?:youngest|oldest))\b[^.;]*,\s"
)
"""What is said between commas of those counted."""
_CLAUSE = re.compile(r"[,;–—]\s*(?:when|as|after|before|until|where|because|since)\b")
"""Where another clause begins: "he was shot, when two women came"."""
_BEEN = re.compile(r"\b(?:was|were|is|are|be|been|being|got|getting|left|found|pronounced)\b")


def _active(text: str, figure: Quantity, start: int, end: int, figures: list[Quantity]) -> bool:
    """True when those counted do what the word says, or another count is its object."""
    word = text[start:end].lower()
    if word.endswith("ing"):
        return word != "dying"
    if not re.fullmatch(r"shot|killed|wounded|injured|stabbed|hit|struck|hurt", word):
        return False
    if _BEEN.search(text[figure.end : start]):
        return False
    follows = any(0 <= other.start - end <= 25 for other in figures)
    return follows or bool(SINGLE.fullmatch(figure.text))


_BEFELL = re.compile(
    r"\s*(?:(?:man|woman|boy|girl|person|child|officer|teenager|other)\s+)?(?:is|was|has|had|died|dead|killed)\b"
)


def _weight(text: str, figure: Quantity, word: str) -> float:
    before, after = (
        text[max(0, figure.start - 60) : figure.start],
        text[figure.end : figure.end + 120],
    )
    weight = 0.75 if _SHOT.fullmatch(word) else 1.0
    if _PART_BEFORE.search(before) or _PART_AFTER.match(after):
        weight *= 0.3
    if figure.low == figure.high == 1:
        weight *= 0.4 if _BEFELL.match(after) else 0.15
    clause = re.split(r"[;:]\s|\.\s", text[: figure.start])[-1] + text[figure.start :]
    if _ELSEWHERE.search(clause):
        weight *= 0.3
    if _SUPERSEDED.search(before):
        weight *= 0.3
    elif _UPDATED.search(before) or re.match(r"\s*(?:people\s+)?in\s+(?:total|all)\b", after):
        weight *= 1.3
    if set(re.findall(r"\w+", after[:30].lower())[:2]) & _DOERS:
        weight *= 0.3
    return weight
