"""Figures and views that have no word of saying: whose they are, and what is left to the narrator."""

import pytest

from index.attribution.claims import claims_of
from index.types import Source


def held(text):
    return [(c.holder, c.text) for c in claims_of(Source("d", text), []) if c.holder]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acme puts it at 900, the union at 1,400.",
            [("Acme", "it at 900"), ("the union", "at 1,400.")],
        ),
        (
            "The office speaks of 107 cases, the patients' league of “over 150”, as many stayed away.",
            [("the office", "107 cases"), ("the patients' league", "of “over 150”")],
        ),
        (
            "The price, by the way, is put at close to 700 million marks by the ministry.",
            [("the ministry", "The price, by the way, is put at close to 700 million marks")],
        ),
        (
            "The agency puts the chance of rain at no more than 15 per cent.",
            [("the agency", "the chance of rain at no more than 15 per cent")],
        ),
        (
            "Two officials came. In the union's view it was struck out for lack of money.",
            [("the union", "it was struck out for lack of money")],
        ),
        (
            "According to several guests she ruled out a second vote.",
            [("several guests", "she ruled out a second vote")],
        ),
    ],
)
def test_whose_figure_or_view_it_is(text, expected):
    assert held(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The storm put the harvest at risk, the farmers at work.",
        "The firm puts its profits into new plants.",
        "In the first round the union won.",
    ],
)
def test_what_is_nobodys_figure(text):
    assert held(text) == []
