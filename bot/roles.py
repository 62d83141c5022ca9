"""Whether a free wording leaves to each what he did and what was done to him.

"A hit B" and "B hit A" have the same words; only their places tell who did it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from bot.names import key, names_in, same_name
from bot.speaking import VERBS
from bot.support import FRAME, content_of, tells
from bot.terms import STOPWORDS, WORD, stem, stems


def turned_round(text: str, context: str) -> str | None:
    """Says which verb's doer and sufferer have changed places: "A hit B" told as "B hit A"."""
    theirs = _acts(context)
    for first, verb, second, passive in _acts(text):
        for one, act, other, was in theirs:
            if not tells(verb, frozenset((act,))) or verb in FRAME:
                continue
            straight = _same(first, one) and _same(second, other)
            crossed = _same(first, other) and _same(second, one)
            if (crossed and passive == was) or (straight and passive != was):
                return f"roles turned round: {first} {verb} {second}"
    return None


def new_doer(text: str, context: str) -> str | None:
    """Says which act gets a doer who only suffers it in the cited text.

    "X kept the officials from sharing" is no "the officials kept X from sharing".
    """
    mine, theirs = list(WORD.finditer(text)), list(WORD.finditer(context))
    reduced = [stem(m[0]) for m in theirs]
    for place, match in enumerate(mine):
        verb = stem(match[0])
        if place == 0 or not match[0].endswith("ed") or verb in VERBS or verb in FRAME:
            continue
        if re.search(rf"\b{re.escape(verb)}\w?(?:er|or)s?\b", context, re.IGNORECASE):
            continue  # "manager" in the text is who managed
        before = _content([m[0] for m in mine[max(0, place - 3) : place]])
        spots = [at for at, word in enumerate(reduced) if word == verb]
        if not before or not spots or _PASSIVE.search(text[: match.start()]):
            continue
        turned = []
        for at in spots:
            ahead = frozenset(reduced[max(0, at - 25) : at])
            behind = frozenset(reduced[at + 1 : at + 6])
            was = _PASSIVE.search(context[: theirs[at].start()]) is not None
            was = was or re.match(r"\s+by\b", context[theirs[at].end() :]) is not None
            turned.append(not was and before <= behind and before.isdisjoint(ahead))
        if all(turned):
            return f"roles turned round: {' '.join(m[0] for m in mine[place - 1 : place + 1])}"
    return None


_SUFFERED = re.compile(
    r"\b([a-z][\w’'-]+|[A-Z][\w’'-]+)\s+(?:was|were|has\s+been|have\s+been|had\s+been|is|are)\s+"
    r"(?:\w+ly\s+)?(\w{3,}(?:ed|en|wn|ld|pt|nt|rn))\b"
)
_STANDS_FOR = frozenset("he she it they who which that this these those there one some all".split())


def new_sufferer(text: str, context: str) -> str | None:
    """Says to whom a deed is done that is done to another there: "the lorry was injured"."""
    suffered: dict[str, set[str]] = {}
    for match in _SUFFERED.finditer(context):
        suffered.setdefault(stem(match[2]), set()).add(match[1].lower())
    for match in _SUFFERED.finditer(text):
        theirs = suffered.get(stem(match[2]))
        mine = match[1].lower()
        if not theirs or mine in _STANDS_FOR or theirs & _STANDS_FOR:
            continue
        told = frozenset(map(stem, theirs))
        # A word that stands elsewhere in the cited text is another one, not a synonym.
        if not tells(stem(mine), told) and stem(mine) in stems(context):
            return f"done to another: {match[0]}"
    return None


_PASSIVE = re.compile(r"\b(?:is|was|were|are|been|being|be)\s+(?:\w+ly\s+)?$", re.IGNORECASE)


def _content(words: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(w) for w in words if w.lower() not in STOPWORDS)


def _acts(text: str) -> list[tuple[str, str, str, bool]]:
    """Neighbouring names with each verb-like word between them: (name, word, name, passive)."""
    names = [(a, b) for a, b in names_in(text) if not re.match(r"['’]", text[b:])]
    spans = sorted([*names, *(m.span() for m in _PRONOUN.finditer(text))])
    found = []
    for (a, b), (c, d) in pairwise(spans):
        between, one, other = text[b:c], text[a:b], text[c:d]
        if len(between) > 60 or re.search(r"[.;:,]|\b(?:and|or|while|but|that)\b", between):
            continue
        if _same(one, other):
            continue
        by = re.search(r"\b(?:is|was|were|are|been|being|be)\b.*\bby\b", between) is not None
        acts = [w for _, w in content_of(between) if len(w) > 2 and w not in VERBS]
        found += [(one, word, other, by) for word in acts]
    return found


_PRONOUN = re.compile(r"\b(?:he|him|she|her|they|them)\b", re.IGNORECASE)


def _same(a: str, b: str) -> bool:
    if _PRONOUN.fullmatch(a) or _PRONOUN.fullmatch(b):
        return bool(_PRONOUN.fullmatch(a) and _PRONOUN.fullmatch(b))
    return same_name(a, b) or key(a) in key(b) or key(b) in key(a)
