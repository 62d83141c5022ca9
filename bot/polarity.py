"""Whether a free wording keeps what a claim denies, doubts, asks or plans, and adds no denial.

Dropping "not", "may" or "denied" keeps every word of a claim and turns its meaning round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.speaking import Speaking
from bot.support import FRAME, content_of, tells
from bot.terms import stem, stems
from index.attribution.cues import cue_class, cue_words
from index.types import Claim

_NOT = re.compile(
    r"\b(?:not(?!\s+(?:only|just|merely|least))|no(?!\s+(?:doubt|question|later|fewer|less|"
    r"more than|longer))|never|nor|neither|none|nothing|nobody|without|cannot|barely|hardly)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing|ion)?|dismiss(?:es|ed|ing)?|"
    r"refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|contest(?:s|ed)|contradict(?:s|ed)?|"
    r"rul(?:e|es|ed|ing)\s+out|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|"
    r"false|untrue|baseless|unfounded|nonsense|lie|lies|wrong|innocent|disagree(?:s|d)?|"
    r"turn(?:s|ed)?\s+down|avoid(?:s|ed|ing)?|prevent(?:s|ed|ing)?|fail(?:s|ed|ing)?|lack(?:s|ed|ing)?|"
    r"un(?:able|aware|clear|likely|known|safe|hurt|harmed|injured|willing|named))\b",
    re.IGNORECASE,
)
_UNTRUE = re.compile(r"\b(?:untrue|false|baseless|unfounded|nonsense|wrong|lies?)\b", re.I)
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


def lost_denial(text: str, claim: Claim, context: str) -> str | None:
    """What a sentence affirms that the claim or the words around it deny; None when nothing.

    A negation counts where the words that it negates are told: there a negation must stand too.
    """
    if claim.stance == "denied" and not (_NOT.search(text) or _DENIAL.search(text)):
        return f"told as said, but {claim.holder or 'the source'} denies it"
    told = stems(text)
    for match in _NOT.finditer(context):
        after = re.split(r"[,;:.?!]", context[match.end() : match.end() + 60])[0]
        negated = [w for _, w in content_of(after)][:3]
        plain = match[0].lower() in ("not", "no", "n't", "n’t")
        kept = not plain and re.search(rf"\b{re.escape(match[0])}\b", text, re.IGNORECASE)
        if _mostly(negated, told) and not kept and not _denied_near(text, negated):
            return f"negation lost: {match[0]}"
    if _NOT.search(text) or _DENIAL.search(text):
        return None
    for match in _UNTRUE.finditer(claim.text):
        rejected = [w for _, w in content_of(claim.text[: match.start()])][-6:]
        if _mostly(rejected, told):
            return f"denial lost: {match[0]}"
    return None


def _denied_near(text: str, negated: list[str]) -> bool:
    """True when a negation or denial stands near the first of the negated words that is told."""
    for word in negated:
        for match in re.finditer(r"[^\W_]+(?:['’-][^\W_]+)*", text):
            if tells(word, frozenset((stem(match[0]),))):
                near = text[max(0, match.start() - 80) : match.end() + 30]
                return bool(_NOT.search(near) or _DENIAL.search(near))
    return False


def _mostly(words: list[str], told: frozenset[str]) -> bool:
    return bool(words) and sum(tells(word, told) for word in words) * 2 > len(words)


def lost_plan(text: str, claim: Claim) -> str | None:
    """What a claim puts into the future that a sentence tells as done; None when nothing."""
    if _AHEAD.search(text):
        return None
    told = stems(text)
    for match in _PLANNED.finditer(claim.text):
        ahead = [w for _, w in content_of(claim.text[match.end() : match.end() + 60])][:3]
        if _mostly(ahead, told):
            return f"told as done: {match[0]}"
    return None


def added_denial(text: str, contexts: Sequence[str]) -> str | None:
    """A negation of a sentence that the cited words do not have; None when there is none.

    What is negated must be negated there too, and nothing more often.

    :param contexts: the cited words, a text each.
    """
    mine = list(_NOT.finditer(text))
    denials = [m for m in _DENIAL.finditer(text) if not _within(m, mine)]
    if not mine and not denials:
        return None
    best = max(contexts, key=_denials)
    if len(mine) + len(denials) > _denials(best):
        return f"denies what the source does not deny: {(mine or denials)[-1][0]}"
    if _DENIAL.search(best):
        return None
    near = frozenset(
        word
        for match in _NOT.finditer(best)
        for _, word in content_of(best[max(0, match.start() - 40) : match.end() + 50])
    )
    for match in mine:
        negated = [w for _, w in content_of(text[match.end() : match.end() + 50])][:2]
        if negated and not any(tells(word, near) or word in FRAME for word in negated):
            return f"denies what the source does not deny: {match[0]}"
    return None


def _denials(text: str) -> int:
    plain = list(_NOT.finditer(text))
    return len(plain) + sum(not _within(m, plain) for m in _DENIAL.finditer(text))


def _within(match: re.Match[str], others: Sequence[re.Match[str]]) -> bool:
    return any(o.start() <= match.start() < o.end() for o in others)


def lost_hedge(text: str, claim: Claim) -> str | None:
    """The hedge of a claim that a sentence lacks; None when all that count are kept.

    A hedge counts where words that follow it are told, and one of them must always stand where
    the claim as a whole is hedged.
    """
    if not claim.hedges:
        return _lost_guess(text, claim)
    missing = [hedge for hedge in claim.hedges if not _kept(hedge, text)]
    if claim.stance == "hedged" and len(missing) == len(claim.hedges):
        return f"hedge lost: {missing[0]}"
    told = stems(text)
    for hedge in missing:
        at = claim.text.lower().find(hedge.lower())
        if at < 0:
            return f"hedge lost: {hedge}"
        after = [w for _, w in content_of(claim.text[at + len(hedge) : at + len(hedge) + 60])][:3]
        if not after or any(tells(word, told) for word in after):
            return f"hedge lost: {hedge}"
    return None


_GUESSES = frozenset(
    "estimate reckon predict forecast project expect calculate anticipate assume guess".split()
)


def _lost_guess(text: str, claim: Claim) -> str | None:
    """A cue that makes a claim a guess ("estimates", "is expected") and that a sentence drops."""
    cue = claim.cue or ""
    lemmas = set(cue_words(cue))
    guess = lemmas & _GUESSES
    if not guess and claim.stance != "hedged":
        return None
    mine = set(cue_words(text)) - {"project"}
    if mine & (_GUESSES if guess else lemmas) or mine & _DOUBT:
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
    kind = next((k for k in map(cue_class, parts) if k in ("believe", "suggest")), None)
    return kind is not None and any(cue_class(word) == kind for word in words)


def lost_stance(text: str, claim: Claim) -> str | None:
    """A plan or a request that a sentence tells as done; None when it is told as what it is."""
    if claim.stance == "planned" and not _AHEAD.search(text):
        return "a plan told as done"
    if claim.stance == "asked" and not _ASKS.search(text):
        return "a request or question told as said"
    return None


_MILD = frozenset(
    """say tell state report add note write explain announce declare describe mention remark claim
    argue maintain insist assert comment quote cite relate affirm contend recall testify reply
    respond answer publish tweet post repeat reiterate stress emphasize emphasise underline
    highlight give gives gave put puts speak speaks spoke call calls called cites citing
    statement account view opinion words assessment position assertion according
    in as for the by of""".split()
)
"""Cues that say no more than that something was said."""


def overstated_cue(found: Speaking, context: str) -> str | None:
    """A cue that tells more than the cited text does ("admitted" for "said"); None when it may.

    Mild cues may stand for each other; any other must stand in the cited text, or one of its class
    (to deny and to reject, to urge and to demand).
    """
    word = found.cue.split()[0].lower()
    low = re.sub(r"(?:s|ed|d|ing)$", "", word)
    if word in _MILD or low in _MILD or f"{low}e" in _MILD or stem(word) in FRAME:
        return None
    told = stems(context)
    if tells(stem(word), told):
        return None
    kind = found.kind
    said = re.findall(r"[\w’']+", context)
    pairs = [" ".join(pair) for pair in pairwise(said)]
    if kind != "say" and any(cue_class(other) == kind for other in (*said, *pairs)):
        return None
    if kind == "deny" and _DENIAL.search(context):
        return None
    return f"the source does not say that anybody {found.cue}"
