"""The reader with its network in PyTorch: to score weights in training as they will be used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from bot.reader import Reader, batches
from bot.reader_input import Floats, Packer, Window
from training.bert import base_folder
from training.reader.model import ReaderModel

PLAIN = {"relevance": 1.0, "words": 0.15, "shared": 0.5, "bias": 0.0}
"""How relevance and answer words make a score before that is fitted."""


class TorchReader(Reader):
    """A reader over a network in memory."""

    def __init__(self, model: ReaderModel, longest: int = 384, apart: bool = False) -> None:
        super().__init__(None)
        self._model = model
        tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
        self.__dict__["_config"] = {
            "calibration": dict(PLAIN),
            "longest": longest,
            "apart": apart,
        }
        self.__dict__["_packer"] = Packer(tokenizer, longest)

    @property
    def calibration(self) -> dict[str, Any]:
        """How relevance and answer words make a score; may be changed."""
        calibration: dict[str, Any] = self._config["calibration"]
        return calibration

    def _run(self, windows: Sequence[Window]) -> list[Floats]:
        outputs: list[Floats] = [np.zeros((0, 4), np.float32)] * len(windows)
        self._model.eval()
        device = next(self._model.parameters()).device
        with torch.inference_mode():
            for batch in batches([len(window.ids) for window in windows]):
                length = max(len(windows[i].ids) for i in batch)
                given = np.zeros((3, len(batch), length), np.int64)
                for row, i in enumerate(batch):
                    size = len(windows[i].ids)
                    given[0, row, :size] = windows[i].ids
                    given[1, row, :size] = 1
                    given[2, row, :size] = windows[i].types
                logits = self._model(*torch.from_numpy(given).to(device)).float().cpu().numpy()
                for row, i in enumerate(batch):
                    outputs[i] = logits[row, : len(windows[i].ids)]
        return outputs
