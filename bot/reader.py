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

from bot.reader_input import Floats, Ints, Packer, Window
from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import onnxruntime

    from index.types import Span

MODEL_DIR: Final = Path(__file__).resolve().parent.parent / "index" / "models" / "reader"
"""Where the reader that ships with the project lies."""

_BATCH_PIECES: Final = 2048
"""Most pieces, padding included, of one run of the model: larger batches fall out of the cache."""
_LONGEST_ANSWER: Final = 40
"""Most pieces of an answer."""
_FAR: Final = 12.0
"""A margin is cut to this: further off says nothing more."""
_START, _END, _RELEVANCE, _WEIGHT = range(4)
"""The four numbers that the model gives for each piece."""


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


@dataclass(frozen=True, slots=True)
class Pieces:
    """The model's numbers for the pieces of one passage: ``(pieces, 4)`` and one null each."""

    logits: Floats
    null: Floats
    """Start plus end logit of "no answer words", of the window that the piece was read in."""
    offsets: Ints
    asked: Ints
    rarity: Floats
    stems: Ints
    """As in ``Window``: the question's stems, how much each tells, and the stems of the pieces."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What the model's numbers say of one span, before calibration."""

    relevance: float
    """Logit that the span answers."""
    margin: float
    """Logit of its likeliest answer words, less that of no answer words in the passage."""
    shared: float
    """Share of the question's words, by rarity, that the span holds, 0 to 1."""
    first: int
    last: int
    """First and last piece of these words, among the pieces of the passage."""


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
        pieces = self.pieces([(question, passage) for question, passage, _ in items])
        return [
            [self._reading(passage, read, span) for span in spans]
            for (_, passage, spans), read in zip(items, pieces, strict=True)
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

    def _reading(self, passage: str, pieces: Pieces, span: Span) -> Reading:
        """Score one span of a passage from the numbers of its pieces."""
        found = measure(pieces, span)
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
        start = max(int(pieces.offsets[found.first, 0]), span[0])
        end = min(int(pieces.offsets[found.last, 1]), span[1])
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
        if grouped and lengths[grouped[-1][0]] * (len(grouped[-1]) + 1) <= _BATCH_PIECES:
            grouped[-1].append(i)
        else:
            grouped.append([i])
    return grouped


def merge(windows: Sequence[Window], outputs: Sequence[Floats]) -> Pieces:
    """Put the windows of one passage together: a piece counts where it has most context.

    :param outputs: the model's ``(pieces, 4)`` numbers of each window.
    """
    total = max(window.begin + len(window.offsets) for window in windows)
    logits = np.zeros((total, 4), np.float32)
    null = np.zeros(total, np.float32)
    offsets = np.zeros((total, 2), np.int64)
    stems = np.full(total, -1, np.int64)
    context = np.full(total, -1)
    for window, output in zip(windows, outputs, strict=True):
        size = len(window.offsets)
        places = np.arange(size)
        room = np.minimum(places, size - 1 - places)
        better = room > context[window.begin : window.begin + size]
        chosen = window.begin + places[better]
        context[chosen] = room[better]
        logits[chosen] = output[window.first : window.first + size][better]
        null[chosen] = output[0, _START] + output[0, _END]
        offsets[chosen] = window.offsets[better]
        stems[chosen] = window.stems[better]
    one = windows[0]
    return Pieces(logits, null, offsets, one.asked, one.rarity, stems)


def measure(pieces: Pieces, span: Span) -> Measured | None:
    """Measure a span of a passage; None when no piece stands in it."""
    inside = np.flatnonzero((pieces.offsets[:, 1] > span[0]) & (pieces.offsets[:, 0] < span[1]))
    if not len(inside):
        return None
    begin = int(inside[0])
    rows = pieces.logits[begin : int(inside[-1]) + 1]
    first, last, logit = best_words(rows[:, _START], rows[:, _END])
    margin = min(_FAR, max(-_FAR, logit - float(pieces.null[begin + first])))
    held = np.isin(pieces.asked, pieces.stems[begin : int(inside[-1]) + 1])
    shared = float(pieces.rarity[held].sum() / max(1e-6, float(pieces.rarity.sum())))
    return Measured(pooled(rows), margin, shared, begin + first, begin + last)


def pooled(rows: Floats) -> float:
    """Relevance of a span: its pieces' relevance, averaged with the weights that they give."""
    weights = np.exp(rows[:, _WEIGHT] - rows[:, _WEIGHT].max())
    return float(weights @ rows[:, _RELEVANCE] / weights.sum())


def best_words(start: Floats, end: Floats) -> tuple[int, int, float]:
    """Return first and last piece of the likeliest answer, and its start plus end logit."""
    size = len(start)
    scores = start[:, None] + end[None, :]
    behind = np.arange(size)[None, :] - np.arange(size)[:, None]
    scores[(behind < 0) | (behind >= _LONGEST_ANSWER)] = -np.inf
    first, last = divmod(int(scores.argmax()), size)
    return first, last, float(scores[first, last])


def _sigmoid(logit: float) -> float:
    return float(1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0))))
