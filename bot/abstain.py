"""When the documents do not answer: which sentences count as an answer, and why none does."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer_settings import AnswerSettings
from bot.answer_words import predicate_spots
from bot.query import Query
from bot.relevance import Candidate, missing_terms, spoken_by
from bot.terms import WEAK, kin, stem, stems, weight

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
    if query.wanted in _TYPED and candidate.words is None:
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
    return settings.answer_threshold * (0.7 if query.speaker else 1.0)


def _tells(query: Query, candidate: Candidate) -> bool:
    """True when the question's telling words are met: the words that are neither names nor general."""
    if not query.terms:
        return True
    lacking = missing_terms(query, candidate)
    total = sum(weight(term) for term in query.terms)
    lost = sum(weight(term) for term in lacking)
    if query.wanted == "number" and query.counted and _figure_unrelated(query, candidate):
        return False
    sure = candidate.read is not None and candidate.read >= 0.8
    allowed = 0.5 if query.speaker else 0.6 if sure else 0.42
    return total == 0 or lost / total <= allowed


def _figure_unrelated(query: Query, candidate: Candidate) -> bool:
    """True when a figure is told of something else than what is asked ("killed" for "injured")."""
    acts = [
        term
        for term in query.terms
        if stem(term) not in WEAK
        and not term[:1].isupper()
        and stem(term) != stem(query.counted or "")
        and stem(term) not in stems(" ".join(query.names))
    ]
    if not acts:
        told = stems(candidate.unit.text)
        return not kin(stem(query.counted or "")) & told
    spots = {spot[2] for spot in predicate_spots(query, candidate.unit.text)}
    return not any(stem(act) in spots for act in acts)


def why(query: Query, candidates: Sequence[Candidate]) -> tuple[str, list[Candidate]]:
    """The reason for abstaining, and the sentences nearest to the question (best first).

    Nearest are sentences that share the question's subject: two of its words, or its only one.
    """
    if not candidates:
        return "The documents say nothing about this.", []
    if query.speaker:
        spoken = [c for c in candidates if spoken_by(c.claim, c.unit.source, query.speaker)]
        if not spoken:
            others = [c for c in candidates if c.lexical >= 0.5]
            return f"The documents report no words of {query.speaker} on this.", others
        return f"The documents do not report what {query.speaker} said about this.", [
            c for c in spoken if c.lexical >= 0.3
        ]
    near = [c for c in candidates if c.lexical >= 0.4 and _shares(query, c)]
    if not near:
        return "The documents say nothing about this.", []
    return f"The documents do not say {_asked(query)}.", near


def _shares(query: Query, candidate: Candidate) -> bool:
    told = stems(candidate.unit.text)
    met = [term for term in query.terms if kin(stem(term)) & told]
    return len(met) >= min(2, len(query.terms)) or any(term[:1].isupper() for term in met)


def _asked(query: Query) -> str:
    """What was asked, as a clause after "do not say"."""
    text = query.complete.strip().rstrip("?!. ")
    words = text.split()
    first = words[0].lower() if words else ""
    if first in ("who", "what", "which", "where", "when", "why", "how") and len(words) > 2:
        if words[1].lower() in ("did", "does", "do", "is", "are", "was", "were", "has", "have", "had",
                                "will", "would", "can", "could"):  # fmt: skip
            if first == "who" or words[1].lower() not in ("is", "are", "was", "were"):
                if first == "who" and words[1].lower() not in ("did", "does", "do"):
                    return f"{first} {' '.join(words[1:])}"
            return "this"
        return f"{first} {' '.join(words[1:])}"
    return "this"
