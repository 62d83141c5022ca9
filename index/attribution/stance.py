"""How firmly a holder stands behind a claim, and which words say so.

The five stances:

* ``stated``: asserted by the holder without reservation.
* ``hedged``: marked as uncertain, by the holder or by the narrator ("may", "allegedly",
  "reportedly"; believes, suspects, suggests).
* ``denied``: the holder says that it is not so, rejects or refuses it, or does not say it.
* ``asked``: a question, request or demand.
* ``planned``: an intention, promise or threat of the holder, or an announced act of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.attribution.cues import CueClass, cue_class, cue_words, lexicon
from index.types import Span, Stance

_DETERMINES = re.compile(
    r"^(?:the|a|an|its|his|her|their|of|two|three|one|any)$|['’]s$", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:not|never|no|nor|neither|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_NO_DENIAL = re.compile(
    r"\bnot (?:only|just)\b|(?:not|n['’]t) (?:resist|help|stop|hesitate)\b|no longer", re.IGNORECASE
)
_QUESTION = re.compile(r"\?[\"”’'»]*\W*$")
_PLANS = re.compile(
    r"^\W*(?:(?:that|and|but|so|then)\s+)?(he|she|they|it|we|i)"
    r"(['’]ll|\s+(?:will|would|shall|plans?\s+to|planned\s+to|intend(?:s|ed)?\s+to|vow(?:s|ed)?\s+to|"
    r"(?:is|are|am|was|were)\s+(?:going|planning)\s+to)|['’](?:s|re|m)\s+(?:going|planning)\s+to)"
    r"\s+(?!have\b|be\s+(?:able|a|an|the)\b|see\b|say\b|tell\b|like\b|love\b|need\b)",
    re.IGNORECASE,
)
_FUTURE = re.compile(r"\b(?:will|would|shall)\s+(?:not\s+)?(?!have\b)\w+|['’]ll\s", re.IGNORECASE)
_ANNOUNCES = frozenset(["announce", "declare", "announcement"])
_MODAL_CUE = re.compile(
    r"^\W*(?:(?:will|would|shall|['’]ll)\b(?!.*\bhave\b)|(?:is|are|was|were) going to\b)",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"^\W*(?:not\s+)?to\s+[a-z]+", re.IGNORECASE)
_RESOLVES = frozenset(
    ["agree", "decide", "choose", "opt", "swear", "offer", "prepare", "volunteer"]
)
_ORDERS = frozenset(["tell", "advise", "order", "instruct", "remind", "direct", "warn", "caution"])
_SUBORDINATE = re.compile(
    r"[,;]?\s\b(?:who|which|whose|because|before|after|until|when|where|while|if|unless|so that|"
    r"in order to|even though|although)\b",
    re.IGNORECASE,
)
_ANYONE = frozenset(["i", "we", "he", "she", "they", "it"])
_CONDITION = re.compile(r"\bif\b|\bwere\b|\brather\b", re.IGNORECASE)
_HEARSAY = frozenset(["accuse", "claim", "say", "report", "allege", "accusation", "assert"])
_STANCE_OF: dict[CueClass, Stance] = {
    "say": "stated",
    "warn": "stated",
    "believe": "hedged",
    "suggest": "hedged",
    "deny": "denied",
    "ask": "asked",
    "plan": "planned",
}


def stance_of(
    text: str, cue: Span | None, content: Sequence[Span], holder_is: frozenset[str] | None = _ANYONE
) -> tuple[Stance, tuple[str, ...]]:
    """Return the stance of an attribution and the hedge words that it rests on.

    :param cue: None for a quotation that goes on without its cue.
    :param content: the content spans, at least one.
    :param holder_is: the pronouns that may stand for the holder, so that "she will resign" is a
        plan of hers and no one else's; None when nobody is named, as in "was accused of".
    """
    words = " ".join(text[a:b] for a, b in content)
    cue_text = text[cue[0] : cue[1]] if cue else ""
    kind = (cue_class(cue_text) or "say") if cue else "say"
    hedges = hedge_words(words)
    opening = lexicon().opening.match(words.lstrip("\"“‘' "))
    if opening:
        hedges = (opening.group(), *(h for h in hedges if h != opening.group()))
    cue_hedges = _in_cue(cue_text)
    stance = _STANCE_OF[kind]
    if cue_text and _NOT.search(cue_text) and not _NO_DENIAL.search(cue_text):
        stance = _negated(kind)
    elif stance == "stated" and _planned(cue_text, words, holder_is):
        stance = "planned"
    elif stance == "stated" and _asked(cue_text, words):
        stance = "asked"
    elif stance == "stated" and (opening or cue_hedges or governing_hedge(words)):
        stance = "hedged"
    if stance == "stated" and holder_is is None and _HEARSAY & set(cue_words(cue_text)):
        stance = "hedged"
    return stance, _unique((*cue_hedges, *hedges))


def narrator_stance(text: str, span: Span) -> tuple[Stance, tuple[str, ...]]:
    """Return the stance of the narrator's own sentence: stated, or hedged by its own words."""
    words = text[span[0] : span[1]]
    return ("hedged" if governing_hedge(words) else "stated"), hedge_words(words)


def hedge_words(words: str) -> tuple[str, ...]:
    """Return the hedges of ``words`` as they stand in it, in order."""
    book = lexicon()
    hits = [*book.strong.finditer(words), *book.weak.finditer(words)]
    hits = [h for h in hits if not _no_hedge(words, h)]
    return _unique(tuple(h.group() for h in sorted(hits, key=lambda h: h.start())))


def governing_hedge(words: str) -> bool:
    """Tell whether a hedge governs the main statement, not only a subordinate clause."""
    hits = [h for h in lexicon().strong.finditer(words) if not _no_hedge(words, h)]
    if not hits:
        return False
    turn = _SUBORDINATE.search(words, 1)
    return turn is None or any(h.start() < turn.start() for h in hits)


def _no_hedge(words: str, hit: re.Match[str]) -> bool:
    """Tell whether a hedge's form means something else here: a month, a vote, an ability."""
    form = hit.group()
    before = words[: hit.start()].split()[-1:]
    after = words[hit.end() :].split()[:1]
    if form == "May":
        return True
    if form.lower() in ("reported", "rumored", "rumoured", "suspected", "presumed", "possible"):
        return not before or not _DETERMINES.search(before[0])
    if form.lower().endswith("likely"):
        return bool(after) and after[0].lower().startswith(("voter", "caucus", "viewer"))
    if form.lower() == "could":  # an ability, not a possibility
        able = before and before[0].lower() in ("so", "that", "before", "until", "than", "who")
        return bool(able or (after and after[0].lower() == "not"))
    return False


def _in_cue(cue: str) -> tuple[str, ...]:
    book = lexicon()
    return tuple(h.group() for h in book.strong.finditer(cue) if not _no_hedge(cue, h))


def _negated(kind: CueClass) -> Stance:
    """A cue with a negation: not denying is no denial, not saying is no statement."""
    if kind == "deny":
        return "hedged"
    return "denied"


def _planned(cue: str, words: str, holder_is: frozenset[str] | None) -> bool:
    if holder_is is None:
        return False
    if _MODAL_CUE.match(cue):
        return True
    if _RESOLVES & set(cue_words(cue)) and _TO_DO.match(words):
        return True
    act = _PLANS.match(words.lstrip("\"“‘' "))
    if act and act.group(1).lower() in holder_is:
        return act.group(1).lower() in ("i", "we") or "would" not in act.group(2) or _later(words)
    return bool(_ANNOUNCES & set(cue_words(cue))) and bool(_FUTURE.search(words))


def _asked(cue: str, words: str) -> bool:
    """A question, or an order ("told him to leave")."""
    ordered = _TO_DO.match(words) and _ORDERS & set(cue_words(cue))
    return bool(ordered or _QUESTION.search(words))


def _later(words: str) -> bool:
    """Tell whether "would" is a reported "will", not a condition."""
    return not _CONDITION.search(words)


def _unique(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
