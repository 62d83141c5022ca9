"""The metrics against answers of known quality: the gold itself, and ones that fail in one way."""

import pytest

from eval.controls import NEGATIVE, GoldAnswerer
from eval.gates import ALL, check, load_gates
from eval.gold_sets import GOLD, find_gold, load_gold
from eval.metrics import ATTRIBUTION, BY_NAME
from eval.runner import run_gold
from eval.scoring import score_run

CLEAN = 0.95
"""What a control must reach on the metrics that it does not touch (their rates: under 1 - it)."""
UNTOUCHED_BY_SILENCE = {"abstention_recall", "false_conflict_rate", "forbidden_rate"}


@pytest.fixture(scope="module")
def sets():
    return [load_gold(path) for path in find_gold()]


@pytest.fixture(scope="module")
def everything():
    return [load_gold(path) for path in sorted(GOLD.rglob("gold.yaml"))]


def good(name, value):
    return value >= CLEAN if BY_NAME[name].better == "high" else value <= 1 - CLEAN


def test_the_gold_itself_scores_best_everywhere(everything):
    scored = score_run(run_gold(GoldAnswerer("perfect"), everything), resamples=0, seed=1)
    assert {m.name for m in ATTRIBUTION} <= set(scored.total)
    for name, found in scored.total.items():
        assert found.value == BY_NAME[name].best, name
    assert not scored.failed


@pytest.mark.parametrize("name", NEGATIVE)
def test_negative_control_fails_its_metrics_and_no_other(sets, name):
    manners, must_fail = NEGATIVE[name]
    scores = score_run(run_gold(GoldAnswerer(name, manners), sets), 0, 1).total
    for metric in must_fail:
        assert not good(metric, scores[metric].value), metric
    silent = manners.answers == "never"
    untouched = UNTOUCHED_BY_SILENCE if silent else {m.name for m in ATTRIBUTION} - set(must_fail)
    for metric in untouched & set(scores):
        assert good(metric, scores[metric].value), metric


@pytest.mark.parametrize("name", NEGATIVE)
def test_gates_stop_every_negative_control(sets, name):
    gates = load_gates(GOLD.parent / "gates.toml")
    manners, _ = NEGATIVE[name]
    run = run_gold(GoldAnswerer(name, manners), sets)
    assert check(gates, score_run(run, 0, 1).sections)


def test_gates_let_the_gold_pass(sets):
    gates = load_gates(GOLD.parent / "gates.toml")
    assert gates and {g.section for g in gates} >= {ALL}
    assert not check(gates, score_run(run_gold(GoldAnswerer("p"), sets), 0, 1).sections)
