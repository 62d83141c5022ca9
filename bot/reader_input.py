"""A question and a passage as the reader's input: pieces, their places and what the two share.

Training and answering must give the model the same input, so both pack it here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tokenizers import Tokenizer

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

QUESTION: Final = 0
"""Token type of a question piece that the passage does not have."""
PASSAGE: Final = 1
"""Token type of a passage piece that the question does not have."""
PASSAGE_SHARED: Final = 2
"""Token type of a passage piece whose stem the question has."""
QUESTION_SHARED: Final = 3
"""Token type of a question piece whose stem the passage has."""

_FUNCTION_WORDS: Final = frozenset(
    word
    for line in (
        "a an the of in on at to for from by with as and or but not no nor so if than then that",
        "this these those there here it its he she his her him they them their we us our i me my",
        "you your is are was were be been being am do does did done has have had having will",
        "would can could may might shall should must who whom whose what which when where why how",
        "many much s t d ll re ve m about into over after before during between also any some",
        "such other one up out",
    )
    for word in line.split()
)
"""Pieces that a question and a passage share by chance."""

_ENDINGS: Final = ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly", "e", "y")
_SHORTEST_STEM: Final = 3
_COMMON: Final = 900
"""Words up to this place of the vocabulary tell nothing."""


@dataclass(frozen=True, slots=True)
class Window:
    """One input of the model: a question and as much of a passage as fits.

    ``ids`` and ``types`` have one entry a piece, special pieces included. The passage's pieces
    stand from ``first`` on, one for each row of ``offsets``, which holds their ``(start, end)``
    in characters of the passage; the closing separator follows them. ``begin`` is the place of
    the window's first piece among all pieces of the passage. ``asked`` holds the stems of the
    question, each once, ``rarity`` how much each counts, ``stems`` the stem of each piece of the
    passage (-1: none).
    """

    ids: Ints
    types: Ints
    first: int
    offsets: Ints
    begin: int
    asked: Ints
    rarity: Floats
    stems: Ints


class Packer:
    """Packs questions and passages; holds the stems of the whole vocabulary."""

    def __init__(
        self, tokenizer: Tokenizer, longest: int = 384, longest_question: int = 64
    ) -> None:
        """Prepare packing.

        :param tokenizer: WordPiece tokenizer with [CLS] and [SEP]; its truncation and padding
            are switched off here.
        :param longest: most pieces of one input, question and special pieces included.
        :param longest_question: a question keeps at most so many pieces, its first.
        """
        tokenizer.no_truncation()
        tokenizer.no_padding()
        # A document that spells "[SEP]" must not end the passage.
        tokenizer.encode_special_tokens = True
        self._tokenizer = tokenizer
        self._longest = longest
        self._longest_question = longest_question
        vocabulary = tokenizer.get_vocab()
        self._open, self._close = vocabulary["[CLS]"], vocabulary["[SEP]"]
        self._stems = stems_of(vocabulary)
        self._rarity = rarity_of(self._stems)

    def pack(self, question: str, passage: str) -> list[Window]:
        """Pack a question with one passage.

        A passage that is too long comes in windows of equal size which overlap by half; an
        empty one in a window without pieces.
        """
        asked = self._tokenizer.encode(question, add_special_tokens=False)
        told = self._tokenizer.encode(passage, add_special_tokens=False)
        question_ids = np.array(asked.ids[: self._longest_question], dtype=np.int64)
        ids = np.array(told.ids, dtype=np.int64)
        offsets = np.array(told.offsets, dtype=np.int64).reshape(-1, 2)
        room = self._longest - len(question_ids) - 3
        return [
            self._window(question_ids, ids[begin : begin + room], offsets, begin)
            for begin in _beginnings(len(ids), room)
        ]

    def _window(self, question: Ints, piece_ids: Ints, offsets: Ints, begin: int) -> Window:
        asked, told = self._stems[question], self._stems[piece_ids]
        shared = np.isin(asked, told[told >= 0])
        found = np.isin(told, asked[asked >= 0])
        ids = np.concatenate(
            ([self._open], question, [self._close], piece_ids, [self._close]), dtype=np.int64
        )
        types = np.concatenate(
            (
                [QUESTION],
                np.where(shared, QUESTION_SHARED, QUESTION),
                [QUESTION],
                np.where(found, PASSAGE_SHARED, PASSAGE),
                [PASSAGE],
            ),
            dtype=np.int64,
        )
        end = begin + len(piece_ids)
        stems = np.unique(asked[asked >= 0])
        return Window(
            ids=ids,
            types=types,
            first=len(question) + 2,
            offsets=offsets[begin:end],
            begin=begin,
            asked=stems,
            rarity=self._rarity[stems],
            stems=told,
        )


def stems_of(vocabulary: Mapping[str, int]) -> Ints:
    """Return for every piece id the number of its stem, -1 for pieces that carry no meaning.

    Two pieces with one number ("killed", "killing") count as the same word. Function words,
    punctuation and special pieces have none.
    """
    stems = np.full(max(vocabulary.values()) + 1, -1, dtype=np.int64)
    numbers: dict[str, int] = {}
    for piece, index in vocabulary.items():
        bare = piece.removeprefix("##")
        if not bare.isalnum() or piece in _FUNCTION_WORDS:
            continue
        key = piece if piece != bare else _stem(piece)
        stems[index] = numbers.setdefault(key, len(numbers))
    return stems


def rarity_of(stems: Ints) -> Floats:
    """Return how much each stem tells, from 0.1 up.

    A WordPiece vocabulary is ordered about by frequency, so the logarithm of a word's place does
    for its inverse document frequency.
    """
    ids = np.flatnonzero(stems >= 0)
    first = np.full(int(stems.max(initial=-1)) + 1, len(stems), dtype=np.float64)
    np.minimum.at(first, stems[ids], ids)
    return np.maximum(0.1, np.log(np.maximum(first, 1.0) / _COMMON)).astype(np.float32)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _beginnings(length: int, room: int) -> list[int]:
    """Return where windows of ``room`` pieces begin so that each piece has context around it."""
    if length <= room:
        return [0]
    step = max(1, room // 2)
    starts = list(range(0, length - room, step))
    return [*starts, length - room]
