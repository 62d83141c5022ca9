"""Interviews printed as question and answer: whose the answers are.

Between the questions nobody is named and no verb of saying stands; a reader knows from the lines
above who speaks. Without this the outlet would be made to say "I".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.attribution.linking import Attribution, extent
from index.attribution.mentions import Mention, find_mentions
from index.types import Span

_LEAST = 3
"""Questions that make an interview."""
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|me|myself)\b")
_ADDRESS = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Madam)\.?\s+(?P<name>[A-Z][\w'’-]+)"
)
_LABEL = re.compile(r"(?P<name>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}):\s+")
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")


def with_interview(
    text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Return the attributions with the answers of an interview held by whoever is interviewed.

    What "I" or nobody is said to hold inside an answer goes into the whole of it; what the
    interviewed person says of others stays, and is nested there.
    """
    asked, answers = _turns(text)
    labelled, answers = _unlabelled(text, answers)
    own = [span for span in answers if _FIRST_PERSON.search(_outside_quotes(text[slice(*span)]))]
    speaker = None
    if len(asked) >= _LEAST and len(own) >= 2:  # else headings that ask, as in a notice
        named = _named_before(text, sentences, labelled) if labelled else None
        found = named or _interviewed(text, sentences, asked)
        speaker = (found.start, found.end) if found else labelled
    if speaker is None:
        return list(attributions)
    kept = [one for one in attributions if not _own_words(text, one, answers)]
    for begin, stop in answers:
        parts = ((max(a, begin), min(b, stop)) for a, b in sentences if a < stop and begin < b)
        kept += [Attribution((speaker,), None, (part,)) for part in parts]
    return kept


def _own_words(text: str, one: Attribution, answers: Sequence[Span]) -> bool:
    """True for what an answer says of its speaker's own saying, or cites without a name."""
    start, end = extent(one)
    if not any(begin <= start and end <= stop for begin, stop in answers):
        return False
    words = " ".join(text[slice(*span)] for span in one.source)
    return not words or words.strip().lower() in ("i", "we", "me", "us")


def _turns(text: str) -> tuple[list[Span], list[Span]]:
    """The lines that ask and those that answer, from the first question to the last answer.

    Questions and answers take turns. Where they do so line by line, an asking line needs no
    question mark ("The owner calls it harmless."); else only what follows one is an answer.
    """
    lines = [match.span() for match in _LINE.finditer(text)]
    asking = [n for n, (a, b) in enumerate(lines) if text[a:b].rstrip().endswith("?")]
    if not asking:
        return [], []
    first, last = asking[0], asking[-1]
    even = all((n - first) % 2 == 0 for n in asking)
    asked = [n for n in range(first, last + 1) if (n - first) % 2 == 0] if even else asking
    answers = [n + 1 for n in asked if n + 1 < len(lines) and n + 1 not in asked]
    return [lines[n] for n in asked], [lines[n] for n in answers]


def _unlabelled(text: str, answers: Sequence[Span]) -> tuple[Span | None, list[Span]]:
    """The name that stands before every answer ("Olm: ..."), and the answers without it."""
    found = [_LABEL.match(text, start, end) for start, end in answers]
    names = {match["name"] for match in found if match}
    if len(names) != 1 or not all(found):
        return None, list(answers)
    ends = [match.end() for match in found if match]
    first = next(match for match in found if match)
    return first.span("name"), [(a, b) for a, (_, b) in zip(ends, answers, strict=True)]


def _named_before(text: str, sentences: Sequence[Span], label: Span) -> Mention | None:
    """The full name, told before, of whom the answers are labelled with."""
    last = text[slice(*label)].split()[-1]
    named = [m for m in find_mentions(text[: label[0]], sentences) if m.name.split()[-1] == last]
    return max(named, key=lambda m: len(m.name), default=None)


def _interviewed(text: str, sentences: Sequence[Span], asked: Sequence[Span]) -> Mention | None:
    """Who answers: whom a question addresses, else the last person named before the first."""
    before = [m for m in find_mentions(text, sentences) if m.end <= asked[0][0]]
    surnames = {m.name.split()[-1] for m in before if m.kind == "person"}
    people = [
        m
        for m in before
        if (m.kind == "person" or m.name in surnames) and not _byline(text, m) and not m.possessive
    ]
    for start, end in asked:
        address = _ADDRESS.match(text, start, end)
        if address is None:
            continue
        named = [m for m in people if m.name.split()[-1] == address["name"]]
        if named:
            return max(named, key=lambda m: len(m.name))
    return people[-1] if people else None


def _byline(text: str, mention: Mention) -> bool:
    return re.search(r"\b[Bb]y\s+$", text[max(0, mention.start - 6) : mention.start]) is not None


def _outside_quotes(text: str) -> str:
    return re.sub(r"[“\"][^“”\"]*[”\"]", " ", text)
