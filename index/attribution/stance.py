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
from index.attribution.hedging import find_hedges, governs
from index.types import Span, Stance

_NOT = re.compile(r"\b(?:not|never|no|nor|neither|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_NO_DENIAL = re.compile(
    r"\bnot (?:only|just)\b|(?:not|n['’]t) (?:resist|help|stop|hesitate)\b|no longer", re.IGNORECASE
)
_NOT_SURE = re.compile(
    r"(?:\bnot|n['’]t)\s(?:yet\s|been\s|immediately\s|entirely\s)*(?:certain|sure|clear|known)\b|\bunclear\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?[\"”’'»]*\W*$")
_PLANS = re.compile(
    r"^\W*(?:(?:that|and|but|so|then)\s+)?(he|she|they|it|we|i)"
    r"(['’]ll|\s+(?:will|would|shall|plans?\s+to|planned\s+to|intend(?:s|ed)?\s+to|vow(?:s|ed)?\s+to|"
    r"(?:is|are|am|was|were)\s+(?:going|planning)\s+to)|['’](?:s|re|m)\s+(?:going|planning)\s+to)"
    r"\s+(?!have\b|be\s+(?:able|a|an|the)\b|see\b|say\b|tell\b|like\b|love\b|need\b)",
    re.IGNORECASE,
)
_AND_THEY = re.compile(r"^.{5,120}?,\s+and\s+(?=(?:they|we|it)\s+(?:will|would)\b)", re.DOTALL)
_FUTURE = re.compile(r"\b(?:will|would|shall)\s+(?:not\s+)?(?!have\b)\w+|['’]ll\s", re.IGNORECASE)
_ANNOUNCES = frozenset(["announce", "declare", "announcement"])
_MODAL_CUE = re.compile(
    r"^\W*(?:(?:will|would|shall|['’]ll)\b(?!.*\bhave\b)|(?:is|are|was|were) going to\b)",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"^\W*(?:not\s+)?to\s+[a-z]+", re.IGNORECASE)
_SOMEBODY_TO_DO = re.compile(r"^\W*(?:[\w’'-]+\s+){0,2}?(?:not\s+)?to\s+[a-z]+", re.IGNORECASE)
_RESOLVES = frozenset(
    ["agree", "decide", "choose", "opt", "swear", "offer", "prepare", "volunteer"]
)
_ORDERS = frozenset(["tell", "advise", "order", "instruct", "remind", "direct", "warn", "caution"])
_ANYONE = frozenset(["i", "we", "he", "she", "they", "it"])
_CONDITION = re.compile(
    r"\bif\b|\bwere (?:he|she|they|it|we|to)\b|\brather\b|\bnever\b|“never”", re.IGNORECASE
)
_HEARSAY = frozenset(["accuse", "claim", "say", "report", "allege", "accusation", "allegation"])
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)\b", re.IGNORECASE)
_NOT_GUILTY = re.compile(r"\W*(?:not\s+guilty|innocent)\b", re.IGNORECASE)
_GUILTY = re.compile(r"\W*(?:guilty|no\s+contest)\b", re.IGNORECASE)
_DENIAL = re.compile(
    r"^(?:[^,;]|,(?!\s(?:who|which|whose)\b)){0,120}?\b(?:pleaded\s+not\s+guilty|pleads\s+not\s+guilty|"
    r"pled\s+not\s+guilty|entered\s+(?:a\s+)?(?:plea\s+of\s+)?not[\s-]guilty|denied|denies)\b(?!\s+by\b)",
    re.IGNORECASE,
)
_BODY_PLANS = re.compile(
    r"^\W*(?:that\s+)?(?:[\w’'-]+\s+){0,4}?(?:officials|police|authorities|officers|prosecutors|"
    r"investigators|detectives|department|company|agency|government|country|campaign|administration|"
    r"office|city|county|state|school|schools|district|university|ministry|team|party|court|firm|"
    r"hospital|council|board|commission|committee)\s+(?:will|would)\s+(?!have\s+(?:to|been)\b|be\b|not\b|never\b)[a-z]+",
    re.IGNORECASE,
)
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
    kind = _kind(cue_text, words)
    found = find_hedges(words)
    hedges = tuple(h.words for h in found)
    opening = lexicon().opening.match(words.lstrip("\"“‘' "))
    if opening:
        hedges = (opening.group(), *(h for h in hedges if h != opening.group()))
    cue_hedges = tuple(h.words for h in find_hedges(cue_text) if h.strong)
    stance = _STANCE_OF[kind]
    if _NOT_SURE.search(cue_text):
        stance = "hedged"
    elif cue_text and _NOT.search(cue_text) and not _NO_DENIAL.search(cue_text):
        stance = _negated(kind)
    elif stance == "stated" and _planned(cue_text, words, holder_is):
        stance = "planned"
    elif stance == "stated" and _asked(cue_text, words):
        stance = "asked"
    elif stance == "stated" and (opening or cue_hedges or governs(words, found)):
        stance = "hedged"
    if stance == "stated" and holder_is is None and _hearsay(cue_text):
        stance = "hedged"
    return stance, _unique((*cue_hedges, *hedges))


def narrator_stance(text: str, span: Span) -> tuple[Stance, tuple[str, ...]]:
    """Return the stance of the narrator's own sentence: stated, hedged or a plain denial told."""
    words = text[span[0] : span[1]]
    found = find_hedges(words)
    hedges = _unique(tuple(h.words for h in found))
    if _DENIAL.search(words):
        return "denied", hedges
    return ("hedged" if governs(words, found) else "stated"), hedges


def _kind(cue: str, words: str) -> CueClass:
    """The class of a cue, with the preposition that its content may begin with ("called | for")."""
    if not cue:
        return "say"
    lemmas = cue_words(cue)
    first = words.split()[:1]
    if lemmas and lemmas[-1] == "call" and first and first[0].lower() in ("for", "on", "upon"):
        return "ask"
    if "plead" in lemmas:
        return "deny" if _NOT_GUILTY.match(words) else "say" if _GUILTY.match(words) else "ask"
    return cue_class(cue) or "say"


def _hearsay(cue: str) -> bool:
    """Tell whether a cue without a holder passes on what somebody says ("was accused of")."""
    said = _HEARSAY & set(cue_words(cue))
    return bool(said) and bool(_PASSIVE.search(cue) or said & {"accusation", "allegation"})


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
    if _BODY_PLANS.match(words) and not _CONDITION.search(words):
        return True
    act = act or _PLANS.match(_AND_THEY.sub("", words, count=1))
    if act and act.group(1).lower() in holder_is:
        return act.group(1).lower() in ("i", "we") or "would" not in act.group(2) or _later(words)
    return bool(_ANNOUNCES & set(cue_words(cue))) and bool(_FUTURE.search(words))


def _asked(cue: str, words: str) -> bool:
    """A question, or an order ("told him to leave")."""
    ordered = _SOMEBODY_TO_DO.match(words) and _ORDERS & set(cue_words(cue))
    return bool(ordered or _QUESTION.search(words))


def _later(words: str) -> bool:
    """Tell whether "would" is a reported "will", not a condition."""
    return not _CONDITION.search(words)


def _unique(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
