"""Export the sentence encoder: ``python -m training.encoder --out DIR``.

all-MiniLM-L6-v2 as it is, with mean pooling and normalisation inside the graph, so that whoever
runs it cannot forget either. Writes fp32/ and int8/ with model.onnx and tokenizer.json each.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from torch import Tensor, nn

from training.bert import Bert, base_folder
from training.export import Int8Embedding, example, matrices, to_int8, to_onnx


class SentenceEncoder(nn.Module):
    """Word pieces to one unit vector a text."""

    def __init__(self, bert: Bert) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """[batch, length] ids and mask to [batch, 384], each of length 1."""
        hidden = self.bert(input_ids, attention_mask)
        mask = attention_mask[:, :, None].to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1).clamp_min(1e-9)
        return mean / mean.norm(dim=1, keepdim=True).clamp_min(1e-12)


VARIANTS: dict[str, dict[str, object]] = {
    "plain": {"per_channel": False},
    "channel": {},
    "channel-7bit": {"reduce_range": True},
    "channel-keep-last": {"layers": (5,)},
    "channel-keep-ends": {"layers": (0, 5)},
    "channel-keep-down": {"fragment": "/output/dense"},
}
"""Ways to quantise, for ``--variants``: which matrices stay fp32."""
CHOSEN = "channel-7bit"
"""The one in index/models/encoder (its card has the figures of all)."""


def export(out: Path, variants: bool) -> None:
    """Write fp32 and int8 folders (and one folder a variant)."""
    tokenizer = base_folder() / "tokenizer.json"
    inputs = {"input_ids": example(), "attention_mask": torch.ones(2, 16, dtype=torch.long)}
    full = out / "fp32" / "model.onnx"
    to_onnx(SentenceEncoder(Bert.load()), inputs, ["embedding"], full)
    shutil.copyfile(tokenizer, full.parent / "tokenizer.json")
    small = SentenceEncoder(Bert.load())
    table = small.bert.embeddings.word_embeddings.weight.detach()
    small.bert.embeddings.word_embeddings = Int8Embedding(table)
    rows = out / "rows" / "model.onnx"
    to_onnx(small, inputs, ["embedding"], rows)
    names = matrices(rows)
    for name, how in (VARIANTS if variants else {CHOSEN: VARIANTS[CHOSEN]}).items():
        keep = [n for layer in how.get("layers", ()) for n in names if f"layer.{layer}/" in n]
        keep += [n for n in names if how.get("fragment", "//") in n]
        target = out / ("int8" if not variants else f"int8-{name}") / "model.onnx"
        to_int8(
            rows,
            target,
            keep,
            bool(how.get("per_channel", True)),
            bool(how.get("reduce_range", False)),
        )
        shutil.copyfile(tokenizer, target.parent / "tokenizer.json")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m training.encoder", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--variants", action="store_true", help="all ways to quantise")
    args = parser.parse_args()
    torch.set_num_threads(2)
    export(args.out, args.variants)
