"""The kind of a question, and the type of the words that would answer it."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal[
    "who", "when", "where", "how many", "how much", "said", "who says", "why", "how", "yes/no",
    "which", "what", "list", "overview",
]  # fmt: skip
Wanted = Literal[
    "number", "money", "percent", "age", "date", "duration", "person", "place", "name", "yes/no",
    "statement",
]  # fmt: skip

_YES_NO = re.compile(
    r"^(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|may|might)(?:n['’]t)?\b",
    re.IGNORECASE,
)
_PLACE_NOUN = re.compile(
    r"^(?:what|which|in\s+(?:what|which)|from\s+(?:what|which)|at\s+(?:what|which)|on\s+(?:what|which))\s+(?:\w+\s+)?(?:country|countries|city|town|state|place|venue|location|region|"
    r"village|street|county|province|stadium|building|continent|island|district|hospital|airport|capital)\b",
    re.IGNORECASE,
)
_DATE_NOUN = re.compile(
    r"^(?:on|in|at|by|during|since|until)?\s*(?:what|which)\s+(?:\w+\s+)?(?:year|date|day|month|time|hour|century|decade)\b"
    r"|^what\s+(?:is|was)\s+(?:the\s+)?(?:\w+\s+)?(?:date|year|birthday|birth\s*date|release\s+date)\b|\bdate\s*(?:of\b|$)",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"\b(?:what|which)\s+(?:percentage|per\s?cent|percent|share|proportion)\b", re.IGNORECASE
)
_NUMBER_NOUN = re.compile(
    r"^(?:the\s+)?number\s+of\b|^what\s+(?:is|was|are|were)\s+(?:the\s+)?(?:\w+\s+){0,2}(?:number|population|death\s+toll|toll|count|total|height|"
    r"length|area|size|distance|magnitude|rate|age|capacity|depth|weight|speed|elevation|figure|attendance|turnout)\b|\bdeath\s+toll\b|\bpopulation\s+(?:of\b|$)",
    re.IGNORECASE,
)
_AGE_NOUN = re.compile(
    r"^(?:(?:what|which)\s+(?:is|was|are|were)\s+)?(?:the\s+)?(?:exact\s+)?ages?\s+of\b|"
    r"^(?:(?:what|which)\s+(?:is|was)\s+)?[\w'’ -]{3,40}['’]s?\s+age$|"
    r"^(?:at\s+)?(?:what|which)\s+age\b",
    re.IGNORECASE,
)
_MONEY_NOUN = re.compile(
    r"^what\s+(?:is|was|are|were)\s+(?:the\s+)?(?:\w+\s+){0,2}(?:price|cost|value|budget|revenue|salary|profit|fine|"
    r"damage|worth|amount|bill|sum)\b"
    r"|^(?:what|which)\s+(?:\w+\s+)?(?:price|fine|salary|ransom|fee|sum|compensation|reward|bonus|bail|pay|"
    r"payment|severance|wages?|budget|bill)\b"
    r"|^how\s+(?:expensive|costly|dear|cheap)\b"
    r"|^(?:what|which)\s+(?:\w+\s+)?(?:loss|profit|revenue|turnover|deficit|debt|damage)\s+(?:will|did|does|has|would|is|was)\b",
    re.IGNORECASE,
)
_NAME_NOUN = re.compile(
    r"^(?:what|which)\s+(?:\w+\s+)?(?:group|company|companies|party|team|person|man|woman|actor|actress|author|band|"
    r"organi[sz]ation|newspaper|agency|player|president|minister|director|school|university|league|"
    r"club|firm|network|bank|airline|outlet|official|officials|leader|nation|film|movie|song|album|show|series|book|"
    r"award|language|religion|genre|model|ship|brand|position|label|record\s+label|occupation|profession|sport)s?\b"
    r"|^what\s+(?:is|was)\s+(?:the\s+)?(?:full\s+)?name\b|\bnamed\s*$|\bcalled\s*$",
    re.IGNORECASE,
)
_SINGULAR = re.compile(
    r"^(?:who|which|what|where)\b(?!\s+(?:are|were|have|do)\b)(?!\s+\w+s\s+(?:are|were|have|do)\b)",
    re.IGNORECASE,
)
_MONEY_WORDS = re.compile(
    r"cost|pay|paid|worth|money|price|spend|spent|sold|sell|buy|bought|acquire|fine\b|earn|raise|invest|"
    r"damage|aid|fund|loss|profit|bribe|debt|deficit|budget|payment|ransom|reward|donat|bonus|"
    r"salar|revenue|turnover|subsid|compensation|bail\b"
)
NAMES_ASKED = re.compile(
    r"^(?:what|which)\s+(?:is|was|are|were)\s+(?:the\s+)?(?:\w+\s+)?names?\b|^name\s+of\b"
    r"|^(?:what|how)\s+(?:is|was|are|were)\b.*\b(?:called|named)$|^what\s+(?:is|was)\s+.+['’]s\s+name$",
    re.IGNORECASE,
)
"""Questions that only a proper name answers."""
DAY_ASKED = re.compile(r"\b(?:what|which)\s+(?:exact\s+)?(?:date|day)\b", re.IGNORECASE)
"""Questions that a month alone does not answer."""
CLOCK_ASKED = re.compile(
    r"^(?:at\s+|by\s+|around\s+)?(?:what|which)\s+(?:exact\s+)?(?:time|hour)\b", re.IGNORECASE
)
"""Questions that only a time of day answers."""

_STARTS: tuple[tuple[str, Kind], ...] = (
    ("how many", "how many"), ("how much", "how much"), ("how old", "how much"),
    ("how long", "how much"), ("how far", "how much"), ("how tall", "how much"),
    ("how strong", "how much"), ("how deep", "how much"), ("how fast", "how much"),
    ("how heavy", "how much"), ("how wide", "how much"), ("how often", "how much"),
    ("by how much", "how much"), ("by how many", "how many"), ("at what price", "how much"),
    ("for how much", "how much"), ("of how many", "how many"),
    ("how big", "how much"), ("how large", "how much"), ("how high", "how much"),
    ("whose", "who"), ("whom", "who"), ("who", "who"), ("when", "when"), ("where", "where"),
    ("since when", "when"), ("until when", "when"), ("how soon", "when"), ("how recently", "when"),
    ("why", "why"), ("how come", "why"), ("how", "how"), ("list", "list"), ("name ", "list"),
    ("for what reason", "why"), ("for which reason", "why"),
)  # fmt: skip


def kind_of(question: str) -> Kind:
    """The kind that the form of a question tells."""
    low = question.lower()
    for start, kind in _STARTS:
        if low.startswith(start):
            return kind
    if _DATE_NOUN.search(question):
        return "when"
    if _PLACE_NOUN.match(question) or _NAME_NOUN.search(question):
        return "which"
    if re.match(r"(?:in|at|on|to|from|with|for|out\s+of|after)\s+how\s+many\b", low):
        return "how many"
    if re.match(r"(?:by|to|from|with|for|of|against)\s+whom\b", low):
        return "who"
    if _YES_NO.match(question):
        return "yes/no"
    return "which" if low.startswith("which") else "what"


_OF_KIND: dict[Kind, Wanted] = {
    "yes/no": "yes/no", "who": "person", "when": "date", "where": "place",
}  # fmt: skip


def wanted_of(kind: Kind, question: str) -> Wanted:
    """The type of the words that answer."""
    low = question.lower()
    if _PERCENT.search(question):
        return "percent"
    if _AGE_NOUN.match(question.rstrip(" ?")):
        return "age"
    if kind == "how many" or (kind in ("what", "which") and _NUMBER_NOUN.search(question)):
        return "number"
    if _MONEY_NOUN.match(question):
        return "money"
    if kind == "how much":
        return _measure(low)
    if kind in _OF_KIND:
        return _OF_KIND[kind]
    if kind == "what" and re.match(r"what\s+(?:did|does|do|will|would)\b.*\bcost\b", low):
        return "money"
    if _PLACE_NOUN.match(question):
        return "place"
    if NAMES_ASKED.match(question):
        return "name"
    if re.search(
        r"\b(?:place|location|birthplace|venue|capital)\b(?:\s+of\b.*)?$", low
    ) and kind in ("what", "which"):
        return "place"
    return "name" if kind == "which" or _NAME_NOUN.search(question) else "statement"


def _measure(low: str) -> Wanted:
    if low.startswith("how old"):
        return "age"
    if low.startswith("how long"):
        return "duration"
    sized = ("how much", "by how much", "at what price", "for how much", "how large", "how big")
    if low.startswith((*sized, "how high")):
        return "money" if _MONEY_WORDS.search(low) else "number"
    return "number"


def expects_one(question: str, wanted: Wanted) -> bool:
    """True when one answer is expected, so that two different ones compete."""
    measured = ("number", "money", "percent", "age", "date", "place", "duration")
    return wanted in measured or _SINGULAR.match(question) is not None
