"""Whether a sentence affirms or denies something: negations, denying words, contraries."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.answer_figures import figures_in, predicate_spots
from bot.exchanges import DENIAL
from bot.positions import near_copies
from bot.query import Query
from bot.terms import STOPWORDS, WEAK, meets, overlap, stem, stems, weight
from index.types import Claim

NEGATION = re.compile(
    r"\b(?:not(?!\s+(?:only|just|merely|least|fewer|less|more))|no(?!\s+(?:doubt|question|later|fewer|less|more|longer))|"
    r"never|nor|neither|none|nothing|nobody|without|cannot|den(?:y|ies|ying)|"
    r"(?<!was )(?<!were )(?<!been )denied|"
    r"reject(?:s|ed|ing)?|disput(?:es|ed|ing)|dismiss(?:es|ed|ing)?|refut(?:e|es|ed|ing)|rul(?:e|es|ed|ing)\s+out|"
    r"false|untrue|baseless|unfounded|nonsense|fantasy|fiction|fairy\s+tales?|invention|invented|"
    r"fabrication|fabricated|hoax|myth|lie|lies)\b|n['’]t\b",
    re.IGNORECASE,
)
_AFFIRMING, _DENYING, _DENYING_NEAR = 0.66, 0.49, 0.3
"""Least share of the words that are no names for a sentence to affirm or deny what is asked.

Whoever denies leaves out more ("He denied stealing anything"); a sentence that merely shares half
of the words affirms nothing."""
NEAR = 0.5
"""Cosine to the question from which a sentence needs fewer of its words."""
_CONTRARIES = (
    ("open", "close closed shut shutdown closure"), ("safe", "unsafe danger dangerous"),
    ("guilty", "innocent acquitted"), ("alive", "dead died"), ("true", "false untrue"),
    ("rise", "fall"), ("increase", "decrease"), ("win", "lose lost"), ("support", "oppose opposed"),
    ("accept", "reject rejected"), ("stay remain", "leave"), ("legal", "illegal unlawful"),
    ("enough", "lack shortage"), ("start begin", "complete finish end"),
)  # fmt: skip
"""Words that say the contrary of each other."""


def negated(text: str) -> bool:
    """True when a clause denies: an odd number of negations."""
    return len(NEGATION.findall(text)) % 2 == 1


_NO_DENIAL = re.compile(
    r"\bor\s+not\b|^(?:so\s+|and\s+)?(?:is|was|are|were|do|does|did|has|have|had|will|would|could|ca|should)"
    r"n['’]t\b",
    re.IGNORECASE,
)
"""Negations of a question that leave its yes a yes ("or not?", "Didn't it sink?")."""


def asked_negatively(question: str) -> bool:
    """True when a yes says that something is not so ("Is it true he never paid?")."""
    return negated(_NO_DENIAL.sub(" ", question))


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    listed = [
        (frozenset(stem(w) for w in one.split()), frozenset(stem(w) for w in other.split()))
        for one, other in _CONTRARIES
    ]
    return tuple(pair for one, other in listed for pair in ((one, other), (other, one)))


def contrary(asked: str, said: str) -> bool:
    """True when a text has the contrary of a word of the other, and not the word itself."""
    left, right = stems(asked), stems(said)
    return any(
        left & mine and not left & theirs and right & theirs and not right & mine
        for mine, theirs in _pairs()
    )


_NO_WORD = re.compile(
    r"\b(?:comment\w*|confirm\w*|respon\w+|repl\w+|elaborat\w*|specif\w+|disclos\w*|releas\w*|identif\w+|"
    r"clarif\w+|expla\w+|elucidat\w*|discuss\w*)\b|(?:\bnot|n['’]t)\s+(?:\w+\s+)?(?:dispute|deny)\b",
    re.IGNORECASE,
)
"""With a "not" or "declined" before them these keep silent; they deny nothing."""
_SILENT = re.compile(
    r"to\s+(?:\w+ly\s+)?(?:say|comment|confirm|respond|reply|elaborate|specify|disclose|discuss|name|"
    r"identify|answer|explain|give|provide|speak|talk)\b",
    re.IGNORECASE,
)
"""What those who "declined" or "refused" to do leave unsaid."""
_OPEN = re.compile(r"\b(?:if|whether|unclear|unknown|suspected\s+of)\b", re.IGNORECASE)
"""A sentence that leaves a question open."""
_CLAUSES = re.compile(
    r"[;:]\s+|,?\s+\b(?:but|although|though|while|whereas)\s+|"
    r",?\s+and\s+(?=(?:had|has|have|was|were|is|are|did|do|does|could|would|will)\b)",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:oppos\w+|against|stop(?:s|ped|ping)?|refus\w+|critici[sz]\w+|condemn\w*|block(?:s|ed)?|"
    r"scrap(?:s|ped)?|veto\w*|resist\w*|protest\w*)\b",
    re.IGNORECASE,
)


def against(text: str) -> bool:
    """True when a sentence tells that somebody is against something."""
    return negated(text) or _AGAINST.search(text) is not None


def sign_of(
    query: Query, claim: Claim, sentence: str, meaning: float = 0.0, chance: float = 0.0
) -> bool | None:
    """What a sentence answers to a yes/no question: True for yes, False for no.

    :param meaning: cosine of the sentence to the question; a sentence near to it denies with
        fewer of its words.
    :param chance: probability that the sentence answers; one that is likely to says yes or no in
        whatever words.

    None when it says neither: it lacks the question's predicate, or its negation concerns
    something else.
    """
    sign = _worded(query, claim, sentence, meaning)
    if sign is None and chance >= _ANSWERS and query.wanted == "yes/no":
        return _unworded(query, claim, sentence)
    return sign


_ADVICE = re.compile(
    r"\b(?:advis|ask|beg|instruct|order|recommend|tell|told|urg|warn)\w*\b[^.;]{0,40}?\bnot\s+to\b",
    re.IGNORECASE,
)
"""What others are told not to do is no denial ("advising residents not to travel")."""
_ANSWERS = 0.65
"""Least probability that a sentence answers, for it to be read as a yes or a no in other words."""


def _unworded(query: Query, claim: Claim, sentence: str) -> bool | None:
    """Yes or no of a sentence that answers without the question's words; None where it is open."""
    said = claim.text if claim.holder else sentence
    if _OPEN.search(said) or claim.stance in ("asked", "planned"):
        return None
    if asked_negatively(query.complete) or not overlap(query.terms, stems(sentence)):
        return None
    if (claim.holder and _rejects(claim)) or DENIAL.search(sentence):
        return False
    said = max(_CLAUSES.split(said), key=lambda part: overlap(query.terms, stems(part)))
    return contrary(query.complete, said) == negated(_ADVICE.sub(" ", said))


def _worded(query: Query, claim: Claim, sentence: str, meaning: float) -> bool | None:
    """Yes or no of a sentence that meets the question's words."""
    if not _on_predicate(query, sentence, _DENYING if meaning < NEAR - 0.05 else _DENYING_NEAR):
        return None
    affirmed = not asked_negatively(query.complete)
    said = claim.text if claim.holder else sentence
    if _OPEN.search(said):
        return None
    if claim.holder and _rejects(claim):
        return not affirmed
    if DENIAL.search(sentence) and not claim.holder:
        return not affirmed
    # "He is in custody but no charges were filed" tells of custody in a clause without a "no".
    said = max(_CLAUSES.split(said), key=lambda part: overlap(query.terms, stems(part)))
    opposite = contrary(query.complete, said)
    if not negated(said):
        return (affirmed != opposite) if _on_predicate(query, sentence, _AFFIRMING) else None
    spots = predicate_spots(query, said)
    # Asked why, only a "not" right at the deed denies what the question takes for granted.
    reach = 45 if query.wanted == "yes/no" else 10
    for match in NEGATION.finditer(said):
        if any(-5 <= spot[0] - match.end() <= reach for spot in spots):
            return affirmed == opposite
    return None


def _on_predicate(query: Query, sentence: str, least: float) -> bool:
    """True when a sentence meets this share of the question's words, and of those no names."""
    told = _with_contraries(stems(sentence))
    if any(figure.kind == "money" for figure in figures_in(sentence)):
        told |= {"money"}
    named = stems(" ".join(query.names))
    acts = [t for t in query.terms if stem(t) not in named and stem(t) not in WEAK]
    wanted = acts if least == _DENYING_NEAR or _PRONOUN.search(sentence) else query.terms
    if overlap(wanted, told) < max(min(least, 0.45), least - 0.15):
        return False
    total = sum(weight(term) for term in acts)
    met = sum(weight(term) for term in acts if meets(stem(term), told) >= 0.6)
    return met >= least * total


_PRONOUN = re.compile(r"\b(?:he|she|they|it|him|her|them|his|its|their|we|I)\b")
"""Stands for a name told before."""


def _with_contraries(told: frozenset[str]) -> frozenset[str]:
    """The words of a sentence with their contraries: "open" speaks to "closed" too."""
    return told.union(*(mine for mine, theirs in _pairs() if told & theirs))


def opposed(a: Claim, b: Claim) -> bool:
    """True when one of two claims denies what both of them name."""
    left, right = _content(a.text), _content(b.text)
    if len(left & right) < max(2, 0.4 * min(len(left), len(right))) or near_copies(a.text, b.text):
        return False
    if _rejects(a) == _rejects(b):
        return False
    # "There is no sign of it" and "they do not believe it" say the same.
    return (_rejects(a) != negated(a.text)) != (_rejects(b) != negated(b.text))


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in stems(text) if word not in STOPWORDS)


def _rejects(claim: Claim) -> bool:
    """True when a claim denies by its stance or its cue, not by a mere "not" inside it."""
    if claim.cue and (_NO_WORD.search(claim.cue) or _SILENT.match(claim.text)):
        return False
    return claim.stance == "denied" or bool(claim.cue and NEGATION.search(claim.cue))
