import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.attribution.decoding import (
    LABELS,
    Transitions,
    allowed,
    allowed_first,
    bio_spans,
    marginals,
    viterbi,
)

COUNT = len(LABELS)


def total(path, scores, transitions):
    steps = sum(transitions.between[a, b] for a, b in itertools.pairwise(path))
    words = sum(scores[at, label] for at, label in enumerate(path))
    return transitions.first[path[0]] + words + steps + transitions.last[path[-1]]


def random_case(seed, lengths):
    rng = np.random.default_rng(seed)
    scores = rng.normal(0, 2, (len(lengths), max(lengths), COUNT)).astype(np.float32)
    transitions = Transitions.checked(
        rng.normal(size=(COUNT, COUNT)), rng.normal(size=COUNT), rng.normal(size=COUNT)
    )
    return scores, np.array(lengths), transitions


@pytest.mark.parametrize("seed", range(5))
def test_viterbi_finds_what_trying_every_sequence_finds(seed):
    lengths = [4, 1, 3]
    scores, sizes, transitions = random_case(seed, lengths)
    for row, path in enumerate(viterbi(scores, sizes, transitions)):
        every = itertools.product(range(COUNT), repeat=lengths[row])
        best = max(every, key=lambda p: total(p, scores[row], transitions))
        assert tuple(path) == best


@pytest.mark.parametrize("seed", range(3))
def test_marginals_are_shares_of_all_sequences(seed):
    lengths = [3, 1, 2]
    scores, sizes, transitions = random_case(seed, lengths)
    shares = marginals(scores, sizes, transitions)
    for row, length in enumerate(lengths):
        paths = list(itertools.product(range(COUNT), repeat=length))
        weights = np.exp([total(p, scores[row], transitions) for p in paths])
        for at in range(length):
            for label in range(COUNT):
                expected = sum(
                    w for p, w in zip(paths, weights, strict=True) if p[at] == label
                ) / sum(weights)
                assert shares[row, at, label] == pytest.approx(expected, abs=1e-4)
        assert not shares[row, length:].any()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.lists(st.integers(1, 30), min_size=1, max_size=5))
def test_decoded_labels_are_always_well_formed(seed, lengths):
    scores, sizes, transitions = random_case(seed, lengths)
    legal, first = allowed(), allowed_first()
    for length, path in zip(lengths, viterbi(scores, sizes, transitions), strict=True):
        assert len(path) == length
        assert first[path[0]]
        assert all(legal[a, b] for a, b in itertools.pairwise(path))


def test_padding_does_not_change_the_result():
    scores, _, transitions = random_case(1, [6])
    padded = np.concatenate([scores, np.full((1, 4, COUNT), 50, np.float32)], 1)
    assert (
        viterbi(padded, np.array([6]), transitions)[0]
        == viterbi(scores, np.array([6]), transitions)[0]
    ).all()


def test_without_learnt_scores_the_best_words_win_where_bio_allows():
    scores = np.zeros((1, 2, COUNT), np.float32)
    scores[0, 0, LABELS.index("B-cue")] = 1
    scores[0, 1, LABELS.index("I-content")] = 5  # cannot follow a cue
    scores[0, 1, LABELS.index("B-content")] = 4.5
    (path,) = viterbi(scores, np.array([2]), Transitions.bio())
    assert [LABELS[k] for k in path] == ["B-cue", "B-content"]
    scores[0, 1, LABELS.index("B-content")] = 3.5  # now both words do better as one content
    (path,) = viterbi(scores, np.array([2]), Transitions.bio())
    assert [LABELS[k] for k in path] == ["B-content", "I-content"]


def test_transitions_of_the_wrong_size_are_refused():
    with pytest.raises(ValueError, match="7 by 7"):
        Transitions.checked(np.zeros((3, 3)), np.zeros(3), np.zeros(3))


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        ([], []),
        (["O", "O"], []),
        (["B-cue", "I-cue", "O"], [(0, 2, "cue")]),
        (["B-cue", "B-cue"], [(0, 1, "cue"), (1, 2, "cue")]),
        (["I-source", "I-cue"], [(0, 1, "source"), (1, 2, "cue")]),
        (["O", "B-content", "I-content"], [(1, 3, "content")]),
    ],
)
def test_spans_of_bio(labels, spans):
    assert bio_spans(labels) == spans
