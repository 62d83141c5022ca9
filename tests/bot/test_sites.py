"""Where an event was: the site is told, not only the town."""

import pytest
from scene import found, models, source

from bot.answer_settings import AnswerSettings
from bot.answering import answer
from bot.query import parse
from bot.sites import asks_where

POST = source(
    "post",
    "A bomb attack took place in Orlen on Monday, killing two people. Two men walked into the "
    "Marden Street Station at noon and fired at passengers. The attack was condemned by Lund.",
    "Harbour Post",
)
WIRE = source(
    "wire",
    "The attack in Orlen was the third this year. Four people were taken to the Alder Hospital. "
    "One of them studies at Fenby College.",
    "Wire",
)


def ask(question, *sources):
    passages, texts = found(*sources)
    return answer(parse(question), passages, texts, AnswerSettings(), *models())


def test_the_site_is_told_beside_the_town():
    told = " ".join(s.text for s in ask("Where did the attack happen?", POST, WIRE).statements)
    assert "Orlen" in told
    assert "Marden Street Station" in told


def test_a_hospital_and_a_school_of_somebody_are_no_site():
    told = " ".join(s.text for s in ask("Where did the attack happen?", WIRE).statements)
    assert "Alder Hospital" not in told
    assert "Fenby College" not in told


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Where did the attack happen?", True),
        ("Where did the fire start?", True),
        ("Where was Lund born?", False),
        ("Where will the appeal be heard?", False),
        ("When did the attack happen?", False),
    ],
)
def test_questions_for_the_place_of_the_event(question, place):
    assert asks_where(parse(question)) is place
