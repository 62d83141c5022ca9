"""Texts into vectors: all-MiniLM-L6-v2 as an ONNX graph, run on the CPU."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

MODELS = Path(__file__).parent / "models"
DIMENSIONS = 384
_MAX_PIECES = 256


def cores() -> int:
    """CPU cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def open_session(model: Path, threads: int) -> onnxruntime.InferenceSession:
    """An onnxruntime session on the CPU; ``threads`` 0 means all cores.

    :raises ModelError: if the file is missing or is no model.
    """
    if not model.is_file():
        raise ModelError(
            f"model file {model} is missing: restore it with git checkout {model.name}"
        )
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or cores()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Spinning threads take the cores from the other models while they wait.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(
            str(model), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime raises many types of its own
        raise ModelError(f"model file {model} cannot be loaded: {str(error)[:120]}") from error


def open_tokenizer(path: Path, max_pieces: int) -> Tokenizer:
    """A tokenizer from its tokenizer.json that truncates at ``max_pieces`` and does not pad.

    :raises ModelError: if the file is missing or broken.
    """
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises plain Exception
        raise ModelError(f"tokenizer {path} cannot be loaded: {str(error)[:120]}") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_pieces)
    return tokenizer


class Encoder:
    """Sentence vectors of unit length; loaded at first use, safe to share between threads."""

    def __init__(self, folder: Path | None = None, threads: int = 0, batch_size: int = 8) -> None:
        self.folder = folder or MODELS / "encoder"
        self._threads = threads or cores()
        self._batch = batch_size
        self._lock = threading.Lock()
        self._session: onnxruntime.InferenceSession | None = None
        self._tokenizer: Tokenizer | None = None

    def load(self) -> None:
        """Load model and tokenizer now.

        :raises ModelError: if a file is missing or broken.
        """
        with self._lock:
            if self._session is None:
                self._tokenizer = open_tokenizer(self.folder / "tokenizer.json", _MAX_PIECES)
                self._session = open_session(self.folder / "model.onnx", 1)

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of the texts: float32 [len(texts), 384], each of length 1.

        Texts are run in batches of like length; what is past 256 word pieces is not read.
        """
        out = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        if not texts:
            return out
        self.load()
        assert self._session is not None and self._tokenizer is not None
        session = self._session
        encoded = self._tokenizer.encode_batch(list(texts))
        pieces = [encoding.ids for encoding in encoded]
        order = sorted(range(len(texts)), key=lambda n: len(pieces[n]))
        groups = [order[at : at + self._batch] for at in range(0, len(order), self._batch)]

        def run(group: list[int]) -> None:
            width = len(pieces[group[-1]])
            ids = np.zeros((len(group), width), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, number in enumerate(group):
                ids[row, : len(pieces[number])] = pieces[number]
                mask[row, : len(pieces[number])] = 1
            (vectors,) = session.run(None, {"input_ids": ids, "attention_mask": mask})
            out[group] = vectors

        # Batches side by side, a core each, beat one batch cut over the cores.
        if len(groups) > 1 and self._threads > 1:
            with ThreadPoolExecutor(self._threads) as pool:
                list(pool.map(run, groups))
        else:
            for group in groups:
                run(group)
        return out


class RememberingEncoder:
    """An encoder that keeps the vectors of the texts it has seen lately.

    The sentences of an index come up again from question to question; encoding them anew was most
    of the time of an answer.
    """

    def __init__(self, encoder: Encoder, keep: int = 20_000) -> None:
        self._encoder = encoder
        self.folder = encoder.folder
        self._keep = keep
        """Vectors kept: 1.5 kB each."""
        self._lock = threading.Lock()
        self._seen: OrderedDict[str, np.ndarray] = OrderedDict()

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of the texts: float32 [len(texts), 384], each of length 1."""
        out = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        missing: dict[str, list[int]] = {}
        with self._lock:
            for place, text in enumerate(texts):
                vector = self._seen.get(text)
                if vector is None:
                    missing.setdefault(text, []).append(place)
                else:
                    self._seen.move_to_end(text)
                    out[place] = vector
        if missing:
            vectors = self._encoder.embed(list(missing))
            with self._lock:
                for (text, places), vector in zip(missing.items(), vectors, strict=True):
                    out[places] = vector
                    self._seen[text] = vector.copy()
                while len(self._seen) > self._keep:
                    self._seen.popitem(last=False)
        return out
