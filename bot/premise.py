"""What a question takes for granted: who is to have done what, and whether the documents say so.

"Why did the union welcome the cuts?" supposes that it did. Where no sentence tells so, the answer
is not a reason but that the documents do not say it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.names import names_in, same_name
from bot.query import Query
from bot.spelling import word_ranks
from bot.terms import IRREGULAR, STOPWORDS, WORD, kin, meets, stem, stems
from bot.units import Unit

_SUPPOSES = re.compile(
    r"^(?:why|how(?:\s+come)?|when|where|for\s+how\s+much|for\s+what\s+\w+|(?:by\s+)?how\s+much)\s+"
    r"(?P<aux>did|does|do|was|were|is|are|has|have|had)\s+(?P<clause>.+)$",
    re.IGNORECASE,
)
_STOPS = frozenset(
    "the a an his her its their to of in on at by for from with about against that after before "
    "during because into over under through so again not yet his".split()
)
_LIGHT = frozenset(
    "be do get make take go come have happen occur become work look seem feel say need want use "
    "hold give keep start begin end change develop related cause different possible necessary "
    "important worth able likely due aware".split()
)
"""Verbs too general to be missed, and words that are no deeds."""

_NOUNS = frozenset("man woman child person gunman foot mouse half life wife knife thief".split())
_NOT = re.compile(
    r"\b(?:not|never|no|nobody|none|without|denie[sd]|refuse[sd]?|decline[sd]?|reject\w*|n['’]t)\b"
    r"[^.;:]{0,45}$|n['’]t\b[^.;:]{0,45}$|\bif\b[^,.;:]{0,60}$",
    re.IGNORECASE,
)
_ONLY_MEANT = re.compile(
    r"\b(?:would|could|may|might|should|were\s+to|(?:offer|want|plan|tr(?:y|ies)|attempt|hope|threat|demand|"
    r"intend|aim|wish|seek|refus|declin|fail)\w*\s+(?:\w+\s+)?to|(?:demand|call|urg)\w*(?:\s+for)?)\s+"
    r"(?:(?:have|be|an?|the)\s+)?$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|got|gets)\s+(?:\w+ly\s+|not\s+|also\s+|then\s+)*$",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(
    r"\w+(?:\s*[,.;:)]|\s+(?:on|in|at|by|for|after|before|from|with|over|during|to|as)\b)"
)
"""Behind "arrested" in "Roe, arrested on Monday": nobody whom Roe arrested."""
_DETERMINED = re.compile(
    r"\b(?:the|an?|this|that|these|those|his|its|their|any)\s+$", re.IGNORECASE
)
_OWNER = re.compile(
    r"(?P<known>\b(?:comment\w*\s+on|react\w*\s+to|after|before|since|following|reasons?\s+for|"
    r"behind|despite|announced)\s+(?:[\w.-]+\s+){0,2}?)?(?P<name>[\w-]+)['’]s?\s+$"
)
"""Before a deed that is a noun: "Roe's firing"; behind "after" or "comment on" it is a fact."""
_CLAUSE = re.compile(r";|\bthat\b|,\s+(?:especially|although|though|while|but|whereas|as)\b|[“”\"]")
_DIRECT = re.compile(
    r"[\s)]+(?:(?:\w+ly|has|have|had|was|were|is|are|also|been|then|again|will|later|first)\s+)*"
)


@dataclass(frozen=True, slots=True)
class Premise:
    """Who is to have done what: "Ukraine", "claim", "responsibility for it", said with "did"."""

    subject: str
    named: bool
    """True when the subject is a name."""
    helper: str
    verb: str
    rest: str

    @property
    def told(self) -> str:
        """The premise as a clause: "the union welcomed the cuts"."""
        if self.helper == "did":
            verb = _past(self.verb)
        elif self.helper == "does":
            verb = _present(self.verb)
        else:
            verb = self.verb if self.helper == "do" else f"{self.helper} {self.verb}"
        return " ".join(part for part in (self.subject, verb, self.rest) if part)


def _past(verb: str) -> str:
    """The past of a verb: "welcomed", "bought"."""
    irregular = next((form for form, base in IRREGULAR.items() if base == verb.lower()), None)
    if irregular is not None and not irregular.endswith(("ing", "s")):
        return irregular
    if verb.endswith("e"):
        return f"{verb}d"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    doubled = f"{verb}{verb[-1]}ed"
    return doubled if doubled in word_ranks() else f"{verb}ed"


def _present(verb: str) -> str:
    """The present of a verb with he, she or it: "welcomes", "denies"."""
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"


def premise_of(query: Query) -> Premise | None:
    """What a question supposes to have been done; None where its form supposes nothing."""
    text = query.complete.strip().rstrip("?!. ")
    match = _SUPPOSES.match(text)
    if match is None or query.speaker:
        return None
    clause = match["clause"]
    if re.match(r"(?i)(?:it|there|that|this|not)\b|.*\b(?:not|never)\b", clause):
        return None
    tokens = list(WORD.finditer(clause))
    start = len(lead[0]) if (lead := re.match(r"(?i)the\s+", clause)) else 0
    names = [span for span in names_in(clause) if span[0] in (0, start)]
    first = 2 if tokens and tokens[0][0].lower() in STOPWORDS else 1
    if names and re.match(r"['’]s?\b", clause[names[0][1] :] or clause[names[0][1] - 2 :]):
        names = []  # "Lund's campaign": no name, but something of theirs
        first = 2
    if names:
        first = sum(token.start() < names[0][1] for token in tokens)
    place = _verb_at(tokens, first, bool(names))
    if place is None:
        return None
    named = bool(names) and place == first
    verb = tokens[place]
    if any(token[0].lower() in _LIGHT for token in tokens[first:place]):
        return None  # "did the thieves get into the systems": too general a deed to be missed
    if stem(verb[0]) in _LIGHT or verb[0].lower() in _LIGHT:
        return None
    subject, rest = clause[: verb.start()].strip(), clause[verb.end() :].strip()
    if re.search(r"['’]s?$", subject) or re.search(r"['’]s?$", verb[0]):
        return None  # "did the driver's wife get the news": no deed of the driver's
    return Premise(subject, named, match["aux"].lower(), verb[0], rest)


def _verb_at(tokens: Sequence[re.Match[str]], first: int, named: bool) -> int | None:
    """The place of the deed: behind a name, or behind "the" and a noun what can be a verb."""
    rest = [n for n in range(first, len(tokens)) if tokens[n][0].lower() not in STOPWORDS]
    able = [n for n in rest if _can_be_verb(tokens[n][0].lower())]
    closing = [n for n in able if _closes(tokens, n)]
    if named:
        linked = first < len(tokens) and tokens[first][0].lower() in ("and", "or", "of", "in")
        if linked or not rest or tokens[rest[0]][0][0].isupper():
            return None
        # "did Holm shares fall": behind the name stands a noun, and the deed after it.
        return rest[1] if len(rest) > 1 and rest[1:2] == closing[:1] else rest[0]
    return next(iter(closing or able or rest[-1:]), None)


def _closes(tokens: Sequence[re.Match[str]], place: int) -> bool:
    """True when a word is followed by a name, an article, a preposition, or nothing."""
    if place + 1 == len(tokens):
        return True
    after = tokens[place + 1][0]
    return after.lower() in _STOPS or after[0].isupper()


def _can_be_verb(word: str) -> bool:
    """True when common English has a past form of the word, or it is one."""
    ranks = word_ranks()
    forms = (f"{word}ed", f"{word}d", f"{word[:-1]}ied", f"{word}{word[-1]}ed")
    irregular = IRREGULAR.get(word, word)
    return (
        (irregular in IRREGULAR.values() and irregular not in _NOUNS)
        or word.endswith(("ed", "ing"))
        or any(form in ranks for form in forms)
    )


def supported(premise: Premise, units: Sequence[Unit]) -> bool:
    """True when a sentence or a title tells that the subject did it, or may mean the subject."""
    titles = {unit.source.title: unit for unit in units if unit.source.title}
    heads = [replace(unit, text=title, before="", around=title) for title, unit in titles.items()]
    return any(_tells(premise, unit) for unit in (*units, *heads))


def _tells(premise: Premise, unit: Unit) -> bool:
    deed, told = stem(premise.verb), stems(unit.text)
    if meets(deed, told) < 0.6:
        return False
    around = stems(unit.around) | stems(unit.source.title)
    near = told | stems(unit.before) | stems(unit.source.title)
    if any(not _mentioned(premise.rest[a:b], near) for a, b in names_in(premise.rest)):
        return False
    if not premise.named:
        subject = [w for w in WORD.findall(premise.subject) if w.lower() not in STOPWORDS]
        return not subject or any(meets(stem(word), around) >= 0.6 for word in subject)
    spots = [m.start() for m in WORD.finditer(unit.text) if stem(m[0]) == deed]
    bare = re.match(r"[a-z]+", premise.rest)
    thing = stem(bare[0]) if bare and bare[0] not in STOPWORDS else ""
    if thing and thing not in told:
        return False  # "claim responsibility", "lose patience": the verb alone tells another deed
    if not spots and _object_met(premise, told):
        spots = [m.start() for m in WORD.finditer(unit.text) if stem(m[0]) in kin(deed)]
    return any(_did(premise, unit, spot) for spot in spots)


def _object_met(premise: Premise, told: frozenset[str]) -> bool:
    """True when the first word behind the verb that tells something stands in the sentence."""
    objects = [w for w in WORD.findall(premise.rest) if w.lower() not in STOPWORDS]
    return not objects or meets(stem(objects[0]), told) >= 0.6


def _did(premise: Premise, unit: Unit, spot: int) -> bool:
    """True when the verb at ``spot`` tells a deed that may be the subject's."""
    left = unit.text[max(0, spot - 120) : spot]
    owner = _OWNER.search(left)
    if owner and owner["known"]:
        return _mentioned(premise.subject, stems(owner["name"]))
    if _NOT.search(left) or _ONLY_MEANT.search(left) or _DETERMINED.search(left):
        return False
    if owner:
        return _mentioned(premise.subject, stems(owner["name"]))
    doer = re.match(r"\w+\s+(?:\w+\s+)?by\s+([^,.;]{2,60})", unit.text[spot:])
    if doer and _mentioned(premise.subject, stems(doer[1])):
        return True
    passive = _PASSIVE.search(left) or _NO_OBJECT.match(unit.text, spot)
    if premise.helper in ("was", "were", "is", "are") and not passive:
        # "The board suspended Roe": whom it befell stands behind the verb.
        return _mentioned(premise.subject, stems(unit.text[spot:]))
    names = [(b, unit.text[a:b]) for a, b in names_in(unit.text)]
    before = [(end, name) for end, name in names if end <= spot]
    if before and _DIRECT.fullmatch(unit.text[before[-1][0] : spot]):
        return same_name(before[-1][1], premise.subject)
    for end, name in before:
        if same_name(name, premise.subject):
            return _CLAUSE.search(unit.text[end:spot]) is None
    if premise.helper in ("was", "were", "is", "are"):
        return _mentioned(premise.subject, stems(unit.text) | stems(unit.before))
    return not before and _mentioned(premise.subject, stems(unit.around) | stems(unit.source.title))


def _mentioned(name: str, told: frozenset[str]) -> bool:
    """True when the last word of a name, or a word for the same, is among reduced words."""
    last = WORD.findall(name.removesuffix("'s").removesuffix("’s"))[-1]
    return meets(stem(last), told) >= 0.8
