"""Makes the reader's score a probability: a logistic fit on questions it was not trained on."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.reader import Reader
from eval.reader import Asked, read_squad
from index.sentences import sentence_spans
from index.types import Span
from training.reader.asked import Question, read_asked


def fit(reader: Reader, squad: Path, news: Path, seed: int = 3) -> dict[str, float]:
    """Fit the weights of the parts of a score, on SQuAD and on news alike.

    Of a SQuAD file every other article: each question is put to its own paragraph and to one of
    another. Of the questions on news articles that no reader is trained on (asked.py) every sixth,
    put to its article. Every sentence counts once; both halves weigh the same.
    """
    rng = random.Random(seed)
    asked = read_squad(squad)
    titles = sorted({one.title for one in asked})[1::2]
    mine = [one for one in asked if one.title in titles]
    halves = [_of_squad(reader, mine, rng), _of_news(reader, read_asked(news, measuring=True)[::6])]
    features = np.vstack([rows for rows, _ in halves])
    labels = np.concatenate([told for _, told in halves])
    size = min(len(told) for _, told in halves)
    shares = np.concatenate([np.full(len(told), size / len(told)) for _, told in halves])
    weights = logistic(features, labels, shares=shares)
    names = ("relevance", "words", "shared", "bias")
    return {name: round(float(value), 4) for name, value in zip(names, weights, strict=True)}


def logistic(
    features: NDArray[np.float64],
    labels: NDArray[np.float64],
    ridge: float = 1e-3,
    shares: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Fit a logistic regression by Newton's method; the last weight is the bias.

    :param shares: what each case weighs; None: all the same.
    """
    shares = np.ones(len(labels)) if shares is None else shares
    x = np.hstack((features, np.ones((len(features), 1))))
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (shares * (p - labels)) + ridge * weights
        curve = (x * (shares * p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


_Cases = tuple[NDArray[np.float64], NDArray[np.float64]]
"""What was measured of sentences, [sentences, 3], and whether they answer."""


def _of_squad(reader: Reader, asked: Sequence[Asked], rng: random.Random) -> _Cases:
    contexts = sorted({one.context for one in asked})
    items: list[tuple[str, str, Sequence[Span]]] = []
    right: list[list[bool]] = []
    for one in asked:
        spans = sentence_spans(one.context)
        items.append((one.question, one.context, spans))
        right.append([start <= one.answer_start < end for start, end in spans])
        other = rng.choice(contexts)
        if one.answer_start >= 0 and one.answer.lower() not in other.lower():
            items.append((one.question, other, sentence_spans(other)))
            right.append([False] * len(items[-1][2]))
    return _measured(reader, items, right)


def _of_news(reader: Reader, questions: Sequence[Question]) -> _Cases:
    judged = [sorted({*one.answers, *one.wrong}) for one in questions]
    items = [
        (one.question, one.text, [one.sentences[place] for place in places])
        for one, places in zip(questions, judged, strict=True)
    ]
    right = [
        [place in one.answers for place in places]
        for one, places in zip(questions, judged, strict=True)
    ]
    return _measured(reader, items, right)


def _measured(
    reader: Reader,
    items: Sequence[tuple[str, str, Sequence[Span]]],
    right: Sequence[Sequence[bool]],
) -> _Cases:
    features, labels = [], []
    for inner, told in zip(reader.measured(items), right, strict=True):
        for found, answers in zip(inner, told, strict=True):
            if found:
                features.append((found.relevance, found.margin, found.shared))
                labels.append(float(answers))
    return np.array(features), np.array(labels)
