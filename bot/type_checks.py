"""Whether a sentence has what the type of a question demands, over and above related words."""

from __future__ import annotations

import re

from bot.answer_classes import class_of
from bot.names import names_in, same_name
from bot.query import Query
from bot.question_kind import CLOCK_ASKED, NAMES_ASKED
from bot.question_speaker import SAYING
from bot.relevance import Candidate, missing_terms
from bot.terms import STOPWORDS, WEAK, WORD, kin, meets, stem, stems
from bot.tolls import harm_asked

_CLOCK = re.compile(
    r"\d\s*(?:[:.]\d\d|[ap]\.?\s?m\b)|\bo['’]clock\b|\b(?:noon|midnight|dawn|dusk|sunrise|sunset|"
    r"morning|afternoon|evening|night)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"[\s,:–—(-]*(?:(?:is|was|were|are|named|called|identified|as|an?|the|one|of)\s+|"
    r"(?!(?:and|or|that|which|in|on|at|by|to|from|near|with|had|has|have|did|said)\b)[\w-]+\s+){0,4}"
    r"[\s,:(–—-]*",
    re.IGNORECASE,
)
"""What may stand between a name and what it is the name of ("Ann Hall, the rescued sailor")."""
_LIGHT = frozenset(
    stem(word)
    for word in """
    kind type sort date come going soon long high large well suffer want first last include result
    lack related relation difference exact main initially currently still yet big small great good
    often usually possible likely unlikely reason cause why purpose role manage able begin start end
    act acted supposed evening share percentage proportion part rate figure level speed height
    length width depth weight size distance duration temperature price cost value amount score
    carry carrying
    """.split()
)
"""Words of questions that texts seldom repeat, whatever the answer."""
_SAID = re.compile(rf"(?:{SAYING}|spoke|spoken|speak)", re.IGNORECASE)
_OF_NAME = re.compile(
    r"^(?:who|what|which|where|when|in\s+(?:what|which)\s+\w+)\s+(?:is|was|are|were)\s+"
    r"(?:the\s+)?(?:[\w-]+\s+){1,4}(?:of|for|in)\s+(?:the\s+)?[\"“]?[A-Z0-9]|['’]s\s+[\w\s-]+$"
)
"""Questions for an attribute of something named ("Who is the author of X"): the text may give the
answer without the attribute's name."""
STRICT = frozenset(
    ("number", "money", "percent", "age", "date", "duration", "person", "place", "name")
)


def of_type(query: Query, candidate: Candidate) -> bool:
    """True when the sentence has words of the kind that alone can answer."""
    text, words = candidate.unit.text, candidate.words
    if NAMES_ASKED.match(query.complete):
        return candidate.sure or _gives_name(query, candidate)
    if words is None:
        if query.wanted == "person":
            return _gives_holder(candidate)
        return query.wanted not in STRICT or query.wanted == "name"
    publisher = candidate.unit.source.publisher
    if query.wanted in ("person", "name") and publisher and same_name(words.text, publisher):
        return False  # a dateline or a credit
    if query.wanted == "date" and CLOCK_ASKED.match(query.complete):
        return _CLOCK.search(text[max(0, words.start - 12) : words.end + 14]) is not None
    return True


def _gives_name(query: Query, candidate: Candidate) -> bool:
    """True when a name that is not its speaker's stands right beside the asked words."""
    text = candidate.unit.text
    asked = [stem(t) for t in query.terms if stem(t) != "nam" and not t[:1].isupper()]
    spots = [m.span() for m in WORD.finditer(text) if any(stem(m[0]) in kin(a) for a in asked)]
    voices = [v for v in (candidate.claim.holder, candidate.unit.source.publisher) if v]
    for start, end in names_in(text):
        if any(same_name(text[start:end], voice) for voice in voices):
            continue
        for left, right in spots:
            between = text[end:left] if end <= left else text[right:start]
            if _BESIDE.fullmatch(between):
                return True
    return False


def _gives_holder(candidate: Candidate) -> bool:
    """True when a claim's holder, named in the sentence, can be the person asked for."""
    words = candidate.claim.holder_words or ""
    return bool(words) and words.lower() not in STOPWORDS and candidate.lexical >= 0.8


_ANYONE = frozenset(("people", "person", "persons", "ppl", "victims", "lives"))


def unrelated_figure(query: Query, candidate: Candidate) -> bool:
    """True when a figure is told of something else than what is asked ("killed" for "injured")."""
    text, words = candidate.unit.text, candidate.words
    if query.wanted != "number" or not query.counted:
        return False
    if words is None:
        return True
    if query.counted not in _ANYONE:
        near = stems(text[max(0, words.start - 30) : words.end + 45])
        if not meets(stem(query.counted), near):
            return True
    if query.act is None or stem(query.act) in WEAK or harm_asked(query):
        return False  # a toll is found only where its sentence tells the harm
    return not meets(stem(query.act), stems(text))


def about_else(query: Query, candidate: Candidate) -> bool:
    """True when a telling word of the question shows that the sentence is about something else.

    Such a word stands nowhere in what was found, or only elsewhere and seldom ("the synagogue
    attack", "in children"): the documents are silent, or speak of it in another place.
    """
    words = candidate.words
    if candidate.sure or (words is not None and (words.contrasted or words.fit >= 0.95)):
        return False
    # "What sport ...?" is met by any sport, also where the word stands nowhere.
    asked = class_of(query) if words is not None else None
    absent = [term for term in candidate.absent if telling(term) and stem(term) != asked]
    if words is not None and harm_asked(query):
        absent = [term for term in absent if term != query.act]  # "shot" tells an injury
    if query.speaker:
        topic = [term for term in query.terms if telling(term) or _SAID.fullmatch(term)]
        near = candidate.meaning >= 0.5 or (candidate.read or 0.0) >= 0.5
        return bool(topic) and len(absent) == len(topic) and not near
    if query.wanted not in STRICT and query.kind not in ("why", "how", "when", "where"):
        return False
    if _OF_NAME.search(query.complete):
        return False
    if absent or _another_deed(query, candidate):
        return True
    if query.wanted not in STRICT:
        return False
    lacking = set(missing_terms(query, candidate))
    inside = " ".join(query.names)
    return any(
        term in lacking and telling(term) and term not in inside for term in candidate.seldom
    )


def _another_deed(query: Query, candidate: Candidate) -> bool:
    """True when a "who" sentence tells another deed than the one asked for ("who owns it")."""
    if query.kind != "who" or query.asks_blame or candidate.claim.holder is not None:
        return False
    deed = next((t for t in query.terms if t[:1].islower() and telling(t)), None)
    told = stems(candidate.unit.text) | stems(candidate.unit.before)
    return deed is not None and meets(stem(deed), told) < 0.6


def telling(term: str) -> bool:
    """True for a word whose absence says something: none that is general, light or of saying."""
    reduced = stem(term)
    if reduced in WEAK or term.lower() in WEAK or reduced in _LIGHT:
        return False
    return len(term) > 2 and _SAID.fullmatch(term) is None
