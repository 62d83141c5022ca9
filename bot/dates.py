"""Times as partly known values, so that "Saturday" and "23 March" can be seen to agree."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Relation = Literal["same", "compatible", "contradict"]

_MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH_OF = {name: i for i, name in enumerate(_MONTH_NAMES, 1)}
_MONTH_OF |= {name[:3]: i for name, i in _MONTH_OF.items()} | {"sept": 9}
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = (
    r"(?P<{0}>(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?)"
)
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>1\d{{3}}|20\d\d)"

_PATTERNS = (
    re.compile(r"\b(?P<y>1\d{3}|20\d\d)-(?P<mn>[01]\d)-(?P<d>[0-3]\d)\b"),
    re.compile(
        rf"\b{_DAY.format('d')}\s+(?:of\s+)?{_MONTH.format('m')}(?:,?\s+{_YEAR.format('y')}\b)?"
    ),
    re.compile(rf"\b{_MONTH.format('m')}\s+{_DAY.format('d')}\b(?!\d|:)(?:,?\s+{_YEAR.format('y')}\b)?"),
    re.compile(rf"\b{_MONTH.format('m')},?\s+(?:of\s+)?{_YEAR.format('y')}\b"),
    re.compile(
        r"\b(?:in|since|until|by|during|from|of|early|late|mid|last|next|this|earlier\s+in)"
        rf"[\s-]+{_MONTH.format('m')}"
    ),
    re.compile(rf"\b(?P<w>{'|'.join(day.title() for day in _DAYS)})\b"),
    re.compile(
        r"\b(?P<rel>yesterday|today|tomorrow|last\s+(?:night|week|month|year)|"
        r"this\s+(?:morning|week|month|year|afternoon|evening)|next\s+(?:week|month|year))\b",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\w$€£,.-])(?P<y>1[0-9]\d\d|20\d\d)(?P<s>s)?\b(?![,.]\d|\s*(?:people|%|percent|miles|feet|km))"),
)  # fmt: skip
_CLOCK = re.compile(
    r"\b(?P<h>[01]?\d|2[0-3])(?:[:.](?P<min>[0-5]\d))?\s?(?P<ap>[ap]\.?m\.?)(?!\w)"
    r"|\b(?P<h24>[01]?\d|2[0-3]):(?P<min24>[0-5]\d)\b|\b(?P<noon>noon|midnight)\b",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(
    r"\b(?:in\s+the\s+|on\s+the\s+)?(?P<part>(?:early|late)?\s*\b(?:morning|afternoon|evening|night))\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?:\w+\s+(?:hours?|days?|weeks?|months?|years?)\s+(?:ago|earlier|later|before|after)"
    r"|(?:shortly|soon|hours|days|weeks|months|minutes)\s+(?:after|before|later|earlier))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as far as the words give it; what they leave open is None."""

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 is Monday."""
    minute: int | None = None
    """Minute of the day, 0 to 1439."""
    relative: bool = False
    """True for words that only tell a time beside another event ("hours later")."""
    decade: bool = False

    def as_date(self) -> date | None:
        """The day, when year, month and day are known and exist."""
        if not (self.year and self.month and self.day):
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def moments(text: str, published: str | None = None) -> list[Moment]:
    """The times a text names, in order and not overlapping.

    :param published: ISO date of the document: weekdays and "yesterday" are read from it, and a
        day and month without a year get the year that puts them nearest before it.
    """
    base = _iso(published)
    found: list[Moment] = []
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            moment = _moment(match, base)
            if moment is not None:
                found.append(moment)
                taken.append((moment.start, moment.end))
    for match in _CLOCK.finditer(text):
        if not any(match.start() < end and start < match.end() for start, end in taken):
            found.append(Moment(*match.span(), match[0], minute=_minute(match)))
            taken.append(match.span())
    for pattern in (_PART_OF_DAY, _AGO):
        for match in pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                found.append(Moment(*match.span(), match[0], relative=True))
                taken.append(match.span())
    return sorted(found, key=lambda moment: moment.start)


def _iso(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published) if published else None
    except ValueError:
        return None


def _minute(match: re.Match[str]) -> int:
    if match["noon"]:
        return 720 if match["noon"].lower() == "noon" else 0
    if match["h24"]:
        return int(match["h24"]) * 60 + int(match["min24"])
    hour = int(match["h"]) % 12 + (12 if match["ap"].lower().startswith("p") else 0)
    return hour * 60 + int(match["min"] or 0)


def _moment(match: re.Match[str], base: date | None) -> Moment | None:
    groups = match.groupdict()
    where = Moment(match.start(), match.end(), match[0])
    if groups.get("rel"):
        return _relative(where, match["rel"].lower(), base)
    if groups.get("w"):
        return _weekday(where, _DAYS.index(match["w"].lower()), base)
    year = int(groups["y"]) if groups.get("y") else None
    month = int(groups["mn"]) if groups.get("mn") else None
    if groups.get("m"):
        name = groups["m"].lower().rstrip(".")
        month = _MONTH_OF.get(name) or _MONTH_OF.get(name[:3])
        bare = name == "may" and not year and not groups.get("d")
        dated = re.match(r"(?:in|since|last|next|early|late)\b", match[0])
        if match[0] == match["m"] or (bare and not dated):
            return None
        if not groups.get("d"):
            where = replace(
                where, start=match.start("m"), text=match[0][match.start("m") - match.start() :]
            )
    day = int(groups["d"]) if groups.get("d") else None
    if day is not None and not 1 <= day <= 31:
        return None
    if year is None and month and day and base:
        year = base.year if (month, day) <= (base.month, base.day) else base.year - 1
    return replace(where, year=year, month=month, day=day, decade=bool(groups.get("s")))


def _weekday(where: Moment, weekday: int, base: date | None) -> Moment:
    if base is None:
        return replace(where, weekday=weekday)
    day = base - timedelta(days=(base.weekday() - weekday) % 7)
    return replace(where, weekday=weekday, year=day.year, month=day.month, day=day.day)


def _relative(where: Moment, word: str, base: date | None) -> Moment:
    if base is None:
        return replace(where, relative=True)
    if word.endswith("year"):
        return replace(where, year=base.year + {"last": -1, "next": 1}.get(word[:4], 0))
    if word.endswith(("week", "month")):
        return replace(where, relative=True)
    shift = {"yesterday": -1, "tomorrow": 1, "last night": -1}.get(re.sub(r"\s+", " ", word), 0)
    day = base + timedelta(days=shift)
    return replace(where, year=day.year, month=day.month, day=day.day, weekday=day.weekday())


def relation(a: Moment, b: Moment) -> Relation:
    """Whether two times say the same, can both hold (one is coarser), or exclude each other."""
    if a.relative or b.relative:
        return "compatible"
    left, right = (a.year, a.month, a.day, a.minute), (b.year, b.month, b.day, b.minute)
    pairs = list(zip(left, right, strict=True))
    if a.decade or b.decade:
        pairs = [(x and x // 10, y and y // 10) for x, y in pairs[:1]]
    if any(x is not None and y is not None and x != y for x, y in pairs):
        return "contradict"
    day_a, day_b = a.as_date(), b.as_date()
    for week, day in ((a.weekday, day_b), (b.weekday, day_a)):
        if week is not None and day is not None and day.weekday() != week:
            return "contradict"
    if None not in (a.weekday, b.weekday) and a.weekday != b.weekday:
        return "contradict"
    shared = any(x is not None and y is not None for x, y in pairs)
    return "same" if shared and left == right else "compatible"
