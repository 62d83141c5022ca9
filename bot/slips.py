"""What it costs to have typed one word for another: slips of sound and of the fingers are cheap."""

from __future__ import annotations

_VOWELS = frozenset("aeiouy")
SOUNDS = tuple(
    frozenset(pair)
    for pair in ("ck", "cs", "sz", "kq", "gj", "iy", "dt", "vf", "uw", "vw", "mn", "xs", "kx")
)
"""Letters that sound alike, in pairs."""
_SPELT = (("ph", "f"), ("ks", "x"), ("ght", "t"), ("sch", "sk"), ("tch", "ch"), ("ch", "k"))
"""Groups of letters that are written for each other."""


def slip_cost(typed: str, meant: str, limit: float) -> float:
    """The cost of a slip from one lower-case word to another, ``limit + 1`` when it is more.

    0.5 for a letter doubled or not, a vowel for a vowel, letters that sound alike; 0.6 for a vowel
    left out; 0.7 for two letters turned round; 1 for any other letter, 0.5 more for the first.
    """
    if abs(len(typed) - len(meant)) > 3 or not _begin_alike(typed, meant):
        return limit + 1
    if abs(len(typed) - len(meant)) * 0.5 > limit:
        return limit + 1
    best = _distance(typed, meant, limit)
    for left, right in _SPELT:
        for a, b in ((left, right), (right, left)):
            if a in typed and b in meant and a not in meant:
                best = min(best, 0.5 + _distance(typed.replace(a, b), meant, limit))
    return best if best <= limit else limit + 1


def _begin_alike(typed: str, meant: str) -> bool:
    """True when the words begin with one letter or sound, or their first two are turned round."""
    a, b = typed[0], meant[0]
    if a == b or frozenset((a, b)) in SOUNDS or {typed[:1], meant[:2]} == {"f", "ph"}:
        return True
    return typed[:2] == meant[1::-1] or typed[0] == meant[1] or typed[1] == meant[0]


def _distance(a: str, b: str, limit: float) -> float:
    """Weighted restricted Damerau-Levenshtein distance; ``limit + 1`` when larger."""
    before: list[float] = []
    row = [0.0]
    for j in range(1, len(b) + 1):
        row.append(row[-1] + _single(b, j - 1))
    for i, x in enumerate(a, 1):
        above, row = row, []
        row.append(above[0] + _single(a, i - 1))
        for j, y in enumerate(b, 1):
            cost = above[j - 1] + (_swap(x, y) + (0.5 if i == j == 1 and x != y else 0.0))
            cost = min(cost, above[j] + _single(a, i - 1), row[j - 1] + _single(b, j - 1))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y and x != y:
                cost = min(cost, before[j - 2] + 0.7)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before = above
    return row[-1]


def _swap(x: str, y: str) -> float:
    if x == y:
        return 0.0
    if (x in _VOWELS and y in _VOWELS) or frozenset((x, y)) in SOUNDS:
        return 0.5
    return 1.0


def _single(word: str, at: int) -> float:
    """The cost of a letter too many or too few."""
    if at > 0 and word[at - 1] == word[at]:
        return 0.5
    if at == 0:
        return 1.2
    return 0.6 if word[at] in _VOWELS or word[at] == "h" else 0.9
