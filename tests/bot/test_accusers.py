"""Answers to questions of blame: each voice that lays it at a door, nobody who only names it."""

import pytest
from scene import claim, found, models, source

from bot.accusers import accused_in
from bot.answer_settings import AnswerSettings
from bot.answering import answer
from bot.query import parse

POST = source(
    "post",
    "The Red Lantern claimed responsibility for the raid on the depot. Ministers said that Ostria "
    "may have been behind the raid. The men responsible for the raid were caught at a farm.",
    "Harbour Post",
)
WIRE = source(
    "wire",
    "Raiders burned the depot on Monday. Velland said that the group was responsible. The union of "
    "storemen blamed the management for the raid.",
    "Wire",
)
CLAIMS = (
    claim(POST, "Ostria may have been behind the raid", "Ministers"),
    claim(WIRE, "the group was responsible", "Velland"),
    claim(WIRE, "the management for the raid", "The union of storemen", cue="blamed"),
)


def ask(question):
    passages, texts = found(POST, WIRE, claims=CLAIMS)
    return answer(parse(question), passages, texts, AnswerSettings(), *models())


def test_every_voice_is_heard_and_the_caught_are_no_answer():
    made = ask("Who was behind the raid?")
    told = " ".join(s.text for s in made.statements)
    assert "Red Lantern" in told
    assert "Ostria" in told
    assert "the group was responsible" in told
    assert "caught at a farm" not in told
    assert len({(s.holder, s.source_id) for s in made.statements}) == len(made.statements)


def test_who_accuses_one_is_answered_by_those_who_do():
    made = ask("Who blames the management for the raid?")
    assert {s.holder for s in made.statements} == {"The union of storemen"}
    made = ask("Who blames Ostria?")
    assert {s.holder for s in made.statements} == {"Ministers"}


@pytest.mark.parametrize(
    ("question", "accused"),
    [
        ("Who blames the union for the delay?", ("the union",)),
        ("And who else accuses Ostria of the raid?", ("Ostria",)),
        ("Who holds the harbour master responsible?", ("the harbour master",)),
        ("Who is accused of the raid?", ()),
        ("Who was behind the raid?", ()),
        ("Who held the first meeting?", ()),
    ],
)
def test_whom_a_question_says_somebody_accuses(question, accused):
    assert accused_in(parse(question)) == accused
