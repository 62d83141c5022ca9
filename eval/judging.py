"""Which gold facts an answer's sentences convey, how each is attributed, and what is cited.

Everything is decided by words, names and character spans; no model judges. The counts made here
are what the metrics divide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.types import Answer, Citation, Statement
from eval.gold_types import Fact, GoldSet, Question
from eval.wording import cased_words, has_all, has_any, has_name, name_places
from index.sentences import sentence_spans

OVERLAP = 0.5
"""Share of the shorter of two spans that must be common for a citation to be at a fact's place."""

Manner = Literal["named", "other", "hearsay", "flat"]
"""How a conveyed fact is attributed: rightly, to somebody else, only as hearsay, or not at all."""

_SENTENCES = 2
_HEARSAY = ("allegedly", "alleged", "reportedly", "said to have", "is said to", "are said to")
_REPORTING = re.compile(
    r"^(said|says|say|told|claim\w*|stat\w+|insist\w*|maintain\w*|argu\w+|announc\w*|add\w*|"
    r"stress\w*|warn\w*|den[yi]\w*|reject\w*|suggest\w*|call\w*|describ\w*|report\w*|estimat\w*|"
    r"expect\w*|believ\w*|put|puts|spoke|speaks|wrote|writes|accus\w*|impl\w+|not\w+)$"
)


@dataclass(frozen=True, slots=True)
class Conveyed:
    """A fact in a sentence of the answer."""

    statement: int
    fact: Fact
    manner: Manner
    hedged: bool
    """One of the fact's hedges stands in the sentence (True where nothing is to be hedged)."""
    stance_right: bool


@dataclass(frozen=True, slots=True)
class JudgedCitation:
    """A citation of a sentence that conveys a fact."""

    statement: int
    supports: bool
    """It is at the place of a fact that the sentence conveys."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One answer held against its question's gold."""

    question: Question
    answer: Answer
    reported: tuple[bool, ...]
    """For each group of ``question.expect``: whether a sentence conveys one of its facts."""
    conveyed: tuple[Conveyed, ...]
    """Facts of the question (and others at the cited places) with the sentence that says them."""
    citations: tuple[JudgedCitation, ...]
    exact_quotes: tuple[bool, ...]
    """For each citation of the answer: its quote equals the text at its place."""
    relevant: tuple[bool, ...]
    """For each statement: it conveys a fact of the question."""
    conflicts_found: tuple[str, ...]
    """Keys of the gold conflicts that the answer shows."""
    kinds_right: tuple[bool, ...]
    """For each conflict shown that is in the gold: its kind is one of the right ones."""
    false_conflicts: int
    """Conflicts shown that the documents do not have."""
    corrected: bool
    """A false premise is set right."""
    forbidden: tuple[str, ...]
    """Phrases stated that must not be."""


def judge(question: Question, answer: Answer, gold: GoldSet) -> Judgement:
    """Hold an answer against the gold of its question."""
    asked = [gold.facts[key] for key in dict.fromkeys(question.facts)]
    wanted = {key for group in question.expect for key in group} | set(question.correction)
    by_marker = {c.marker: c for c in answer.citations}
    conveyed: list[Conveyed] = []
    citations: list[JudgedCitation] = []
    relevant: list[bool] = []
    reported: set[str] = set()
    for number, statement in enumerate(answer.statements):
        cited = [by_marker[m] for m in statement.citations if m in by_marker]
        sources = {statement.source_id, *(c.source_id for c in cited)}
        spoken = [f for f in gold.facts.values() if has_all(statement.text, f.words)]
        here = [f for f in spoken if f.sources & sources]
        at_place = [f for f in here if any(_at(c, f) for c in cited)]
        counted = [f for f in here if f.key in wanted or f in at_place]
        reported |= {f.key for f in counted}
        conveyed += _conveyed(number, statement, counted, gold)
        in_question = [f for f in here if f in asked]
        relevant.append(bool(in_question))
        if in_question:
            citations += [JudgedCitation(number, any(supports(c, f) for f in here)) for c in cited]
    found, kinds, false = _conflicts(answer, gold)
    return Judgement(
        question=question,
        answer=answer,
        reported=tuple(bool(reported & set(group)) for group in question.expect),
        conveyed=tuple(conveyed),
        citations=tuple(citations),
        exact_quotes=tuple(_exact(c, gold) for c in answer.citations),
        relevant=tuple(relevant),
        conflicts_found=found,
        kinds_right=kinds,
        false_conflicts=false,
        corrected=bool(reported & set(question.correction)),
        forbidden=tuple(
            p for p in question.must_not if any(has_any(s.text, [p]) for s in answer.statements)
        ),
    )


def supports(citation: Citation, fact: Fact) -> bool:
    """Whether a citation is at a fact's place, or itself holds its words in the same document."""
    return _at(citation, fact) or (
        citation.source_id in fact.sources and has_all(citation.quote, fact.words)
    )


def overlaps(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether two spans share at least :data:`OVERLAP` of the shorter one."""
    common = min(end, other_end) - max(start, other_start)
    return common > 0 and common >= OVERLAP * min(end - start, other_end - other_start)


def _at(citation: Citation, fact: Fact) -> bool:
    return any(
        citation.source_id == place.source
        and overlaps(citation.start, citation.end, place.start, place.end)
        for place in fact.places
    )


def _exact(citation: Citation, gold: GoldSet) -> bool:
    source = gold.documents.get(citation.source_id)
    return source is not None and source.text[citation.start : citation.end] == citation.quote


def _conveyed(
    number: int, statement: Statement, facts: Sequence[Fact], gold: GoldSet
) -> list[Conveyed]:
    """The facts of one sentence with how each is attributed.

    Words that two facts share are counted once: a sentence that rightly attributes one of them
    does not launder the other. The document's own words are not held against a sentence that
    attributes something else rightly.
    """
    scopes = {fact.key: _scope(statement.text, fact) for fact in facts}
    named = [f for f in facts if has_any_name(scopes[f.key], f.names)]
    out: list[Conveyed] = []
    for fact in facts:
        text = scopes[fact.key]
        beside = [other for other in named if scopes[other.key] == text]
        if fact not in named and beside and (fact.holder is None or _shares(fact, beside)):
            continue
        manner: Manner = "named" if fact in named else _manner(text, statement.holder, fact, gold)
        out.append(
            Conveyed(
                statement=number,
                fact=fact,
                manner=manner,
                hedged=not fact.hedges or has_any(text, fact.hedges),
                stance_right=not fact.stances or statement.stance in fact.stances,
            )
        )
    return out


def _scope(text: str, fact: Fact) -> str:
    """The part of a statement in which a fact must be attributed.

    A statement is a sentence, or two. Of a longer one (a passage printed as it stands) it is the
    sentence that holds the words, with the one before.
    """
    sentences = _sentences(text)
    if len(sentences) > _SENTENCES:
        for number, sentence in enumerate(sentences):
            if has_all(sentence, fact.words):
                return " ".join(sentences[max(number - 1, 0) : number + 1])
    return text


@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in sentence_spans(text))


def has_any_name(text: str, names: Iterable[str]) -> bool:
    """Whether one of the names stands in the text."""
    return any(has_name(text, name) for name in names)


def _shares(fact: Fact, others: Sequence[Fact]) -> bool:
    mine = {phrase for group in fact.words for phrase in group}
    return any(mine & {p for group in other.words for p in group} for other in others)


def _manner(text: str, holder: str | None, fact: Fact, gold: GoldSet) -> Manner:
    """How a fact is attributed in a sentence that names none of those who are right."""
    others = [name for names in gold.holders.values() for name in names if name not in fact.names]
    relayers = [n for names in gold.source_names.values() for n in names if n not in fact.names]
    if any(_speaks(text, name) for name in others):
        return "other"
    if has_any_name(text, relayers):
        return "other"
    if holder and has_name(text, holder):
        return "other"
    return "hearsay" if has_any(text, _HEARSAY) else "flat"


def _speaks(text: str, name: str) -> bool:
    """Whether a text has this name say something ("X ... said", "according to X", "said X")."""
    words = [w.lower() for w in cased_words(text)]
    for start, end in name_places(text, name):
        before = words[max(start - 3, 0) : start]
        if "to" in before and "according" in words[max(start - 4, 0) : start]:
            return True
        if any(_REPORTING.match(w) for w in (*words[end : end + 4], *before[-1:])):
            return True
    return False


def _conflicts(answer: Answer, gold: GoldSet) -> tuple[tuple[str, ...], tuple[bool, ...], int]:
    """Gold conflicts that the answer shows, whether their kinds are right, and the false ones."""
    found: list[str] = []
    kinds: list[bool] = []
    false = 0
    by_marker = {c.marker: c for c in answer.citations}
    for conflict in answer.conflicts:
        spoken: set[str] = set()
        for number in conflict.statements:
            if number >= len(answer.statements):
                continue
            statement = answer.statements[number]
            sources = {by_marker[m].source_id for m in statement.citations if m in by_marker}
            sources.add(statement.source_id)
            spoken |= {
                f.key
                for f in gold.facts.values()
                if f.sources & sources and has_all(statement.text, f.words)
            }
        shown = [
            g for g in gold.conflicts.values() if sum(bool(spoken & set(s)) for s in g.sides) > 1
        ]
        found += [g.key for g in shown]
        if shown:
            kinds.append(any(conflict.kind in g.kinds for g in shown))
        else:
            false += 1
    return tuple(dict.fromkeys(found)), tuple(kinds), false
