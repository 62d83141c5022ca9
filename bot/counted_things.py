"""Which figures of two sentences count one thing, and what of it is told."""

from __future__ import annotations

import math
import re

from bot.quantities import Quantity, quantities
from bot.quantities import relation as figure_relation
from bot.terms import STOPWORDS, WEAK, kin, stem, stems
from bot.units import Unit

_WORD = re.compile(r"[^\W\d_]+")
_PART = re.compile(
    r"\b(?:others?|another|more|further|additional|of\s+(?:the|them|whom|these|those)|including|every|each|"
    r"first|last|next|past|than\s+in)\s*$",
    re.IGNORECASE,
)
_NO_THING = frozenset(
    "of were was are is had has have other others more year month week day hour minute time count "
    "percent point old and or in to from who that first".split()
)
_SHARED, _ALIKE = 0.5, 0.25
"""Least share of the shorter and of all words that two sentences on one figure have in common."""
_RATIO = 4.0
"""Largest ratio of two figures of one thing."""


def of_a_thing(text: str, figure: Quantity) -> bool:
    """True for a figure that is no part of another, and counts something."""
    if _PART.search(text[: figure.start]) or re.match(
        r"\s+(?:others?|more|of)\b", text[figure.end :]
    ):
        return False
    return figure.kind != "count" or (bool(figure.unit) and stem(figure.unit) not in _NO_THING)


def one_thing(unit: Unit, figure: Quantity, other: Unit, second: Quantity) -> bool:
    """True when two figures can be of one thing, in sentences of much the same words."""
    if figure.kind != second.kind or figure_relation(figure, second) == "same":
        return False
    if any(figure_relation(second, f) == "same" for f in quantities(unit.text)):
        return False
    if any(figure_relation(figure, f) == "same" for f in quantities(other.text)):
        return False
    if not same_order(figure, second):
        return False
    left, right = content_of(unit.text), content_of(other.text)
    years = [set(re.findall(r"\b(?:1[89]|20)\d\d\b", text)) for text in (unit.text, other.text)]
    if not left or not right or (all(years) and not years[0] & years[1]):
        return False
    shared = len({word for word in left if kin(word) & right})
    return shared >= max(2, _SHARED * min(len(left), len(right))) and shared >= _ALIKE * len(
        left | right
    )


def same_order(a: Quantity, b: Quantity) -> bool:
    """True when the larger of two figures is at most four times the other."""
    low, high = sorted((_size(a), _size(b)))
    return low > 0 and high <= _RATIO * low


def _size(figure: Quantity) -> float:
    return figure.low if math.isinf(figure.high) or figure.low > 0 else figure.high


def content_of(text: str) -> frozenset[str]:
    """The reduced words of a text that say what it is about."""
    return frozenset(word for word in stems(text) if word not in STOPWORDS and word.isalpha())


def _near_words(text: str, figure: Quantity) -> list[str]:
    """Telling words within a few words of a figure."""
    left = text[max(0, figure.start - 40) : figure.start]
    right = text[figure.end : figure.end + 50]
    near = [*left.split()[-4:], *right.split()[:6]]
    reduced = [stem(word.strip(".,;:()“”\"'’")) for word in near]
    return [word for word in reduced if word.isalpha() and word not in STOPWORDS and len(word) > 2]


def shared_act(a: str, first: Quantity, b: str, second: Quantity) -> str | None:
    """What two figures are both told of ("killed"); None when they count different things."""
    left, right = _near_words(a, first), frozenset(_near_words(b, second))
    units = (
        kin(stem(first.unit)) & kin(stem(second.unit))
        if first.unit and second.unit
        else frozenset()
    )
    both_people = stem(first.unit) in _PEOPLE and stem(second.unit) in _PEOPLE
    if not (units or both_people):
        return None
    counted = {stem(first.unit), stem(second.unit)}
    acts = [
        word
        for word in left
        if word not in WEAK and word not in counted and kin(word) & right and _is_deed(word, a, b)
    ]
    return acts[0] if acts else None


_PEOPLE = frozenset(("person", "man", "woman", "child", "victim"))
_DEEDS = frozenset("dead died die lost sold hurt shot missing aboard won cost held".split())


def _is_deed(word: str, *texts: str) -> bool:
    """True when one of the forms of a word in the texts is that of a verb."""
    forms = [
        form.lower()
        for text in texts
        for form in _WORD.findall(text)
        if word in (stem(form.lower()), *kin(stem(form.lower())))
    ]
    return any(form.endswith(("ed", "ing")) or form in _DEEDS for form in forms)


def as_told(act: str, *texts: str) -> str:
    """The word for an act as the texts have it: its past form where one stands ("killed")."""
    forms = [
        word
        for text in texts
        for word in _WORD.findall(text)
        if act in (stem(word.lower()), *kin(stem(word.lower())))
    ]
    past = next((form for form in forms if form.endswith("ed")), None)
    return past.lower() if past else f"({forms[0].lower() if forms else act})"
