"""What a question asks for: its kind, the type of the answer, a named speaker, its topic words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import cast

from bot.names import names_in
from bot.question_kind import Kind, Wanted, expects_one, kind_of, wanted_of
from bot.question_speaker import SAYING, WHO_SAYS, speaker_of
from bot.terms import content_words
from bot.word_order import fronted

__all__ = ["BLAME", "SAYING", "Kind", "Query", "Wanted", "parse"]

_SOURCES = r"(?:sources?|documents?|outlets?|reports?|articles?|accounts?|papers?|media)"
_OVERVIEW = re.compile(
    rf"\b(?:(?:sources?|documents?|outlets?|reports?|articles?|they|accounts?)\b.*\b(?:disagree|differ|conflict|contradict)"
    rf"|(?:disagreements?|contradictions?|conflicts?|differences?|discrepanc(?:y|ies))\s+(?:are\s+there\s+)?(?:between|among|in|across)\s+(?:the\s+)?{_SOURCES}"
    rf"|where\s+do\s+(?:the\s+)?{_SOURCES}\s+(?:disagree|differ)"
    rf"|^do\s+(?:all\s+)?(?:the\s+)?{_SOURCES}\s+agree"
    r"|what\s+(?:is|are)\s+(?:disputed|contested|contradictory)\s*\??$)",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\?\s+(?=\S)|[,;]?\s+and\s+(?=(?:how|who|what|when|where|why|which|did|was|were|is|are)\s+\w+\s)",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^(?:and|but|so|ok(?:ay)?|well|please|hi|hello|hey|now|then|also|tell me|"
    r"can you tell me|could you tell me|"
    r"do you know|i(?:'d| would) like to know|i want to know|just|explain|give me)\b[\s,:]*",
    re.IGNORECASE,
)


BLAME = re.compile(
    r"\b(?:responsib\w+|blam\w+|behind|culprit\w*|perpetrat\w+|fault|guilty)\b"
    r"|\bwho\s+(?:(?:did|has\s+done)\s+(?:it|this|that)|carried\s+(?:it|this|that)\s+out)\W*$",
    re.IGNORECASE,
)
"""Words that ask who is responsible."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, read."""

    text: str
    """As asked."""
    complete: str
    """With what a follow-up leaves out filled in; equals ``text`` for a question of its own."""
    kind: Kind = "what"
    wanted: Wanted = "statement"
    speaker: str | None = None
    """Whose words are asked for, as the question names them."""
    terms: tuple[str, ...] = ()
    """Words that say what the question is about, without the speaker's name."""
    names: tuple[str, ...] = ()
    """Names in the question, without the speaker's."""
    counted: str | None = None
    """What "how many" counts ("people")."""
    act: str | None = None
    """What a count is told of ("died" in "How many people died in the fire")."""
    doers: tuple[str, ...] = ()
    """Who did it, where others are counted ("militants" in "... did the militants kill")."""
    single: bool = False
    """True when one answer is expected, so that two different ones compete."""
    topic: str = ""
    """The question without the speaker: "about the war" in "What does Lund say about the war?"."""
    parts: tuple[Query, ...] = field(default=())
    """Several questions in one; empty for one."""

    @property
    def asks_blame(self) -> bool:
        """True when the question is who is responsible."""
        return self.kind in ("who", "which") and BLAME.search(self.complete) is not None

    @property
    def search_text(self) -> str:
        """What the retrieval is to look for."""
        return self.complete


def parse(text: str, complete: str | None = None) -> Query:
    """Read a question. Empty or wordless text gives a "what" query without terms.

    :param complete: the follow-up completed from the conversation (bot/memory.py).
    """
    whole = " ".join((complete or text).split())
    pieces = [piece.strip(" ?") for piece in _SPLIT.split(whole)]
    pieces = [piece for piece in pieces if len(piece.split()) > 1]
    if len(pieces) > 1:
        parts = tuple(_parse_one(piece, piece) for piece in pieces)
        return replace(_parse_one(text, whole), parts=parts)
    return _parse_one(text, whole)


def _parse_one(text: str, whole: str) -> Query:
    question = whole.strip().rstrip("?!. ")
    while lead := _LEAD_IN.match(question):
        if lead.end() >= len(question):
            break
        question = question[lead.end() :]
    question = fronted(question)
    if _OVERVIEW.search(question):
        return Query(text, whole, "overview", terms=tuple(_overview_terms(question)))
    speaker, topic, form = speaker_of(plain(question))
    kind = cast(Kind, form) if form else kind_of(topic)
    wanted = wanted_of(kind, topic)
    names = tuple(topic[a:b] for a, b in names_in(topic))
    counted = re.match(
        r"(?i)(?:(?:by|of|for|in|to|at|on|from|with|out\s+of|after)\s+)?how\s+many\s+(?:more\s+|other\s+)?([^\W\d]+)",
        topic,
    )
    return Query(
        text,
        whole,
        kind,
        wanted,
        speaker,
        tuple(_terms(topic, kind)),
        names,
        counted[1].lower() if counted else None,
        *(_act(topic) if counted else (None, ())),
        expects_one(topic, wanted),
        topic,
    )


_LIVES = re.compile(
    r"^how\s+many\s+(?:people['’]s\s+)?(?:lives|victims)\s+(?:"
    r"(?:did|has|have)\s+(?P<doer>.+?)\s+(?:claim|cost|take)(?:ed|s|n)?\b"
    r"|(?:were|have\s+been)\s+(?:lost|claimed|taken)\b)",
    re.IGNORECASE,
)


_TOLL = re.compile(
    r"^(?:what(?:['’]s|\s+is|\s+was)\s+)?(?:the\s+)?(?:(?:latest|current|final|official|total)\s+)?"
    r"(?:death\s+toll|number\s+of\s+(?:the\s+)?(?:dead|deaths|fatalities))"
    r"(?:\s+(?:of|in|from|at|for|after)\s+(?P<event>.+))?$",
    re.IGNORECASE,
)
_PLAINLY = (
    (
        re.compile(r"^how\s+many\s+of\s+(?:the|these|those|its|their)\s+(?=[a-z])", re.IGNORECASE),
        "how many ",
    ),
    (re.compile(r"^what\s+(?:quantity|amount|volume)\s+of\b", re.IGNORECASE), "how much"),
    (re.compile(r"^what\s+number\s+of\b", re.IGNORECASE), "how many"),
    (
        re.compile(r"\b(were|was|been|be|got)\s+taken\s+into\s+custody\b", re.IGNORECASE),
        r"\1 arrested",
    ),
)
"""Set phrases and the words that say the same."""
_NOBODY_NAMED = re.compile(
    r"^how\s+many\s+(?=(?:died|dead|dying|survived|perished|killed|injured|hurt|wounded|arrested|"
    r"(?:were|was|are|got|have\s+been|had\s+been)\s+(?:\w+ed|\w+ing|hurt|shot|dead|missing|there|on|"
    r"in|inside|at|aboard|taken|sent|found|held))\b)",
    re.IGNORECASE,
)
"""People are counted though nobody is named: "how many died", "how many were injured"."""


def plain(question: str) -> str:
    """A question with set phrases put plainly, so that each word means what it says.

    "How many lives did the storm claim" asks how many it killed, not who claimed what, and "How
    many died" asks for people.
    """
    toll = _TOLL.match(question)
    if toll:
        return (
            f"how many people died in {toll['event']}" if toll["event"] else "how many people died"
        )
    for pattern, plainly in _PLAINLY:
        question = pattern.sub(plainly, question)
    question = _NOBODY_NAMED.sub("how many people ", question)
    lives = _LIVES.match(question)
    if lives:
        asked = f"did {lives['doer']} kill" if lives["doer"] else "died"
        question = f"how many people {asked}{question[lives.end() :]}"
    return question


def _terms(topic: str, kind: Kind) -> list[str]:
    body = topic
    if kind == "who says":
        body = WHO_SAYS.sub("", topic)
    found = content_words(_IS_IT_TRUE.sub("", body))
    if kind == "how much" and (asked := _HOW.match(topic)):
        # "How high is the damage": texts give the figure, not the adjective.
        found = [word for word in found if word.lower() != asked[1].lower()] or found
    if kind == "how many" and found and found[0].lower() in ("people", "persons"):
        found = found[1:] or found
    return list(dict.fromkeys(found))


_IS_IT_TRUE = re.compile(
    r"(?i)^(?:is|was)\s+it\s+(?:really\s+)?(?:true|right|correct|the\s+case|a\s+fact)\s+that\b"
)
_HOW = re.compile(
    r"(?i)how\s+(high|large|big|great|long|far|strong|tall|old|deep|fast|heavy|wide)\b"
)
_LINKS = frozenset(("include", "contain", "comprise", "have", "hold", "involve", "cover"))
"""Verbs that tell nothing of what is counted: texts leave them out ("with 310 flats")."""
_DEEDS = frozenset(
    """kill injure wound hurt arrest rescue save free release displace evacuate affect destroy
    damage infect employ lose leave strand""".split()
)
"""Verbs that may stand at the end, behind a phrase ("did the fire in the mill injure")."""
_DID = re.compile(
    r"\s*(?:did|does|do)\b(?P<clause>.+?)(?:\b(?:in|at|on|by|during|after|before|from|with|for)\b|$)",
    re.IGNORECASE,
)


def _act(question: str) -> tuple[str | None, tuple[str, ...]]:
    """What a count is told of, and who did it: words behind what is counted, names passed over.

    After "did" the doer comes first ("How many people did the militants kill"), the act last.
    """
    rest = re.sub(r"(?i)^(?:\w+\s+)?how\s+many\s+(?:more\s+|other\s+)?\w+", "", question)
    inside = [rest[a:b] for a, b in names_in(rest)]
    asked = _DID.match(rest)
    words = content_words(asked["clause"] if asked else rest)
    telling = [word for word in words if not any(word in name for name in inside)]
    if not telling:
        return None, ()
    last = content_words(rest)[-1].lower()
    if asked and last in _DEEDS:
        return last, tuple(word for word in telling if word.lower() != last)
    if asked and telling[-1].lower() not in _LINKS:
        return telling[-1], tuple(telling[:-1])
    return telling[0], ()


def _overview_terms(question: str) -> list[str]:
    """The topic of "What do the sources disagree about regarding X", empty for all of it."""
    drop = re.compile(
        r"(?i)^(?:disagree\w*|differ\w*|conflict\w*|contradict\w*|source\w*|document\w*|outlet\w*|"
        r"report\w*|article\w*|account\w*|discrepanc\w*|disputed|contested|other|another|agree\w*|"
        r"papers?|media|points?|issues?|matters?|facts?|things?|details?)$"
    )
    return [word for word in content_words(question) if not drop.match(word)]
