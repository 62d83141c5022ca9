"""The hand-made labels on news: complete, well formed, and free of article text."""

import json
from collections import Counter
from typing import Any

import pytest

from eval.gold_sets import GOLD
from index.types import STANCES

DATA = {"polnear/dev", "same-event-even"}
KINDS = {"pronoun", "role", "surname", "acronym", "name", "group", "none"}
LONGEST = 80
"""Characters of the longest name; anything longer would be a sentence of an article."""


def labels(name: str) -> list[dict[str, Any]]:
    return json.loads((GOLD / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def holders() -> list[dict[str, Any]]:
    return labels("holders.json")


@pytest.fixture(scope="module")
def stances() -> list[dict[str, Any]]:
    return labels("stance.json")


def is_span(span: Any) -> bool:
    return len(span) == 2 and all(isinstance(n, int) for n in span) and 0 <= span[0] < span[1]


def overlap(one: list[int], other: list[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@pytest.mark.parametrize("name", ["holders.json", "stance.json"])
def test_every_claim_is_labelled_once_and_its_article_is_in_one_split(name):
    found = labels(name)
    places = [(c["data"], c["article"], *c["content"]) for c in found]
    assert len(set(places)) == len(places) >= 220
    assert all(c["data"] in DATA and is_span(c["content"]) for c in found)
    splits: dict[str, set[str]] = {}
    for claim in found:
        splits.setdefault(claim["article"], set()).add(claim["split"])
    assert all(s in ({"dev"}, {"test"}) for s in splits.values())


def test_both_files_agree_on_the_split_of_an_article(holders, stances):
    split = {c["article"]: c["split"] for c in holders}
    assert all(split.get(c["article"], c["split"]) == c["split"] for c in stances)


def test_a_holder_has_words_and_a_name_or_neither(holders):
    for claim in holders:
        assert claim["kind"] in KINDS
        if claim["kind"] == "none":
            assert claim["holder"] is None and claim["holder_words"] is None
            assert claim["accept"] == []
        else:
            assert claim["holder"] and is_span(claim["holder_words"])
            assert not overlap(claim["holder_words"], claim["content"])
            assert claim["holder"] not in claim["accept"]


def test_names_are_names_not_sentences(holders):
    for claim in holders:
        assert all(len(name) <= LONGEST for name in [claim["holder"] or "", *claim["accept"]])


def test_every_kind_of_holder_is_there(holders):
    kinds = Counter(c["kind"] for c in holders)
    assert set(kinds) == KINDS and min(kinds.values()) >= 5


def test_stances_are_balanced_and_only_hedged_claims_have_hedges(stances):
    count = Counter(c["stance"] for c in stances)
    assert set(count) == set(STANCES) and min(count.values()) >= 25
    for claim in stances:
        assert bool(claim["hedges"]) == (claim["stance"] == "hedged")
        assert all(h == h.lower().strip() and len(h) < 30 for h in claim["hedges"])


def test_casualty_figures_have_bounds_and_enough_of_them_differ():
    events = labels("casualties.json")
    assert len({e["event"] for e in events}) >= 40
    for event in events:
        assert event["kind"] in {"killed", "injured"} and event["split"] in {"dev", "test"}
        outlets = event["outlets"]
        assert len({o["article"] for o in outlets}) == len(outlets) >= 2
        assert all(is_span(o["span"]) and len(o["figure"]) < 20 for o in outlets)
        assert all(o["high"] is None or o["low"] <= o["high"] for o in outlets)
        tops = [o["high"] for o in outlets if o["high"] is not None]
        assert event["differ"] == (bool(tops) and max(o["low"] for o in outlets) > min(tops))
    assert len({e["event"] for e in events if e["differ"]}) >= 25
