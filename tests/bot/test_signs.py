"""What a sentence answers to a yes/no question."""

import pytest
from scene import found, source

from bot.query import parse
from bot.signs import negated, sign_of
from bot.units import claim_in, units_of


def sign(question, text):
    (unit,) = units_of(*found(source("a", text, "Post")))
    return sign_of(parse(question), claim_in(unit), unit.text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The harbour gate was closed before the flood.", True),
        ("The harbour gate was not closed before the flood.", False),
        ("The harbour gate stayed open in the flood.", False),
        ("There is no proof that the harbour gate was closed.", False),
        ("The harbour gate was closed but no water came.", True),
        ("The harbour is 200 years old.", None),
        ("The flood came without a warning.", None),
    ],
)
def test_signs(text, expected):
    assert sign("Was the harbour gate closed?", text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nobody from the harbour authority touched the lock.", False),
        ("A worker turned the key of the gate on Monday night, a neighbour said.", True),
        ("The harbour master calls the story of the gate a fairy tale.", False),
        ("Police told people at the gate not to use the bridge.", True),
        ("Whether it happened is unclear.", None),
    ],
)
def test_a_likely_answer_says_yes_or_no_in_other_words(text, expected):
    (unit,) = units_of(*found(source("a", text, "Post")))
    query = parse("Was the harbour gate closed?")
    assert sign_of(query, claim_in(unit), unit.text, chance=0.8) is expected
    assert sign_of(query, claim_in(unit), unit.text, chance=0.1) is None


def test_who_declines_to_comment_denies_nothing():
    text = "The port authority declined to comment on whether the harbour gate was closed."
    assert sign("Was the harbour gate closed?", text) is None


def test_a_clause_behind_and_is_read_by_itself():
    text = "They could not say who came first and had found no trace of a closed harbour gate."
    assert sign("Was the harbour gate closed?", text) is False


def test_no_doubt_is_no_denial():
    assert not negated("There is no doubt that it was closed")
    assert negated("It was never closed")
    assert not negated("He denied that it was not closed")


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("Was the harbour gate closed or not?", True),
        ("Wasn't the harbour gate closed?", True),
        ("Is it true that the harbour gate was not closed?", False),
    ],
)
def test_or_not_and_a_negative_opening_leave_a_yes_a_yes(question, yes):
    assert sign(question, "The harbour gate was closed before the flood.") is yes
    assert sign(question, "The harbour gate was not closed before the flood.") is not yes
