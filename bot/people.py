"""Counts of people in a sentence: lists of them summed, one told without a number counted."""

from __future__ import annotations

import re

from bot.quantities import Quantity, quantities

_PERSONS_LISTED = """
    people person persons man men woman women boy boys girl girls child children kid kids teen teens
    teenager teenagers adult adults victim victims student students pupil pupils officer officers
    policeman policemen civilian civilians resident residents worker workers employee employees
    soldier soldiers passenger passengers driver drivers bystander bystanders male males female
    females other others individual individuals patient patients protester protesters guest guests
    friend friends brother brothers sister sisters inmate inmates deputy deputies neighbor neighbors
    toddler toddlers infant infants baby babies villagers villager fighter fighters troops sailors
    marines firefighters firefighter clubgoers partygoers churchgoers shoppers worshippers
    worshipper spectators fans tourists tourist migrants migrant demonstrators commuters
    attackers gunmen suspects militants members relatives members
"""
PERSONS = frozenset(_PERSONS_LISTED.split())
_PERSON = "(?:" + "|".join(sorted(PERSONS, key=len, reverse=True)) + ")"
KILLED = re.compile(
    r"\b(?:killed|kills?|killing|dead|died|dies?|dying|deaths?|fatalit(?:y|ies)|slain|murdered|"
    r"perished|(?:the\s+)?lives|death\s+toll|(?:fatally|mortally)\s+(?:shot|wounded|injured|struck|stabbed)|"
    r"shot\s+(?:and\s+killed|dead|to\s+death)|(?:stabbed|beaten|burned|crushed)\s+to\s+death|gunned\s+down)\b",
    re.IGNORECASE,
)
INJURED = re.compile(
    r"\b(?:injur(?:ed|ies|ing|es|y)|wound(?:ed|ing|s)|hurt|hurting|hospitali[sz]ed|hospitals?|casualties|"
    r"shot|shooting(?=\s+(?:at\s+least\s+|\w+\s+)?(?:people|men|women|others|victims))|struck|hit|stabbed)\b",
    re.IGNORECASE,
)
SINGLE = re.compile(
    rf"\b(?:an?|one|another)\s+(?:(?!second|third|fourth|fifth|sixth|seventh|few)[\w-]+\s+){{0,3}}?(?P<noun>{_PERSON})\b",
    re.IGNORECASE,
)
_MEMBER = (
    r"(?P<{0}>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:[\w-]+\s+)?"
    + _PERSON
)
_LISTED = re.compile(
    r"\b"
    + _MEMBER.format("a")
    + r"(?:,\s+"
    + _MEMBER.format("b")
    + r")?,?\s+and\s+"
    + _MEMBER.format("c")
    + r"\b",
    re.IGNORECASE,
)


def people_in(text: str) -> list[Quantity]:
    """The counts of people: lists of them summed, one person told without a number counted."""
    listed = [_sum(match) for match in _LISTED.finditer(text)]
    found = [figure for figure in listed if figure is not None]

    def free(start: int, end: int) -> bool:
        return not any(f.start < end and start < f.end for f in found)

    for figure in quantities(text):
        if (
            figure.kind == "count"
            and free(figure.start, figure.end)
            and _counts_people(text, figure)
        ):
            found.append(figure)
    for match in SINGLE.finditer(text):
        if free(*match.span()):
            found.append(Quantity(1, 1, "people", *match.span(), match[0]))
    return sorted(found, key=lambda figure: figure.start)


_NUMBERS = dict(
    zip(
        "a an one two three four five six seven eight nine ten eleven twelve".split(),
        (1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
        strict=True,
    )
)


def _sum(match: re.Match[str]) -> Quantity | None:
    if re.match(r"\w+\s+(?:\w+\s+)?(?:people|persons|victims|others|individuals)\b", match[0]):
        return None  # "four people, three women and a man": the list tells who the four are
    parts = [match[name].lower() for name in "abc" if match[name]]
    values = [float(_NUMBERS.get(part) or int(part)) for part in parts]
    if not all(parts) or max(values) > 99:
        return None
    total = sum(values)
    return Quantity(total, total, "people", *match.span(), match[0])


_STOPS = frozenset(
    "in at on by from with to for during after before when while as that which into of".split()
)


_AGES_ON = re.compile(r"(?:,\s*\d+)*,?\s+(?:and|or|to)\s+\d+[\s-]+years?\b")
"""Behind the first of some ages: "13 and 17 years of age"."""


def _counts_people(text: str, figure: Quantity) -> bool:
    """True when people are counted, or nothing is named that is counted ("killing two and ...")."""
    tail = re.findall(r"[\w'’-]+|[^\w\s]", text[figure.end : figure.end + 60])
    if tail and tail[0] in ",;)" and re.search(r"[,(]\s*$", text[: figure.start]):
        return False  # an age behind a name
    if _AGES_ON.match(text, figure.end):
        return False
    if not tail or not tail[0][0].isalnum():
        return True
    if figure.unit in ("%", "times", "years", "year", "shots", "rounds"):
        return False
    for place, word in enumerate(tail[:5]):
        low = word.lower()
        if low in PERSONS or KILLED.fullmatch(low) or INJURED.fullmatch(low):
            return True
        if not low[0].isalnum():
            return False
        if low in _STOPS or low in (
            "and",
            "or",
            "but",
            "who",
            "were",
            "was",
            "are",
            "is",
            "have",
            "had",
        ):
            # "killed two and", "two were shot": nothing else is named
            return place == 0
    return False
