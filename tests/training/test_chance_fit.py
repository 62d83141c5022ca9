import numpy as np

from training.chance import Cases, chances, fit


def cases(rng, origin="a"):
    table = rng.normal(size=(30, 3))
    right = (table[:, 0] + 0.2 * rng.normal(size=30) > 0).astype(float)
    barred = np.zeros(30, dtype=bool)
    barred[0] = True
    groups = tuple(frozenset({0}) if r else frozenset() for r in right)
    return Cases(origin, table, right, groups, 1, barred)


def test_what_tells_right_from_wrong_gets_the_weight():
    rng = np.random.default_rng(1)
    weights = fit([cases(rng) for _ in range(8)], [0, 1, 2], ridge=1.0)
    assert weights[0] > 5 * abs(weights[1])
    assert weights[0] > 5 * abs(weights[2])


def test_a_barred_sentence_has_no_chance_and_teaches_nothing():
    rng = np.random.default_rng(2)
    told = [cases(rng) for _ in range(4)]
    weights = fit(told, [0, 1, 2], ridge=1.0)
    assert chances(told[0], [0, 1, 2], weights)[0] == 0
    for one in told:
        one.right[0] = 1 - one.right[0]
    assert np.allclose(fit(told, [0, 1, 2], ridge=1.0), weights)


def test_a_larger_ridge_holds_the_weights_down():
    rng = np.random.default_rng(3)
    told = [cases(rng) for _ in range(4)]
    free, held = (fit(told, [0, 1, 2], ridge=ridge) for ridge in (0.1, 100.0))
    assert abs(held[0]) < abs(free[0])
