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


def members_in(asked: str, text: str, without: str = "") -> list[Span]:
    """Spans of members of a class in a text, those that the question itself holds left out."""
    pattern = _classes()[asked]
    known = without.lower()
    return [m.span() for m in pattern.finditer(text) if m[0].lower() not in known]
