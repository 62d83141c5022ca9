"""Whether a free wording leaves open what a claim leaves open: plans, attempts, requests."""

from __future__ import annotations

import re

from bot.support import content_of, tells
from bot.terms import stem, stems
from index.types import Claim

_PLANNED = re.compile(
    r"\b(?:will|would|shall|going\s+to|plan(?:s|ned|ning)?\s+to|intend(?:s|ed)?\s+to|"
    r"expect(?:s|ed)?\s+to|set\s+to|due\s+to\s+(?=[a-z]+\b(?!\s+of))|hop(?:es?|ed|ing)\s+to|"
    r"seek(?:s|ing)?\s+to|aim(?:s|ed|ing)?\s+to|tr(?:y|ies|ied|ying)\s+to|promis(?:e|es|ed)|"
    r"(?:is|are)\s+to(?=\s+[a-z]))\b|['’]ll\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|must|going\s+to|to\s+[a-z]+|plan\w*|intend\w*|intention|promis\w+|"
    r"pledg\w+|vow\w*|threat\w*|aim\w*|propos\w+|want\w*|announc\w+|offer\w*|agree\w*|decid\w+|"
    r"prepar\w+|ready|set\s+to|expect\w*|hop(?:e|es|ed|ing)|forecast\w*|predict\w*|seek\w*|"
    r"try|tries|trying|tried|attempt\w*|aim\w*)\b|['’]ll\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:ask\w*|urg\w+|request\w*|demand\w*|call\w*\s+(?:for|on|upon)|question\w*|appeal\w*|"
    r"plead\w*|pray\w*|should|must|need\w*|whether|why|how|let|invit\w+|advis\w+|recommend\w*|"
    r"encourag\w+|insist\w*|told\s+\w+(?:\s+\w+){0,3}\s+to|to\s+[a-z]+|want\w*|warn\w*|wonder\w*)\b|\?",
    re.IGNORECASE,
)


def mostly(words: list[str], told: frozenset[str]) -> bool:
    """True when more than half of some reduced words are told."""
    return bool(words) and sum(tells(word, told) for word in words) * 2 > len(words)


LIGHT = frozenset(
    map(stem, "begin start continue intention intend plan wish need reason right be have".split())
)
"""Words that stand before the deed that is meant: "begin to publish", "no intention of leaving"."""
_DONE = re.compile(
    r"\b(?:has|have|had)\s+(?:\w+\s+)?\w+(?:ed|en|wn|ne|pt|ld|id|nt)\b", re.IGNORECASE
)


def lost_plan(text: str, claim: Claim) -> str | None:
    """What a claim puts into the future that a sentence tells as done; None when nothing."""
    if _AHEAD.search(text):
        return None
    told = stems(text)
    for match in _PLANNED.finditer(claim.text):
        ahead = [w for _, w in content_of(claim.text[match.end() : match.end() + 60])]
        ahead = [w for w in ahead if w not in LIGHT][:3]
        if mostly(ahead, told) or (ahead and tells(ahead[0], told) and _DONE.search(text)):
            return f"told as done: {match[0]}"
    return None


_WEIGHED = re.compile(
    r"\b(?:look(?:s|ed|ing)?\s+into|consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?|examin(?:e|es|ed|ing)|"
    r"explor(?:e|es|ed|ing)|discuss(?:es|ed|ing)?|contemplat(?:e|es|ed|ing)|"
    r"think(?:s|ing)?\s+(?:about|of)|thought\s+(?:about|of)|mull(?:s|ed|ing)?|stud(?:y|ies|ied|ying)|"
    r"review(?:s|ed|ing)?|ponder(?:s|ed|ing)?|threaten(?:s|ed|ing)?\s+to|"
    r"tr(?:y|ies|ied|ying)\s+to|attempt(?:s|ed|ing)?\s+to)\b",
    re.IGNORECASE,
)


def lost_weighing(text: str, claim: Claim) -> str | None:
    """What is only weighed or tried, told as settled: "looks into selling" as "sells"."""
    if _WEIGHED.search(text) or _WHETHER.search(text):
        return None
    told = stems(text)
    for match in _WEIGHED.finditer(claim.text):
        ahead = re.match(r"\s+(?:[\w’'-]+\s+){0,2}?(\w+ing)\b", claim.text[match.end() :])
        to = match[0].lower().endswith(" to")
        ahead = re.match(r"\s+(\w+)", claim.text[match.end() :]) if to else ahead
        if ahead is None:
            continue
        rest = [w for _, w in content_of(claim.text[match.end() : match.end() + 60])][:3]
        if mostly(rest, told):
            return f"told as settled: {match[0]}"
    return None


_WHETHER = re.compile(r"\b(?:whether|if|may|might|possib\w+|idea|option)\b", re.IGNORECASE)


def lost_stance(text: str, claim: Claim) -> str | None:
    """A plan or a request that a sentence tells as done; None when it is told as what it is."""
    planned = claim.stance == "planned" and _AHEAD.search(f"{claim.cue or ''} {claim.text}")
    if planned and not _AHEAD.search(text):
        return "a plan told as done"
    if claim.stance == "asked" and not _ASKS.search(text):
        return "a request or question told as said"
    return None
