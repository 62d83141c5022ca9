"""The network of the tagger: BERT, a feature a word, seven label scores, a linear-chain CRF."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from index.attribution.decoding import FORBIDDEN, LABELS, Transitions, allowed, allowed_first
from index.attribution.words import FEATURES
from training.bert import Bert
from training.tagger.crf import ChainLoss


class TaggerNetwork(nn.Module):
    """Word pieces and features in, label scores out; the CRF's scores are parameters of it."""

    def __init__(self, bert: Bert) -> None:
        super().__init__()
        self.bert = bert
        size = bert.config.hidden_size
        self.features = nn.Embedding(FEATURES, size)
        nn.init.zeros_(self.features.weight)
        self.head = nn.Linear(size, len(LABELS))
        self.between = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.first = nn.Parameter(torch.zeros(len(LABELS)))
        self.last = nn.Parameter(torch.zeros(len(LABELS)))

    def forward(self, input_ids: Tensor, attention_mask: Tensor, features: Tensor) -> Tensor:
        """[batch, length] inputs to [batch, length, labels] scores of every piece."""
        hidden = self.bert(input_ids, attention_mask, extra=self.features(features))
        return self.head(hidden)

    def transitions(self) -> Transitions:
        """Return the CRF's scores for decoding."""
        return Transitions.checked(
            self.between.detach().float().cpu().numpy(),
            self.first.detach().float().cpu().numpy(),
            self.last.detach().float().cpu().numpy(),
        )

    def loss(self, scores: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
        """Negative log-likelihood a word.

        :param scores: [sequences, words, labels].
        :param labels: [sequences, words] gold labels, 0 beyond a sequence's length.
        :param lengths: [sequences].
        """
        device = scores.device
        between = self.between.masked_fill(~torch.from_numpy(allowed()).to(device), FORBIDDEN)
        first = self.first.masked_fill(~torch.from_numpy(allowed_first()).to(device), FORBIDDEN)
        total = ChainLoss.apply(scores, labels, lengths, between, first, self.last)
        return total / lengths.sum()

    def groups(self, rate: float, decay: float, head_rate: float) -> list[dict[str, object]]:
        """Parameter groups for the optimiser: rates fall by ``decay`` a layer downwards.

        Word embeddings stay as they are: what 840 articles teach about single words does not
        carry over, and they are half of the weights to update.
        """
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        layers = self.bert.layer_groups()
        groups: list[dict[str, object]] = []
        for depth, parameters in enumerate(layers):
            groups.append(
                {
                    "params": [p for p in parameters if p.requires_grad],
                    "lr": rate * decay ** (len(layers) - 1 - depth),
                    "weight_decay": 0.01,
                }
            )
        head = [*self.head.parameters(), *self.features.parameters()]
        groups.append({"params": head, "lr": head_rate, "weight_decay": 0.0})
        crf = [self.between, self.first, self.last]
        groups.append({"params": crf, "lr": head_rate * 5, "weight_decay": 0.0})
        return groups


def gather_words(scores: Tensor, rows: np.ndarray, columns: np.ndarray) -> Tensor:
    """Pick the scores of each word's first piece: [sequences, words, labels]."""
    return scores[torch.from_numpy(rows), torch.from_numpy(columns)]
