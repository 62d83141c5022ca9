"""Ratios, intervals, differences and retrieval measures, against values worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.intervals import difference, ratio
from eval.ranking import Found, Ranking, ndcg, recall_at, reciprocal_rank

COUNTS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda p: (min(p), max(p))),
    min_size=1,
    max_size=30,
)


def pairs(*rows):
    return np.array(rows, dtype=float).reshape(-1, 2)


def test_ratio_is_the_sum_over_the_sum():
    found = ratio(pairs((1, 2), (3, 3), (0, 0)), 200, 1)
    assert found.value == pytest.approx(4 / 5)
    assert found.n == 5


def test_nothing_to_divide_by_is_not_measured():
    assert ratio(pairs((0, 0)), 100, 1).value is None
    assert ratio(pairs(), 100, 1).value is None


@given(COUNTS)
def test_interval_holds_the_value_and_stays_a_share(rows):
    found = ratio(pairs(*rows), 200, 1)
    if found.value is not None:
        assert 0 <= found.low <= found.high <= 1


def test_same_seed_gives_the_same_interval():
    rows = pairs(*[(n % 2, 1) for n in range(40)])
    assert ratio(rows, 300, 7) == ratio(rows, 300, 7)


def test_paired_difference_of_equal_runs_is_nothing():
    rows = pairs(*[(n % 3 == 0, 1) for n in range(50)])
    found = difference(rows, rows, 300, 3)
    assert (found.value, found.low, found.high) == (0, 0, 0)


def test_a_difference_in_every_question_is_sure():
    left, right = pairs(*[(0, 1)] * 30), pairs(*[(1, 1)] * 30)
    found = difference(left, right, 300, 3)
    assert found.value == 1 and found.low > 0


def test_difference_needs_the_same_questions():
    with pytest.raises(ValueError, match="same questions"):
        difference(pairs((1, 1)), pairs((1, 1), (1, 1)), 10, 1)


def test_retrieval_measures_by_hand(small, ask):
    text = small.documents["post"].text
    cut = text.index("Captain")
    places = (
        Found("c", "news", 40, len(small.documents["news"].text)),
        Found("a", "post", 0, cut),
        Found("b", "news", 0, 39),
    )
    ranking = Ranking(places, frozenset({"a", "b"}))
    dead = ask("dead")
    assert recall_at(1, ranking, dead, small) == 0
    assert recall_at(2, ranking, dead, small) == 0.5
    assert recall_at(3, ranking, dead, small) == 1
    assert reciprocal_rank(ranking) == 0.5
    best = 1 + 1 / math.log2(3)
    assert ndcg(ranking) == pytest.approx((1 / math.log2(3) + 1 / math.log2(4)) / best)


def test_retrieval_that_finds_nothing_scores_nothing():
    ranking = Ranking((), frozenset({"a"}))
    assert reciprocal_rank(ranking) == 0 and ndcg(ranking) == 0
