"""Whether a free wording keeps what a claim denies, and adds no denial.

Dropping "not" or "denied" keeps every word of a claim and turns its meaning round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.plans import LIGHT, mostly
from bot.speaking import Speaking
from bot.support import FRAME, content_of, tells
from bot.terms import stem, stems
from index.attribution.cues import cue_class
from index.types import Claim

_NOT = re.compile(
    r"\b(?:not(?!\s+(?:only|just|merely|least))|no(?!\s+(?:doubt|question|later|fewer|less|"
    r"more than|longer))|never|nor|neither|none|nothing(?!\s+but)|nobody|without|cannot|"
    r"barely|hardly)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing|ion)?|dismiss(?:es|ed|ing)?|"
    r"refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|contest(?:s|ed)|contradict(?:s|ed)?|"
    r"rul(?:e|es|ed|ing)\s+out|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|"
    r"false|untrue|baseless|unfounded|nonsense|lies?(?!\s+(?:between|in|on|at|around|near|with))|"
    r"wrong|innocent|disagree(?:s|d)?|anonym(?:ous|ously|ity)|turn(?:s|ed)?\s+down|avoid(?:s|ed|ing)?|prevent(?:s|ed|ing)?|fail(?:s|ed|ing)?|lack(?:s|ed|ing)?|"
    r"too\s+(?:early|soon|late)|un(?:able|aware|clear|likely|known|safe|hurt|harmed|injured|willing|named))\b",
    re.IGNORECASE,
)
_UNTRUE = re.compile(r"\b(?:untrue|false|baseless|unfounded|nonsense|wrong|lies?)\b", re.I)


def lost_denial(text: str, claim: Claim, context: str) -> str | None:
    """What a sentence affirms that the claim or the words around it deny; None when nothing.

    A negation counts where the words that it negates are told: there a negation must stand too.
    """
    told = stems(text)
    stated = _behind_colon(claim.text, context) or _told_behind_colon(told, claim.text)
    unproven = _UNPROVEN.search(context)
    if unproven and _NOT.search(text) and not _EVIDENCE.search(text):
        behind = content_of(context[unproven.end() : unproven.end() + 60])
        if mostly([w for _, w in behind][:3], told):
            return f"unproven is not untrue: {unproven[0]}"
    denies = claim.stance == "denied" and not stated
    if denies and not (_NOT.search(text) or _DENIAL.search(text)):
        return f"told as said, but {claim.holder or 'the source'} denies it"
    for match in _NOT.finditer(context):
        after = re.split(r"[,;:.?!]", context[match.end() : match.end() + 60])[0]
        negated = [w for _, w in content_of(after) if w not in LIGHT][:3]
        plain = match[0].lower() in ("not", "no", "n't", "n’t")
        kept = not plain and re.search(rf"\b{re.escape(match[0])}\b", text, re.IGNORECASE)
        if mostly(negated, told) and not kept and not _denied_near(text, negated):
            return f"negation lost: {match[0]}"
    if _NOT.search(text) or _DENIAL.search(text):
        return None
    for match in _UNTRUE.finditer(claim.text):
        held = stems(f"{claim.holder or ''} {claim.holder_words or ''} {claim.cue or ''}")
        before = [w for _, w in content_of(claim.text[: match.start()]) if w not in FRAME]
        if mostly([w for w in before if w not in held][-6:], told):
            return f"denial lost: {match[0]}"
    # A "not" with nothing behind it denies what stands before: "in fact, it did not: ...".
    for match in _BARE_NOT.finditer(context):
        if re.search(rf"\b{re.escape(match[1])}\b", text, re.IGNORECASE):
            return f"negation lost: {match[0]}"
    return None


_UNPROVEN = re.compile(
    r"\bno\s+(?:\w+\s+)?(?:evidence|proof|signs?|indications?|trace|reason)\b", re.IGNORECASE
)
_EVIDENCE = re.compile(
    r"\b(?:evidence|proof|prov(?:e|es|ed|en)|signs?|indications?|indicat\w+|trace|reason|"
    r"substantiat\w+|support\w*|basis)\b",
    re.IGNORECASE,
)
_BARE_NOT = re.compile(
    r"\b(\w+\s+(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|may|might))"
    r"\s+not\s*(?:[:;,.]|$)"
)


def _behind_colon(words: str, context: str) -> bool:
    """True when a claim is what its holder says instead: "denied it: the door was shut"."""
    at = context.find(words)
    return at > 0 and context[:at].rstrip(' "“').endswith(":")


def _told_behind_colon(told: frozenset[str], words: str) -> bool:
    """True when what is told of a claim stands behind a colon in it."""
    _, colon, behind = words.partition(": ")
    content = [w for _, w in content_of(behind)]
    return bool(colon) and len(content) > 1 and mostly(content, told)


def _denied_near(text: str, negated: list[str]) -> bool:
    """True when a negation or denial stands near the first of the negated words that is told."""
    for word in negated:
        for match in re.finditer(r"[^\W_]+(?:['’-][^\W_]+)*", text):
            if tells(word, frozenset((stem(match[0]),))):
                near = text[max(0, match.start() - 80) : match.end() + 30]
                return bool(_NOT.search(near) or _DENIAL.search(near))
    return False


def added_denial(text: str, contexts: Sequence[str], names: Sequence[str] = ()) -> str | None:
    """A negation of a sentence that the cited words do not have; None when there is none.

    What is negated must be negated there too, and nothing more often.

    :param contexts: the cited words, a text each.
    :param names: of sources: "an unnamed paper" denies nothing.
    """
    for name in names:
        text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
    mine = [m for m in _NOT.finditer(text) if not _one_word(text[m.start() :], contexts)]
    denials = [m for m in _DENIAL.finditer(text) if not _within(m, mine)]
    if not mine and not denials:
        return None
    best = max(contexts, key=_denials)
    if len(mine) + len(denials) > _denials(best):
        return f"denies what the source does not deny: {(mine or denials)[-1][0]}"
    if _not_this(text, contexts):
        return "another thing is denied than in the source"
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


_CONTRAST = re.compile(
    r"[,;]\s(?:(?:and|but)\s)?not\s+(?:the|an?|its|his|her|their)\s+(?=\w)", re.IGNORECASE
)


def _not_this(text: str, contexts: Sequence[str]) -> bool:
    """True when "the one, not the other" is told as "the other, not the one"."""
    mine = _CONTRAST.search(text)
    theirs = [(one, m) for one in contexts for m in _CONTRAST.finditer(one)]
    if mine is None or not theirs:
        return False
    first = [w for _, w in content_of(text[mine.end() : mine.end() + 40])][:1]
    denied = frozenset(w for one, m in theirs for _, w in content_of(one[m.end() : m.end() + 50]))
    return bool(first) and not tells(first[0], denied)


def _one_word(denial: str, contexts: Sequence[str]) -> bool:
    """True where the cited words deny in one word: "without a stamp" for "unstamped"."""
    match = re.match(r"(?:without|not|no)\s+(?:an?\s+|the\s+|being\s+)?([a-z]{3,})", denial, re.I)
    if match is None:
        return False
    denied = "|".join(f"{head}{re.escape(match[1][:4])}" for head in ("un", "in", "il", "im", "ir"))
    return any(re.search(rf"\b(?:{denied})", text, re.IGNORECASE) for text in contexts)


def _denials(text: str) -> int:
    plain = list(_NOT.finditer(text))
    return len(plain) + sum(not _within(m, plain) for m in _DENIAL.finditer(text))


def _within(match: re.Match[str], others: Sequence[re.Match[str]]) -> bool:
    return any(o.start() <= match.start() < o.end() for o in others)


_MILD = frozenset(
    """say tell state report add note write explain announce declare describe mention remark claim
    argue maintain insist assert comment quote cite relate affirm contend recall testify reply
    respond answer publish tweet post repeat reiterate stress emphasize emphasise underline
    highlight give gives gave put puts speak speaks spoke call calls called cites citing
    statement account view opinion words assessment position assertion according
    in as for the by of to""".split()
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
