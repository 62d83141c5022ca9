"""When the documents do not answer: which sentences count as an answer, and why none does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer_classes import class_of
from bot.answer_settings import AnswerSettings
from bot.premise import Premise
from bot.query import Query
from bot.relevance import Candidate, missing_terms
from bot.speakers import spoken_by
from bot.terms import WEAK, kin, meets, stem, stems, weight
from bot.tolls import harm_asked
from bot.type_checks import about_else, of_type

_TYPED = frozenset(
    ("number", "money", "percent", "age", "date", "duration", "person", "place", "name")
)


def answers(query: Query, candidate: Candidate, settings: AnswerSettings) -> bool:
    """True when a sentence answers the question, not merely speaks of its subject.

    It must have words of the wanted type, meet the question's telling words, be of the speaker
    that is asked about, and reach the threshold.
    """
    if query.speaker and not spoken_by(candidate.claim, candidate.unit.source, query.speaker):
        return False
    if not of_type(query, candidate) or about_else(query, candidate):
        return False
    if candidate.claim.stance == "asked" and query.kind != "said":
        return False
    if candidate.unit.text.rstrip().endswith("?") and candidate.claim.holder is None:
        return False
    if not _tells(query, candidate):
        return False
    return candidate.score >= _threshold(query, settings)


def _threshold(query: Query, settings: AnswerSettings) -> float:
    """Asked for by speaker, the speaker's own words need less of the question's words."""
    if harm_asked(query):
        return settings.answer_threshold * 0.2  # "shot" tells an injury without the asked word
    return settings.answer_threshold * (0.7 if query.speaker else 1.0)


def _tells(query: Query, candidate: Candidate) -> bool:
    """True when the question's telling words are met: those that are neither names nor general."""
    if not query.terms:
        return True
    lacking = missing_terms(query, candidate)
    if harm_asked(query):
        lacking = [term for term in lacking if term != query.act]  # the toll tells it
    total = sum(weight(term) for term in query.terms)
    lost = sum(weight(term) for term in lacking)
    if query.wanted == "number" and query.counted and _figure_unrelated(query, candidate):
        return False
    sure = candidate.sure
    if query.speaker and (candidate.meaning >= 0.33 or (candidate.read or 0.0) >= 0.5):
        return True
    allowed = 0.5 if query.speaker else 0.6 if sure else 0.42
    if query.act and meets(stem(query.act), stems(candidate.unit.text)) >= 0.8:
        allowed = 0.55
    words = candidate.words
    if (
        words is not None
        and words.fit >= 0.8
        and query.wanted in _TYPED
        and _all_acts(query, candidate)
    ):
        allowed = max(allowed, 0.5)
    if words is not None and words.contrasted and _met_acts(query, candidate) >= 1:
        return True
    if total and lost / total > allowed:
        return False
    if words is not None and words.fit >= 0.95:
        return True
    return sure or query.wanted not in _TYPED or _acts_here(query, candidate)


def _all_acts(query: Query, candidate: Candidate) -> bool:
    """True when the sentence meets every telling word that is no name, two of them at least."""
    acts = _acts(query)
    return len(acts) >= 2 and _met_acts(query, candidate) == len(acts)


def _acts(query: Query) -> list[str]:
    """Telling words of a question that are no names, reduced."""
    return [stem(t) for t in query.terms if not t[:1].isupper() and stem(t) not in WEAK]


def _met_acts(query: Query, candidate: Candidate) -> int:
    told = stems(candidate.unit.text)
    return sum(meets(act, told) >= 0.8 for act in _acts(query))


def _acts_here(query: Query, candidate: Candidate) -> bool:
    """True when the sentence itself meets at least half of the telling words that are no names."""
    inside = stems(" ".join(query.names))
    asked = class_of(query) if candidate.words is not None else None
    acts = [
        stem(term)
        for term in query.terms
        if stem(term) != asked
        and stem(term) not in inside
        and stem(term) not in WEAK
        and not term[:1].isupper()
    ]
    if query.act is not None:
        return True
    told = stems(candidate.unit.text)
    return not acts or sum(meets(act, told) for act in acts) >= 0.4 * len(acts)


_ANYONE = frozenset(("people", "person", "persons", "ppl", "victims", "lives"))


def _figure_unrelated(query: Query, candidate: Candidate) -> bool:
    """True when a figure is told of something else than what is asked ("killed" for "injured")."""
    text, words = candidate.unit.text, candidate.words
    if words is None:
        return True
    counted = query.counted or ""
    if counted not in _ANYONE:
        near = stems(text[max(0, words.start - 30) : words.end + 45])
        if not meets(stem(counted), near):
            return True
    if query.act is None or stem(query.act) in WEAK or harm_asked(query):
        return False  # a toll is found only where its sentence tells the harm
    return not meets(stem(query.act), stems(text)) and not candidate.sure


def why(
    query: Query, candidates: Sequence[Candidate], doubted: Premise | None = None
) -> tuple[str, list[Candidate]]:
    """The reason for abstaining, and the sentences nearest to the question (best first).

    Nearest are sentences that share the question's subject: two of its words, or its only one.

    :param doubted: what the question supposes and the documents do not tell.
    """
    if not candidates:
        return "The documents say nothing about this.", []
    if doubted is not None:
        near = [c for c in candidates if c.lexical >= 0.4 and _shares(query, c)]
        if near:
            return f"The documents do not say that {doubted.told}.", near
    if query.speaker:
        spoken = [c for c in candidates if spoken_by(c.claim, c.unit.source, query.speaker)]
        if not spoken:
            others = [c for c in candidates if c.lexical >= 0.5]
            return f"The documents report nothing that {_the(query.speaker)} said on this.", others
        return f"The documents do not report what {_the(query.speaker)} said about this.", [
            c for c in spoken if c.lexical >= 0.3
        ]
    near = [c for c in candidates if c.lexical >= 0.4 and _shares(query, c)]
    if not near and query.counted:
        near = [c for c in candidates if _counts_alike(query, c)]
    if not near:
        return "The documents say nothing about this.", []
    return f"The documents do not say {_asked(query)}.", near


def _counts_alike(query: Query, candidate: Candidate) -> bool:
    """True when a sentence counts the thing asked for, of another matter, and knows the names."""
    words = candidate.words
    if words is None or words.fit < 0.6:
        return False
    told = stems(candidate.unit.around)
    return all(stems(name) <= told for name in query.names) and len(query.terms) <= 2


def _shares(query: Query, candidate: Candidate) -> bool:
    told = stems(candidate.unit.text)
    met = [term for term in query.terms if kin(stem(term)) & told]
    return len(met) >= min(2, len(query.terms)) or any(term[:1].isupper() for term in met)


def _the(speaker: str) -> str:
    """A speaker in a sentence: a role gets its article."""
    return speaker if speaker[:1].isupper() else f"the {speaker}"


def _asked(query: Query) -> str:
    """What was asked, as a clause after "do not say"; "this" where its word order would not do."""
    text = query.complete.strip().rstrip("?!. ")
    match = re.match(
        r"(?i)(?:who|which\s+\w+|how\s+many\s+(?:\w+\s+)?\w+)\s+(?P<verb>\w+)\b.+", text
    )
    if match is None or query.complete != query.text.strip():
        return "this"
    verb = match["verb"].lower()
    if verb in ("did", "does", "do", "will", "can", "could", "would", "should", "may", "might"):
        return (
            "this" if verb in ("did", "does", "do") or "how" in text[:3].lower() else _small(text)
        )
    if text[:3].lower() == "who" and verb in ("is", "was", "are", "were"):
        return _small(text)
    if text[:3].lower() == "how" and verb not in ("were", "was", "are", "have", "died", "is"):
        return "this"
    return _small(text)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
