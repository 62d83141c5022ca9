"""The probability that a sentence answers a question, and that the documents answer it at all.

Two logistic formulas over what was measured: of each sentence, then of the question as a whole.

Each measurement by itself misleads: a sentence in other words shares few of the question's words, a
sentence beside the point shares many. Their weights (bot/chance.toml) are fitted on the development
questions by ``python -m training.chance``; no single one of them decides.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from bot.blame import tells_blame
from bot.names import same_name
from bot.query import Query
from bot.question_kind import CLOCK_ASKED, NAMES_ASKED
from bot.relevance import Candidate, missing_terms
from bot.speakers import spoken_by
from bot.stories import of_others
from bot.strict import acts_of, met_acts, tells
from bot.terms import stem, weight
from bot.tolls import harm_asked
from bot.type_checks import STRICT, about_else, of_type, telling, unrelated_figure

if TYPE_CHECKING:
    from numpy.typing import NDArray

MEASURED = (
    *("lexical", "meaning", "ranked", "before", "rank"),
    *("unread", "read", "score", "fit", "right_type"),
    *("no_type", "lost", "absent", "strictly", "acts_met", "speaker", "held", "head"),
    *("about_else", "unrelated_figure", "doubted", "terms"),
    *("behind_lexical", "behind_meaning", "behind_ranked", "behind_read", "behind_score"),
    *("best_lexical", "best_meaning", "best_ranked", "best_read"),
    *("strict", "person", "number", "yes_no", "why", "how", "where", "toll", "number_else"),
)
"""What is measured of a sentence, in the order of the columns.

``behind_*`` is what it lacks to the question's best sentence, ``best_*`` what that one has; the
rest but ``doubted`` and the kinds of question describe the sentence itself.
"""

OF_BEST = (
    *("no_type", "about_else", "doubted", "unrelated_figure", "lost", "absent", "acts_met"),
    *("lexical", "meaning", "ranked", "read", "fit", "right_type"),
    *("speaker", "strict", "person", "number"),
    *("yes_no", "why", "how", "where", "terms", "held", "strictly", "number_else"),
)
"""What is measured of the likeliest sentence that tells whether the documents answer at all."""
OVERALL = (
    *("first", "second", "third", "names_asked", *OF_BEST),
    *("most_lexical", "most_meaning", "most_ranked", "most_read", "most_strictly"),
    *("untyped_strict", "untyped_name"),
)
"""What is measured of a question, in the order of the columns: the chances of its three likeliest
sentences (as logits), OF_BEST, the most of all sentences, and a best sentence of the wrong type."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The sentences of a question, weighed."""

    candidates: list[Candidate]
    """Likeliest first; ``score`` is the root of the probability that the sentence answers, which
    falls as slowly from one sentence to the next as the score of a strict reading."""
    strictly: list[Candidate]
    """Those that answer by a strict reading (bot/strict.py), as they were given."""
    answered: float
    """The probability that the documents answer the question."""


def weigh(query: Query, candidates: Sequence[Candidate], doubted: bool) -> Weighed:
    """Weigh the sentences that were found for a question.

    :param doubted: the question supposes something that the documents do not tell.
    """
    if not candidates:
        return Weighed([], [], 0.0)
    read = any(c.read is not None for c in candidates)
    others = of_others(query, [candidate.unit.source for candidate in candidates])
    out = [barred(query, c) or c.unit.source.id in others for c in candidates]
    table = measured(query, candidates, doubted, out)
    chances = probabilities(table, *_weights("reader" if read else "plain"))
    chances[out] = 0.0
    row = overall(chances, table, NAMES_ASKED.match(query.complete) is not None)
    answered = probabilities(row[None], *_weights("reader_all" if read else "plain_all"))[0]
    known = [replace(c, chance=float(p)) for c, p in zip(candidates, chances, strict=True)]
    made = [replace(candidate, score=math.sqrt(candidate.chance)) for candidate in known]
    strictly = table[:, MEASURED.index("strictly")] > 0
    return Weighed(
        sorted(made, key=lambda candidate: -candidate.score),
        [c for n, c in enumerate(known) if strictly[n] and not out[n]],
        float(answered),
    )


def probabilities(
    table: NDArray[np.float64], weights: NDArray[np.float64], bias: float
) -> NDArray[np.float64]:
    """The logistic formula over rows of measurements, [rows]."""
    found: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(table @ weights + bias, -30, 30)))
    return found


def overall(
    chances: NDArray[np.float64], table: NDArray[np.float64], names_asked: bool
) -> NDArray[np.float64]:
    """Measure a question, [len(OVERALL)], from the chances and measurements of its sentences.

    :param names_asked: it asks for names ("What is the name of ...?").
    """
    order = np.argsort(-chances, kind="stable")
    likeliest = [_logit(float(chances[n])) for n in order[:3]]
    likeliest += [_logit(0.0)] * (3 - len(likeliest))
    best = dict(zip(MEASURED, table[order[0]], strict=True))
    most = [
        table[:, MEASURED.index(name)].max()
        for name in ("lexical", "meaning", "ranked", "read", "strictly")
    ]
    untyped = best["no_type"]
    return np.array(
        [
            *likeliest,
            float(names_asked),
            *(best[name] for name in OF_BEST),
            *most,
            untyped * best["strict"],
            untyped * names_asked,
        ]
    )


def barred(query: Query, candidate: Candidate) -> bool:
    """True for a sentence that cannot answer: another's words, a question, nothing of its type."""
    if query.speaker and not spoken_by(candidate.claim, candidate.unit.source, query.speaker):
        return True
    if _claims_else(query, candidate):
        return True
    if query.kind == "said" and _untold(query, candidate):
        return True
    if query.kind == "who says" and _WHICH_PERSON.match(query.complete):
        held = candidate.claim.holder
        return held is None or any(same_name(held, name) for name in query.names)
    if candidate.claim.stance == "asked" and query.kind != "said":
        return True
    if candidate.unit.text.rstrip().endswith("?") and candidate.claim.holder is None:
        return True
    if NAMES_ASKED.match(query.complete) or CLOCK_ASKED.match(query.complete):
        return not of_type(query, candidate)
    if query.wanted == "person" and candidate.words is None and _SILENT.search(candidate.unit.text):
        return True
    if query.wanted == "age" and candidate.words is None:
        return _AGE_TOLD.search(candidate.unit.text) is None
    if query.wanted != "number":
        return False
    if _adds(candidate) and unrelated_figure(query, candidate):
        return True
    unread = (candidate.read or 0.0) < _LIKELY_READ
    return unread and candidate.lexical >= _ALIKE and about_else(query, candidate)


def _adds(candidate: Candidate) -> bool:
    """True for a figure that is told as an addition: "a further seven people" are not all."""
    words = candidate.words
    return words is not None and _FURTHER.search(candidate.unit.text[: words.start]) is not None


_LIKELY_READ = 0.5
"""Least probability by the reader for a figure that by its words is of something else."""
_ALIKE = 0.5
"""Share of the question's words from which a sentence that lacks a telling one counts other things:
"workers rescued from the roof" are none from the cellar. With fewer it may be in other words."""
_FURTHER = re.compile(r"\b(?:an?\s+(?:further|additional|extra)|another)\s+$", re.IGNORECASE)


def _claims_else(query: Query, candidate: Candidate) -> bool:
    """True where it is asked who claimed responsibility, of a sentence that tells no blame."""
    claimed = query.asks_blame and stem("claimed") in map(stem, query.terms)
    return claimed and not tells_blame(candidate.unit.text)


_SILENT = re.compile(
    r"\b(?:could not (?:immediately )?be reached|"
    r"did not (?:immediately )?(?:respond|reply)|declined to comment|unavailable for comment)\b",
    re.IGNORECASE,
)
"""Somebody said nothing: no answer to who it was. That nobody is named yet would be one."""
_WHICH_PERSON = re.compile(
    r"(?:which|what)\s+(?:\w+\s+)?(?:journalist|reporter|author|writer|columnist|correspondent|editor|"
    r"expert|official|officer|minister|politician|senator|lawmaker|doctor|scientist|professor|"
    r"lawyer|judge|witness|person|man|woman|player|coach|analyst|researcher)s?\b",
    re.IGNORECASE,
)
"""Asked so, only a sentence that tells who it was answers."""


def _untold(query: Query, candidate: Candidate) -> bool:
    """True where a speaker is asked about something of which no word stands in what was found."""
    terms = set(query.terms)
    return len(terms) > 1 and terms <= set(candidate.absent) and candidate.meaning < _SAME


_SAME = 0.55
"""Cosine of a sentence to a question from which it may be about its subject in other words."""
_AGE_TOLD = re.compile(
    r"\b(?:aged?|born|teens?|teenage\w*|\w+-year-old|(?:twen|thir|for|fif|six|seven|eigh|nine)ties)\b",
    re.IGNORECASE,
)
"""What tells an age without a figure that stands beside the words asked for."""


def measured(
    query: Query, candidates: Sequence[Candidate], doubted: bool, out: Sequence[bool]
) -> NDArray[np.float64]:
    """Measure all sentences of a question, [candidates, len(MEASURED)].

    :param out: which of them cannot answer (:func:`barred`); the best is found among the others.
    """
    own = [_own(query, candidate, doubted) for candidate in candidates]
    able = [row for row, gone in zip(own, out, strict=True) if not gone] or own
    best = {
        name: max(row[name] for row in able)
        for name in ("lexical", "meaning", "ranked", "read", "score")
    }
    kinds = {
        "strict": query.wanted in STRICT,
        "person": query.wanted == "person",
        "number": query.wanted == "number",
        "yes_no": query.wanted == "yes/no",
        "why": query.kind == "why",
        "how": query.kind == "how",
        "where": query.kind == "where",
        "toll": harm_asked(query) is not None,
    }
    rows = []
    for row in own:
        row |= {f"behind_{name}": best[name] - row[name] for name in best}
        row |= {f"best_{name}": best[name] for name in ("lexical", "meaning", "ranked", "read")}
        row |= {name: float(value) for name, value in kinds.items()}
        row["number_else"] = row["number"] * row["about_else"]
        rows.append([row[name] for name in MEASURED])
    return np.array(rows, dtype=np.float64)


def _own(query: Query, candidate: Candidate, doubted: bool) -> dict[str, float]:
    """What is measured of one sentence by itself."""
    lacking = missing_terms(query, candidate)
    total = sum(weight(term) for term in query.terms) or 1.0
    right = of_type(query, candidate)
    return {
        "lexical": candidate.lexical,
        "meaning": candidate.meaning,
        "ranked": candidate.ranked,
        "before": candidate.before,
        "rank": float(candidate.unit.passage),
        "unread": float(candidate.read is None),
        "read": _logit(candidate.read if candidate.read is not None else _UNREAD),
        "score": candidate.score,
        "fit": candidate.words.fit if candidate.words is not None else 0.0,
        "right_type": float(right and candidate.words is not None),
        "no_type": float(not right),
        "lost": sum(weight(term) for term in lacking) / total,
        "absent": float(min(3, sum(telling(term) for term in candidate.absent))),
        "acts_met": met_acts(query, candidate) / max(1, len(acts_of(query))),
        "speaker": float(bool(query.speaker)),
        "held": float(candidate.claim.holder is not None),
        "head": math.exp(-candidate.unit.start / 1000),
        "about_else": float(about_else(query, candidate)),
        "unrelated_figure": float(unrelated_figure(query, candidate)),
        "strictly": float(tells(query, candidate)),
        "doubted": float(doubted),
        "terms": float(min(8, len(query.terms))),
    }


_UNREAD = 0.02
"""What stands for the reader's probability of a sentence that was too far off to be read."""


def _logit(probability: float) -> float:
    return math.log((probability + 1e-3) / (1.0 - probability + 1e-3))


@lru_cache(maxsize=4)
def _weights(part: str) -> tuple[NDArray[np.float64], float]:
    """The weights of MEASURED, or for a part ``*_all`` of OVERALL, and the bias."""
    text = resources.files("bot").joinpath("chance.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[part]
    names = OVERALL if part.endswith("_all") else MEASURED
    return np.array([table[name] for name in names]), float(table["bias"])
