"""Which words of a sentence answer: kinds of thing, makers, places, times."""

from __future__ import annotations

import pytest

from bot.answer_words import find_answer
from bot.query import parse
from bot.word_order import fronted


def words(question, text):
    found = find_answer(parse(question), text)
    return found.text if found else None


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("What sport is Ann Lee associated with?", "Ann Lee (ice hockey) was born in 1976.",
         "ice hockey"),
        ("What position did Ann Lee play?", "A defender, she began her career up north.",
         "defender"),
        ("What political party does Lee belong to?",
         "Lee was a merchant and a member of the Quebec Liberal Party.", "Liberal"),
        ("What is the profession of Ann Lee?",
         "She then became an instructor of physics at the university.", "instructor"),
        ("What position did Ann Lee play?", "Height 1.88 m Position ( s ) Forward Youth career",
         "Forward"),
    ],
)  # fmt: skip
def test_a_kind_told_of_the_subject_is_found_and_sure(question, text, answer):
    found = find_answer(parse(question), text)
    assert found is not None and found.text == answer
    assert found.fit >= 0.95


def test_a_kind_that_only_occurs_is_less_sure():
    found = find_answer(
        parse("What is the profession of Ann Lee?"),
        "Lee trained with the silhouette artist Budd and travelled to fairs.",
    )
    assert found is not None and found.fit < 0.95


@pytest.mark.parametrize(
    "text",
    [
        "Double Live is a live album by American punk band Iron Gate, released in 1989.",
        "Double Live (Iron Gate album) is a live album by Iron Gate.",
    ],
)
def test_makers_stand_behind_by(text):
    assert words('Who is the artist of the album "Double Live"?', text) == "Iron Gate"


def test_a_parent_is_found_behind_son_of():
    question = "Who was Otmar's father?"
    assert words(question, "He was the eldest son of the ruler Li Deming.") == "Li Deming"


def test_where_something_is_located_with_the_larger_place():
    question = "Where is the Larkin Bridge located?"
    text = "The Larkin Bridge, off Mill Road, is located in northern Tunbridge, Vermont."
    assert words(question, text) == "Tunbridge, Vermont"


def test_a_year_that_tells_works_apart_is_no_date():
    question = 'When was the album "Tides" released?'
    assert words(question, "Tides (2007 album) is an album by Iron Gate.") is None
    assert words(question, "Tides (2007 album) was released on 1 May 2008.") == "1 May 2008"


def test_a_time_beside_what_happened_is_surer():
    question = parse("When was the party founded?")
    near = find_answer(question, "The party was founded by a lawyer in 1970.")
    far = find_answer(question, "The party has been accredited since 1940.")
    assert near is not None and far is not None
    assert near.fit > far.fit


@pytest.mark.parametrize(
    ("asked", "ordered"),
    [
        ("The 64th Division was formed in which year",
         "in which year The 64th Division was formed"),
        ("The line is operated by which company", "by which company The line is operated"),
        ("What did they say", "What did they say"),
        ("Which bridge fell", "Which bridge fell"),
        ("The minister said what", "The minister said what"),
        ("The mill burnt down", "The mill burnt down"),
    ],
)  # fmt: skip
def test_question_words_come_first(asked, ordered):
    assert fronted(asked) == ordered
