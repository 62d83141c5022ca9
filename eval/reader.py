"""How well the reader reads: ``onrecord eval reader --data DIR``.

Choosing the answering sentence of a paragraph, telling questions that a paragraph answers from
those that it does not, the answer words, and answer selection (WikiQA, TREC-QA). The sets are
read where they lie; see docs/experiments.md for what was measured.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import string
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.reader import Reader, Reading
from index.errors import CorpusError
from index.sentences import sentence_spans

_BOOTSTRAPS = 500
_AT_ONCE = 256
"""Questions read together: bounds the memory."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A SQuAD question with its paragraph; ``answer_start`` is -1 when nothing answers it."""

    question: str
    context: str
    title: str
    answer: str
    answer_start: int


def evaluate(data: Path, reader: Reader | None = None, limit: int = 0) -> dict[str, Any]:
    """Score the reader on every set that is there.

    :param data: folder with ``answers/`` in it, or that folder itself.
    :param limit: only so many questions of each set (0: all), for a quick look.
    :return: the object that ``onrecord eval reader --json`` prints, without settings.
    :raises CorpusError: when the folder holds none of the sets.
    """
    reader = reader or Reader()
    folder = data / "answers" if (data / "answers").is_dir() else data
    metrics: dict[str, dict[str, float]] = {}
    number = 0
    squad = folder / "squad2-dev-part.jsonl.gz"
    if squad.is_file():
        asked = read_squad(squad)
        if limit:
            asked = random.Random(3).sample(asked, min(limit, len(asked)))
        metrics |= score_squad(reader, asked, read_squad(squad))
        number += len(asked)
    for name in ("wikiqa-dev", "wikiqa-test", "trecqa-dev", "trecqa-test"):
        path = folder / f"{name}.jsonl.gz"
        if path.is_file():
            questions = read_selection(path)
            if limit:
                questions = questions[: max(1, limit // 4)]
            metrics |= score_selection(reader, questions, name.replace("-", "_"))
            number += len(questions)
    if not metrics:
        raise CorpusError(
            f"{folder} holds no squad2-dev-part, wikiqa or trecqa files: name their folder"
        )
    return {"suite": "reader", "n": number, "metrics": metrics}


def read_squad(path: Path) -> list[Asked]:
    """Read SQuAD 2.0 questions."""
    return [
        Asked(
            row["question"],
            row["context"],
            row["title"],
            row["answer"] or "",
            row["answer_start"] if row["answer"] else -1,
        )
        for row in _lines(path)
    ]


def read_selection(path: Path) -> list[tuple[str, list[str], list[bool]]]:
    """Read questions with sentences; those whose sentences all answer or all do not are left out.

    That is how MAP and MRR on these sets are reported (Yang et al., 2015).
    """
    rows: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for row in _lines(path):
        rows[row["question"]].append((row["sentence"], bool(row["answers"])))
    return [
        (question, [text for text, _ in told], [label for _, label in told])
        for question, told in rows.items()
        if any(label for _, label in told) and not all(label for _, label in told)
    ]


def score_squad(
    reader: Reader, asked: Sequence[Asked], everything: Sequence[Asked]
) -> dict[str, dict[str, float]]:
    """Score sentence choice, answer words and answerability.

    ``wrong_paragraph_auc`` puts each answerable question to a paragraph drawn from another
    article as well as to its own, ``wrong_same_article_auc`` to another one of its own article;
    paragraphs that hold the answer's words are not drawn.
    """
    rng = random.Random(11)
    answerable = [one for one in asked if one.answer_start >= 0]
    own = _read_paragraphs(reader, [(one.question, one.context) for one in answerable])
    first: list[float] = []
    exact: list[float] = []
    overlaps: list[float] = []
    for one, readings in zip(answerable, own, strict=True):
        spans = sentence_spans(one.context)
        best = max(range(len(spans)), key=lambda i: readings[i].score)
        first.append(float(spans[best][0] <= one.answer_start < spans[best][1]))
        words = one.context[readings[best].start : readings[best].end]
        exact.append(float(_plain(words) == _plain(one.answer)))
        overlaps.append(word_f1(words, one.answer))
    good = [_best(readings) for readings in own]
    none = [one for one in asked if one.answer_start < 0]
    refused = _read_paragraphs(reader, [(one.question, one.context) for one in none])
    contexts = sorted({(one.title, one.context) for one in everything})
    metrics = {
        "first_sentence": _mean(first),
        "words_exact": _mean(exact),
        "words_f1": _mean(overlaps),
    }
    if none:
        metrics["adversarial_auc"] = _auc(good, [_best(readings) for readings in refused])
    for name, same in (("wrong_paragraph_auc", False), ("wrong_same_article_auc", True)):
        pairs = []
        for one in answerable:
            others = [
                text
                for title, text in contexts
                if (title == one.title) == same
                and text != one.context
                and one.answer.lower() not in text.lower()
            ]
            if others:
                pairs.append((one.question, rng.choice(others)))
        if pairs:
            wrong = _read_paragraphs(reader, pairs)
            metrics[name] = _auc(good, [_best(readings) for readings in wrong])
    return metrics


def score_selection(
    reader: Reader, questions: Sequence[tuple[str, list[str], list[bool]]], name: str
) -> dict[str, dict[str, float]]:
    """Score the order of each question's sentences, each read on its own (MAP and MRR)."""
    pairs = [(question, text) for question, texts, _ in questions for text in texts]
    scores = iter(
        reading.score
        for at in range(0, len(pairs), _AT_ONCE)
        for reading in reader.read_pairs(pairs[at : at + _AT_ONCE])
    )
    precision, reciprocal = [], []
    for _, texts, labels in questions:
        mine = [next(scores) for _ in texts]
        order = sorted(range(len(mine)), key=lambda i: -mine[i])
        hits = [place for place, i in enumerate(order, 1) if labels[i]]
        precision.append(sum(n / place for n, place in enumerate(hits, 1)) / len(hits))
        reciprocal.append(1 / hits[0])
    return {f"{name}_map": _mean(precision), f"{name}_mrr": _mean(reciprocal)}


def word_f1(given: str, gold: str) -> float:
    """Overlap of two answers in words, as SQuAD counts it (Rajpurkar et al., 2016)."""
    ours, theirs = _plain(given).split(), _plain(gold).split()
    shared = sum((Counter(ours) & Counter(theirs)).values())
    if not shared:
        return float(ours == theirs)
    precision, recall = shared / len(ours), shared / len(theirs)
    return 2 * precision * recall / (precision + recall)


def area(good: Sequence[float], bad: Sequence[float]) -> float:
    """Chance that one of ``good`` scores above one of ``bad`` (area under the ROC curve)."""
    low = np.sort(np.asarray(bad))
    below = np.searchsorted(low, good, side="left") + np.searchsorted(low, good, side="right")
    return float(below.mean() / (2 * len(low)))


def _read_paragraphs(reader: Reader, pairs: Sequence[tuple[str, str]]) -> list[list[Reading]]:
    readings: list[list[Reading]] = []
    for at in range(0, len(pairs), _AT_ONCE):
        part = pairs[at : at + _AT_ONCE]
        readings += reader.read_many([(asked, told, sentence_spans(told)) for asked, told in part])
    return readings


def _best(readings: Sequence[Reading]) -> float:
    return max((reading.score for reading in readings), default=0.0)


def _plain(answer: str) -> str:
    bare = "".join(c for c in answer.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", bare).split())


def _mean(values: Sequence[float]) -> dict[str, float]:
    array = np.asarray(values)
    return _interval(float(array.mean()), lambda rng: float(rng.choice(array, len(array)).mean()))


def _auc(good: Sequence[float], bad: Sequence[float]) -> dict[str, float]:
    one, other = np.asarray(good), np.asarray(bad)
    return _interval(
        area(good, bad),
        lambda rng: area(
            rng.choice(one, len(one)).tolist(), rng.choice(other, len(other)).tolist()
        ),
    )


def _interval(value: float, draw: Callable[[np.random.Generator], float]) -> dict[str, float]:
    """Return a value with its 95 % interval from resampling."""
    rng = np.random.default_rng(5)
    low, high = np.percentile([draw(rng) for _ in range(_BOOTSTRAPS)], (2.5, 97.5))
    return {"value": round(value, 4), "low": round(float(low), 4), "high": round(float(high), 4)}


def _lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
