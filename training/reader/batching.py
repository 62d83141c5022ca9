"""Groups as padded tensors, put together by length so that little padding is computed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from bot.reader_input import Packer, Window
from training.reader.examples import ANSWERS, UNKNOWN, Group, Told

_NO_TARGET = -100


@dataclass(frozen=True, slots=True)
class Batch:
    """Some groups as tensors: R rows (passages) of L pieces, S spans.

    ``span_row`` and ``span_group`` [S] place a span, ``span_mask`` [S, L] marks its pieces and
    ``labels`` [S] are ANSWERS or OTHER (unknown ones are left out). ``places`` [R, L] marks where
    answer words can begin: [CLS], which stands for none, and the passage. ``begins`` and
    ``finishes`` [R] are the places of the answer words, -100 where nobody marked them.
    """

    ids: Tensor
    mask: Tensor
    types: Tensor
    places: Tensor
    begins: Tensor
    finishes: Tensor
    span_row: Tensor
    span_group: Tensor
    span_mask: Tensor
    labels: Tensor
    groups: int

    def to(self, device: torch.device) -> Batch:
        """Return the batch on another device."""
        moved = {
            name: value.to(device) if isinstance(value, Tensor) else value
            for name in self.__dataclass_fields__
            for value in (getattr(self, name),)
        }
        return Batch(**moved)


@dataclass(frozen=True, slots=True)
class Packed:
    """A group with its passages packed."""

    group: Group
    windows: tuple[Window, ...]

    @property
    def longest(self) -> int:
        """Pieces of the longest passage."""
        return max(len(window.ids) for window in self.windows)


def pack_group(packer: Packer, group: Group) -> Packed:
    """Pack a group; of a passage too long for one window the first is kept."""
    windows = tuple(packer.pack(group.question, told.text)[0] for told in group.told)
    return Packed(group, windows)


def batches(
    groups: Sequence[Group], packer: Packer, pieces: int, rng: random.Random, pool: int = 384
) -> Iterator[Batch]:
    """Shuffle groups and yield batches of about ``pieces`` pieces, padding included.

    :param pool: so many groups are sorted by length at a time.
    """
    order = list(groups)
    rng.shuffle(order)
    for at in range(0, len(order), pool):
        packed = [pack_group(packer, group) for group in order[at : at + pool]]
        packed.sort(key=lambda one: one.longest)
        ready: list[list[Packed]] = [[]]
        for one in packed:
            rows = sum(len(p.windows) for p in ready[-1]) + len(one.windows)
            if ready[-1] and rows * one.longest > pieces:
                ready.append([])
            ready[-1].append(one)
        rng.shuffle(ready)
        yield from (collate(chosen) for chosen in ready if chosen)


def collate(packed: Sequence[Packed]) -> Batch:
    """Put packed groups into one batch."""
    windows = [window for one in packed for window in one.windows]
    rows, length = len(windows), max(len(window.ids) for window in windows)
    ids, mask, types, places = (np.zeros((rows, length), np.int64) for _ in range(4))
    begins, finishes = (np.full(rows, _NO_TARGET, np.int64) for _ in range(2))
    spans: list[tuple[int, int, int, int, int]] = []
    row = 0
    for number, one in enumerate(packed):
        for told, window in zip(one.group.told, one.windows, strict=True):
            size = len(window.ids)
            ids[row, :size], types[row, :size], mask[row, :size] = window.ids, window.types, 1
            places[row, 0] = 1
            places[row, window.first : window.first + len(window.offsets)] = 1
            begins[row], finishes[row] = word_places(told, window)
            for span, label in zip(told.spans, told.labels, strict=True):
                inside = covered(window, span)
                if label != UNKNOWN and inside is not None:
                    spans.append((row, number, *inside, label))
            row += 1
    table = np.array(spans, np.int64).reshape(-1, 5)
    at = np.arange(length)
    span_mask = (at >= table[:, 2:3]) & (at <= table[:, 3:4])
    return Batch(
        ids=torch.from_numpy(ids),
        mask=torch.from_numpy(mask),
        types=torch.from_numpy(types),
        places=torch.from_numpy(places).bool(),
        begins=torch.from_numpy(begins),
        finishes=torch.from_numpy(finishes),
        span_row=torch.from_numpy(table[:, 0]),
        span_group=torch.from_numpy(table[:, 1]),
        span_mask=torch.from_numpy(span_mask),
        labels=torch.from_numpy((table[:, 4] == ANSWERS).astype(np.float32)),
        groups=len(packed),
    )


def covered(window: Window, span: tuple[int, int]) -> tuple[int, int] | None:
    """Return the first and last place of the pieces that a span of characters covers."""
    inside = np.flatnonzero((window.offsets[:, 1] > span[0]) & (window.offsets[:, 0] < span[1]))
    if not len(inside):
        return None
    return int(window.first + inside[0]), int(window.first + inside[-1])


def word_places(told: Told, window: Window) -> tuple[int, int]:
    """Return first and last place of the answer words; (0, 0), [CLS], when there are none."""
    if told.words is None:
        return _NO_TARGET, _NO_TARGET
    if not told.words:
        return 0, 0
    return covered(window, told.words) or (_NO_TARGET, _NO_TARGET)
