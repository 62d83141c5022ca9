"""Counts of killed and injured people: which is which, and which is the whole."""

from __future__ import annotations

import pytest

from bot.query import parse
from bot.tolls import harm_asked, toll_in, tolls_in


def counts(text):
    return [(toll.figure.low, toll.harm) for toll in tolls_in(text)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Two people were killed and four others were injured in the fire.",
         [(2, "killed"), (4, "injured")]),
        ("A man drove into the crowd, killing two and injuring at least nine others.",
         [(2, "killed"), (9, "injured")]),
        ("The blast left one dead and 19 injured.", [(1, "killed"), (19, "injured")]),
        ("Three women and a man were wounded.", [(4, "injured")]),
        ("The fire cost the lives of three young people.", [(3, "killed")]),
        ("Six people were fatally shot.", [(6, "killed")]),
        ("Nine officers were injured, not eleven; two fell.", [(9, "injured")]),
        ("Police arrested two men.", []),
        ("Ann Lee, 42, and Bo Lee, 38, were killed.", []),
        ("She was shot five times.", []),
        ("The crash sent five people to the hospital.", [(5, "injured")]),
        ("Bo Lee lay still after he was shot, when two women came to help.", []),
        ("Two girls, 11 and 14 years of age, were taken to hospital.", [(2, "injured")]),
    ],
)  # fmt: skip
def test_killed_and_injured_are_told_apart(text, told):
    assert counts(text) == told


@pytest.mark.parametrize(
    ("whole", "less"),
    [
        ("Nine people were injured.", "Three of them were injured."),
        ("Nine people were injured.", "Four people were injured in an unrelated crash."),
        ("Nine people were injured.", "The other five injured were taken home."),
        ("Nine people were injured.", "Police initially said six people were injured."),
        ("Nine people were injured.", "Nine people were shot."),
        ("Nine people were injured.", "It was in retaliation for a crash that injured two men."),
    ],
)
def test_parts_and_other_events_weigh_less(whole, less):
    weights = [toll.weight for text in (whole, less) if (toll := toll_in(text, "injured"))]
    assert len(weights) == 2 and weights[0] > weights[1]


def test_the_whole_is_taken_of_a_sentence_with_its_parts():
    text = "Four people, including an 11-year-old boy and two women, were wounded on Friday."
    toll = toll_in(text, "injured")
    assert toll is not None and toll.figure.low == 4


@pytest.mark.parametrize(
    ("question", "harm"),
    [
        ("How many people were killed?", "killed"),
        ("How many people died in the fire?", "killed"),
        ("How many officers were wounded?", "injured"),
        ("How many houses were hit?", None),
        ("How many people marched?", None),
        ("Who was killed?", None),
    ],
)
def test_questions_of_harm(question, harm):
    assert harm_asked(parse(question)) == harm
