"""PolNeAR articles into labelled windows of word pieces.

The published sentence-level set (Wang et al., COLING 2022) flattens the articles of the dev month
next to without loss: their attributions hardly overlap, a span that crosses a paragraph begins
anew, and a word belongs to a span when they share a character. The same is done here.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from index.attribution.decoding import LABELS
from index.attribution.windows import Encoded, Ints, Window, by_length, encode, pack
from index.attribution.windows import collate as pad
from index.attribution.words import split_words

MASK = 103
"""The piece [MASK]; those below it are special or unused."""
LABEL_ID = {label: k for k, label in enumerate(LABELS)}
ROLES = ("source", "cue", "content")

Piece = tuple[list[str], list[str]]
"""Words of a paragraph and their BIO labels."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Labelled paragraphs, and which of them make up a document."""

    encoded: list[Encoded]
    labels: list[Ints]
    """For each paragraph the label of each word that leaves a piece."""
    documents: list[list[int]]


@dataclass(frozen=True, slots=True)
class Batch:
    """A padded batch; a sequence is a paragraph, or the part of one that fits a window."""

    ids: Ints
    """[windows, pieces]"""
    mask: Ints
    """[windows, pieces]"""
    features: Ints
    """[windows, pieces]"""
    rows: Ints
    """[sequences, words] window of each word's first piece"""
    columns: Ints
    """[sequences, words] its place there"""
    labels: Ints
    """[sequences, words], 0 beyond a sequence's length"""
    lengths: Ints
    """[sequences] words in each"""


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read gzipped (or plain) JSON lines."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_articles(path: Path, tokenizer: Tokenizer, share: float = 1.0) -> Corpus:
    """Read the first ``share`` of whole articles."""
    articles = read_lines(path)
    return _corpus(tokenizer, [article_pieces(a) for a in articles[: int(len(articles) * share)]])


def read_sentences(path: Path, tokenizer: Tokenizer) -> Corpus:
    """Read pre-tokenised pieces; pieces in a row with one id make up a document."""
    documents: list[list[Piece]] = []
    last = None
    for row in read_lines(path):
        if row["id"] != last:
            documents.append([])
            last = row["id"]
        documents[-1].append((row["tokens"], row["labels"]))
    return _corpus(tokenizer, documents)


def _corpus(tokenizer: Tokenizer, documents: Sequence[Sequence[Piece]]) -> Corpus:
    pieces = [piece for document in documents for piece in document]
    encoded = encode(tokenizer, [words for words, _ in pieces])
    labels = [
        np.array([LABEL_ID[piece[1][word]] for word in paragraph.words.tolist()], np.int64)
        for piece, paragraph in zip(pieces, encoded, strict=True)
    ]
    numbers, start = [], 0
    for document in documents:
        numbers.append(list(range(start, start + len(document))))
        start += len(document)
    return Corpus(encoded, labels, numbers)


def article_pieces(article: dict[str, Any]) -> list[Piece]:
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
            pieces.append(([text[a:b] for a, b in words], _label(words, spans)))
        start += len(line)
    return pieces


def _label(words: list[tuple[int, int]], spans: list[tuple[int, int, str]]) -> list[str]:
    """Label the words of a paragraph; where spans overlap, the one that begins first keeps it."""
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


def windows(corpus: Corpus, budget: int) -> list[Window]:
    """Cut every document into windows of ``budget`` pieces (1: every paragraph alone)."""
    return [w for document in corpus.documents for w in pack(corpus.encoded, document, budget)]


def epoch_windows(corpus: Corpus, rng: random.Random, single: float) -> list[Window]:
    """Cut the training articles anew: a share ``single`` of them into lone paragraphs.

    The rest go into windows of a random size, so that no paragraph always has one neighbour.
    """
    out: list[Window] = []
    for document in corpus.documents:
        budget = 1 if rng.random() < single else rng.choice((96, 160, 256))
        out.extend(pack(corpus.encoded, document, budget))
    return out


def shuffled(all_windows: list[Window], pieces: int, rng: random.Random) -> list[list[Window]]:
    """Group windows of like length into batches of about ``pieces`` pieces, in random order."""
    mixed = list(all_windows)
    rng.shuffle(mixed)  # so that windows of one length meet others in each epoch
    groups = list(by_length(mixed, pieces))
    rng.shuffle(groups)
    return groups


def collate(corpus: Corpus, group: Sequence[Window]) -> Batch:
    """Pad windows into one batch, with the places of words by paragraph."""
    ids, mask, features = pad(corpus.encoded, group)
    places: list[tuple[int, Ints, Ints]] = []
    for row, window in enumerate(group):
        at = 1
        for part in window:
            first = corpus.encoded[part.paragraph].first
            low, high = np.searchsorted(first, (part.begin, part.end))
            if low < high:
                labels = corpus.labels[part.paragraph][low:high]
                places.append((row, first[low:high] - part.begin + at, labels))
            at += part.end - part.begin + 1
    words = max(len(labels) for _, _, labels in places)
    rows = np.zeros((len(places), words), np.int64)
    columns = np.zeros_like(rows)
    labels = np.zeros_like(rows)
    for k, (row, at_words, values) in enumerate(places):
        rows[k] = row
        columns[k, : len(at_words)] = at_words
        labels[k, : len(values)] = values
    lengths = np.array([len(values) for _, _, values in places])
    return Batch(ids, mask, features, rows, columns, labels, lengths)
