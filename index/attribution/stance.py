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

_NOT = re.compile(r"\b(?:not|never|no|nor|neither|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?[\"”’'»]*\W*$")
_PLANS = re.compile(
    r"^\W*(?:that\s+)?(?:he|she|they|it|we|i)(?:['’](?:ll|d)|\s+(?:will|would|plans?\s+to|"
    r"intends?\s+to|wants?\s+to|(?:is|are|am|was|were)\s+(?:going|planning)\s+to))\s+(?!have\b)",
    re.IGNORECASE,
)
_FUTURE = re.compile(r"\b(?:will|would|shall)\s+(?:not\s+)?(?!have\b)\w+|['’]ll\s", re.IGNORECASE)
_ANNOUNCES = frozenset(["announce", "declare", "announcement"])
_MODAL_CUE = re.compile(
    r"^\W*(?:will|would|shall|['’]ll|is going to|are going to)\b", re.IGNORECASE
)
_SUBORDINATE = re.compile(
    r"[,;]?\s\b(?:who|which|whose|because|before|after|until|when|where|while|if|unless|so that|"
    r"in order to|even though|although)\b",
    re.IGNORECASE,
)
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
    text: str, cue: Span | None, content: Sequence[Span], *, named: bool = True
) -> tuple[Stance, tuple[str, ...]]:
    """Return the stance of an attribution and the hedge words that it rests on.

    :param cue: None for a quotation that goes on without its cue.
    :param content: the content spans, at least one.
    :param named: whether the text names a holder; "was accused of" without one is hearsay.
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
    if cue_text and _NOT.search(cue_text):
        stance = _negated(kind)
    elif stance == "stated" and _planned(cue_text, words):
        stance = "planned"
    elif stance == "stated" and _QUESTION.search(words):
        stance = "asked"
    elif stance == "stated" and (opening or cue_hedges or governing_hedge(words)):
        stance = "hedged"
    if stance == "stated" and not named and _HEARSAY & set(cue_words(cue_text)):
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
    return turn is None or any(h.start() < turn.start() for h in hits) or turn.start() < 25


def _no_hedge(words: str, hit: re.Match[str]) -> bool:
    """Tell whether a hedge's form means something else here: a month, a vote, an ability."""
    form = hit.group()
    before = words[: hit.start()].split()[-1:]
    after = words[hit.end() :].split()[:1]
    if form == "May":
        return True
    if form.lower() == "likely":
        return bool(after) and after[0].lower().startswith(("voter", "caucus", "viewer"))
    if form.lower() == "could":
        return "so" in [w.lower() for w in before]
    return False


def _in_cue(cue: str) -> tuple[str, ...]:
    book = lexicon()
    return tuple(h.group() for h in book.strong.finditer(cue) if not _no_hedge(cue, h)) or tuple(
        h.group() for h in book.weak.finditer(cue)
    )


def _negated(kind: CueClass) -> Stance:
    """A cue with a negation: not denying is no denial, not saying is no statement."""
    if kind == "deny":
        return "hedged"
    return "denied"


def _planned(cue: str, words: str) -> bool:
    if _MODAL_CUE.match(cue) or _PLANS.match(words.lstrip("\"“‘' ")):
        return True
    return bool(_ANNOUNCES & set(cue_words(cue))) and bool(_FUTURE.search(words))


def _unique(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
