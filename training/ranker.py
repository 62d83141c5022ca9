"""Train the sentence ranker: ``python -m training.ranker --data DIR [--out FILE]``.

Learns from the questions on news (training/reader/asked.jsonl.gz) which sentence of an article
answers; the encoder stays as it is. Each right sentence is set against all wrong ones of its
article. Prints how many of the right sentences are among the first of articles kept aside.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from index.encoder import DIMENSIONS, MODELS, Encoder
from index.ranker import FILE
from training.reader.asked import Question, read_asked, shared_words

_HIDDEN, _DROPOUT = 64, 0.2
_RATE, _BATCH = 1e-3, 64
_PRODUCT = 20.0
"""Brings the products of two vectors of length one to their own size."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question and the sentences of its article, as numbers."""

    question: Tensor
    sentences: Tensor
    """[sentences, DIMENSIONS]."""
    shared: Tensor
    """[sentences]: the share of the question's words that each has."""
    right: list[int]
    wrong: list[int]


class RankerModel(nn.Module):
    """The network of index/ranker.py, with the weights of what else is known while it learns."""

    def __init__(self) -> None:
        super().__init__()
        self.turn = nn.Linear(DIMENSIONS, DIMENSIONS, bias=False)
        nn.init.eye_(self.turn.weight)
        self.question = nn.Linear(DIMENSIONS, _HIDDEN)
        self.sentence = nn.Linear(DIMENSIONS, _HIDDEN, bias=False)
        self.product = nn.Linear(DIMENSIONS, _HIDDEN, bias=False)
        self.out = nn.Linear(_HIDDEN, 1, bias=False)
        self.out.weight.data.mul_(0.1)
        self.dropout = nn.Dropout(_DROPOUT)
        self.scale = nn.Parameter(torch.tensor(14.0))
        self.shared = nn.Parameter(torch.tensor(3.0))
        self.before = nn.Parameter(torch.tensor(3.0))

    def forward(self, case: Case) -> Tensor:
        """Score the sentences of a case, [sentences]."""
        cosines = case.sentences @ functional.normalize(self.turn(case.question), dim=-1)
        before = torch.cat([torch.zeros(1), cosines[:-1]])
        products = case.sentences * case.question * _PRODUCT
        hidden = self.question(case.question) + self.sentence(case.sentences)
        hidden = self.dropout(functional.relu(hidden + self.product(products)))
        known = self.scale * cosines + self.shared * case.shared + self.before * before
        return known + self.out(hidden)[:, 0]

    def weights(self) -> dict[str, np.ndarray]:
        """Return the weights as index/ranker.py wants them: scores on the scale of a cosine."""
        scale = float(self.scale)
        found = {
            "turn": self.turn.weight,
            "question": self.question.weight,
            "sentence": self.sentence.weight,
            "product": self.product.weight * _PRODUCT,
            "bias": self.question.bias,
            "out": self.out.weight[0] / scale,
        }
        return {name: value.detach().numpy().astype(np.float16) for name, value in found.items()}


def cases_of(questions: Sequence[Question], encoder: Encoder) -> list[Case]:
    """Encode the answered questions with the sentences of their articles."""
    texts = {one.article: one for one in questions}
    told = {
        article: [one.text[start:end] for start, end in one.sentences]
        for article, one in texts.items()
    }
    vectors = {a: torch.from_numpy(encoder.embed(sentences)) for a, sentences in told.items()}
    answered = [one for one in questions if one.answers and one.wrong]
    asked = torch.from_numpy(encoder.embed([one.question for one in answered]))
    return [
        Case(
            vector,
            vectors[one.article],
            torch.tensor(shared_words(one.question, told[one.article]), dtype=torch.float32),
            list(one.answers),
            list(one.wrong),
        )
        for one, vector in zip(answered, asked, strict=True)
    ]


def train(cases: Sequence[Case], epochs: int, seed: int) -> RankerModel:
    """Train on cases; the learning rate falls to zero."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model = RankerModel()
    optimiser = torch.optim.AdamW(model.parameters(), lr=_RATE, weight_decay=0.01)
    steps = epochs * -(-len(cases) // _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
    for epoch in range(epochs):
        losses = []
        order = rng.sample(range(len(cases)), len(cases))
        for at in range(0, len(order), _BATCH):
            batch = [cases[place] for place in order[at : at + _BATCH]]
            loss = torch.stack([_loss(model(case), case) for case in batch]).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        print(epoch, f"loss {np.mean(losses):.4f}", flush=True)
    return model.eval()


def _loss(scores: Tensor, case: Case) -> Tensor:
    """The right sentences, each against all wrong ones."""
    against = torch.logsumexp(scores[case.wrong], 0)
    return functional.softplus(against - scores[case.right]).mean()


def found_among(model: RankerModel | None, cases: Sequence[Case], first: int) -> float:
    """The share of right sentences among the first; without a model by cosine and words."""
    shares = []
    with torch.no_grad():
        for case in cases:
            if model is None:
                scores = 0.8 * (case.sentences @ case.question) + 0.45 * case.shared
            else:
                scores = model(case)
            order = scores.argsort(descending=True)[:first].tolist()
            shares.append(len(set(order) & set(case.right)) / len(case.right))
    return float(np.mean(shares))


def main() -> None:
    """Train, score on what was kept aside, write."""
    parser = argparse.ArgumentParser(prog="python -m training.ranker", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--out", type=Path, default=MODELS / "encoder" / FILE)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    encoder = Encoder()
    news = args.data / "news"
    kept = cases_of(read_asked(news, measuring=True), encoder)
    model = train(cases_of(read_asked(news), encoder), args.epochs, args.seed)
    for first in (1, 3, 8):
        before, now = found_among(None, kept, first), found_among(model, kept, first)
        print(f"among the first {first}: by words and cosine {before:.3f}, ranked {now:.3f}")
    np.savez_compressed(args.out, **model.weights())  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
