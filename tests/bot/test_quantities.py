import math

import pytest

from bot.quantities import number_of, quantities, relation


def only(text):
    (figure,) = quantities(text)
    return figure


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("killing at least 137 people", 137, math.inf),
        ("killed over 140 people", 141, math.inf),
        ("three dozen houses burned", 36, 36),
        ("between 5 and 7 people", 5, 7),
        ("5 to 7 people were hurt", 5, 7),
        ("up to 1,200 jobs", 0, 1200),
        ("no fewer than 238,500 voters", 238_500, math.inf),
        ("two hundred and five ships", 205, 205),
        ("half a million voters", 500_000, 500_000),
        ("40 or more people", 40, math.inf),
        ("fewer than 10 cars", 0, 9),
    ],
)
def test_bounds(text, low, high):
    figure = only(text)
    assert (figure.low, figure.high) == (low, high)


def test_units_and_kinds():
    assert only("87 % of voters").unit == "%"
    assert only("87 per cent").kind == "percent"
    money = only("it cost $2.3 million")
    assert (money.kind, money.unit, money.low) == ("money", "$", 2_300_000)
    assert only("40 million euros").unit == "€"
    assert only("a 25-year-old man").kind == "age"
    assert only("formed in 2015 in Lyon").kind == "year"
    assert only("more than 6,000 people").unit == "people"


@pytest.mark.parametrize(
    "text",
    [
        "On March 22, the hall burned",
        "at 9:30 p.m.",
        "Flight 370 vanished",
        "one of the best",
        "22 March",
    ],
)
def test_no_figures_in_dates_times_labels(text):
    assert quantities(text) == []


def test_vague_figures_are_wide_and_marked():
    figure = only("dozens of people")
    assert figure.approximate
    assert figure.low >= 24
    assert relation(figure, only("137 people")) == "compatible"
    assert relation(figure, only("three people")) == "contradict"


def test_relation():
    at_least, over, exact = only("at least 137"), only("over 140"), only("12 people")
    assert relation(at_least, over) == "compatible"
    assert relation(at_least, exact) == "contradict"
    assert relation(only("twelve people"), exact) == "same"
    assert relation(only("about 12 people"), exact) == "compatible"
    assert relation(only("$12"), only("€12")) == "compatible"


def test_the_figure_text_stands_in_the_text():
    text = "Between 5 and 7 people, some 40 cars and nearly $3 million were lost."
    for figure in quantities(text):
        assert text[figure.start : figure.end] == figure.text


def test_number_words():
    assert number_of("ninety-nine") == 99
    assert number_of("a hundred") == 100
    assert number_of("hello") is None


@pytest.mark.parametrize(
    "text", ["1.01 1,2,3 1..2 $ % 99999999999999999999", "", "½ ٣ 三", "1.0151 people"]
)
def test_odd_text_never_fails(text):
    quantities(text)
