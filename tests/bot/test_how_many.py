"""A speaker keeps his number and his vagueness; somebody with a name is himself."""

import pytest

from bot.how_many import head_of, still_as_many


@pytest.mark.parametrize(
    ("told", "held"),
    [
        ("two of the people", "Two of the people"),
        ("one of the residents", "One of the residents"),
        ("a resident", "one of the residents"),
        ("one former employee", "a former employee"),
        ("the police", "police"),
        ("two people who know the case", "two people familiar with the case"),
        ("a spokeswoman", "the spokeswoman for the port"),
        ("the firm's spokesman", "a spokesman for the firm"),
        ("the report", "a report by the ministry"),
        ("the captain", "Captain Ida Moor"),
        ("Lund", "the mayor, Ana Lund"),
    ],
)
def test_as_many_in_other_words(told, held):
    assert still_as_many(told, held)


@pytest.mark.parametrize(
    ("told", "held"),
    [
        ("the two people", "two of the people"),
        ("two people", "two of the people"),
        ("three of the people", "two of the people"),
        ("the people", "one of the people"),
        ("residents", "one of the residents"),
        ("some ministers", "some of the ministers"),
        ("the former employee", "a former employee"),
        ("former employees", "a former employee"),
        ("officials", "two officials"),
        ("one of the officials", "the officials"),
        ("a nurse", "the nurses"),
    ],
)
def test_another_number_or_a_whole_for_its_part(told, held):
    assert not still_as_many(told, held)


def test_the_head_of_a_speaker_ends_where_it_is_described():
    assert head_of("two people familiar with the inquiry") == "two people"
    assert head_of("one of the people, who asked not to be named") == "one of the people"
