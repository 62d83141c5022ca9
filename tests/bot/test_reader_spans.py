from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reader_input import Window
from bot.reader_scores import Pieces, best_words, measure, merge, opening, pooled

NOTHING = (np.zeros(0, np.int64), np.zeros(0, np.float32))


def window(pieces: int, begin: int, first: int = 3) -> Window:
    ids = np.zeros(first + pieces + 1, np.int64)
    places = np.arange(begin, begin + pieces)
    offsets = np.stack((places * 2, places * 2 + 1), axis=1)
    return Window(ids, ids, first, offsets, begin, *NOTHING, np.full(pieces, -1))


def outputs(made: Window, fill: float) -> np.ndarray:
    return np.full((len(made.ids), 4), fill, np.float32)


def test_merging_takes_a_piece_from_where_it_has_most_context():
    first, second = window(10, 0), window(10, 5)
    pieces = merge([first, second], [outputs(first, 1.0), outputs(second, 2.0)])
    assert len(pieces.logits) == 15
    assert pieces.logits[4, 0] == 1.0
    assert pieces.logits[10, 0] == 2.0
    assert pieces.null[10] == 4.0
    assert pieces.offsets[12].tolist() == [24, 25]


def test_answer_words_never_end_before_they_begin():
    start = np.array([0.0, 1.0, 9.0], np.float32)
    end = np.array([9.0, 3.0, 2.0], np.float32)
    assert best_words(start, end) == (2, 2, 11.0)
    assert best_words(start[:2], end[:2]) == (0, 0, 9.0)


def test_relevance_is_a_weighted_mean():
    rows = np.zeros((3, 4), np.float32)
    rows[:, 2] = (1.0, 5.0, 3.0)
    assert pooled(rows) == pytest.approx(3.0)
    rows[1, 3] = 50.0
    assert pooled(rows) == pytest.approx(5.0)


def test_a_span_is_measured_from_its_own_pieces_alone():
    logits = np.zeros((6, 4), np.float32)
    logits[4:, 2] = 7.0
    logits[0, :2] = 9.0  # the likeliest words stand outside the span
    logits[5, :2] = 3.0
    offsets = np.array([(i * 4, i * 4 + 3) for i in range(6)])
    asked, rarity = np.array([3, 7]), np.array([1.0, 3.0], np.float32)
    stems = np.array([3, 7, -1, -1, -1, 7])
    pieces = Pieces(logits, np.full(6, 1.0, np.float32), offsets, asked, rarity, stems)
    found = measure(pieces, (16, 23))
    assert found is not None
    assert found.relevance == pytest.approx(7.0)
    assert (found.start, found.end) == (20, 23)
    assert found.margin == pytest.approx(5.0)
    assert found.shared == pytest.approx(0.75)
    assert measure(pieces, (3, 4)) is None
    moved = measure(pieces, (16, 23), shift=100)
    assert moved is not None
    assert (moved.start, moved.end) == (120, 123)


PASSAGE = "The dam broke at noon. Sirens were heard. It had been built in 1931. Nobody was hurt."


def at(words: str) -> tuple[int, int]:
    return PASSAGE.index(words), PASSAGE.index(words) + len(words)


def test_a_sentence_that_points_back_is_read_with_the_one_before():
    span = at("It had been built in 1931.")
    assert PASSAGE[opening(PASSAGE, span) :].startswith("Sirens were heard. It had")
    assert opening(PASSAGE, at("Nobody was hurt.")) == at("Nobody")[0]
    assert opening("It rained.", (0, 10)) == 0


@given(st.text('Itheys. \n"', max_size=400), st.integers(0, 400))
def test_reading_never_begins_after_the_span(text, start):
    start = min(start, len(text))
    begin = opening(text, (start, len(text)))
    assert 0 <= begin <= start
    assert start - begin <= 250
