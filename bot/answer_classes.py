"""Kinds of thing that a question asks for by name ("What sport ...?"), with what can answer."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

from bot.query import Query
from bot.terms import stem
from index.types import Span


@lru_cache(maxsize=1)
def _classes() -> dict[str, re.Pattern[str]]:
    """Asking word, reduced, to a pattern of its members, longest first."""
    listed = tomllib.loads(
        resources.files("bot").joinpath("answer_classes.toml").read_text(encoding="utf-8")
    )["class"]
    table: dict[str, re.Pattern[str]] = {}
    for entry in listed:
        members = sorted(entry["members"], key=len, reverse=True)
        pattern = re.compile(
            r"(?<![\w-])(?:" + "|".join(re.escape(m) for m in members) + r")(?:s|es)?(?![\w-])",
            re.IGNORECASE,
        )
        for word in entry["asked"]:
            table.setdefault(stem(word), pattern)
    return table


def class_of(query: Query) -> str | None:
    """The reduced word of a what or which question that names a known class, or None."""
    if query.kind not in ("what", "which") or not query.single:
        return None
    found = [stem(term) for term in query.terms if term[:1].islower() and stem(term) in _classes()]
    return found[0] if found else None


_IS = re.compile(
    r"\b(?:is|was|are|were|be|been|became|becomes?|remained|turned|as|named|called)\s+"
    r"(?:also\s+|now\s+|later\s+|once\s+)?(?:an?|the|one\s+of\s+the)\s+(?:[\w’'-]+[\s,]+){0,6}?$"
)
_BEGINS = re.compile(r"(?:^|\n|[.;]\s)\W*(?:An?|The)\s+(?:[\w’'-]+\s+){0,3}?$")
_OF = re.compile(
    r"\b(?:member|supporter|leader|candidate|genre|style|kind|form|type)s?\s+(?:of|for)\s+(?:the\s+|an?\s+)?(?:[\w’'-]+\s+){0,3}?$"
)
_PLAYS = re.compile(
    r"\b(?:play(?:s|ed|ing)?|compet(?:es?|ed|ing)\s+in|coach(?:es|ed)?)\s+(?:as\s+(?:an?\s+)?|at\s+|professional\s+|college\s+|in\s+the\s+)?$",
    re.IGNORECASE,
)


def _bracketed(text: str, start: int, end: int) -> bool:
    """True for a kind in brackets behind a name in front of the text ("(ice hockey)")."""
    opened = text.rfind("(", 0, start)
    return 0 < opened <= 60 and ")" not in text[opened:end] and text[end : end + 30].find(")") >= 0


def member_told(asked: str, text: str, without: str = "") -> Span | None:
    """The first member of a class that stands in a construction that tells it of the subject.

    "(ice hockey)" behind the name, "is a former defender", "A forward, he ...", "member of the
    Liberal Party", "Position: defender". None where members only occur.
    """
    label = re.compile(
        rf"\b{re.escape(asked)}\w*(?:\s*\(\s*s\s*\)|\s*[:–-]|\s+(?:is|was))\s*$", re.IGNORECASE
    )
    for start, end in members_in(asked, text, without):
        before = text[max(0, start - 90) : start]
        if (
            _bracketed(text, start, end)
            or _BEGINS.search(before)
            or any(p.search(before) for p in (_IS, _OF, _PLAYS, label))
        ):
            return start, end
    return None


def members_in(asked: str, text: str, without: str = "") -> list[Span]:
    """Spans of members of a class in a text, those that the question itself holds left out."""
    pattern = _classes()[asked]
    known = without.lower()
    return [m.span() for m in pattern.finditer(text) if m[0].lower() not in known]
