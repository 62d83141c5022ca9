"""Weights of the tagger into index/models/tagger: ``python -m training.tagger.export``.

Several checkpoints given are averaged (Wortsman et al., ICML 2022: they must have grown from the
same start). Writes model.onnx in int8 (and fp32/model.onnx beside it for comparison), the
tokenizer, and config.json with the CRF's transitions.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from index.attribution.decoding import LABELS
from training.bert import Bert, base_folder
from training.export import Int8Embedding, example, matrices, to_int8, to_onnx
from training.tagger.model import TaggerNetwork


def averaged(paths: list[Path]) -> dict[str, Tensor]:
    """Return the mean of several checkpoints' weights."""
    states = [torch.load(path, map_location="cpu") for path in paths]
    return {name: sum(state[name] for state in states) / len(states) for name in states[0]}


class _Graph(nn.Module):
    """The part of the network that runs in ONNX: all but the CRF."""

    def __init__(self, network: TaggerNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: Tensor, attention_mask: Tensor, features: Tensor) -> Tensor:
        return self.network(input_ids, attention_mask, features)


def export(state: dict[str, Tensor], out: Path, window: int, keep: list[str]) -> None:
    """Write the model folder.

    :param window: word pieces that are read at one time.
    :param keep: fragments of the names of matrices that stay fp32.
    """
    network = TaggerNetwork(Bert.load())
    network.load_state_dict(state)
    config: dict[str, Any] = {
        "labels": list(LABELS),
        "window": window,
        "transitions": {
            "between": _rounded(network.between),
            "first": _rounded(network.first),
            "last": _rounded(network.last),
        },
    }
    inputs = {
        "input_ids": example(),
        "attention_mask": torch.ones(2, 16, dtype=torch.long),
        "features": example(high=20),
    }
    full = out / "fp32"
    to_onnx(_Graph(network), inputs, ["scores"], full / "model.onnx")
    table = network.bert.embeddings.word_embeddings.weight.detach()
    network.bert.embeddings.word_embeddings = Int8Embedding(table)
    rows = out / "rows.onnx"
    to_onnx(_Graph(network), inputs, ["scores"], rows)
    names = matrices(rows)
    kept = [name for name in names if any(part in name for part in ["head", *keep])]
    to_int8(rows, out / "model.onnx", kept, reduce_range=True)
    rows.unlink()
    for folder in (out, full):
        (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
        shutil.copyfile(base_folder() / "tokenizer.json", folder / "tokenizer.json")


def _rounded(values: Tensor) -> list[Any]:
    rounded: list[Any] = np.round(values.detach().numpy().astype(float), 4).tolist()
    return rounded


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m training.tagger.export", description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+", help="checkpoints of training.tagger")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--window", type=int, default=96)
    parser.add_argument("--keep", nargs="*", default=[], help="name fragments that stay fp32")
    args = parser.parse_args()
    export(averaged(args.weights), args.out, args.window, args.keep)
