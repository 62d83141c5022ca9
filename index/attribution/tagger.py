"""The tagger at run time: text in, labelled source, cue and content spans out.

A MiniLM encoder fine-tuned on PolNeAR (see models/tagger/MODEL_CARD.md) scores every word, a CRF
decodes the scores. It runs on onnxruntime; training/tagger/ makes the model.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np

from index.attribution.decoding import (
    LABELS,
    Floats,
    Transitions,
    bio_spans,
    marginals,
    viterbi,
)
from index.attribution.windows import Window, by_length, collate, encode, pack
from index.attribution.words import split_words
from index.errors import ModelError
from index.sentences import paragraph_spans
from index.types import Span

MODEL_DIR = Path(__file__).parent.parent / "models" / "tagger"
_FILES = ("model.onnx", "tokenizer.json", "config.json")
_BATCH = 512
"""Word pieces of one run: fits a core's cache, and is the same on every machine, since int8 scores
depend a little on what is run together."""
_DECODED = 64
"""Paragraphs decoded together, at most."""
_PADDED = 20_000
"""Words decoded together, padding included: bounds the memory where a paragraph never ends."""

Label = Literal["source", "cue", "content"]


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """Words of a text that name a holder, attribute, or are what is held."""

    label: Label
    start: int
    """Characters into the text."""
    end: int
    score: float
    """Mean probability (0 to 1) that its words have these labels, as the model sees it."""


@dataclass(frozen=True, slots=True)
class _Decoded:
    """The labels of one paragraph's words, and the probability of each."""

    labels: list[str]
    shares: list[float]


class Tagger:
    """Finds the spans of attributions. The model is loaded at the first use, once.

    An instance may be used by several threads.

    :param model_dir: folder with model.onnx, tokenizer.json and config.json; None: the one that
        comes with the package.
    :param threads: batches that are run side by side; 0: as many as there are cores.
    :raises ModelError: when a file of the model is missing.
    """

    def __init__(self, model_dir: Path | None = None, threads: int = 0) -> None:
        self._dir = model_dir or MODEL_DIR
        self._threads = threads or os.cpu_count() or 1
        self._loaded: tuple[Any, Any, Transitions, int] | None = None
        missing = [name for name in _FILES if not (self._dir / name).is_file()]
        if missing:
            raise ModelError(
                f"the tagger's {missing[0]} is missing in {self._dir}: "
                "reinstall the package, or train it with python -m training.tagger"
            )

    def tag(self, texts: Sequence[str]) -> list[list[LabelledSpan]]:
        """Label whole documents; their windows are batched together.

        :param texts: one text a document.
        :return: the spans of each text, ordered by where they begin.
        """
        words: list[list[Span]] = []
        owner: list[int] = []
        for number, text in enumerate(texts):
            for start, end in paragraph_spans(text):
                spans = split_words(text, start, end)
                if spans:
                    words.append(spans)
                    owner.append(number)
        pieces = [
            [texts[number][a:b] for a, b in spans]
            for number, spans in zip(owner, words, strict=True)
        ]
        found: list[list[LabelledSpan]] = [[] for _ in texts]
        for number, spans, decoded in zip(owner, words, self._decode(pieces, owner), strict=True):
            for begin, end, role in bio_spans(decoded.labels):
                found[number].append(
                    LabelledSpan(
                        cast(Label, role),
                        spans[begin][0],
                        spans[end - 1][1],
                        sum(decoded.shares[begin:end]) / (end - begin),
                    )
                )
        return found

    def tag_tokens(
        self, pieces: Sequence[Sequence[str]], documents: Sequence[Hashable] | None = None
    ) -> list[list[str]]:
        """Label pre-tokenised pieces (paragraphs).

        :param pieces: words of each piece; Penn Treebank marks (``, -LRB-) are understood.
        :param documents: for each piece the id of its document: neighbouring pieces of one
            document are read in each other's context. None: every piece alone.
        :return: BIO labels, one a word.
        """
        owner = list(range(len(pieces))) if documents is None else list(documents)
        return [decoded.labels for decoded in self._decode(pieces, owner)]

    def _decode(self, pieces: Sequence[Sequence[str]], owner: Sequence[Hashable]) -> list[_Decoded]:
        """Score and decode paragraphs; runs of equal ``owner`` share windows."""
        if not pieces:
            return []
        session, tokenizer, transitions, budget = self._load()
        encoded = encode(tokenizer, pieces)
        windows = [w for run in _runs(owner) for w in pack(encoded, run, budget)]
        scores = [np.zeros((len(e.first), len(LABELS)), np.float32) for e in encoded]
        groups = list(by_length(windows, _BATCH))

        def run(group: list[Window]) -> Any:
            ids, mask, shapes = collate(encoded, group)
            inputs = {"input_ids": ids, "attention_mask": mask, "features": shapes}
            return session.run(None, inputs)[0]

        for group, output in zip(groups, self._spread(run, groups), strict=True):
            for row, window in enumerate(group):
                at = 1
                for part in window:
                    first = encoded[part.paragraph].first
                    low, high = np.searchsorted(first, (part.begin, part.end))
                    columns = first[low:high] - part.begin + at
                    scores[part.paragraph][low:high] = output[row, columns]
                    at += part.end - part.begin + 1
        out = [_Decoded(["O"] * len(words), [1.0] * len(words)) for words in pieces]
        for numbers, paths, shares in _in_batches(scores, transitions):
            for k, number in enumerate(numbers):
                for at, word in enumerate(encoded[number].words.tolist()):
                    out[number].labels[word] = LABELS[paths[k][at]]
                    out[number].shares[word] = float(shares[k, at, paths[k][at]])
        return out

    def _spread(
        self, run: Callable[[list[Window]], Any], groups: list[list[Window]]
    ) -> Iterator[Any]:
        """Run batches side by side: two batches on two cores beat one batch cut in two."""
        if self._threads == 1 or len(groups) < 2:
            yield from map(run, groups)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            yield from pool.map(run, groups)

    def _load(self) -> tuple[Any, Any, Transitions, int]:
        """Return session, tokenizer, transitions and window size, loaded once."""
        if self._loaded is None:
            import onnxruntime
            from tokenizers import Tokenizer

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1  # batches run side by side instead
            options.log_severity_level = 3
            try:
                session = onnxruntime.InferenceSession(
                    str(self._dir / "model.onnx"), options, providers=["CPUExecutionProvider"]
                )
                tokenizer = Tokenizer.from_file(str(self._dir / "tokenizer.json"))
                config = json.loads((self._dir / "config.json").read_text(encoding="utf-8"))
                transitions = Transitions.checked(**config["transitions"])
                window = int(config["window"])
            except Exception as error:  # onnxruntime and tokenizers raise types of their own
                raise ModelError(f"the tagger in {self._dir} cannot be read: {error}") from error
            tokenizer.no_truncation()
            tokenizer.no_padding()
            self._loaded = (session, tokenizer, transitions, window)
        return self._loaded


def _runs(owner: Sequence[Hashable]) -> Iterator[list[int]]:
    """Yield the numbers of neighbouring paragraphs with one owner."""
    run: list[int] = []
    for number, value in enumerate(owner):
        if run and owner[run[-1]] != value:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _in_batches(
    scores: Sequence[Floats], transitions: Transitions
) -> Iterator[tuple[list[int], list[Any], Floats]]:
    """Decode paragraphs of like length together: (their numbers, label paths, probabilities)."""
    order = sorted((k for k, s in enumerate(scores) if len(s)), key=lambda k: len(scores[k]))
    while order:
        count = max(1, min(_DECODED, _PADDED // len(scores[order[-1]])))
        order, numbers = order[:-count], order[-count:]
        lengths = np.array([len(scores[k]) for k in numbers])
        padded = np.zeros((len(numbers), int(lengths.max()), len(LABELS)), np.float32)
        for row, number in enumerate(numbers):
            padded[row, : lengths[row]] = scores[number]
        paths = viterbi(padded, lengths, transitions)
        yield numbers, paths, marginals(padded, lengths, transitions)
