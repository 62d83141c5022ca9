"""PyTorch to ONNX, and fp32 to int8, alike for all three models.

Matrices are quantised per output channel, activations as they come (dynamic). Word embeddings are
stored as int8 with a scale a row: next to lossless, a quarter of the size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

OPSET = 17


class Int8Embedding(nn.Module):
    """An embedding table as int8 rows, each with its own scale."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("rows", torch.round(table / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """[...] ids to [..., size] vectors."""
        return self.rows[ids].float() * self.scale[ids]


def to_onnx(
    module: nn.Module, inputs: Mapping[str, Tensor], outputs: Sequence[str], path: Path
) -> None:
    """Export a module; every input is [batch, length] and both are free.

    :param inputs: names and an example of each, in the order of ``forward``.
    :param outputs: names of the results.
    """
    module.eval()
    path.parent.mkdir(parents=True, exist_ok=True)
    axes = {0: "batch", 1: "length"}
    with torch.no_grad():
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={
                **dict.fromkeys(inputs, axes),
                **{name: {0: "batch"} for name in outputs},
            },
            opset_version=OPSET,
            do_constant_folding=True,
            dynamo=False,
        )


def matrices(path: Path) -> list[str]:
    """Names of the nodes that multiply by a weight, in order of the graph."""
    graph = onnx.load(str(path)).graph
    weights = {tensor.name for tensor in graph.initializer}
    return [
        node.name
        for node in graph.node
        if node.op_type in ("MatMul", "Gemm") and weights.intersection(node.input)
    ]


def to_int8(
    source: Path,
    target: Path,
    keep: Sequence[str] = (),
    per_channel: bool = True,
    reduce_range: bool = False,
) -> None:
    """Quantise the weights of a model.

    :param keep: nodes that stay in fp32, by name (see ``matrices``).
    :param reduce_range: 7-bit weights: processors without VNNI may overflow with 8.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        raw = Path(folder) / "int8.onnx"
        quantize_dynamic(
            str(source),
            str(raw),
            op_types_to_quantize=["MatMul", "Gemm"],
            per_channel=per_channel,
            reduce_range=reduce_range,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=list(keep),
        )
        model = onnx.load(str(raw))
        del model.metadata_props[:]
        onnx.save(model, str(target))


def example(length: int = 16, batch: int = 2, high: int = 1000) -> Tensor:
    """Return ids to trace with, fixed."""
    generator = np.random.default_rng(0)
    return torch.from_numpy(generator.integers(1, high, (batch, length)))
