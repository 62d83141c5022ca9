"""Finds the words in which two all but equal sentences of different sources differ.

Where one source changes a name or a figure of a sentence that another has as well, the changed
words are what the two disagree on, whatever the question's wording.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from bot.answer_figures import SURE, AnswerWords
from bot.answer_names import words_at
from bot.answer_words import find_answer
from bot.names import names_in
from bot.query import Query
from bot.relevance import Candidate
from bot.terms import stems
from index.types import Span

_TOKEN = re.compile(r"\w+(?:[.,'’-]\w+)*|[^\w\s]")
_ALIKE = 0.4
"""Least share of common words for two sentences to be compared."""
_LONGEST = 9
"""Most tokens of a differing stretch."""


def differing(a: str, b: str) -> tuple[Span, Span] | None:
    """The one stretch in which two sentences differ by content, in characters of each.

    None when they are equal, too unlike, or differ in several places. A stretch is content when
    it has a capital or a digit on both sides.
    """
    left, right = list(_TOKEN.finditer(a)), list(_TOKEN.finditer(b))
    matcher = SequenceMatcher(
        None, [t[0].lower() for t in left], [t[0].lower() for t in right], autojunk=False
    )
    if matcher.quick_ratio() < 0.6 or matcher.ratio() < 0.6:
        return None
    found: list[tuple[Span, Span]] = []
    for i1, i2, j1, j2 in _stretches(matcher):
        if i1 == i2 or j1 == j2 or max(i2 - i1, j2 - j1) > _LONGEST:
            continue
        one = (left[i1].start(), left[i2 - 1].end())
        two = (right[j1].start(), right[j2 - 1].end())
        if _tells(a[slice(*one)]) and _tells(b[slice(*two)]):
            found.append((one, two))
    distinct = {(a[slice(*one)], b[slice(*two)]) for one, two in found}
    return found[0] if len(distinct) == 1 else None


def _stretches(matcher: SequenceMatcher[str]) -> list[tuple[int, int, int, int]]:
    """Differing stretches in tokens of both; those at most two tokens apart are one."""
    merged: list[tuple[int, int, int, int]] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        if merged and i1 - merged[-1][1] <= 2:
            merged[-1] = (merged[-1][0], i2, merged[-1][2], j2)
        else:
            merged.append((i1, i2, j1, j2))
    return merged


def _tells(words: str) -> bool:
    return any(c.isupper() or c.isdigit() for c in words)


def with_contrasts(
    query: Query, candidates: Sequence[Candidate], most: int = 14
) -> list[Candidate]:
    """The candidates, answer words set where sentences of two sources differ in just these.

    Words found so are then looked for in the other candidates.
    """
    made = list(candidates)
    known: list[str] = []
    first = made[:most]
    for i, one in enumerate(first):
        for j in range(i + 1, len(first)):
            two = first[j]
            if one.unit.source.id == two.unit.source.id or not _alike(one, two):
                continue
            spans = differing(one.unit.text, two.unit.text)
            if spans is None:
                continue
            answers = [_answer(query, c, span) for c, span in zip((one, two), spans, strict=True)]
            if answers[0] is None or answers[1] is None:
                continue
            for place, found in ((i, answers[0]), (j, answers[1])):
                made[place] = replace(made[place], words=found)
                known.append(found.text)
    return [_spread(query, candidate, known) for candidate in made] if known else made


def _alike(a: Candidate, b: Candidate) -> bool:
    left, right = stems(a.unit.text), stems(b.unit.text)
    return len(left & right) >= _ALIKE * len(left | right)


def _answer(query: Query, candidate: Candidate, span: Span) -> AnswerWords | None:
    """The differing words as an answer, where they have the wanted type and are not asked."""
    text = candidate.unit.text
    words = text[slice(*span)]
    if stems(words) <= stems(query.complete):
        return None
    if query.wanted in ("number", "money", "percent", "age", "date", "duration"):
        found = find_answer(query, text, candidate.unit.source.published, span)
        if found is None or found.end <= span[0] or found.start >= span[1]:
            return None
        return replace(found, fit=SURE, contrasted=True)
    low, high = span
    named = False
    for start, end in names_in(text):
        if start < span[1] and span[0] < end and end - start < 60:
            low, high, named = min(low, start), max(high, end), True
    if query.wanted == "person" and not named:
        return None
    found = words_at(text, (low, high), fit=SURE)
    return replace(found, contrasted=True) if found else None


def _spread(query: Query, candidate: Candidate, known: Sequence[str]) -> Candidate:
    """A candidate whose sentence holds words that another pair differs in answers with them."""
    if candidate.words is not None and candidate.words.fit >= SURE:
        return candidate
    for words in known:
        match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", candidate.unit.text)
        if match is None:
            continue
        found = _answer(query, candidate, match.span())
        if found is not None:
            return replace(candidate, words=found)
    return candidate
