"""Figures as intervals: so that "at least 137" and "over 140" are seen to differ and still agree.

A quantity is a closed interval of values with a unit. Two of them are the same (one interval),
compatible (they overlap) or contradict (no value satisfies both).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

Relation = Literal["same", "compatible", "contradict"]

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "dozen": 12, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "crore": 1e7, "lakh": 1e5,
}  # fmt: skip
_VAGUE = {
    "tens": (20.0, 199.0), "dozens": (24.0, 199.0), "scores": (40.0, 399.0),
    "hundreds": (200.0, 9_999.0),
    "thousands": (2_000.0, 999_999.0), "millions": (2e6, 999e6), "billions": (2e9, 999e9),
    "several": (3.0, 20.0), "a couple": (2.0, 3.0), "a handful": (3.0, 10.0),
    "no one": (0.0, 0.0), "nobody": (0.0, 0.0),
}  # fmt: skip

_WORD_NUMBER = (
    r"(?:(?:a|an|one|half a)\s+(?=(?:hundred|thousand|million|billion|trillion|dozen)\b))?"
    r"(?:(?:" + "|".join([*_UNITS, *_TENS, "hundred", "thousand", "million", "billion", "trillion",
                          "dozen"]) + r")\b(?:[\s-]+(?:and\s+)?(?=(?:"
    + "|".join([*_UNITS, *_TENS, "hundred", "thousand", "million", "billion", "trillion", "dozen"])
    + r")\b))?)+"
)  # fmt: skip
_NUMBER = re.compile(
    r"(?P<money>(?:US|A|C|NZ|HK)?[$€£¥₹]\s?)?"
    r"(?<![\w.,/:])(?<![^\W\d]-)(?P<digits>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d/:])"
    r"(?P<scale>[\s-]?(?:hundred|thousand|million|billion|trillion|dozen|crore|lakh)\b|(?:k|m|mn|bn|tn)\b)?"
    r"(?P<ordinal>(?:st|nd|rd|th)\b)?"
    r"|(?P<vague>\b(?:"
    + "|".join(_VAGUE)
    + r")\b(?:\s+of\s+(?:hundreds|thousands|millions|billions)\b)?)"
    r"|\b(?P<words>" + _WORD_NUMBER + r")",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b|percent\b|percentage points?\b)", re.IGNORECASE)
_LOW = re.compile(
    r"(?:at\s+least|no\s+(?:fewer|less)\s+than|not\s+less\s+than|a\s+minimum\s+of|minimum\s+of)\s+$",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"(?:over|more\s+than|above|in\s+excess\s+of|exceed(?:s|ed|ing)?|upwards\s+of|greater\s+than|"
    r"north\s+of|surpass(?:es|ed|ing)?|beyond|topped|topping)\s+(?:the\s+|a\s+)?$",
    re.IGNORECASE,
)
_HIGH = re.compile(
    r"(?:at\s+most|up\s+to|no\s+more\s+than|as\s+many\s+as|as\s+much\s+as|a\s+maximum\s+of|"
    r"maximum\s+of|not\s+more\s+than|as\s+few\s+as)\s+$",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"(?:fewer\s+than|less\s+than|under|below|nearly|almost|just\s+under|close\s+to|"
    r"approaching|short\s+of)\s+(?:the\s+|a\s+)?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:about|around|roughly|approximately|some|an?\s+estimated|estimated(?:\s+at)?|circa|"
    r"in\s+the\s+region\s+of|or\s+so|approx\.?|~)\s*$",
    re.IGNORECASE,
)
_AFTER_LOW = re.compile(r"(?:\+|\s+or\s+more\b|\s+at\s+least\b|\s+and\s+counting\b)", re.IGNORECASE)
_AFTER_HIGH = re.compile(r"\s+(?:or\s+(?:fewer|less)|at\s+most)\b", re.IGNORECASE)
_RANGE = re.compile(r"^\s*(?:-|–|—|to|and|or)\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:between|from|anywhere\s+from)\s+(?:[$€£¥]\s?)?$", re.IGNORECASE)
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_DATE_BEFORE = re.compile(rf"\b(?:{_MONTHS})\.?\s+$", re.IGNORECASE)
_DATE_AFTER = re.compile(rf"^\s+(?:of\s+)?(?:{_MONTHS})\b", re.IGNORECASE)
_CLOCK_AFTER = re.compile(r"^\s?(?:[ap]\.?m\b\.?|o['’]clock)", re.IGNORECASE)
_AGE = re.compile(r"^[\s-]years?[\s-]olds?\b", re.IGNORECASE)
_AGED = re.compile(r"\baged?\s+$", re.IGNORECASE)
_NOUN = re.compile(r"^[\s-]+(?:(?:of|more|additional|other|the|these|those)\s+)*([^\W\d_][\w'’-]*)")
_CURRENCY_AFTER = re.compile(
    r"^\s*(?:US\s+)?(dollars?|euros?|pounds?|rubles?|roubles?|rupees?|yen|yuan|francs?|crowns?|kron(?:or|er|a)|dinars?|pesos?|reais|zlotys?|shekels?|won|baht|lira|rand|USD|EUR|GBP)\b",
    re.IGNORECASE,
)
_NOT_A_COUNT = re.compile(
    r"(?:\b(?:no|number|route|highway|flight|boeing|airbus|article|section|chapter|page|room|interstate|"
    r"phase|season|volume|part|super\s+bowl|channel|type|level|class|group|gate|act|psalm)\.?\s+#?|#|\bI-)$",
    re.IGNORECASE,
)
_BARE_ONE = re.compile(r"\bone\b", re.IGNORECASE)
_ONE_NOUN = re.compile(
    r"^\s+(?:of|another|day|more\s+time|side|hand|way|thing|that|who|is|was|had)\b"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text: an interval of values, what is counted, and where it stands."""

    low: float
    """Least value that satisfies the words (for "over 140" of whole things, 141)."""
    high: float
    """Greatest such value; infinity when open."""
    unit: str
    """"%", "$" (any currency sign or its name), the noun counted, in lower case, or ""."""
    start: int
    """First character of the bound words or of the number."""
    end: int
    text: str
    """The words from the bound to the number, as they stand ("at least 137")."""
    kind: Literal["count", "percent", "money", "age", "year", "ordinal"] = "count"
    approximate: bool = False
    """True for "about 140" and "dozens": the interval is a reading, not a bound."""


def number_of(words: str) -> float | None:
    """The value of a number written in words ("three hundred and five", "half a million")."""
    total = current = 0.0
    seen = False
    scale_half = words.lower().startswith("half a")
    for word in re.split(r"[\s-]+", words.lower()):
        if word in ("and", "a", "an", "half", ""):
            continue
        seen = True
        if word in _UNITS or word in _TENS:
            current += _UNITS.get(word, _TENS.get(word, 0))
        elif word in ("hundred", "dozen"):
            current = (current or 1) * _SCALES[word]
        elif word in _SCALES:
            total += (current or 1) * _SCALES[word]
            current = 0.0
        else:
            return None
    return ((total + current) * (0.5 if scale_half else 1.0)) if seen else None


def quantities(text: str) -> list[Quantity]:
    """The figures of a text in order; dates, clock times and labels ("Route 66") are left out."""
    found: list[Quantity] = []
    for match in _NUMBER.finditer(text):
        quantity = _read(text, match)
        if quantity is None:
            continue
        merged = _range(text, found[-1], quantity) if found else None
        if merged is not None:
            found[-1] = merged
        else:
            found.append(quantity)
    return found


def _value(match: re.Match[str]) -> tuple[float, float] | None:
    if match["vague"]:
        vague = match["vague"].lower()
        many, _, scale = vague.partition(" of ")
        low, high = _VAGUE[many.strip()]
        factor = _SCALES[scale.strip()[:-1]] if scale else 1.0
        return low * factor, high * factor
    if match["words"]:
        value = number_of(match["words"])
    else:
        value = float(match["digits"].replace(",", ""))
        if match["scale"]:
            value *= _SCALES[match["scale"].strip(" -\n").lower()]
    return None if value is None else (value, value)


def _excluded(text: str, match: re.Match[str], before: str, after: str) -> bool:
    """True for numbers that are no figure: dates, clock times, labels, a pronoun "one"."""
    if match["vague"]:
        return False
    if _CLOCK_AFTER.match(after) or _NOT_A_COUNT.search(before):
        return True
    if match["words"] and _BARE_ONE.fullmatch(match["words"]):
        return (
            bool(_ONE_NOUN.match(after))
            or not _NOUN.match(after)
            or before.endswith(("any ", "no ", "every ", "this ", "that "))
        )
    if match["digits"] and not match["scale"] and not match["money"]:
        day = float(match["digits"].replace(",", "")) <= 31
        return day and bool(_DATE_BEFORE.search(before) or _DATE_AFTER.match(after))
    return False


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    value = _value(match)
    if value is None or _excluded(text, match, before, after):
        return None
    low, high = value
    kind: Literal["count", "percent", "money", "age", "year", "ordinal"] = "count"
    unit = ""
    percent, currency = _PERCENT.match(after), _CURRENCY_AFTER.match(after)
    if match["ordinal"]:
        kind = "ordinal"
    elif percent:
        kind, unit, end = "percent", "%", end + percent.end()
    elif match["money"] or currency:
        kind, unit = "money", _currency(match["money"] or (currency[1] if currency else ""))
        end += currency.end() if currency and not match["money"] else 0
    elif _AGE.match(after) or _AGED.search(before):
        kind, unit = "age", "years old"
    elif match["digits"] and not match["scale"] and _looks_like_year(match["digits"], after):
        kind = "year"
    noun = _NOUN.match(text[end : end + 60])
    if noun and not unit:
        unit = noun[1].lower()
    whole = kind in ("count", "age") and low == int(low)
    low, high, bound, approximate = _bounds(low, high, before, whole)
    low_after, high_after = _AFTER_LOW.match(after), _AFTER_HIGH.match(after)
    if low_after:
        high, end = math.inf, end + low_after.end()
    elif high_after:
        low, end = 0.0, end + high_after.end()
    start -= bound
    return Quantity(
        low, high, unit, start, end, text[start:end], kind, approximate or bool(match["vague"])
    )


def _currency(words: str) -> str:
    sign = words.strip().lower()
    for mark, names in (("€", ("€", "euro", "eur")), ("£", ("£", "pound", "gbp"))):
        if any(name in sign for name in names):
            return mark
    return "$" if any(n in sign for n in ("$", "dollar", "usd")) else sign


def _looks_like_year(digits: str, after: str) -> bool:
    """Four digits from 1000 to 2100 with no thing counted after them."""
    if len(digits) != 4 or not digits.isdigit() or not 1000 <= int(digits) <= 2100:
        return False
    noun = _NOUN.match(after)
    return noun is None or not (noun[1].endswith("s") or noun[1] in ("people", "men", "women"))


def _bounds(low: float, high: float, before: str, whole: bool) -> tuple[float, float, int, bool]:
    """Interval after the words in front; the length of those words; whether it is a reading."""
    step = 1.0 if whole else 0.0
    for pattern, kind in ((_LOW, "low"), (_HIGH, "high"), (_ABOVE, "above"), (_BELOW, "below"),
                          (_ABOUT, "about")):  # fmt: skip
        found = pattern.search(before)
        if not found:
            continue
        length = len(before) - found.start()
        if kind == "low":
            return low, math.inf, length, False
        if kind == "high":
            return 0.0, high, length, False
        if kind == "above":
            return low + step, math.inf, length, False
        near = re.match(r"nearly|almost|just|close|approaching", found[0], re.IGNORECASE)
        if kind == "below":
            return (low * 0.85 if near else 0.0), high - step, length, bool(near)
        slack = 0.1 * max(abs(low), 1.0)
        return low - slack, high + slack, length, True
    return low, high, 0, False


def _range(text: str, left: Quantity, right: Quantity) -> Quantity | None:
    """One quantity for "between 5 and 7", "5 to 7", "5-7"; None when the two stand apart."""
    between = text[left.end : right.start]
    if len(between) > 6 or not _RANGE.match(between) or right.low < left.high:
        return None
    word = between.strip().lower()
    opened = _BETWEEN.search(text[max(0, left.start - 16) : left.start])
    if word == "and" and not opened:
        return None
    if left.kind not in ("count", right.kind) or (left.unit and word == "or"):
        return None
    start = left.start - (len(opened[0]) if opened else 0)
    return Quantity(
        left.low, right.high, right.unit, start, right.end, text[start : right.end], right.kind,
        left.approximate,
    )  # fmt: skip


def relation(a: Quantity, b: Quantity) -> Relation:
    """Whether two figures for the same thing say the same, can both hold, or exclude each other."""
    if a.kind != b.kind or (a.kind == "money" and a.unit != b.unit):
        return "compatible"
    if math.isclose(a.low, b.low, rel_tol=1e-9) and (
        a.high == b.high or math.isclose(a.high, b.high, rel_tol=1e-9)
    ):
        return "same"
    return "compatible" if max(a.low, b.low) <= min(a.high, b.high) else "contradict"
