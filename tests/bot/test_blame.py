"""Whom a sentence blames, and whom it clears."""

import pytest

from bot.blame import blame_in, clauses, differ, tells_blame


@pytest.mark.parametrize(
    ("text", "accused", "cleared"),
    [
        ("Velland accused Ostria and Norrland of the raid.", ("Ostria", "Norrland"), ()),
        ("The raid was carried out by the Red Lantern.", ("Red Lantern",), ()),
        ("Officials believe that Ostria may have been behind the raid.", ("Ostria",), ()),
        ("Ostria had nothing to do with the raid.", (), ("Ostria",)),
        ("Velland said that the group was responsible.", (), ()),
        ("The union blamed the management for the fire.", ("management",), ()),
        ("The raid began at dawn in Karm.", (), ()),
        ("Lund is behind bars.", (), ()),
    ],
)
def test_blame(text, accused, cleared):
    found = blame_in(text)
    assert found.accused == accused
    assert found.cleared == cleared


def test_a_sentence_that_sets_one_against_the_other():
    text = "The Red Lantern claimed responsibility for the raid, although Velland blamed Ostria."
    first, second = (blame_in(clause) for clause in clauses(text))
    assert differ(first, second)


def test_a_state_and_its_capital_are_one():
    assert not differ(blame_in("It accused France of it."), blame_in("Paris was behind it."))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Red Lantern claimed responsibility for the raid.", True),
        ("Ostria was behind the raid, a minister said.", True),
        ("Police suspect two brothers.", True),
        ("The paper claimed that the ministry had withheld a letter.", False),
        ("All the attackers had been captured.", False),
    ],
)
def test_what_tells_of_blame(text, told):
    assert tells_blame(text) is told
