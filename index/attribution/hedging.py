"""Words that hedge: where they stand in a claim, and whether they govern its main statement."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.attribution.cues import lexicon

_TOKEN = re.compile(r"[^\W\d_][\w'’-]*")
_DETERMINES = re.compile(
    r"(?:the|a|an|its|his|her|their|our|of|two|three|one|any|['’]s)\s+$", re.IGNORECASE
)
_NEEDS_DETERMINER = frozenset(
    ["reported", "rumored", "rumoured", "suspected", "presumed", "possible", "apparent", "supposed"]
)
_APPEARS = frozenset(["appear", "appears", "appeared"])
_IN_PLACE = frozenset(
    """in at on before with as for by briefly alongside together during this last from and
    behind""".split()
)
"""After these "appear" is an appearance, in court or on a screen."""
_ABLE = frozenset(["so", "before", "until", "than", "who"])
_OPENS_SUBORDINATE = re.compile(
    r"^\W*(?:while|although|though|even|if|when|as|because|since|after|before|until|unless)\b[^,]*,",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s(?:who|which|whose|where)\b[^,]*,")
_SUBORDINATE = re.compile(
    r"[,;]?\s\b(?:who|which|whose|because|before|after|until|when|where|while|so that|"
    r"in order to|even though|although)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge as it stands in some words."""

    start: int
    words: str
    strong: bool
    """True for one that makes a statement uncertain, False for one about a single word of it."""


def find_hedges(words: str) -> list[Hedge]:
    """Return the hedges of ``words``, in order; of overlapping ones the longest."""
    book = lexicon()
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(words)]
    lower = [words[a:b].lower().replace("’", "'") for a, b in tokens]
    found: list[Hedge] = []
    at = 0
    while at < len(tokens):
        size, strong = _match(lower, at, book.hedges)
        if size and not _means_else(words, tokens, lower, at, size):
            found.append(
                Hedge(tokens[at][0], words[tokens[at][0] : tokens[at + size - 1][1]], strong)
            )
        elif _appears(lower, at):
            size = 1
            found.append(Hedge(tokens[at][0], words[slice(*tokens[at])], True))
        at += max(size, 1)
    return found


def _appears(lower: list[str], at: int) -> bool:
    """Tell whether "appear" means to seem ("appeared accidental"), not to come into sight."""
    if lower[at] not in _APPEARS or at + 1 == len(lower) or lower[at + 1] in _IN_PLACE:
        return False
    return at == 0 or lower[at - 1] not in ("to", "not")


def governs(words: str, hedges: list[Hedge]) -> bool:
    """Tell whether one of ``hedges`` governs the main statement, not a subordinate clause."""
    strong = [h.start for h in hedges if h.strong]
    if not strong:
        return False
    opening = _OPENS_SUBORDINATE.match(words)
    first = opening.end() if opening else 0
    asides = [m.span() for m in _ASIDE.finditer(words, first)]
    last = len(words)
    for turn in _SUBORDINATE.finditer(words, first + 1):
        if not any(a <= turn.start() < b for a, b in asides):
            last = turn.start()
            break
    return any(first <= h < last and not any(a <= h < b for a, b in asides) for h in strong)


def _match(
    lower: list[str], at: int, book: dict[str, list[tuple[tuple[str, ...], bool]]]
) -> tuple[int, bool]:
    """Return the length in words of the longest hedge at a place, 0 for none, and its strength."""
    for phrase, strong in book.get(lower[at], ()):
        if tuple(lower[at : at + len(phrase)]) == phrase:
            return len(phrase), strong
    return 0, False


def _means_else(
    words: str, tokens: list[tuple[int, int]], lower: list[str], at: int, size: int
) -> bool:
    """Tell whether a hedge's form means something else here: a month, a vote, an ability."""
    form = " ".join(lower[at : at + size])
    following = lower[at + size] if at + size < len(lower) else ""
    if form == "may":
        return words[tokens[at][0]] == "M" and at > 0
    if form in _NEEDS_DETERMINER:
        return not _DETERMINES.search(words[max(0, tokens[at][0] - 8) : tokens[at][0]])
    if form.endswith("likely"):
        return following.startswith(("voter", "caucus", "viewer"))
    if form == "could":
        able = at > 0 and (lower[at - 1] in _ABLE or (lower[at - 1] == "that" and at > 1))
        return able or following == "not"
    return False
