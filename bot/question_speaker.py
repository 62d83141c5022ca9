"""Whose words a question asks for: the forms in which English names a speaker."""

from __future__ import annotations

import re
from typing import NamedTuple

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
_PLAIN = frozenset(
    """
    say says said tell tells told state states stated think thinks thought write writes wrote
    report reports reported believe believes believed comment commented respond responded react
    reacted stress stressed mention mentioned note noted explain explained add added reply replied
    answer answered describe describes described call calls called claim claims claimed announce
    announces announced argue argues argued suggest suggests suggested voice voiced
    """.split()
)
"""Verbs of saying that tell nothing of what is said."""
_DONE = r"(?:did|does|do|has|have|had|will|would|should)"
_SPEECH = (
    r"(?:statements?|remarks?|comments?|claims?|accusations?|allegations?|announcements?|promises?|"
    r"points?|arguments?|predictions?|demands?|proposals?|reasons?|explanations?|answers?|"
    r"accounts?|warnings?|advice|criticisms?|concerns?|doubts?|objections?|conclusions?)"
)
_TEXT = r"(?:article|report|statement|speech|letter|interview|column|story|press\s+release|post)"
WHO_SAYS = re.compile(
    rf"^(?:and\s+)?(?:who|which\s+\w+|what\s+(?:source|outlet|paper|newspaper)s?)\s+(?:else\s+)?(?:has\s+|have\s+|had\s+|is\s+|are\s+|was\s+)?"
    rf"(?:{SAYING}|saying|claiming|arguing|saying)\b(?!\s+(?:responsibility|victory|credit|by|to\s+have\s+been))",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"^(?:and\s+)?(?:(?:of|for|about|against|with)\s+)?(?:what|how)\s+(?:else\s+|exactly\s+)?"
    rf"(?:(?:did|does|do|has|have|had)\s+(?P<who>.+?)\s+(?:been\s+|(?:have|had)\s+to\s+)?"
    rf"(?:also\s+|publicly\s+|officially\s+|actually\s+|really\s+)?(?P<verb>{SAYING}|arguing|saying|claiming|demanding)"
    r"|(?:was|is|were|are)\s+(?P<who2>.+?)\s+(?:saying|arguing|claiming|demanding|warning|promising|"
    r"expecting|recommending|urging|announcing|reacting|responding))\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"^(?:and\s+)?who\s+(?:wrote|writes)\s+(?:the|this|an?|its|his|her|their)\b", re.IGNORECASE
)
"""Questions for who made a text, not for who says something."""
_MAKES_OF = re.compile(
    r"^(?:and\s+)?what\s+(?:did|does|do)\s+(?P<who>.+?)\s+make\s+of\s+(?P<rest>.+)$", re.IGNORECASE
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
_POINTS_OF = re.compile(
    r"^(?:and\s+)?what\s+(?:is|was|were|are)\s+the\s+(?:\w+\s+)?(?:points?|message|messages|theme|themes|gist|"
    rf"content|substance)\s+(?:of|in)\s+(?P<who>.+?)['’]s?\s+(?:\w+\s+)?{_TEXT}\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_NOUN_OF = re.compile(
    rf"^(?:what|which)\s+(?P<what>(?:[\w’'-]+\s+){{0,2}}[\w’'-]+)\s+{_DONE}\s+(?P<who>.+?)\s+"
    rf"(?P<verb>expect|predict|foresee|see|fear|propose|suggest|recommend|demand|criticise|"
    rf"criticize|mention|announce|promise|raise|voice|make|give|offer|issue|forecast)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    ("statement", "statements", "remark", "remarks", "comment", "comments", "points", "claims")
)
"""Nouns of speech that tell nothing of what is said."""
_GIVING = frozenset(("make", "give", "offer", "issue", "raise", "voice", "see"))
"""Verbs that tell of speech only with a noun of speech ("What statements did she make?")."""
_COUNTED = re.compile(
    rf"^(?P<wh>how\s+many\s+[\w’'-]+(?:\s+[\w’'-]+)?|who(?:m)?)\s+{_DONE}\s+(?P<who>.+?)\s+"
    r"(?P<verb>say|think|believe|claim|estimate|mention|report|speak\s+of|count|expect|want|accuse|"
    r"blame)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_INDIRECT = re.compile(
    r"^(?:list|name|summari[sz]e|give)?\s*(?:everything|all|what)\s+(?:that\s+)?"
    r"(?P<who>(?!(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could)\b)"
    r"[\w’'. -]+?)\s+"
    rf"(?:has\s+|have\s+|had\s+)?(?P<verb>{SAYING})\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"^(?:[Ll]ist|[Nn]ame|[Ss]ummari[sz]e)\s+(?P<rest>.+?)\s+(?:that\s+)?(?P<who>[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){{0,3}})\s+"
    rf"(?P<verb>{SAYING}|sees?|saw|made|makes|gave|gives|raised|raises|fears?|feared)$"
)
_ACCORDING = re.compile(
    r"(?:^|,?\s+)according\s+to\s+(?P<who>[^,?]+)[,?]?"
    r"|(?:^|,?\s+)in\s+the\s+(?:view|opinion|words|eyes|account|judg?ement)\s+of\s+(?P<who2>[^,?]+)[,?]?"
    r"|(?:^|,?\s+)in\s+(?P<who3>[^,?]+?)['’]s?\s+(?:view|opinion|words|eyes|account|judg?ement)\b[,?]?",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    ("it", "they", "the documents", "documents", "the sources", "sources", "there", "you", "we")
)


class Asked(NamedTuple):
    """Who is to have said it, what the question asks besides, and the kind its form tells."""

    speaker: str | None
    topic: str
    kind: str | None


def speaker_of(question: str) -> Asked:
    """The named speaker, the rest of the question, and the kind where the form tells it."""
    question = re.sub(r",?\s+according\s+to\s+whom?$", "", question, flags=re.IGNORECASE)
    according = _ACCORDING.search(question)
    if according:
        who = according["who"] or according["who2"] or according["who3"]
        if len(who.split()) <= 6:
            rest = f"{question[: according.start()]} {question[according.end() :]}".strip(" ,?")
            if rest and not re.fullmatch(
                r"(?i)(?:the\s+)?(?:documents?|sources?|texts?|articles?)", who.strip()
            ):
                return Asked(_bare(who), rest, None)
            return Asked(None, rest or question, None)
    if WHO_SAYS.match(question) and not _AUTHOR.match(question):
        return Asked(None, question, "who says")
    counted = _COUNTED.match(question)
    if counted and counted["who"].lower() not in _NOBODY:
        return _of_counted(counted)
    for pattern in (_MAKES_OF, _REACTION, _REACTION_OF, _POINTS_OF, _SAID, _INDIRECT, _LISTED):
        match = pattern.match(question)
        if match and (pattern is not _INDIRECT or _definite(match["who"])):
            return _of_form(match, question)
    noun = _NOUN_OF.match(question)
    if noun and _speaks(noun):
        topic = f"{noun['what']} {noun['rest']}".strip(" ,?")
        if noun["what"].split()[-1].lower() in _EMPTY:
            topic = noun["rest"].strip(" ,?")
        if noun["verb"].lower() not in _GIVING | _PLAIN:
            topic = f"{noun['verb']} {topic}"
        return Asked(_bare(noun["who"]), topic, "said")
    return Asked(None, question, None)


def _definite(who: str) -> bool:
    """True for somebody particular: "the police", "Ana Lund", not the noun of "What firm said"."""
    return who[:1].isupper() or re.match(r"(?:the|his|her|its|their|our)\s", who) is not None


def _of_form(match: re.Match[str], question: str) -> Asked:
    """What a form with a speaker gives; nobody for "they" and "the documents"."""
    named = match.groupdict()
    who = _bare(named["who"] or named.get("who2") or "")
    rest = (named["rest"] or "").strip(" ,?")
    if not who or who.lower() in _NOBODY:
        return Asked(None, rest or question, "what")
    verb = (named.get("verb") or "").lower()
    if verb and verb not in _PLAIN:
        # "What did she promise?": the verb tells what kind of words are looked for.
        rest = f"{verb} {rest}".strip()
    return Asked(who, rest, "said")


def _of_counted(match: re.Match[str]) -> Asked:
    """What is asked, and of whom, in "How many did X mention", "Who does X think should pay"."""
    who, verb, rest = _bare(match["who"]), match["verb"].lower(), match["rest"].strip(" ,?")
    if match["wh"].lower().startswith("who"):
        return Asked(who, f"{'' if verb in _PLAIN else verb} {rest}".strip(), "said")
    return Asked(who, f"{match['wh']} {rest}".strip(), None)


def _speaks(match: re.Match[str]) -> bool:
    """True when a noun with its verb asks for words ("What reasons did she give")."""
    noun = match["what"].split()[-1]
    if match["who"].lower() in _NOBODY:
        return False
    if match["verb"].lower() not in _GIVING:
        return True
    if match["verb"].lower() == "see":
        return True
    return re.fullmatch(_SPEECH, noun, re.IGNORECASE) is not None


def _bare(who: str) -> str:
    """A speaker without article, possessive, and the text of theirs that is asked about."""
    who = re.sub(r"(?i)^(?:the\s+)?(?=[A-Z])|^the\s+", "", who.strip(" ,?"))
    who = re.sub(r"['’]s?$", "", who).strip()
    owned = re.fullmatch(rf"(?P<name>.*[A-Z].*?)(?:['’]s?)?\s+{_TEXT}", who)
    return owned["name"].strip() if owned else who
