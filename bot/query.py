"""What a question asks for: its kind, the type of the answer, a named speaker, its topic words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.names import names_in
from bot.terms import content_words

Kind = Literal[
    "who", "when", "where", "how many", "how much", "said", "who says", "why", "how", "yes/no",
    "which", "what", "list", "overview",
]  # fmt: skip
Wanted = Literal[
    "number", "money", "percent", "age", "date", "duration", "person", "place", "name", "yes/no",
    "statement",
]  # fmt: skip

SAYING = "|".join(
    """
    say says said claim claims claimed state states stated tell tells told think thinks thought
    argue argues argued announce announces announced suggest suggests suggested warn warns
    warned write writes wrote report reports reported believe believes believed insist insists
    insisted deny denies denied call calls called describe describes described promise promised
    promises allege alleged alleges accuse accused accuses demand demanded comment commented
    respond responded react reacted stress stressed mention mentioned note noted explain
    explained add added reply replied admit admitted declare declared conclude concluded predict
    predicted estimate estimated compare compared vow vowed criticise criticised criticises
    criticize criticized answer answered characterise characterize blame blamed blames urge
    urged urges recommend recommended recommends advise advised advises imply implied justify
    justified defend defended propose proposed expect expected expects forecast voice voiced
    """.split()
)
"""Verbs of saying, as one pattern."""
_WHO_SAYS = re.compile(
    rf"^(?:and\s+)?(?:who|which\s+\w+|what\s+(?:source|outlet|paper|newspaper)s?)\s+(?:else\s+)?(?:has\s+|have\s+|had\s+|is\s+|are\s+|was\s+)?"
    rf"(?:{SAYING}|saying|claiming|arguing|saying)\b(?!\s+(?:responsibility|victory|credit|by|to\s+have\s+been))",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"^(?:and\s+)?(?:what|how)\s+(?:(?:did|does|do|has|have|had)\s+(?P<who>.+?)\s+(?:been\s+)?"
    rf"(?:also\s+|publicly\s+|officially\s+)?(?:{SAYING}|arguing|saying|claiming|demanding)"
    r"|(?:was|is|were|are)\s+(?P<who2>.+?)\s+(?:saying|arguing|claiming|demanding|warning|promising|"
    r"expecting|recommending|urging|announcing))\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_REACTION = re.compile(
    r"^(?:and\s+)?what\s+(?:is|was|were|are)\s+(?P<who>.+?)(?:['’]s?)\s+(?P<rest>(?:\w+\s+)?(?:reaction|response|comment|comments|"
    r"statement|statements|position|view|views|opinion|explanation|answer|claim|assessment)\b.*)$",
    re.IGNORECASE,
)
_REACTION_OF = re.compile(
    r"^(?:and\s+)?what\s+(?:is|was|were|are)\s+the\s+(?:\w+\s+)?(?:reaction|response|comments?|statements?|position|"
    r"views?|opinion|explanation|assessment)\s+(?:of|by|from)\s+(?P<who>.+?)(?P<rest>\s+(?:on|to|about|regarding|of)\b.*)?$",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"(?:^|,?\s+)according\s+to\s+(?P<who>[^,?]+)[,?]?", re.IGNORECASE)
_OVERVIEW = re.compile(
    r"\b(?:(?:sources?|documents?|outlets?|reports?|articles?|they|accounts?)\b.*\b(?:disagree|differ|conflict|contradict)"
    r"|(?:disagreements?|contradictions?|conflicts?|differences?|discrepanc(?:y|ies))\s+(?:are\s+there\s+)?(?:between|among|in|across)\s+(?:the\s+)?(?:sources?|documents?|outlets?|reports?|accounts?)"
    r"|where\s+do\s+(?:the\s+)?(?:sources|accounts|reports|documents)\s+(?:disagree|differ)"
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
_YES_NO = re.compile(
    r"^(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|may|might)(?:n['’]t)?\b",
    re.IGNORECASE,
)
_PLACE_NOUN = re.compile(
    r"^(?:what|which|in\s+(?:what|which)|from\s+(?:what|which)|at\s+(?:what|which)|on\s+(?:what|which))\s+(?:\w+\s+)?(?:country|countries|city|town|state|place|venue|location|region|"
    r"village|street|county|province|stadium|building|continent|island|district|hospital|airport|capital)\b",
    re.IGNORECASE,
)
_DATE_NOUN = re.compile(
    r"^(?:on|in|at|by|during|since|until)?\s*(?:what|which)\s+(?:\w+\s+)?(?:year|date|day|month|time|century|decade)\b"
    r"|^what\s+(?:is|was)\s+(?:the\s+)?(?:\w+\s+)?(?:date|year|birthday|birth\s*date|release\s+date)\b|\bdate\s*(?:of\b|$)",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"\b(?:what|which)\s+(?:percentage|per\s?cent|percent|share|proportion)\b", re.IGNORECASE
)
_NUMBER_NOUN = re.compile(
    r"^(?:the\s+)?number\s+of\b|^what\s+(?:is|was|are|were)\s+(?:the\s+)?(?:\w+\s+){0,2}(?:number|population|death\s+toll|toll|count|total|height|"
    r"length|area|size|distance|magnitude|score|rate|age|capacity|depth|weight|speed|elevation|figure)\b|\bdeath\s+toll\b|\bpopulation\s+(?:of\b|$)",
    re.IGNORECASE,
)
_MONEY_NOUN = re.compile(
    r"^what\s+(?:is|was|are|were)\s+(?:the\s+)?(?:\w+\s+){0,2}(?:price|cost|value|budget|revenue|salary|profit|fine|"
    r"damage|worth|amount|bill|sum)\b",
    re.IGNORECASE,
)
_NAME_NOUN = re.compile(
    r"^(?:what|which)\s+(?:\w+\s+)?(?:group|company|companies|party|team|person|man|woman|actor|actress|author|band|"
    r"organi[sz]ation|newspaper|agency|player|president|minister|director|school|university|league|"
    r"club|firm|network|bank|airline|outlet|official|officials|leader|nation|film|movie|song|album|show|series|book|"
    r"award|language|religion|genre|model|ship|brand|position|label|record\s+label|occupation|profession|sport)s?\b"
    r"|^what\s+(?:is|was)\s+(?:the\s+)?(?:full\s+)?name\b|\bnamed\s*$|\bcalled\s*$",
    re.IGNORECASE,
)
_SINGULAR = re.compile(
    r"^(?:who|which|what|where)\b(?!\s+(?:are|were|have|do)\b)(?!\s+\w+s\s+(?:are|were|have|do)\b)",
    re.IGNORECASE,
)
_TOPIC_WORD = re.compile(
    r"\b(?:about|on|regarding|concerning|of|to|with\s+regard\s+to|in\s+response\s+to)\s+",
    re.IGNORECASE,
)


BLAME = re.compile(
    r"\b(?:responsib\w+|blam\w+|behind|culprit\w*|perpetrat\w+|fault|guilty)\b", re.IGNORECASE
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
    if _OVERVIEW.search(question):
        return Query(text, whole, "overview", terms=tuple(_overview_terms(question)))
    speaker, topic, kind = _speaker(question)
    if kind is None:
        kind = _kind(topic)
    wanted = _wanted(kind, topic)
    names = tuple(topic[a:b] for a, b in names_in(topic))
    counted = re.match(
        r"(?i)(?:(?:by|of|for|in|to)\s+)?how\s+many\s+(?:more\s+|other\s+)?([^\W\d]+)", topic
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
        bool(_SINGULAR.match(topic))
        or wanted in ("number", "money", "percent", "age", "date", "place", "duration"),
    )


def _terms(topic: str, kind: Kind) -> list[str]:
    body = topic
    if kind == "who says":
        body = _WHO_SAYS.sub("", topic)
    found = content_words(body)
    if kind == "how many" and found and found[0].lower() in ("people", "persons"):
        found = found[1:] or found
    return list(dict.fromkeys(found))


_LINKS = frozenset(("include", "contain", "comprise", "have", "hold", "involve", "cover"))
"""Verbs that tell nothing of what is counted: texts leave them out ("with 310 flats")."""
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
    if asked and telling[-1].lower() not in _LINKS:
        return telling[-1], tuple(telling[:-1])
    return telling[0], ()


def _overview_terms(question: str) -> list[str]:
    """The topic of "What do the sources disagree about regarding X", empty for all of it."""
    drop = re.compile(
        r"(?i)^(?:disagree\w*|differ\w*|conflict\w*|contradict\w*|source\w*|document\w*|outlet\w*|"
        r"report\w*|article\w*|account\w*|discrepanc\w*|disputed|contested|other|another)$"
    )
    return [word for word in content_words(question) if not drop.match(word)]


def _speaker(question: str) -> tuple[str | None, str, Kind | None]:
    """The named speaker, the rest of the question, and the kind where the form tells it."""
    according = _ACCORDING.search(question)
    if according and len(according["who"].split()) <= 6:
        rest = (question[: according.start()] + " " + question[according.end() :]).strip(" ,?")
        if rest and not re.fullmatch(
            r"(?i)(?:the\s+)?(?:documents?|sources?|texts?|articles?)", according["who"].strip()
        ):
            return _bare(according["who"]), rest, None
        return None, rest or question, None
    for pattern in (_REACTION, _REACTION_OF, _SAID):
        match = pattern.match(question)
        if match:
            named = match.groupdict()
            who = _bare(named["who"] or named.get("who2") or "")
            if who and who.lower() not in (
                "it",
                "they",
                "the documents",
                "documents",
                "the sources",
                "sources",
                "there",
                "you",
            ):
                return who, (match["rest"] or "").strip(" ,?"), "said"
            return None, (match["rest"] or question).strip(" ,?"), "what"
    if _WHO_SAYS.match(question):
        return None, question, "who says"
    return None, question, None


def _bare(who: str) -> str:
    who = re.sub(r"(?i)^(?:the\s+)?(?=[A-Z])|^the\s+", "", who.strip(" ,?"))
    return re.sub(r"['’]s?$", "", who).strip()


def _kind(question: str) -> Kind:
    low = question.lower()
    for start, kind in (
        ("how many", "how many"), ("how much", "how much"), ("how old", "how much"),
        ("how long", "how much"), ("how far", "how much"), ("how tall", "how much"),
        ("how strong", "how much"), ("how deep", "how much"), ("how fast", "how much"),
        ("how heavy", "how much"), ("how wide", "how much"), ("how often", "how much"),
        ("by how much", "how much"), ("by how many", "how many"), ("at what price", "how much"),
        ("for how much", "how much"), ("of how many", "how many"),
        ("how big", "how much"), ("how large", "how much"), ("how high", "how much"),
        ("whose", "who"), ("whom", "who"), ("who", "who"), ("when", "when"), ("where", "where"),
        ("why", "why"), ("how come", "why"), ("how", "how"), ("list", "list"), ("name ", "list"),
        ("for what reason", "why"),
    ):  # fmt: skip
        if low.startswith(start):
            return kind  # type: ignore[return-value]
    if _DATE_NOUN.search(question):
        return "when"
    if _PLACE_NOUN.match(question) or _NAME_NOUN.search(question):
        return "which"
    if re.match(r"(?:by|to|from|with|for|of|against)\s+whom\b", low):
        return "who"
    if _YES_NO.match(question):
        return "yes/no"
    return "which" if low.startswith("which") else "what"


def _wanted(kind: Kind, question: str) -> Wanted:
    low = question.lower()
    if _PERCENT.search(question):
        return "percent"
    if kind == "how many" or (kind in ("what", "which") and _NUMBER_NOUN.search(question)):
        return "number"
    if _MONEY_NOUN.match(question):
        return "money"
    if kind == "how much":
        return _measure(low)
    if kind == "yes/no":
        return "yes/no"
    if kind == "what" and re.match(r"what\s+(?:did|does|do|will|would)\b.*\bcost\b", low):
        return "money"
    if kind == "who":
        return "person"
    if kind == "when":
        return "date"
    if kind == "where" or _PLACE_NOUN.match(question):
        return "place"
    if re.search(
        r"\b(?:place|location|birthplace|venue|capital)\b(?:\s+of\b.*)?$", low
    ) and kind in ("what", "which"):
        return "place"
    return "name" if kind == "which" or _NAME_NOUN.search(question) else "statement"


_MONEY_WORDS = re.compile(
    r"cost|pay|paid|worth|money|price|spend|spent|sold|fine|earn|raise|invest|damage|aid|fund|loss|profit"
)


def _measure(low: str) -> Wanted:
    if low.startswith("how old"):
        return "age"
    if low.startswith("how long"):
        return "duration"
    if low.startswith(("how much", "by how much", "at what price", "for how much")):
        return "money" if _MONEY_WORDS.search(low) else "number"
    return "number"
