"""Whether a speaker is still as many, and as well known, as the text has him.

"Two of the people said" is neither "the two people said" nor "people said", and what "a former
employee" tells, "the former employee" or "former employees" do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.names import names_in

Extent = Literal["part", "some", "all"]

_SMALL = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = {word: number for number, word in enumerate(_SMALL, 1)} | {"a": 1, "an": 1, "another": 1}
_VAGUE = "some|several|many|most|few|a few|a number|a couple|a group|a handful|dozens|hundreds|both"
_QUANTITY = re.compile(
    rf"^(?P<all>(?:all|both|each|every)(?:\s+of)?\s+)?"
    r"(?P<the>(?:the|these|those|his|her|its|their|our)\s+)?(?:(?:at\s+least|about|other)\s+)?"
    rf"(?P<count>(?:{_VAGUE}|{'|'.join(_SMALL)}|an?|another|\d{{1,4}})(?=\s))?"
    r"(?P<of>\s+of\s+(?=the\b|those\b|these\b|them\b|us\b|his\b|her\b|its\b|their\b|our\b|[A-Z]))?",
    re.IGNORECASE,
)
_VOICE = re.compile(
    r"\b(?:spokes(?:man|woman|person|people)|lawyers?|attorneys?|solicitor|representatives?|"
    r"e-?mail|letter|report|statement|study|paper|poll|survey|review|memo|version|headline)\b",
    re.IGNORECASE,
)
"""Who speaks for another, or what is written: "a spokesman for the firm" may be called the firm's
spokesman, and "a report" the report."""
_TAIL = re.compile(
    r"\s+(?:for|of|from|in|at|on|to|with|by|near|close|familiar|briefed|involved|aware|who|that|"
    r"which|whose|seen|named|called)\b|,",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?<=\w)\s+(?:for|of|from|in|at|on|to|with|by|near|close|who|that|which)\s")
_MANY = frozenset("people police media men women children staff crew others".split())


@dataclass(frozen=True, slots=True)
class _Spoken:
    extent: Extent
    count: int | None
    """How many, None where the words leave it open."""
    many: bool
    """True for more than one."""


def head_of(words: str) -> str:
    """The words of a speaker up to what describes him: "two people familiar with" is two people."""
    bare = words.strip()
    match = _QUANTITY.match(bare)
    at = match.end() if match else 0
    tail = _TAIL.search(bare, at)
    return bare[: tail.start()] if tail else bare


def is_named(held: str) -> bool:
    """True for somebody with a name ("the mayor, Ana Lund"), not for "two clients of Karst"."""
    return bool(names_in(f"x {_without_quantity(_PLACE.split(held.strip())[0])}")) and not _is_part(
        held
    )


def still_as_many(told: str, held: str) -> bool:
    """Whether words for a speaker leave him the number and the vagueness that the text gives him.

    :param told: how a sentence calls him.
    :param held: how the text calls him.
    """
    if is_named(held):
        return True  # somebody with a name is himself, however he is called
    mine, theirs = _read(told), _read(held)
    if _VOICE.search(head_of(held)) and not theirs.many:
        return not mine.many
    if theirs.extent == "part":
        alone = theirs.count == 1 and mine.extent == "some" and mine.count == 1
        return alone or (mine.extent == "part" and mine.count == theirs.count)
    if mine.extent == "part":
        return False
    if theirs.extent == "some":
        return mine.extent == "some" and mine.count == theirs.count and mine.many == theirs.many
    return mine.extent == "all" and mine.many == theirs.many


def _is_part(words: str) -> bool:
    match = _QUANTITY.match(words.strip())
    return match is not None and match["of"] is not None


def _without_quantity(words: str) -> str:
    match = _QUANTITY.match(words)
    return words[match.end() :].strip() if match else words


def _read(words: str) -> _Spoken:
    bare = words.strip()
    match = _QUANTITY.match(bare)
    noun = head_of(bare).split()[-1].lower() if bare else ""
    many = noun in _MANY or (noun.endswith("s") and not noun.endswith("ss"))
    if match is None:
        return _Spoken("all", None, many)
    given = (match["count"] or "").lower()
    count = int(given) if given.isdigit() else _NUMBER.get(given)
    if match["of"]:
        return _Spoken("part", count, count != 1)
    if match["all"] or match["the"] or not given:
        return _Spoken("all", None, many)
    return _Spoken("some", count, count != 1)
