"""An MPNet encoder (Song et al., 2020) as a :class:`training.bert.Bert` with a relative bias.

Loads the safetensors of a Hugging Face ``MPNetModel`` checkpoint; all-mpnet-base-v2 (Apache-2.0) is
one. Its vocabulary is that of BERT behind four pieces of its own, so the word pieces of the other
models serve: ids are moved when they are looked up.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch
from torch import Tensor, nn

from training.bert import Bert, BertConfig

_MOVED = 4
"""Pieces of MPNet's own that stand before BERT's vocabulary."""
_FIRST_POSITION = 2
"""Where positions begin: the places before are for padding."""
_OPEN, _PAD, _CLOSE = 0, 1, 2
"""MPNet's pieces for the beginning, padding and the end."""
_BERT_OPEN, _BERT_CLOSE = 101, 102
"""The first and last of these in BERT's vocabulary."""
_BUCKETS, _FARTHEST = 32, 128
"""Relative places that are told apart, and from how many pieces on all are one (Raffel et al.,
2020)."""
_NAMES = (
    ("attention.attn.q", "attention.self.query"),
    ("attention.attn.k", "attention.self.key"),
    ("attention.attn.v", "attention.self.value"),
    ("attention.attn.o", "attention.output.dense"),
    ("attention.LayerNorm", "attention.output.LayerNorm"),
)
"""How the checkpoint names what Bert names after BERT's."""


class Mpnet(Bert):
    """The encoder over BERT's word pieces: one vector a piece."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.relative = nn.Embedding(_BUCKETS, config.num_attention_heads)
        # All layers share it, those that stay as they are as well.
        self.relative.requires_grad_(False)

    @staticmethod
    def renamed(state: dict[str, Tensor], config: BertConfig) -> dict[str, Tensor]:
        """Name the weights of a checkpoint as they are named here; sides get nothing."""
        found = {
            "embeddings.token_type_embeddings.weight": torch.zeros(
                config.type_vocab_size, config.hidden_size
            )
        }
        for name, value in state.items():
            name = name.removeprefix("mpnet.")
            if name.startswith("encoder.relative_attention_bias"):
                name = "relative.weight"
            for theirs, ours in _NAMES:
                name = name.replace(theirs, ours)
            found[name] = value
        return found

    def embed(
        self, input_ids: Tensor, sides: Tensor | None, mask: Tensor, extra: Tensor | None = None
    ) -> Tensor:
        """Look up [batch, length] ids of BERT; MPNet does not tell the sides apart."""
        ids = input_ids + _MOVED
        ids = torch.where(input_ids == _BERT_OPEN, _OPEN, ids)
        ids = torch.where(input_ids == _BERT_CLOSE, _CLOSE, ids)
        ids = torch.where(mask == 0, _PAD, ids)
        table = self.embeddings
        places = torch.arange(ids.shape[1], device=ids.device) + _FIRST_POSITION
        hidden = table.word_embeddings(ids) + table.position_embeddings(places)
        hidden = hidden if extra is None else hidden + extra
        return table.dropout(table.LayerNorm(hidden))

    def bias(self, mask: Tensor, like: Tensor) -> Tensor:
        """[batch, heads, length, length]: padding masked, and how far apart two pieces stand."""
        hidden = super().bias(mask, like)
        return (self.relative(buckets(mask.shape[1])).permute(2, 0, 1)[None] + hidden).contiguous()


def is_mpnet(folder: Path) -> bool:
    """True for the folder of an MPNet checkpoint."""
    raw = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return bool(raw.get("model_type") == "mpnet")


def buckets(length: int) -> Tensor:
    """Number of the relative place of every two pieces, [length, length].

    Half of the numbers are for what stands behind; near places each have their own, farther ones
    share theirs by the logarithm of the distance.
    """
    places = torch.arange(length)
    behind = places[None, :] - places[:, None]
    half = _BUCKETS // 2
    near = half // 2
    far = behind.abs()
    shared = torch.log(far.clamp(min=1).float() / near) / math.log(_FARTHEST / near)
    shared = (near + (shared * (half - near)).long()).clamp(max=half - 1)
    return (behind > 0).long() * half + torch.where(far < near, far, shared)
