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
    r"close get|get email)\b|all rights reserved|\b(?:AP|Reuters|Getty|AFP) ?(?:Photo|Images?)\b"
    r"|^\W*\S+@\S+\W*$|^\W*(?:https?:|www\.)\S+\W*$|^\W*\(?(?:photo|image)s? (?:by|courtesy)\b",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"^[\s,;:—–-]*(?:(?:and|but|or|while|whereas|although|though|even though|yet)\s+)"
    r"(?:(?:also|then|later|meanwhile|however|still|now),?\s+)?",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,;:—–-]+(?:and|but|or|while|whereas|although|though|yet|as)?[\s,;:—–\"“(-]*$",
    re.IGNORECASE,
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
_ASIDE = re.compile(r"^(?:who|which|whose|whom|that)$", re.IGNORECASE)
_FEWEST = 4
"""Words that a clause of the narrator has at least."""


def is_caption(text: str, span: Span) -> bool:
    """Tell whether a sentence is a caption, credit or the page's own furniture."""
    return bool(_CAPTION.search(text[span[0] : min(span[1], span[0] + 160)]))


def says_nothing(text: str, span: Span) -> bool:
    """Tell whether a sentence is no statement: a question, heading, caption or scrap."""
    words = text[span[0] : span[1]]
    length = len(re.findall(r"[^\W\d_]{2,}", words))
    if length < 2 or (length < 4 and words.isascii() and not _FINITE.search(words)):
        return True
    return is_heading(text, span) or is_question(text, span) or is_caption(text, span)


def own_clauses(text: str, sentence: Span, taken: Sequence[Span]) -> list[Span]:
    """Return the narrator's clauses of a sentence.

    :param taken: the extents of its attributions, in order; none: the sentence is the narrator's.
    """
    if not taken:
        return [sentence]
    clauses: list[Span] = []
    at = sentence[0]
    for start, end in [*taken, (sentence[1], sentence[1])]:
        if start > at:
            clause = _clause(text, at, start, at == sentence[0], start == sentence[1])
            if clause:
                clauses.append(clause)
        at = max(at, end)
    return clauses


def _clause(text: str, start: int, end: int, leads: bool, trails: bool) -> Span | None:
    """Cut ``[start, end)`` down to a clause of its own, None when it is not one."""
    words = text[start:end]
    if leads:
        cut = _LEAD.match(words)
        tail = _TAIL.search(words)
        if tail is None or not re.search(r"[,;—–]", tail.group()):
            return None
        first, last = cut.end() if cut else 0, tail.start()
    else:
        cut = _JOIN.match(words)
        if cut is None or not re.search(
            r"^[\"”’'»]*\s*[,;—–]|^\s*(?:while|although|though|but)\b", words
        ):
            return None
        first, last = cut.end(), len(words)
        if not trails:
            tail = _TAIL.search(words)
            last = tail.start() if tail else last
    clause = words[first:last]
    clause_end = len(clause.rstrip())
    if len(clause.split()) < _FEWEST or _DEPENDENT.match(clause.lstrip()):
        return None
    verb = _FINITE.search(clause)
    if verb is None or not clause[: verb.start()].strip():
        return None
    if clause.count("(") != clause.count(")"):
        return None
    return start + first, start + first + clause_end
