"""What the narrator says: whole sentences, and the narrator's own clauses beside an attribution.

Conservative on purpose. A remainder counts only when it is a clause with a verb of its own, joined
to the attribution by a conjunction ("..., although the government is seeking to ..."), or when the
attribution is only an aside of the narrator's sentence ("Smith, who has denied it, won on Monday").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.sentences import is_heading, is_question
from index.types import Span

_CAPTION = re.compile(
    r"^\W*(?:photo|file photo|image|picture|video|watch|caption|credit|graphic|related|read more|"
    r"see also|also read|click here|follow\b.{0,60}\b(?:twitter|facebook|instagram)|sign up|"
    r"subscribe|advertisement|copyright|©|\(?c\) \d{4}|story continues|share this|contact the|"
    r"close get|get email|source:|material may not|stay with|check back|reporting by|editing by|"
    r"(?:[\w.]+ ){1,6}contributed to this)\b|all rights reserved|may not be published, broadcast"
    r"|\b(?:AP|Reuters|Getty|AFP) ?(?:Photo|Images?)\b|^\W*\S+@\S+\W*$|^\W*(?:https?:|www\.)\S+\W*$"
    r"|^\W*\(?(?:photo|image)s? (?:by|courtesy)\b",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"^[\s,;:—–-]*(?:(?:and|but|or|while|whereas|although|though|even though|yet)\s+)"
    r"(?:(?:also|then|later|meanwhile|however|still|now),?\s+)?",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,;:—–-]+(?:and\s+)?(?:(?:on|in|at|during)\s+(?:a|the)\s+\w+\s+)?"
    r"(?:and|but|or|while|whereas|although|though|yet|as|when|where|because|after|before))?"
    r"[\s,;:—–\"“(-]*$",
    re.IGNORECASE,
)
_JOINS = re.compile(r"[,;—–]|\b(?:when|where|because|while|although|though|whereas|but)\b")
_SET_OFF = re.compile(r"^[\"”’'»]*\s*[,;—–]|^\s*(?:while|although|though|but)\b", re.IGNORECASE)
_DANGLES = re.compile(
    r"\b(?:by|with|of|from|for|to|about|in|on|at|as|that|than|the|a|an|and|his|her|its|their)"
    r"(?:,?\s+among\s+others)?\W*$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(?:with|after|in|despite|by|for|amid|given|besides|beyond|on)\s", re.IGNORECASE
)
_MAIN_CLAUSE = re.compile(
    r"^\s*,\s+(?:[\w’'-]+\s+){1,5}(?:will|would|is|are|was|were|has|have|had|can|could|may|might|"
    r"must|should|did|does|do)\b"
)
_LEAD = re.compile(
    r"^\W*(?:(?:however|meanwhile|moreover|but|and|yet|still|also|in addition|earlier|later),?"
    r"\s+)?",
    re.IGNORECASE,
)
_DEPENDENT = re.compile(
    r"^(?:in|on|at|by|for|from|with|after|before|during|since|until|as|when|where|if|because|"
    r"who|which|that|whose|whom|to|of|about|despite|following|according|asked|speaking|citing|"
    r"although|though|while|once|even|regardless|instead|along|amid|unless|under|over|among|per|like|unlike|[a-z]+ing)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|did|do|"
    r"came|went|took|made|won|lost|left|held|began|became|led|gave|got|fell|rose|met|ran|put|set|"
    r"killed|sent|brought|found|kept|stood|hit|cut|built|spent|grew|drew|broke|fought|shot|"
    r"says?|said|[a-z]{2,}ed|remains?|continues?|includes?)\b|['’](?:s|re|ve|ll|d)\s"
)
_ASIDE = re.compile(r"(?:who|which|whose)\b", re.IGNORECASE)
_REACH = 120
"""Characters at the end of a clause in which the conjunction after it is looked for."""
_FEWEST = 4
"""Words that a clause of the narrator has at least."""


def is_caption(text: str, span: Span) -> bool:
    """Tell whether a sentence is a caption, credit or the page's own furniture."""
    return bool(_CAPTION.search(text[span[0] : min(span[1], span[0] + 160)]))


def says_nothing(text: str, span: Span) -> bool:
    """Tell whether a sentence is no statement: a question, heading, caption or scrap."""
    words = text[span[0] : span[1]]
    length = len(re.findall(r"[^\W\d_]+", words))
    if length < 2 or (length < 4 and words.isascii() and not _FINITE.search(words)):
        return True
    return is_heading(text, span) or is_question(text, span) or is_caption(text, span)


def own_clauses(text: str, sentence: Span, taken: Sequence[Span]) -> list[tuple[Span, ...]]:
    """Return the narrator's clauses of a sentence, each as its parts.

    :param taken: the extents of its attributions, in order; none: the sentence is the narrator's.
    """
    if not taken:
        return [(sentence,)]
    if _frames_only(text, sentence, taken):
        return [(sentence,)]
    pieces: list[Span] = []
    at = sentence[0]
    for start, end in [*taken, (sentence[1], sentence[1])]:
        if start > at:
            pieces.append((at, start))
        at = max(at, end)
    around = _around_aside(text, sentence, taken)
    if around:
        return [around]
    clauses = (_clause(text, p, p[0] == sentence[0], p[1] == sentence[1]) for p in pieces)
    return [(c,) for c in clauses if c]


def _frames_only(text: str, sentence: Span, taken: Sequence[Span]) -> bool:
    """Tell whether the attributions stand in a phrase before the narrator's own main clause."""
    rest = text[max(b for _, b in taken) : sentence[1]]
    opens = _PREPOSITION.match(text[sentence[0] : sentence[1]])
    return bool(opens and _MAIN_CLAUSE.match(rest))


def _around_aside(text: str, sentence: Span, taken: Sequence[Span]) -> tuple[Span, Span] | None:
    """The narrator's sentence around one aside ("Smith, who has denied it, won on Monday")."""
    if len(taken) != 1 or not _ASIDE.match(text[taken[0][0] : taken[0][1]]):
        return None
    lead = text[sentence[0] : taken[0][0]]
    trail = text[taken[0][1] : sentence[1]]
    if not lead.rstrip().endswith((",", "—", "–")) or _FINITE.search(lead) or "“" in lead:
        return None
    cut = re.match(r"[\s,—–”\"-]*", trail)
    skip = cut.end() if cut else 0
    verb = _FINITE.match(trail, skip)
    if not trail.lstrip().startswith((",", "—", "–")) or not verb:
        return None
    first = sentence[0], sentence[0] + len(lead.rstrip(" ,—–"))
    return first, (taken[0][1] + skip, sentence[1])


def _clause(text: str, piece: Span, leads: bool, trails: bool) -> Span | None:
    """Cut a piece between attributions down to a clause of its own, None when it is not one."""
    start, end = piece
    words = text[start:end]
    if leads:
        cut = _LEAD.match(words)
        tail = _TAIL.search(words, max(0, len(words) - _REACH))
        joined = tail is not None and (_JOINS.search(tail.group()) or text[end : end + 1] == ",")
        if tail is None or not joined:
            return None
        first, last = cut.end() if cut else 0, tail.start()
    else:
        cut = _JOIN.match(words)
        if cut is None or not _SET_OFF.match(words):
            return None
        first, last = cut.end(), len(words)
        if not trails:
            tail = _TAIL.search(words, max(0, len(words) - _REACH))
            last = tail.start() if tail else last
    clause = words[first:last].rstrip()
    if len(clause.split()) < _FEWEST or _DEPENDENT.match(clause.lstrip()):
        return None
    verb = _FINITE.search(clause)
    if verb is None or not clause[: verb.start()].strip() or _DANGLES.search(clause):
        return None
    if clause.count("(") != clause.count(")") or clause.count("“") != clause.count("”"):
        return None
    return start + first, start + first + len(clause)
