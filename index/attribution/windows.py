"""Paragraphs of words into windows of word pieces: what the tagger reads at one time.

A window holds whole neighbouring paragraphs of one document, each closed by a separator, so that
a quotation can be told from the paragraph before it. A paragraph too long for one window is cut
between words; its scores are put together again before they are decoded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.attribution.words import features, surface

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CLS, SEP = 101, 102
"""Ids of the special tokens in the BERT vocabulary."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoded:
    """The word pieces of one paragraph."""

    ids: Ints
    """Piece ids, without special tokens."""
    features: Ints
    """The feature of its word, one a piece."""
    first: Ints
    """Place in ``ids`` of the first piece of each word that has any."""
    words: Ints
    """Number of each of those words; a control character, say, leaves no piece."""


@dataclass(frozen=True, slots=True)
class Part:
    """Pieces ``[begin, end)`` of one paragraph, in a window."""

    paragraph: int
    begin: int
    end: int


Window = list[Part]


def encode(tokenizer: Tokenizer, paragraphs: Sequence[Sequence[str]]) -> list[Encoded]:
    """Turn the words of each paragraph into pieces."""
    encodings = tokenizer.encode_batch(
        [[surface(word) for word in words] for words in paragraphs],
        is_pretokenized=True,
        add_special_tokens=False,
    )
    out = []
    for words, encoding in zip(paragraphs, encodings, strict=True):
        word_of = np.array(encoding.word_ids, np.int64)
        first = np.flatnonzero(np.diff(word_of, prepend=-1))
        shapes = np.array(features(words), np.int64)
        by_piece = shapes[word_of] if len(word_of) else word_of
        out.append(Encoded(np.array(encoding.ids, np.int64), by_piece, first, word_of[first]))
    return out


def pack(encoded: Sequence[Encoded], document: Sequence[int], budget: int) -> Iterator[Window]:
    """Put the paragraphs of one document into windows of up to ``budget`` pieces.

    :param document: numbers of its paragraphs in ``encoded``, in order.
    :param budget: pieces a window with its special tokens; a smaller one than a paragraph needs
        gives it a window of its own.
    """
    window: Window = []
    size = 1
    for number in document:
        for part in _cut(number, encoded[number], max(budget, 256) - 2):
            length = part.end - part.begin + 1
            if window and size + length > budget:
                yield window
                window, size = [], 1
            window.append(part)
            size += length
    if window:
        yield window


def _cut(number: int, paragraph: Encoded, limit: int) -> Iterator[Part]:
    """Cut a paragraph into parts of at most ``limit`` pieces, between words where it can be."""
    begin, total = 0, len(paragraph.ids)
    while total - begin > limit:
        place = int(np.searchsorted(paragraph.first, begin + limit, side="right")) - 1
        end = int(paragraph.first[place])
        if end <= begin:  # one word of more pieces than a window holds
            end = begin + limit
        yield Part(number, begin, end)
        begin = end
    if total > begin:
        yield Part(number, begin, total)


def length(window: Window) -> int:
    """Return the pieces of a window, with its special tokens."""
    return 1 + sum(part.end - part.begin + 1 for part in window)


def collate(encoded: Sequence[Encoded], group: Sequence[Window]) -> tuple[Ints, Ints, Ints]:
    """Pad windows into arrays [windows, pieces]: ids, mask (1 for pieces), features."""
    ids = np.zeros((len(group), max(map(length, group))), np.int64)
    mask = np.zeros_like(ids)
    shapes = np.zeros_like(ids)
    for row, window in enumerate(group):
        ids[row, 0] = CLS
        at = 1
        for part in window:
            paragraph = encoded[part.paragraph]
            end = at + part.end - part.begin
            ids[row, at:end] = paragraph.ids[part.begin : part.end]
            shapes[row, at:end] = paragraph.features[part.begin : part.end]
            ids[row, end] = SEP
            at = end + 1
        mask[row, :at] = 1
    return ids, mask, shapes


def by_length(windows: Sequence[Window], pieces: int) -> Iterator[list[Window]]:
    """Group windows of like length into batches of about ``pieces`` padded pieces."""
    group: list[Window] = []
    for window in sorted(windows, key=length):
        if group and length(window) * (len(group) + 1) > pieces:
            yield group
            group = []
        group.append(window)
    if group:
        yield group
