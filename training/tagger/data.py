"""PolNeAR articles into labelled windows of word pieces.

The published sentence-level set (Wang et al., COLING 2022) flattens the articles of the dev month
without loss: attributions there do not overlap, a span that crosses a paragraph begins anew, and a
word belongs to a span when they share a character. The same is done here with the articles.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from index.attribution.decoding import LABELS
from index.attribution.words import features, split_words, surface

CLS, SEP, MASK = 101, 102, 103
LABEL_ID = {label: k for k, label in enumerate(LABELS)}
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, ready for the model."""

    ids: tuple[int, ...]
    """Word pieces, without special tokens."""
    features: tuple[int, ...]
    """One a piece."""
    first: tuple[int, ...]
    """Place in ``ids`` of the first piece of each word."""
    labels: tuple[int, ...]
    """One a word."""


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read gzipped (or plain) JSON lines."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def encode(tokenizer: Tokenizer, pieces: Sequence[tuple[list[str], list[str]]]) -> list[Paragraph]:
    """Turn (words, BIO labels) pairs into paragraphs."""
    encodings = tokenizer.encode_batch(
        [[surface(w) for w in words] for words, _ in pieces],
        is_pretokenized=True,
        add_special_tokens=False,
    )
    out = []
    for (words, labels), encoding in zip(pieces, encodings, strict=True):
        word_of = encoding.word_ids
        shapes = features(words)
        first = {w: k for k, w in reversed(list(enumerate(word_of)))}
        kept = sorted(first)  # words that leave no piece (control characters) are not tagged
        out.append(
            Paragraph(
                tuple(encoding.ids),
                tuple(shapes[w] for w in word_of),
                tuple(first[w] for w in kept),
                tuple(LABEL_ID[labels[w]] for w in kept),
            )
        )
    return out


def article_pieces(article: dict[str, Any]) -> list[tuple[list[str], list[str]]]:
    """Cut an article into paragraphs of (words, BIO labels)."""
    text = article["text"]
    spans = sorted(
        {
            (start, end, role)
            for attribution in article["attributions"]
            for role in ROLES
            for start, end in attribution[role]
        },
        key=lambda span: (span[0], -span[1]),
    )
    pieces = []
    start = 0
    for line in text.splitlines(keepends=True):
        words = split_words(text, start, start + len(line))
        if words:
            labels = _label(words, spans)
            pieces.append(([text[a:b] for a, b in words], labels))
        start += len(line)
    return pieces


def _label(words: list[tuple[int, int]], spans: list[tuple[int, int, str]]) -> list[str]:
    labels = ["O"] * len(words)
    for start, end, role in spans:
        if start >= words[-1][1] or end <= words[0][0]:
            continue
        prefix = "B-"
        for k, (a, b) in enumerate(words):
            if a < end and start < b and labels[k] == "O":
                labels[k] = prefix + role
                prefix = "I-"
    return labels


def read_articles(path: Path, tokenizer: Tokenizer) -> list[list[Paragraph]]:
    """Read whole articles as lists of paragraphs."""
    return [encode(tokenizer, article_pieces(article)) for article in read_lines(path)]


def read_sentences(path: Path, tokenizer: Tokenizer) -> list[list[Paragraph]]:
    """Read pre-tokenised pieces; pieces in a row with one id make up a document."""
    documents: list[list[tuple[list[str], list[str]]]] = []
    last = None
    for row in read_lines(path):
        if row["id"] != last:
            documents.append([])
            last = row["id"]
        documents[-1].append((row["tokens"], row["labels"]))
    return [encode(tokenizer, pieces) for pieces in documents]


Window = list[Paragraph]


def cut(paragraph: Paragraph, limit: int) -> list[Paragraph]:
    """Cut a paragraph into parts of at most ``limit`` pieces, between words."""
    if len(paragraph.ids) <= limit:
        return [paragraph]
    parts, begin, begin_word = [], 0, 0
    ends = [*paragraph.first[1:], len(paragraph.ids)]
    for word, end in enumerate(ends):
        following = ends[word + 1] if word + 1 < len(ends) else None
        if following is None or following - begin > limit:
            parts.append(
                Paragraph(
                    paragraph.ids[begin:end],
                    paragraph.features[begin:end],
                    tuple(f - begin for f in paragraph.first[begin_word : word + 1]),
                    paragraph.labels[begin_word : word + 1],
                )
            )
            begin, begin_word = end, word + 1
    return parts


def windows(document: Sequence[Paragraph], budget: int) -> Iterator[Window]:
    """Put consecutive paragraphs together, up to ``budget`` pieces with separators."""
    window: Window = []
    size = 1
    for paragraph in document:
        if not paragraph.first:
            continue
        for part in cut(paragraph, max(budget, 256) - 2):
            if window and size + len(part.ids) + 1 > budget:
                yield window
                window, size = [], 1
            window.append(part)
            size += len(part.ids) + 1
    if window:
        yield window


def epoch_windows(
    documents: Sequence[Sequence[Paragraph]], rng: random.Random, single: float
) -> list[Window]:
    """Cut the training articles anew: a share ``single`` of them into lone paragraphs.

    The rest go into windows of a random size, so that no paragraph always has one neighbour.
    """
    out: list[Window] = []
    for document in documents:
        budget = 1 if rng.random() < single else rng.choice((96, 160, 256))
        out.extend(windows(document, budget))
    return out


@dataclass(frozen=True, slots=True)
class Batch:
    """A padded batch as arrays."""

    ids: np.ndarray
    """[batch, length] int64"""
    mask: np.ndarray
    """[batch, length] int64"""
    features: np.ndarray
    """[batch, length] int64"""
    rows: np.ndarray
    """[sequences, words] row of each word's first piece; a sequence is a paragraph"""
    columns: np.ndarray
    """[sequences, words] its column"""
    labels: np.ndarray
    """[sequences, words]"""
    lengths: np.ndarray
    """[sequences] words in each"""


def collate(group: Sequence[Window]) -> Batch:
    """Pad windows into one batch, with the places of words by paragraph."""
    length = max(1 + sum(len(p.ids) + 1 for p in window) for window in group)
    ids = np.zeros((len(group), length), np.int64)
    mask = np.zeros_like(ids)
    shapes = np.zeros_like(ids)
    places: list[tuple[int, list[int], tuple[int, ...]]] = []
    for row, window in enumerate(group):
        ids[row, 0] = CLS
        at = 1
        for paragraph in window:
            size = len(paragraph.ids)
            ids[row, at : at + size] = paragraph.ids
            shapes[row, at : at + size] = paragraph.features
            places.append((row, [at + f for f in paragraph.first], paragraph.labels))
            at += size
            ids[row, at] = SEP
            at += 1
        mask[row, :at] = 1
    words = max(len(labels) for _, _, labels in places)
    rows = np.zeros((len(places), words), np.int64)
    columns = np.zeros_like(rows)
    labels = np.zeros_like(rows)
    for k, (row, at_words, values) in enumerate(places):
        rows[k, :] = row
        columns[k, : len(at_words)] = at_words
        labels[k, : len(values)] = values
    lengths = np.array([len(values) for _, _, values in places])
    return Batch(ids, mask, shapes, rows, columns, labels, lengths)


def batches(
    all_windows: list[Window], pieces: int, rng: random.Random | None = None
) -> list[list[Window]]:
    """Group windows of like length into batches of about ``pieces`` padded pieces."""

    def size(window: Window) -> float:
        length = 1 + sum(len(p.ids) + 1 for p in window)
        return length * (rng.uniform(0.9, 1.1) if rng else 1)

    out: list[list[Window]] = []
    group: list[Window] = []
    for _, window in sorted(((size(w), w) for w in all_windows), key=lambda pair: pair[0]):
        longest = 1 + sum(len(p.ids) + 1 for p in window)
        if group and longest * (len(group) + 1) > pieces:
            out.append(group)
            group = []
        group.append(window)
    if group:
        out.append(group)
    if rng:
        rng.shuffle(out)
    return out
