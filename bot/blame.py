"""Whom a sentence makes responsible for a deed, and whom it clears of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.names import names_in, same_name
from bot.query import BLAME, SAYING, Query
from bot.terms import STOPWORDS, kin, stem, stems

_ASKED = re.compile(
    r"\b(?:responsib\w+|blam\w+|behind|culprits?|perpetrat\w+|at\s+fault|guilty|involve[dm]\w*|"
    r"anything\s+to\s+do\s+with|carr(?:y|ied)\s+out|orchestrat\w+|mastermind\w*|a\s+(?:hand|role|part)\s+in)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:accus(?:e[sd]?|ing|ations?\s+(?:against|of))|blam(?:e[sd]?|ing)(?:\s+it\s+on)?|responsibility\s+on|"
    r"point(?:s|ed|ing)\s+(?:a\s+|the\s+)?finger\s+at|"
    r"(?:assisted|supported|aided|backed|helped|sponsored|carried\s+out|committed|organi[sz]ed|orchestrated|"
    r"masterminded|perpetrated|staged|ordered|caused|planned)\s+by|the\s+work\s+of)\s+",
    re.IGNORECASE,
)
"""Words that the one made responsible follows."""
_BEFORE = re.compile(
    r"\b(?:claim(?:s|ed)|admit(?:s|ted)|t(?:akes?|ook)|accept(?:s|ed)|bears?|bore)\s+(?:the\s+|full\s+|sole\s+|partial\s+)*(?:responsibility|blame)\b"
    r"|\b(?:(?:had|has|have)\s+)?(?:carried\s+out|orchestrated|masterminded|perpetrated|committed|staged)\s+(?:the|this|that|an?)\b"
    r"|\b(?:is|was|were|are|be|been)\s+(?:also\s+|partly\s+|solely\s+|directly\s+)?(?:behind(?!\s+(?:bars|schedule|the\s+wheel|closed|time))|responsible|to\s+blame|at\s+fault|involved|"
    r"the\s+(?:sole\s+|main\s+|real\s+)?(?:culprits?|perpetrators?))\b",
    re.IGNORECASE,
)
"""Words that the one made responsible stands before."""
_CLEARED = re.compile(
    r"\b(?:(?:had|has|have|having)\s+(?:absolutely\s+)?nothing\s+(?:at\s+all\s+)?to\s+do\s+with"
    r"|(?:(?:is|was|were|are)\s+not|(?:is|was|were|are)n['’]t|not\s+been)\s+(?:behind(?!\s+(?:bars|schedule|the\s+wheel|closed|time))|responsible|to\s+blame|at\s+fault|involved|guilty)"
    r"|(?:had|has|have|played|plays)\s+no\s+(?:role|part|hand|involvement)\b|did\s+not\s+(?:carry\s+out|commit))",
    re.IGNORECASE,
)
"""Words that clear whom they follow."""
ADMITS = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|admit(?:s|ted|ting)?|t(?:akes?|ook|aking)|accept(?:s|ed|ing)?)\s+"
    r"(?:the\s+|full\s+|sole\s+)*(?:responsibility|blame)\b|"
    r"\b(?:admi(?:t|ts|tted|ssion)|confess(?:es|ed|ion)|boast(?:s|ed))\b",
    re.IGNORECASE,
)
"""Words with which somebody makes a deed his own."""
_REACH = 60
_BREAK = re.compile(
    rf"[;:.]\s|\b(?:{SAYING}|accusing|implying)\s+(?:that|on|the|it)\b", re.IGNORECASE
)
"""Between a name and what is said of it: the name is that of the speaker."""
_NOUNS = re.compile(
    r"(?:the|its|his|their|our)\s+([a-z][\w-]+(?:\s+[a-z][\w-]+)?)(?=\s+(?:of|for|over|and)\b|[.,;”\"])"
)
_DEED = re.compile(r"\b(?:of|for|behind|in|with|out)\s+[“\"]?([^,.;:”\"]+)")
_CONTRAST = re.compile(
    r",\s+(?=(?:although|though|while|whereas|but|however|yet)\b)|;\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Blame:
    """Names made responsible by a sentence, and names cleared."""

    accused: tuple[str, ...]
    cleared: tuple[str, ...]


def deeds(text: str) -> frozenset[str]:
    """What a sentence makes somebody responsible for, reduced words; empty where untold."""
    found: set[str] = set()
    for pattern in (_AFTER, _BEFORE, _CLEARED):
        for match in pattern.finditer(text):
            told = _DEED.search(text[match.end() : match.end() + 2 * _REACH])
            if told:
                found |= {word for word in stems(told[1]) if word not in STOPWORDS}
    return frozenset(found)


def one_deed(a: str, b: str) -> bool:
    """True when two sentences blame for the same thing, as far as they tell it."""
    first, second = deeds(a), deeds(b)
    if not first and not second:
        return False
    left, right = first or stems(a), second or stems(b)
    return any(kin(word) & right for word in left if word not in STOPWORDS)


def asks_involvement(query: Query) -> bool:
    """True for a yes/no question whether somebody is behind a deed."""
    return query.wanted == "yes/no" and _ASKED.search(query.complete) is not None


_TELLS = re.compile(
    r"\b(?:accus\w+|suspect\w*|carr(?:ied|ying|y)\s+out|work\s+of|masterminded|orchestrated|ordered|"
    r"staged|implicat\w+|point(?:s|ed|ing)\s+(?:\w+\s+)?finger)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def tells_blame(text: str) -> bool:
    """True when a text makes somebody responsible or clears him, in whatever words for it."""
    if BLAME.search(text) or ADMITS.search(text) or _TELLS.search(text):
        return True
    found = blame_in(text)
    return bool(found.accused or found.cleared)


@lru_cache(maxsize=4096)
def blame_in(text: str) -> Blame:
    """Whom a text makes responsible and whom it clears, by name."""
    names = names_in(text)
    cleared = [name for m in _CLEARED.finditer(text) for name in _left(text, names, m.start())]
    accused: list[str] = []
    for match in _AFTER.finditer(text):
        accused += _right(text, names, match.end())
    for match in _BEFORE.finditer(text):
        if not re.search(r"\b(?:not|never|n['’]t)\s+(?:\w+\s+)?$", text[: match.start()]):
            accused += _left(text, names, match.start())
    kept = [name for name in accused if not any(one_party(name, other) for other in cleared)]
    return Blame(tuple(dict.fromkeys(kept)), tuple(dict.fromkeys(cleared)))


def _left(text: str, names: tuple[tuple[int, int], ...], place: int) -> list[str]:
    """The name nearest before a place in its clause."""
    found = [
        (start, end)
        for start, end in names
        if place - _REACH <= end <= place and not _BREAK.search(text[end:place])
    ]
    return [text[slice(*found[-1])]] if found else []


def _right(text: str, names: tuple[tuple[int, int], ...], place: int) -> list[str]:
    """The name that begins right after a place, with those joined to it by "and"."""
    found: list[str] = []
    at = place
    for start, end in names:
        if start < place:
            continue
        if not re.fullmatch(
            r"(?:\s*(?:,|and|or|some|the|both)\s*)*(?:\w+\s+){0,2}", text[at:start]
        ):
            break
        found.append(text[start:end])
        at = end
    if not found and (common := _NOUNS.match(text[place:])):
        found.append(common[1])
    return found


@lru_cache(maxsize=4096)
def clauses(text: str) -> tuple[str, ...]:
    """A sentence cut where it sets one thing against another."""
    return tuple(part for part in _CONTRAST.split(text) if part.strip())


def differ(a: Blame, b: Blame) -> bool:
    """True when two sentences make different ones responsible, or one clears whom one accuses."""
    if any(one_party(x, y) for x in a.accused for y in b.cleared):
        return True
    if any(one_party(x, y) for x in a.cleared for y in b.accused):
        return True
    return bool(a.accused and b.accused) and not any(
        one_party(x, y) for x in a.accused for y in b.accused
    )


def one_party(a: str, b: str) -> bool:
    """True when two names mean one, a capital its state included ("Kyiv", "Ukraine")."""
    return same_name(a, b) or stem(b) in kin(stem(a))
