"""Puts the question word first where a question has it last ("It was founded in which year?")."""

from __future__ import annotations

import re

_LAST = re.compile(
    r"^(?P<rest>(?!(?:who|whom|whose|what|which|when|where|why|how|in|on|at|by|to|from|for|of|"
    r"is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|"
    r"list|name|give|tell|show|summari[sz]e|everything|all)\b)\S.*?)"
    r"(?P<lead>(?:\s+(?:in|on|at|by|for|to|from|of|with|during))?)\s+"
    r"(?P<asked>(?:what|which)\s+(?!if\b|is\b|was\b|are\b|were\b)[\w-]+(?:\s+[\w-]+){0,3}|when|where|whom?|how\s+(?:many|much)\s+[\w-]+)$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:know|knew|say|said|says|tell|told|explain(?:ed)?|ask(?:ed|s)?|unclear|decide[sd]?|wonder\w*|"
    r"show(?:s|ed)?|see|learn(?:ed)?)\s*$",
    re.IGNORECASE,
)


def fronted(question: str) -> str:
    """The question with its question words first; as it stands where they are first or missing.

    "The club was founded in which year" becomes "in which year The club was founded".
    """
    match = _LAST.match(question)
    if match is None or _REPORTED.search(match["rest"]):
        return question
    return f"{match['lead'].strip()} {match['asked']} {match['rest']}".strip()
