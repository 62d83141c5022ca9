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


def fit(reader: Reader, squad: Path, seed: int = 3) -> dict[str, float]:
    """Fit the weights of the four parts of a score on every other article of a SQuAD file.

    Each question is put to its own paragraph and to one of another; every sentence counts once.
    """
    asked = read_squad(squad)
    titles = sorted({one.title for one in asked})[1::2]
    mine = [one for one in asked if one.title in titles]
    features, labels = _measured(reader, mine, random.Random(seed))
    weights = logistic(features, labels)
    return {
        "relevance": round(float(weights[0]), 4),
        "words": round(float(weights[1]), 4),
        "shared": round(float(weights[2]), 4),
        "bias": round(float(weights[3]), 4),
    }


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


def _measured(
    reader: Reader, asked: Sequence[Asked], rng: random.Random
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    contexts = sorted({one.context for one in asked})
    pairs: list[tuple[str, str, int]] = []
    for one in asked:
        pairs.append((one.question, one.context, one.answer_start))
        other = rng.choice(contexts)
        if one.answer_start >= 0 and one.answer.lower() not in other.lower():
            pairs.append((one.question, other, -1))
    features, labels = [], []
    items = [(question, context, sentence_spans(context)) for question, context, _ in pairs]
    for (_, _, at), (_, _, spans), inner in zip(pairs, items, reader.measured(items), strict=True):
        for span, found in zip(spans, inner, strict=True):
            if found:
                features.append((found.relevance, found.margin, found.shared))
                labels.append(float(span[0] <= at < span[1]))
    return np.array(features), np.array(labels)
