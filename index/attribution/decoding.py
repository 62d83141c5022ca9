"""From label scores to spans: the best label sequence that is well-formed, and how sure it is.

The tagger scores each word on its own; a linear-chain CRF (Lafferty et al., 2001) weighs what may
follow what. All sequences of a batch are decoded at once, word by word, in numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""The label of each column of the scores."""
FORBIDDEN = -1e4
"""Score of a transition that BIO does not allow: nothing outweighs it."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def allowed() -> NDArray[np.bool_]:
    """Return [from, to] True where BIO allows ``to`` after ``from``: I-x follows B-x or I-x."""
    return np.array(
        [
            [not (to.startswith("I-") and (before == "O" or before[2:] != to[2:])) for to in LABELS]
            for before in LABELS
        ]
    )


def allowed_first() -> NDArray[np.bool_]:
    """Return True for the labels that may begin a sequence: all but I-x."""
    return np.array([not label.startswith("I-") for label in LABELS])


@dataclass(frozen=True, slots=True)
class Transitions:
    """The scores between labels, learnt with the model."""

    between: Floats
    """[from, to]"""
    first: Floats
    """[label] of beginning a sequence"""
    last: Floats
    """[label] of ending one"""

    @classmethod
    def bio(cls) -> Transitions:
        """Return transitions that only forbid what BIO forbids."""
        return cls.checked(np.zeros((7, 7)), np.zeros(7), np.zeros(7))

    @classmethod
    def checked(
        cls,
        between: ArrayLike,
        first: ArrayLike,
        last: ArrayLike,
    ) -> Transitions:
        """Build transitions from learnt scores, forbidding what BIO forbids.

        :raises ValueError: when the shapes are not those of the labels.
        """
        scores = np.asarray(between, np.float32)
        begin = np.asarray(first, np.float32)
        end = np.asarray(last, np.float32)
        count = len(LABELS)
        if scores.shape != (count, count) or begin.shape != (count,) or end.shape != (count,):
            raise ValueError(f"transitions must be {count} by {count}, first and last {count} long")
        return cls(
            np.where(allowed(), scores, np.float32(FORBIDDEN)),
            np.where(allowed_first(), begin, np.float32(FORBIDDEN)),
            end,
        )


def viterbi(scores: Floats, lengths: Ints, transitions: Transitions) -> list[Ints]:
    """Return the best label sequence of each padded row.

    :param scores: [sequences, words, labels].
    :param lengths: [sequences] words in each, at least 1.
    :return: one array of label numbers a sequence, as long as the sequence.
    """
    count, words, _ = scores.shape
    best = transitions.first + scores[:, 0]
    back = np.zeros(scores.shape, np.int8)
    final = best.copy()
    for at in range(1, words):
        step = best[:, :, None] + transitions.between
        back[:, at] = step.argmax(1)
        best = step.max(1) + scores[:, at]
        running = lengths > at
        final[running] = best[running]
    label = (final + transitions.last).argmax(1)
    path = np.zeros((count, words), np.int64)
    rows = np.arange(count)
    for at in range(words - 1, -1, -1):
        path[:, at] = label
        if at:
            running = lengths > at
            label = np.where(running, back[rows, at, label], label)
    return [path[row, :length] for row, length in enumerate(lengths.tolist())]


def marginals(scores: Floats, lengths: Ints, transitions: Transitions) -> Floats:
    """Return the probability of each label at each word, all label sequences considered.

    :return: [sequences, words, labels]; rows beyond a sequence's length are 0.
    """
    count, words, labels = scores.shape
    forward = np.zeros((count, words, labels), np.float32)
    forward[:, 0] = transitions.first + scores[:, 0]
    for at in range(1, words):
        step = forward[:, at - 1, :, None] + transitions.between
        forward[:, at] = _log_sum(step, 1) + scores[:, at]
    backward = np.zeros_like(forward)
    backward[:, words - 1] = transitions.last
    for at in range(words - 2, -1, -1):
        after = scores[:, at + 1] + backward[:, at + 1]
        step = transitions.between + after[:, None, :]
        ended = (lengths == at + 1)[:, None]
        backward[:, at] = np.where(ended, transitions.last, _log_sum(step, 2))
    total = forward + backward
    shares = np.exp(total - _log_sum(total, 2)[:, :, None])
    shares[np.arange(words) >= lengths[:, None]] = 0
    return np.asarray(shares, np.float32)


def _log_sum(values: Floats, axis: int) -> Floats:
    top = values.max(axis, keepdims=True)
    summed = np.log(np.exp(values - top).sum(axis, keepdims=True)) + top
    return np.asarray(summed.squeeze(axis), np.float32)


def bio_spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return (first word, word after the last, role) of each span of a BIO sequence.

    An I- that follows nothing of its role begins a span, as scorers of BIO do.
    """
    found: list[tuple[int, int, str]] = []
    begin, role = 0, ""
    for at, label in enumerate([*labels, "O"]):
        if role and label != "I-" + role:
            found.append((begin, at, role))
            role = ""
        if label != "O" and not role:
            begin, role = at, label[2:]
    return found
