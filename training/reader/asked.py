"""Questions that people put to news articles, written by hand for training.

SQuAD's questions repeat the words of their paragraph; people who ask about news do not. The file
``asked.jsonl.gz`` beside this module holds questions in other words than the text, with the
characters of the sentences that answer: ``article`` (id in the news sets), ``question``,
``answers``, ``sentences`` (all that were read) and ``unsure`` (left out). It holds no article text.

``python -m training.reader.asked --data DIR [--reader DIR]`` prints how a reader fares on those of
the tenth of the articles that none is trained on; DIR is the folder with ``news/`` in it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.reader import Reader
from bot.reader_scores import opening
from bot.terms import content_words, meets, stem, stems
from index.encoder import Encoder
from index.types import Span
from training.reader.examples import ANSWERS, OTHER, Group, Told, read_lines

FILE = Path(__file__).with_name("asked.jsonl.gz")
_NEAREST = 10
"""Wrong sentences kept for a question that are nearest to it: what it will be asked of."""
_NEAREST_FEW, _FAR_FEW = 6, 0.15
"""Where few are drawn: from so many, and how often one that is not near."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the sentences of its article."""

    article: str
    question: str
    text: str
    sentences: tuple[Span, ...]
    answers: tuple[int, ...]
    """Places of the sentences that answer; empty: none does."""
    wrong: tuple[int, ...]
    """Places of those that do not, nearest first."""


def read_asked(news: Path, path: Path | None = None, measuring: bool = False) -> list[Question]:
    """Read the questions whose articles are there.

    :param news: folder of the news sets.
    :param measuring: the tenth of the articles that is kept for measuring, else the others.
    """
    rows = [row for row in read_lines(path or FILE) if _measured(row["article"]) == measuring]
    texts = _texts(news, {row["article"] for row in rows})
    rows = [row for row in rows if row["article"] in texts]
    near = _nearness(rows, texts)
    found = []
    for row, scores in zip(rows, near, strict=True):
        spans = tuple((start, end) for start, end in row["sentences"])
        answers = tuple(n for n, span in enumerate(row["sentences"]) if span in row["answers"])
        unsure = {n for n, span in enumerate(row["sentences"]) if span in row["unsure"]}
        wrong = [
            int(n) for n in np.argsort(-scores) if int(n) not in answers and int(n) not in unsure
        ]
        article = row["article"]
        found.append(
            Question(article, row["question"], texts[article], spans, answers, tuple(wrong))
        )
    return found


def _measured(article: str) -> bool:
    """True for the tenth of the articles that no reader is trained on."""
    return sum(article.encode()) % 10 == 0


def _texts(news: Path, wanted: set[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in sorted(news.glob("*.jsonl.?z")):
        opened = lzma.open if path.suffix == ".xz" else gzip.open
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row["id"] in wanted:
                    texts[row["id"]] = row["text"]
    return texts


def _nearness(rows: Sequence[dict[str, Any]], texts: dict[str, str]) -> list[np.ndarray]:
    """How near each sentence is to its question, by words and meaning, as answering begins."""
    encoder = Encoder()
    spans = {row["article"]: row["sentences"] for row in rows}
    told = {a: [texts[a][start:end] for start, end in spans[a]] for a in spans}
    vectors = {article: encoder.embed(sentences) for article, sentences in told.items()}
    asked = encoder.embed([row["question"] for row in rows])
    near = []
    for row, vector in zip(rows, asked, strict=True):
        article = row["article"]
        shared = shared_words(row["question"], told[article])
        near.append(0.65 * np.array(shared) + 0.5 * (vectors[article] @ vector))
    return near


def shared_words(question: str, sentences: Sequence[str]) -> list[float]:
    """The share of a question's words that each sentence has."""
    terms = [stem(word) for word in content_words(question)]
    return [
        sum(meets(term, stems(sentence)) for term in terms) / max(1, len(terms))
        for sentence in sentences
    ]


class Asked:
    """The questions as groups; every epoch draws other wrong sentences."""

    def __init__(self, news: Path) -> None:
        """Read questions and articles."""
        self._questions = read_asked(news)

    def epoch(self, rng: random.Random, share: float = 1.0, few: bool = False) -> list[Group]:
        """Return a group a question.

        :param few: one right and two or three wrong sentences of the nearest: larger networks learn
            as much from them in half the time.
        """
        chosen = self._questions
        if share < 1:
            chosen = rng.sample(chosen, int(len(chosen) * share))
        draw = _few if few else _group
        return [group for one in chosen if (group := draw(one, rng)).told]


def _few(one: Question, rng: random.Random) -> Group:
    near, far = list(one.wrong[:_NEAREST_FEW]), list(one.wrong[_NEAREST_FEW:])
    wrong = rng.sample(near, min(rng.choice((2, 3)), len(near)))
    if far and rng.random() < _FAR_FEW:
        wrong += rng.sample(far, 1)
    return _of_places(one, rng.sample(one.answers, min(1, len(one.answers))), wrong)


def _group(one: Question, rng: random.Random) -> Group:
    near, far = list(one.wrong[:_NEAREST]), list(one.wrong[_NEAREST:])
    wrong = rng.sample(near, min(4, len(near)))
    if far and rng.random() < 0.5:
        wrong += rng.sample(far, 1)
    return _of_places(one, rng.sample(one.answers, min(2, len(one.answers))), wrong)


def _of_places(one: Question, right: Sequence[int], wrong: Sequence[int]) -> Group:
    told = [_told(one, place, ANSWERS) for place in right]
    told += [_told(one, place, OTHER) for place in wrong]
    return Group(one.question, tuple(told), "asked")


def _told(one: Question, place: int, label: int) -> Told:
    start, end = one.sentences[place]
    begin = opening(one.text, (start, end))
    span = (start - begin, end - begin)
    return Told(one.text[begin:end], (span,), (label,), None if label == ANSWERS else ())


def score(reader: Reader, questions: Sequence[Question]) -> dict[str, float]:
    """Score how well a reader finds the answering sentences of an article.

    :return: ``first`` (a right sentence has the first place), ``precision`` (mean average
        precision over an article's sentences) and ``answerable`` (AUC of the best score, answered
        questions against those that nothing answers).
    """
    first, precision, best = [], [], []
    for one, scores in _scored(reader, questions):
        best.append((bool(one.answers), float(scores.max())))
        if one.answers:
            order = list(np.argsort(-scores))
            first.append(order[0] in one.answers)
            ranks = sorted(order.index(place) + 1 for place in one.answers)
            precision.append(np.mean([(n + 1) / rank for n, rank in enumerate(ranks)]))
    told = [score for answered, score in best if answered]
    silent = [score for answered, score in best if not answered]
    above = [(a > b) + 0.5 * (a == b) for a in told for b in silent]
    return {
        "asked_first": round(float(np.mean(first)), 4),
        "asked_precision": round(float(np.mean(precision)), 4),
        "asked_answerable": round(float(np.mean(above)), 4),
    }


def _scored(reader: Reader, questions: Sequence[Question]) -> Iterator[tuple[Question, np.ndarray]]:
    for one in questions:
        (read,) = reader.read_spans(one.question, [one.text], [one.sentences])
        yield one, np.array([reading.score for reading in read])


def main() -> None:
    """Print the scores of a reader's files."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.asked", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--reader", type=Path, help="folder of the reader's files")
    args = parser.parse_args()
    questions = read_asked(args.data / "news", measuring=True)
    figures = {"questions": float(len(questions))} | score(Reader(args.reader), questions)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
