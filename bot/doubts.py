"""Whether a free wording keeps the hedges, guesses and bounds of a claim.

Dropping "may" or "almost" keeps every other word of a claim and makes it firmer than it is.
"""

from __future__ import annotations

import re

from bot.support import content_of, tells
from bot.terms import stem, stems
from index.attribution.cues import cue_class, cue_words
from index.attribution.hedging import find_hedges
from index.types import Claim

_HEDGES = tuple(
    frozenset(listed.split())
    for listed in (
        "may might could can possibly possible perhaps maybe potentially potential",
        "likely probably probable expected expects expect",
        "allegedly alleged alleges allege purportedly purported supposedly supposed accused",
        "reportedly reported reports said rumored rumoured",
        "apparently apparent seemingly seems seem seemed appears appear appeared evidently",
        "about around approximately roughly some estimated estimates estimate nearly almost",
        "suggested suggests suggest hinted hints implied implies indicated indicates",
        "would could might",
    )
)
"""Hedges that say the same."""


def lost_hedge(text: str, claim: Claim) -> str | None:
    """The hedge of a claim that a sentence lacks; None when all that count are kept.

    A hedge counts where words that follow it are told, and one of them must always stand where
    the claim as a whole is hedged.
    """
    hedges = claim.hedges or _own_hedges(claim)
    if not hedges:
        return _lost_guess(text, claim)
    missing = [h for h in hedges if not _kept(h, text) and not _set_against(h, claim.text)]
    if claim.stance == "hedged" and missing and len(missing) == len(hedges):
        return f"hedge lost: {missing[0]}"
    told = stems(text)
    for hedge in missing:
        at = claim.text.lower().find(hedge.lower())
        if at < 0:
            return f"hedge lost: {hedge}"
        behind = re.split(r"[,;:](?=\s)", claim.text[at + len(hedge) : at + len(hedge) + 60])[0]
        after = [w for _, w in content_of(behind)][:3]
        if not after or any(tells(word, told) for word in after):
            return f"hedge lost: {hedge}"
    return None


def lost_doubt(text: str, claim: Claim, context: str) -> str | None:
    """A strong hedge in front of a claim in its sentence, whose words are told without it."""
    told = stems(text)
    for hedge in find_hedges(context):
        if not hedge.strong or hedge.words in claim.text or _kept(hedge.words, text):
            continue
        at = hedge.start + len(hedge.words)
        after = [w for _, w in content_of(re.split(r"[,;:](?=\s)", context[at : at + 70])[0])][:3]
        if len(after) > 1 and all(tells(word, told) for word in after):
            return f"hedge lost: {hedge.words}"
    return None


def _own_hedges(claim: Claim) -> tuple[str, ...]:
    """The strong hedges in a source's own words, which tell one fact hedged and others not."""
    if claim.holder is not None:
        return ()
    return tuple(hedge.words for hedge in find_hedges(claim.text) if hedge.strong)


def _set_against(hedge: str, words: str) -> bool:
    """True for the hedge of what a claim contradicts: "contrary to what has been reported, ..."."""
    against = rf"\b(?:contrary\s+to|despite|unlike)\b[^,.;:]*\b{re.escape(hedge)}"
    return re.search(against, words, re.IGNORECASE) is not None


_GUESSES = frozenset(
    "estimate reckon predict forecast project expect calculate anticipate assume guess".split()
)
_PUTS = re.compile(r"\b(?:put|puts|putting)\b[^.;]{2,60}\bat\s", re.IGNORECASE)
"""To put a number at so many is to estimate it."""


def _lost_guess(text: str, claim: Claim) -> str | None:
    """A cue that makes a claim a guess ("estimates", "is expected") and that a sentence drops."""
    cue = claim.cue or ""
    lemmas = set(cue_words(cue))
    guess = lemmas & _GUESSES
    if not guess and claim.stance != "hedged":
        return None
    mine = set(cue_words(text)) - {"project"}
    if mine & (_GUESSES if guess else lemmas) or mine & _DOUBT or (guess and _PUTS.search(text)):
        return None
    kinds = {cue_class(word) for word in lemmas} & {"believe", "suggest"}
    if kinds and any(cue_class(word) in kinds for word in mine):
        return None
    return f"hedge lost: {cue}" if cue else None


_DOUBT = frozenset(
    """may might could possibly perhaps maybe likely probably apparently seemingly seem seems appear
    appears approximately roughly about around""".split()
)


_BOUND = (
    r"almost|nearly|about|around|roughly|some|over|more than|at least|up to|fewer than|"
    r"less than|barely|hardly|just under|just over|as many as|close to|an? estimated"
)
_ROUGH = re.compile(
    rf"\b(?:{_BOUND})\s+(?:an?\s+|the\s+|one\s+|two\s+|three[\s-])?"
    r"(half|thirds?|quarters?|fifths?|sixths?|tenths?|dozen|all|every\w*|majority)\b",
    re.IGNORECASE,
)
_BOUNDS = re.compile(rf"\b(?:{_BOUND}|approximately|estimat\w+)\b", re.IGNORECASE)


def lost_bound(text: str, claim: Claim) -> str | None:
    """A bound of a share in words ("almost a fifth") that a sentence drops; None when none."""
    for match in _ROUGH.finditer(claim.text):
        if re.search(rf"\b{match[1]}\b", text, re.IGNORECASE) and not _BOUNDS.search(text):
            return f"bound lost: {match[0]}"
    return None


_LIMIT = re.compile(r"\b(?:only|merely|solely|exclusively|partly|among\s+others)\b", re.IGNORECASE)
_LIMITS = re.compile(
    r"\b(?:only|merely|just|solely|alone|exclusively|sole|part(?:ly)?|nothing\s+but|"
    r"among\s+(?:others|them)|no\s+more\s+than|not\s+until|limited|confined)\b",
    re.IGNORECASE,
)


def lost_limit(text: str, claim: Claim) -> str | None:
    """A word that narrows what follows it ("would say only that") and that a sentence drops."""
    if _LIMITS.search(text):
        return None
    told = stems(text)
    for match in _LIMIT.finditer(claim.text):
        if re.match(r"\s+(?:after|when|once|then)\b", claim.text[match.end() :]):
            continue  # "only after the storm" tells when
        after = [w for _, w in content_of(claim.text[match.end() : match.end() + 60])][:3]
        if after and sum(tells(word, told) for word in after) * 2 > len(after):
            return f"limit lost: {match[0]}"
    return None


def hedge_words(claim: Claim) -> frozenset[str]:
    """The words, reduced, that may hedge in the place of the claim's own hedges."""
    parts = {word for hedge in claim.hedges for word in hedge.lower().split()}
    return frozenset(stem(word) for group in _HEDGES if group & parts for word in group)


def _kept(hedge: str, text: str) -> bool:
    flat = " ".join(text.lower().replace("’", "'").split())
    low = " ".join(hedge.lower().replace("’", "'").split())
    if re.search(rf"(?<!\w){re.escape(low)}(?!\w)", flat):
        return True
    words = set(re.findall(r"[a-z']+", flat))
    parts = set(low.split())
    if any(group & parts and group & words for group in _HEDGES):
        return True
    if parts & _HEDGES[4] and _PUTS.search(text):
        return True
    kind = next((k for k in map(cue_class, parts) if k in ("believe", "suggest")), None)
    return kind is not None and any(cue_class(word) == kind for word in words)
