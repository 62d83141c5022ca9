"""What the reader is trained on: a question with the passages that do and do not answer it."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.types import Span

ANSWERS, OTHER, UNKNOWN = 1, 0, -1
"""A span answers the question, does not, or nobody knows (it is then left out of the loss)."""


@dataclass(frozen=True, slots=True)
class Told:
    """A passage as one question sees it.

    ``labels`` has one entry a span. ``words`` are the answer words in characters of the text,
    ``()`` when it is known that there are none, None when nobody marked them.
    """

    text: str
    spans: tuple[Span, ...]
    labels: tuple[int, ...]
    words: Span | tuple[()] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One question and its passages, scored against each other."""

    question: str
    told: tuple[Told, ...]
    origin: str = ""


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read gzipped JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def crop(
    told: Told, longest: int, rng: random.Random, keep: Span | None = None, exact: bool = False
) -> Told:
    """Cut a passage to some of its spans that stand together, about ``longest`` characters.

    :param keep: this range stays in (the first answering span when None).
    :param exact: as long as allowed, not of random length: for measuring.
    """
    spans, labels = told.spans, told.labels
    if not spans:
        return told
    if keep is None:
        first = next((i for i, label in enumerate(labels) if label == ANSWERS), None)
        first = rng.randrange(len(spans)) if first is None else first
        low = high = first
    else:
        inside = [i for i, (s, e) in enumerate(spans) if e > keep[0] and s < keep[1]]
        low, high = (inside[0], inside[-1]) if inside else (0, 0)
    limit = longest if exact else rng.choice((longest, longest, longest, longest * 3 // 5))
    while True:
        left = low > 0 and spans[high][1] - spans[low - 1][0] <= limit
        right = high + 1 < len(spans) and spans[high + 1][1] - spans[low][0] <= limit
        if not (left or right):
            break
        if left and (not right or rng.random() < 0.5):
            low -= 1
        else:
            high += 1
    begin = min(s for s, _ in spans[low : high + 1])
    end = max(e for _, e in spans[low : high + 1])
    words = told.words
    if words and not (begin <= words[0] and words[1] <= end):
        words = ()
    return Told(
        text=told.text[begin:end],
        spans=tuple((s - begin, e - begin) for s, e in spans[low : high + 1]),
        labels=labels[low : high + 1],
        words=(words[0] - begin, words[1] - begin) if words else words,
    )


def apart(group: Group, rng: random.Random, most: int = 8, before: float = 0.2) -> Group:
    """Return a group with each labelled span as a text of its own.

    :param most: texts of a group; answering ones come first, then others at random.
    :param before: share of the texts that begin with the sentence before, which is not scored.
    """
    good: list[Told] = []
    bad: list[Told] = []
    for told in group.told:
        for place, (span, label) in enumerate(zip(told.spans, told.labels, strict=True)):
            if label == UNKNOWN:
                continue
            first = span[0]
            if place and rng.random() < before:
                first = max(told.spans[place - 1][0], first - 250)
            text = told.text[first : span[1]]
            words = _moved(told.words, first, span, label)
            one = Told(text, ((span[0] - first, len(text)),), (label,), words)
            (good if label == ANSWERS else bad).append(one)
    rng.shuffle(bad)
    return Group(group.question, (*good, *bad)[:most], group.origin)


def _moved(
    words: Span | tuple[()] | None, first: int, span: Span, label: int
) -> Span | tuple[()] | None:
    """Return answer words as they stand in a text cut out at ``first``."""
    if words is None or label == OTHER:
        return None if words is None else ()
    if not words or not (span[0] <= words[0] and words[1] <= span[1]):
        return None
    return words[0] - first, words[1] - first
