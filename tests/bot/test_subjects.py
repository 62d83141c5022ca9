"""What a source puts behind a name to tell which one it means."""

import pytest
from scene import source

from bot.query import parse
from bot.subjects import subject_of, told_apart

QUERY = parse("How many people are missing in Paradise?")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The town of Paradise, Calif., burned down.", "Calif"),
        ("He lives in Paradise, Nevada. It is small.", "Nevada"),
        ("Paradise, Texas is a town.", "Texas"),
        ("In Paradise (1982 film) she sings.", "1982 film"),
        ("In the ruins of Paradise, Mr Gray said it was sad.", None),
        ("In Paradise, Ida Moor told reporters that it was over.", None),
    ],
)
def test_what_stands_behind_a_name(text, label):
    assert subject_of(QUERY, source("a", text, "Echo")) == label


def test_an_abbreviation_is_no_other_place():
    assert not told_apart("Calif", "California")
    assert told_apart("Nevada", "Texas")
    assert told_apart("1979 film", "1997 film")
