"""Finds who is made to speak in a sentence: "X said", "according to X", "said X", "X's claim".

The tagger reads documents; this reads single sentences that a language model wrote, in microseconds
and without a model, and only asks: whom does the sentence make responsible for its words?
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.how_many import head_of
from index.attribution.cues import CueClass, cue_class, cue_words

_VERBS_LISTED = """
    say tell add state write report explain comment announce declare describe reply respond answer
    recall remark mention relate recount testify tweet post publish conclude indicate reveal
    disclose confirm acknowledge admit concede stress emphasize emphasise underline highlight insist
    maintain repeat reiterate criticize criticise condemn blame accuse compare estimate predict
    forecast argue counter contend claim assert affirm swear note believe think suspect assume
    expect fear hope doubt suggest hint allege imply warn caution deny reject dispute refute
    contradict dismiss contest ask inquire wonder demand request urge plead recommend advise vow
    promise pledge threaten intend plan quote cite caution speculate complain call give put speak
    agree disagree remind voice reckon anticipate consider count calculate foresee guess
"""
VERBS = frozenset(_VERBS_LISTED.split())
"""Base forms of verbs that make their subject speak."""

_FORMS = {
    "gave": "give",
    "given": "give",
    "spoke": "speak",
    "spoken": "speak",
    "said": "say",
    "says": "say",
    "told": "tell",
    "wrote": "write",
    "thought": "think",
}
_AUX = re.compile(
    r"(?:\b(?:has|have|had|is|are|was|were|be|been|being|will|would|may|might|could|can|should|"
    r"do|does|did|not|never|also|later|then|again|still|now|first|both|all|even|only|who|too|"
    r"\w+ly)|n['’]t)[\s,]*$",
    re.IGNORECASE,
)
_BE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:(?:also|not|now|still|first|later|being|been|\w+ly)\s+)*$",
    re.IGNORECASE,
)
_TURNED = frozenset(
    """say add report estimate argue warn claim believe write note explain predict stress insist
    reply respond recall testify remark comment think declare""".split()
)
"""Verbs that may stand before their subject ("said researchers at ...")."""
_BOUNDARY = re.compile(
    r"[;:()“”\"—–\n]|\s-\s|\b(?:that|but|while|whereas|although|though|because|as|when|after|before|"
    r"since|if|or|whether|how|where|what)\b|,\s*and\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\band\b", re.IGNORECASE)
_NOUN_BEFORE = re.compile(
    r"\b(?:a|an|the|this|that|these|those|its|their|his|her|my|our|no|any|some|of|to|by|in|on|with|"
    r"from|for|recent|official|new|such|first|latest|earlier)\s+$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|may|might|could)\b")
_TO = re.compile(r"\b(?:to|of|by|for|in|without)\s+$", re.IGNORECASE)
_OWNED = re.compile(
    r"((?:\b[Tt]he\s+\w[\w-]*|[A-Z][\w.&-]*)(?:\s+[A-Z][\w.&-]*){0,4})['’]s?\s+(?:\w+\s+){0,2}?"
    r"(?:claim|statement|view|account|report|denial|words|opinion|assessment|position|assertion|"
    r"accusation|allegation|estimate|announcement|warning|insistence|belief|demand|request|promise|"
    r"suggestion|criticism|prediction|version)\b"
)
_ACCORDING = re.compile(
    r"\b(?:according\s+to|citing|in\s+the\s+(?:view|words|opinion|eyes)\s+of|as\s+per|as\s+(?:told|reported|"
    r"stated|claimed|said|described|noted|announced|estimated)\s+by|"
    r"(?:claim|statement|report|view|account|denial)s?\s+(?:by|of|from)|"
    r"^for(?=[^,]{2,60},)|^to(?=\s[A-Z][^,]{2,60},))\s+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_STOP = re.compile(
    r"[,;:()\[\]“”\"—–.?!]\s|[,;:()\[\]“”\"—–.?!]$|\b(?:that|who|which|but|while|as)\b"
)
_PLAIN = frozenset("he she they it who we i you this these those".split())


@dataclass(frozen=True, slots=True)
class Speaking:
    """A place of a sentence where somebody is made to speak."""

    who: tuple[str, ...]
    """Words that may name the speaker, the nearest first (an appositive stands between); empty
    where nobody is named ("it is said")."""
    cue: str
    kind: CueClass
    start: int
    end: int
    """From the speaker's words (or the cue) to the end of the cue or of the speaker's words."""
    leads: bool = False
    """True for a subject in front of its verb ("X said")."""

    @property
    def unnamed(self) -> bool:
        """True for a pronoun or nobody."""
        return all(words.lower().strip() in _PLAIN for words in self.who)


@lru_cache(maxsize=4096)
def speakings(text: str, cues: tuple[str, ...] = ()) -> tuple[Speaking, ...]:
    """Where a sentence makes somebody speak, in order.

    :param cues: further words that attribute, as the cited claims have them ("compared").
    """
    verbs = VERBS | {word for cue in cues for word in cue_words(cue) if len(word) > 2}
    found = [*_according(text), *_owned(text)]
    for match in _WORD.finditer(text):
        if _base(match[0]) not in verbs or any(s.start <= match.start() < s.end for s in found):
            continue
        made = _verb(text, match)
        if made is not None:
            found.append(made)
    return tuple(sorted(found, key=lambda s: s.start))


def _base(word: str) -> str:
    low = word.lower()
    return _FORMS.get(low) or next(iter(cue_words(low)), low)


def _according(text: str) -> list[Speaking]:
    found = []
    for match in _ACCORDING.finditer(text):
        who = _phrase(text[match.end() :])
        if who:
            end = match.end() + len(who)
            kind = cue_class(match[0].split()[0]) or "say"
            found.append(Speaking((who,), match[0].strip(), kind, match.start(), end))
    return found


def _owned(text: str) -> list[Speaking]:
    return [
        Speaking((match[1],), match[0].split()[-1], cue_class(match[0].split()[-1]) or "say",
                 match.start(), match.end())
        for match in _OWNED.finditer(text)
    ]  # fmt: skip


def _verb(text: str, match: re.Match[str]) -> Speaking | None:
    """Who speaks by a verb; None where the word is a noun, an infinitive or has no subject."""
    word, low = match[0], match[0].lower()
    kind = cue_class(low) or "say"
    before, after = text[: match.start()], text[match.end() :]
    if _TO.search(before) or _NOUN_BEFORE.search(before):
        return None
    passive = _BE.search(before) is not None and not low.endswith("ing")
    if passive:
        by = re.match(r"[\w\s,]{0,40}?\bby,?\s+(?:among others,\s+)?", after)
        who = _phrase(after[by.end() :]) if by else ""
        return Speaking((who,) if who else (), word, kind, match.start(), match.end())
    if low.endswith("ing") and not _AUX.search(before):
        return None
    behind = re.match(
        r"\s+(?=[A-Za-z])" if _base(word) in _TURNED else r"\s+(?=[A-Z]|the\s|an?\s)", after
    )
    if (
        behind
        and not (_base(word) not in _TURNED and _APPOSED.search(before))
        and not re.search(r"\b(?:who|which)\b[^,]*,\s*$", before)
        and re.search(r"[,”\"’?!]\s*$", before)
    ):
        who = _phrase(after[behind.end() :])
        rest = after[behind.end() + len(who) :]
        plain = not who or who.split()[0].lower() in _PLAIN or _CLAUSE.search(who) is not None
        if not plain and re.match(r"\s*(?:[,;.\[]|$)", rest):
            end = match.end() + behind.end() + len(who)
            return Speaking((who,), word, kind, match.start(), end)
    subject, start = _subject(before)
    helped = re.search(
        r"\b(?:did|does|do|will|would|may|might|could|can|should)\b[^,;]{0,25}$", before
    )
    if subject and low == _base(word) and not helped and not _many(subject[0]):
        return None  # "no second suspect": a noun
    return Speaking(subject, word, kind, start, match.end(), leads=True) if subject else None


_APPOSED = re.compile(r"(?:^|[.;:]\s|\band\s)[^,;:.]{2,60},\s(?:the\s|an?\s)?[^,;:.]{2,60},\s*$")
"""A name and what he is, between commas: what follows is what he does."""


def _many(subject: str) -> bool:
    """True for a subject that takes a verb without "-s": "officials", "the police", "A and B"."""
    last = head_of(subject).split()[-1].lower()
    return last.endswith("s") or " and " in subject or last in _PLURAL


_PLURAL = frozenset("i we they you who people police media men women both two three".split())


def _subject(before: str) -> tuple[tuple[str, ...], int]:
    """The noun phrase that ends where a verb begins, and the one before an appositive."""
    rest = before.rstrip()
    while True:
        aux = _AUX.search(rest)
        if aux is None or not rest[: aux.start()].strip():
            break
        rest = rest[: aux.start()].rstrip()
    bracketed = re.search(r"\s*[(\[]([^()\[\]]*)[)\]]$", rest)
    rest = rest[: bracketed.start()] if bracketed else rest
    aside = rest.endswith(",")
    rest = rest.rstrip(" ,")
    if not rest or rest[-1] in '“"”':
        return (), 0
    low = max((m.end() for m in _BOUNDARY.finditer(rest)), default=0)
    chunk = rest[low:]
    found: list[str] = []
    parts = re.split(r",(?!\d)", chunk)
    start = low
    relative = re.match(r"\s*(?:who|which|whose)\b", parts[-1])
    if (aside or relative) and len(parts) > 1:
        # What stands before an aside may be more than a subject: its last words count.
        asides = [part.split() for part in reversed(parts[-4:])]
        found = [" ".join(part if len(part) <= 8 else part[-6:]) for part in asides]
    else:
        found = [parts[-1].strip()]
        start = low + len(chunk) - len(parts[-1])
    if relative and len(parts) > 1 and not parts[-1].split()[1:]:
        # "by the defence, which said": the nearest noun phrase speaks.
        found.insert(1, re.split(r"\b(?:by|of|from|to|with|for|in|at|on)\s", parts[-2])[-1].strip())
    before_that = re.search(r"([^.;:,“”\"]{3,60})\s+(?:that|which|who)\s*$", rest[:low])
    if before_that and not relative and _NOUN_END.search(before_that[1]):
        # "recordings that the club has passed on suggest": what stands before "that" speaks.
        found.insert(0 if _CLAUSE.search(chunk) else 1, before_that[1].strip())
    found = [re.sub(r"^(?:which|whom?|that)\s+(?=\w)", "", words) for words in found]
    found = [words for words in map(_after_and, found) if any(c.isalnum() for c in words)]
    found = [words for words in found if not re.match(r"[a-z]+ing\b", words)] or found
    if not found or len(found[0].split()) > 14 or _object(found[0]):
        return (), 0
    found += [bracketed[1]] if bracketed else []
    return tuple(found), start + (len(rest[start:]) - len(rest[start:].lstrip()))


_NOUN_END = re.compile(
    r"(?:s|people|police|men|women|study|report|poll|survey|paper|video|letter|e-?mail)$",
    re.IGNORECASE,
)


def _object(words: str) -> bool:
    """True when a verb stands right before: "Moran denied | reports" has a noun there."""
    last = words.split()[-1] if words.split() else ""
    if _NOUN_BEFORE.search(words[: len(words) - len(last)]):
        return False
    return last[:1].islower() and _base(last) in VERBS and last.lower() not in ("report", "claim")


def _after_and(words: str) -> str:
    """A subject without a clause before it: "the door closed and Bell" is "Bell"."""
    parts = _AND.split(words)
    if len(parts) < 2:
        return words
    left, right = parts[-2].split(), parts[-1].strip()
    joint = left and (left[-1][:1].isupper() or len(left) <= 3)
    return words if joint else right


def _phrase(text: str) -> str:
    """The noun phrase at the beginning of a text."""
    stop = _STOP.search(text)
    words = text[: stop.start() if stop else len(text)].split()
    kept: list[str] = []
    for word in words[:10]:
        verb = word != _base(word) and _base(word) in VERBS and not word[:1].isupper()
        if kept and verb and not _NOUN_BEFORE.search(f"{' '.join(kept)} "):
            break
        kept.append(word)
    return " ".join(kept).strip(" .,")
