"""Which name of a sentence answers: who made, bore or did it, and where it is."""

from __future__ import annotations

import re

from bot.answer_figures import AnswerWords, gap_between, predicate_spots
from bot.names import key, names_in, same_name
from bot.quantities import Quantity
from bot.query import Query
from bot.terms import STOPWORDS, WEAK, stem, stems

TOLD = 0.96
"""Fit of words in the very construction that tells what is asked ("is a defender")."""


_PLACE_LEAD = re.compile(
    r"\b(?:in|at|near|outside|from|to|of|around|into|on|through|across|toward|towards|,|inside)\s+(?:the\s+|a\s+)?$",
    re.IGNORECASE,
)


_BY = re.compile(r"\bby\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_MADE_BY = re.compile(r"\bby\s+(?:the\s+|an?\s+)?(?:(?!and\b)[\w/-]+,?\s+){0,5}?$")
_MAKERS = frozenset(
    stem(word)
    for word in "artist creator composer author writer director singer performer producer "
    "designer band composed wrote directed created designed sang performed painter".split()
)
"""Questions for whoever made a work, which "a song by the rock band X" answers."""
_DEMONYM = re.compile(
    r"^(?:western|eastern|northern|southern|european|african|asian|arab|muslim|christian|jewish|"
    r"american|african[\s-]american|german|french|dutch|greek|swiss|mexican|korean|cuban|chilean|"
    r"moroccan|jamaican|kenyan|nepali|israeli|iraqi|pakistani|bengali|thai|czech|welsh|"
    r"(?:south|north)(?:ern)?\s+(?:korean|african|american|irish|vietnamese)|new\s+zealander|"
    r"catholic|[A-Z][a-z]+(?:ian|ish|ese|ans|ians))$",
    re.IGNORECASE,
)
_LOCATED = re.compile(
    r"\b(?:in|at|near|outside|off|on|inside|from)\s+(?=(?:the|a|an)\s)(?:[\w’'-]+\s*){2,7}?(?=[,.;]|$|\s(?:and|when|where|after|on|by)\b)",
)


def name_answer(query: Query, text: str) -> AnswerWords | None:
    """The name of a sentence that answers, with how sure it is; None when there is none."""
    asked = stems(" ".join(query.terms)) | stems(" ".join(query.names))
    fresh = [
        (a, b)
        for a, b in names_in(text)
        if not stems(text[a:b]) <= asked
        and not any(same_name(text[a:b], name) for name in query.names)
        and not _DEMONYM.match(text[a:b])
        and not _is_thing_asked(query, text[a:b])
    ]
    spots = predicate_spots(query, text)
    told = _told(query, text, fresh, spots)
    if told is not None:
        return told
    ranked = sorted(((_name_fit(query, text, at, spots), at) for at in fresh), reverse=True)
    if ranked and ranked[0][0] > 0.2:
        fit, at = ranked[0]
        at = _whole_place(text, at) if query.wanted == "place" else at
        return words_at(text, at, fit=min(fit, 0.9))
    if query.wanted == "place":
        located = _LOCATED.search(text)
        if located:
            return words_at(text, located.span(), fit=0.4)
    return None


def _is_thing_asked(query: Query, name: str) -> bool:
    """True where a person is asked for, of a name that is a thing of the question ("City Hall")."""
    if query.wanted != "person":
        return False
    return stem(name.split()[-1]) in {stem(term) for term in query.terms if term.islower()}


def _told(
    query: Query, text: str, fresh: list[tuple[int, int]], spots: list[tuple[int, int, str]]
) -> AnswerWords | None:
    """A name in the very construction that tells what is asked."""
    asked = {stem(term) for term in query.terms}
    if query.wanted == "place":
        placed = [at for at in fresh if _placed(query, text, at)]
        return words_at(text, _whole_place(text, placed[0]), fit=TOLD) if placed else None
    if query.wanted != "person":
        return None
    if asked & _MAKERS:
        made = [
            at
            for at in fresh
            if _MADE_BY.search(text[max(0, at[0] - 60) : at[0]]) or _owns(query, text[at[1] :])
        ]
        if made:
            first = min(made, key=lambda at: min((abs(at[0] - s[1]) for s in spots), default=at[0]))
            return words_at(text, first, fit=TOLD)
    if asked & _PARENTS:
        begot = [at for at in fresh if _CHILD_OF.search(text[max(0, at[0] - 60) : at[0]])]
        if begot:
            return words_at(text, begot[0], fit=0.9)
    return None


_OWNS = re.compile(r"^['’]s?\s+((?:[\w.-]+\s+){0,2}[\w.-]+)")


def _owns(query: Query, after: str) -> bool:
    """True for a name whose possessive is followed by what is asked about ("Haydn's Symphony")."""
    owned = _OWNS.match(after)
    asked = stems(" ".join((*query.terms, *query.names)))
    works = _WORKS | asked
    return owned is not None and bool(stems(owned[1]) & works)


_WORKS = frozenset(
    stem(word)
    for word in "album song film novel book single record symphony opera painting series".split()
)
_PARENTS = frozenset(stem(word) for word in ("father", "mother", "parent", "parents"))
_CHILD_OF = re.compile(
    r"\b(?:son|daughter|child|born)\s+(?:of|to)\s+(?:the\s+)?(?:[\w-]+\s+){0,4}$", re.IGNORECASE
)
_SITED = re.compile(
    r"\b(?:located|situated|based|lies|stands|sited|headquartered|found)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:in|at|near|on|outside)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,3}$"
    r"|\b(?:is|was|are|were)\s+an?\s+[^.;()]{3,70}?\s(?:in|of)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,3}$"
)
_SITING = frozenset(
    stem(word)
    for word in "located situated based lie found state country city town county region "
    "province district location village".split()
)
"""Words of questions that only ask where something is."""


def _placed(query: Query, text: str, at: tuple[int, int]) -> bool:
    """True for a name in the construction that tells where the thing asked about is."""
    acts = {stem(term) for term in query.terms if term[:1].islower()}
    named = stems(" ".join(query.names))
    return acts <= _SITING | named and bool(_SITED.search(text[max(0, at[0] - 110) : at[0]]))


def _whole_place(text: str, at: tuple[int, int]) -> tuple[int, int]:
    """A place with the larger one that follows it behind a comma ("Tunbridge, Vermont")."""
    start, end = at
    for low, high in names_in(text):
        if low > end and re.fullmatch(r",\s+", text[end:low]) and high - low < 30:
            end = high
    return start, end


def _name_fit(
    query: Query, text: str, at: tuple[int, int], spots: list[tuple[int, int, str]]
) -> float:
    """How likely a name is the answer: beside the asked words, and in the right construction."""
    before = text[max(0, at[0] - 40) : at[0]]
    figure = Quantity(0, 0, "", at[0], at[1], "")
    telling = [spot for spot in spots if not text[spot[0]].isupper()] or spots
    near = min((gap_between(text, figure, spot) for spot in telling), default=80.0)
    value = 1.0 / (1.0 + near / 15.0)
    lead = bool(_PLACE_LEAD.search(before[-14:]))
    if query.wanted == "place":
        return value * 0.6 + 0.4 if lead else value * 0.3
    if _BY.search(before) and telling:
        value += 0.4
    elif lead:
        value -= 0.4
    # The doer stands in front of what is done.
    if query.wanted == "person" and any(0 <= spot[0] - at[1] <= 25 for spot in telling):
        value += 0.25
    return value


def words_at(text: str, span: tuple[int, int], fit: float = 0.8) -> AnswerWords | None:
    """The words of a span as an answer; None when they say nothing."""
    words = text[span[0] : span[1]].strip()
    if not words or all(word.lower() in STOPWORDS for word in words.split()):
        return None
    start = text.index(words, span[0])
    return AnswerWords(words, start, start + len(words), _meaning(words), fit)


def _meaning(words: str) -> str:
    """Words in comparison form: reduced, without stop words, in order of the alphabet."""
    kept = sorted(s for s in stems(words) if s not in STOPWORDS and s not in WEAK)
    return key(words) if any(c.isupper() for c in words) else " ".join(kept) or words.lower()
