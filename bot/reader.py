"""The reader: does this text answer the question, and which of its words are the answer.

A question is read together with a whole passage in one pass of a small cross-encoder, and every
claim or sentence of the passage is scored from the pieces it covers, seen in their context. The
model (``index/models/reader``) is an ONNX file; see its card for what it was trained on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bot.reader_input import Floats, Packer, Window
from bot.reader_scores import Measured, Pieces, measure, merge, opening
from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import onnxruntime

    from index.types import Span

MODEL_DIR: Final = Path(__file__).resolve().parent.parent / "index" / "models" / "reader"
"""Where the reader that ships with the project lies."""

BATCH_PIECES: Final = 384
"""Most pieces, padding included, of one run of the model: larger batches fall out of the cache."""

_PADDING: Final = 20
"""Most padding of a text, in pieces: a run of its own costs as much as computing these."""


class ReaderModelError(ModelError):
    """The reader's model is missing or broken; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of one claim, sentence or text for one question."""

    score: float
    """Calibrated probability, 0 to 1, that this text answers the question."""
    start: int
    """Where the answer words begin, in characters of the text (or passage) given."""
    end: int
    """Where they end; ``start == end == 0`` when no words stand out as the answer."""
    span_score: float
    """Confidence, 0 to 1, that the marked words are the answer rather than none."""


class Reader:
    """Reads questions against texts. Opens its model at the first reading."""

    def __init__(self, model_dir: Path | str | None = None, threads: int = 0) -> None:
        """Prepare a reader.

        :param model_dir: folder with model.onnx, tokenizer.json and config.json; None for the
            one that ships with the project.
        :param threads: of the model; 0 leaves it to onnxruntime.
        :raises ReaderModelError: at the first reading, when the folder lacks a file.
        """
        self._dir = Path(model_dir) if model_dir is not None else MODEL_DIR
        self._threads = threads

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """Read a question against texts, each on its own.

        :return: one reading a text, in the same order.
        """
        return self.read_pairs([(question, text) for text in texts])

    def read_pairs(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        """Read many ``(question, text)`` pairs in batches.

        :return: one reading a pair, in the same order.
        """
        readings = self.read_many([(asked, text, [(0, len(text))]) for asked, text in pairs])
        return [reading for (reading,) in readings]

    def read_spans(
        self, question: str, passages: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> list[list[Reading]]:
        """Read a question against the claims of passages, one pass a passage.

        :param spans: for each passage the spans to score (claims, sentences), in characters of
            the passage; they may overlap.
        :return: for each passage one reading a span; answer words are in characters of the
            passage and lie within the span.
        """
        return self.read_many(
            [(question, passage, inner) for passage, inner in zip(passages, spans, strict=True)]
        )

    def read_many(self, items: Sequence[tuple[str, str, Sequence[Span]]]) -> list[list[Reading]]:
        """Read many ``(question, passage, spans)`` in batches of like length.

        :return: for each item one reading a span.
        """
        return [
            [self._reading(passage, found, span) for span, found in zip(spans, inner, strict=True)]
            for (_, passage, spans), inner in zip(items, self.measured(items), strict=True)
        ]

    def measured(
        self, items: Sequence[tuple[str, str, Sequence[Span]]]
    ) -> list[list[Measured | None]]:
        """Measure the spans of many passages, each with the one pass or on its own.

        A model that was trained on single sentences (``apart`` in its config.json) reads each
        span by itself, with the sentence before it where it begins with a pronoun.

        :return: for each item one measurement a span; None when no piece stands in it.
        """
        if not self._config.get("apart"):
            read = self.pieces([(question, passage) for question, passage, _ in items])
            return [
                [measure(pieces, span) for span in spans]
                for (_, _, spans), pieces in zip(items, read, strict=True)
            ]
        begins = [[opening(passage, span) for span in spans] for _, passage, spans in items]
        read_apart = iter(
            self.pieces(
                [
                    (question, passage[begin : span[1]])
                    for (question, passage, spans), first in zip(items, begins, strict=True)
                    for span, begin in zip(spans, first, strict=True)
                ]
            )
        )
        return [
            [
                measure(next(read_apart), (span[0] - begin, span[1] - begin), begin)
                for span, begin in zip(spans, first, strict=True)
            ]
            for (_, _, spans), first in zip(items, begins, strict=True)
        ]

    def pieces(self, pairs: Sequence[tuple[str, str]]) -> list[Pieces]:
        """Run the model over ``(question, passage)`` pairs and return its bare numbers."""
        packed = [self._packer.pack(question, passage) for question, passage in pairs]
        outputs = iter(self._run([window for windows in packed for window in windows]))
        return [merge(windows, [next(outputs) for _ in windows]) for windows in packed]

    def _run(self, windows: Sequence[Window]) -> list[Floats]:
        """Run the model over windows; return its ``(pieces, 4)`` numbers for each."""
        outputs: list[Floats] = [np.zeros((0, 4), np.float32)] * len(windows)
        for batch in batches([len(window.ids) for window in windows]):
            length = max(len(windows[i].ids) for i in batch)
            ids, mask, types = np.zeros((3, len(batch), length), dtype=np.int64)
            for row, i in enumerate(batch):
                size = len(windows[i].ids)
                ids[row, :size] = windows[i].ids
                types[row, :size] = windows[i].types
                mask[row, :size] = 1
            given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
            (logits,) = self._session.run(["logits"], given)
            for row, i in enumerate(batch):
                outputs[i] = logits[row, : len(windows[i].ids)]
        return outputs

    def _reading(self, passage: str, found: Measured | None, span: Span) -> Reading:
        """Score one span of a passage from what was measured of it."""
        if found is None:
            return Reading(0.0, 0, 0, 0.0)
        fit = self._config["calibration"]
        logit = (
            fit["relevance"] * found.relevance
            + fit["words"] * found.margin
            + fit["shared"] * found.shared
            + fit["bias"]
        )
        score, span_score = _sigmoid(logit), _sigmoid(found.margin)
        if found.margin < 0:
            return Reading(score, 0, 0, span_score)
        start, end = max(found.start, span[0]), min(found.end, span[1])
        while start > span[0] and passage[start - 1].isalnum() and passage[start].isalnum():
            start -= 1
        while end < span[1] and passage[end].isalnum() and passage[end - 1].isalnum():
            end += 1
        return Reading(score, start, end, span_score)

    @cached_property
    def _config(self) -> dict[str, Any]:
        config: dict[str, Any] = json.loads(self._file("config.json").read_text("utf-8"))
        return config

    @cached_property
    def _packer(self) -> Packer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._file("tokenizer.json")))
        return Packer(tokenizer, longest=int(self._config["longest"]))

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.log_severity_level = 3
        path = self._file("model.onnx")
        try:
            return onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's own errors share no base but Exception
            raise ReaderModelError(
                f"the reader's model {path} cannot be opened ({type(error).__name__}): "
                "reinstall the project or train it anew (training/README.md)"
            ) from error

    def _file(self, name: str) -> Path:
        path = self._dir / name
        if not path.is_file():
            raise ReaderModelError(
                f"the reader's model lacks {path}: reinstall the project or train it anew "
                "(training/README.md)"
            )
        return path


def batches(lengths: Sequence[int]) -> list[list[int]]:
    """Group places by length, so that little padding is computed and a batch stays small.

    :return: lists of places in ``lengths``; every place is in one list.
    """
    grouped: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lambda place: lengths[place], reverse=True):
        # The first of a batch is its longest.
        longest = lengths[grouped[-1][0]] if grouped else 0
        near = grouped and longest - lengths[i] <= _PADDING
        if near and longest * (len(grouped[-1]) + 1) <= BATCH_PIECES:
            grouped[-1].append(i)
        else:
            grouped.append([i])
    return grouped


def _sigmoid(logit: float) -> float:
    return float(1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0))))
