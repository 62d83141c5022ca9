"""What the reader's numbers say of a span: how relevant it is, and its likeliest answer words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.reader_input import Floats, Ints, Window
from index.types import Span

_LONGEST_ANSWER: Final = 40
"""Most pieces of an answer."""
_FAR: Final = 12.0
"""A margin is cut to this: further off says nothing more."""
_POINTS_BACK: Final = re.compile(
    r"[\"“'‘]?(?:he|she|it|they|his|her|its|their|this|that|these|those)\b", re.IGNORECASE
)
_SENTENCE_END: Final = re.compile(r"[.!?][\"”’')]*\s+|\n")
_BEFORE: Final = 250
"""Most characters that are read before a span."""
_START, _END, _RELEVANCE, _WEIGHT = range(4)
"""The four numbers that the model gives for each piece."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The model's numbers for the pieces of one passage: ``(pieces, 4)`` and one null each."""

    logits: Floats
    null: Floats
    """Start plus end logit of "no answer words", of the window that the piece was read in."""
    offsets: Ints
    asked: Ints
    rarity: Floats
    stems: Ints
    """As in ``Window``: the question's stems, how much each tells, and the stems of the pieces."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What the model's numbers say of one span, before calibration."""

    relevance: float
    """Logit that the span answers."""
    margin: float
    """Logit of its likeliest answer words, less that of no answer words in the passage."""
    shared: float
    """Share of the question's words, by rarity, that the span holds, 0 to 1."""
    start: int
    end: int
    """Where these words stand, in characters of the passage."""


def merge(windows: Sequence[Window], outputs: Sequence[Floats]) -> Pieces:
    """Put the windows of one passage together: a piece counts where it has most context.

    :param outputs: the model's ``(pieces, 4)`` numbers of each window.
    """
    total = max(window.begin + len(window.offsets) for window in windows)
    logits = np.zeros((total, 4), np.float32)
    null = np.zeros(total, np.float32)
    offsets = np.zeros((total, 2), np.int64)
    stems = np.full(total, -1, np.int64)
    context = np.full(total, -1)
    for window, output in zip(windows, outputs, strict=True):
        size = len(window.offsets)
        places = np.arange(size)
        room = np.minimum(places, size - 1 - places)
        better = room > context[window.begin : window.begin + size]
        chosen = window.begin + places[better]
        context[chosen] = room[better]
        logits[chosen] = output[window.first : window.first + size][better]
        null[chosen] = output[0, _START] + output[0, _END]
        offsets[chosen] = window.offsets[better]
        stems[chosen] = window.stems[better]
    one = windows[0]
    return Pieces(logits, null, offsets, one.asked, one.rarity, stems)


def measure(pieces: Pieces, span: Span, shift: int = 0) -> Measured | None:
    """Measure a span of a text; None when no piece stands in it.

    :param shift: where the text begins in its passage.
    """
    inside = np.flatnonzero((pieces.offsets[:, 1] > span[0]) & (pieces.offsets[:, 0] < span[1]))
    if not len(inside):
        return None
    begin = int(inside[0])
    rows = pieces.logits[begin : int(inside[-1]) + 1]
    first, last, logit = best_words(rows[:, _START], rows[:, _END])
    margin = min(_FAR, max(-_FAR, logit - float(pieces.null[begin + first])))
    held = np.isin(pieces.asked, pieces.stems[begin : int(inside[-1]) + 1])
    shared = float(pieces.rarity[held].sum() / max(1e-6, float(pieces.rarity.sum())))
    start, end = int(pieces.offsets[begin + first, 0]), int(pieces.offsets[begin + last, 1])
    return Measured(pooled(rows), margin, shared, start + shift, end + shift)


def opening(passage: str, span: Span) -> int:
    """Return where to read a span from: the sentence before when that is a question, or needed.

    It is needed for a sentence that begins with a pronoun; one that follows a question answers it
    ("Was a ransom paid? No.").
    """
    before = passage[max(0, span[0] - _BEFORE) : span[0]].rstrip()
    if not (_POINTS_BACK.match(passage, span[0]) or before.endswith("?")):
        return span[0]
    ends = [match.end() for match in _SENTENCE_END.finditer(before[:-1])]
    return max(0, span[0] - _BEFORE) + (ends[-1] if ends else 0)


def pooled(rows: Floats) -> float:
    """Relevance of a span: its pieces' relevance, averaged with the weights that they give."""
    weights = np.exp(rows[:, _WEIGHT] - rows[:, _WEIGHT].max())
    return float(weights @ rows[:, _RELEVANCE] / weights.sum())


def best_words(start: Floats, end: Floats) -> tuple[int, int, float]:
    """Return first and last piece of the likeliest answer, and its start plus end logit."""
    size = len(start)
    scores = start[:, None] + end[None, :]
    behind = np.arange(size)[None, :] - np.arange(size)[:, None]
    scores[(behind < 0) | (behind >= _LONGEST_ANSWER)] = -np.inf
    first, last = divmod(int(scores.argmax()), size)
    return first, last, float(scores[first, last])
