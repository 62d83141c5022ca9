"""Silence where the documents do not answer, and answers where they do."""

import pytest
from scene import found, models, source

from bot.abstain import why
from bot.answer_settings import AnswerSettings
from bot.answering import answer
from bot.query import parse
from bot.relevance import score_units
from bot.units import units_of

TEXT = (
    "A fire broke out in the Brook Street warehouse on Saturday afternoon. "
    "Firefighters rescued four workers from the roof. "
    "One worker, Dana Flood, was taken to hospital. "
    "Echo Radio reported that 300 people had left their homes. "
    "Last year a burst pipe damaged the school. "
    "The owner of the warehouse could not be reached."
)


def ask(question, text=TEXT):
    passages, texts = found(source("a", text, "Echo Radio", title="Warehouse fire"))
    return answer(parse(question), passages, texts, AnswerSettings(), *models())


@pytest.mark.parametrize(
    "question",
    [
        "Who owns the warehouse?",
        "When will the trial of the arsonists begin?",
        "How many people left the hospital ship?",
        "At what time of day was the school damaged?",
        "What are the names of the firefighters?",
        "Why did the firefighters refuse to help?",
        "How many workers were rescued from the cellar?",
    ],
)
def test_near_misses_are_met_with_silence(question):
    made = ask(question)
    assert made.abstained, made.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When did the fire break out?", "Saturday"),
        ("How many workers were rescued?", "four"),
        ("What is the name of the worker who was taken to hospital?", "Dana Flood"),
        ("How many people left their homes?", "300"),
        ("At what time of day did the fire break out?", "afternoon"),
    ],
)
def test_what_is_told_is_answered(question, told):
    made = ask(question)
    assert not made.abstained
    assert told in made.answer


def test_a_false_premise_is_told_with_what_the_documents_say():
    text = "The Red Hand claimed responsibility for the blast. Norland condemned the blast."
    made = ask("Why did Norland claim responsibility?", text)
    assert made.abstained
    assert "do not say that Norland claimed responsibility" in made.answer
    assert "Red Hand" in made.answer


def test_page_furniture_is_no_answer():
    text = (
        "Hide Caption 3 of 20 Photos: Fire in the mill Workers look at the burning mill in Orlen. "
        "A cigarette caused the fire in the mill."
    )
    made = ask("What caused the fire in the mill?", text)
    assert "cigarette" in made.statements[0].text


def test_what_may_be_an_answer_in_other_words_is_not_denied():
    query = parse("Who leads the crew of the ferry?")
    passages, sources = found(source("a", "The crew of the ferry follows Ida Moor.", "Echo"))
    candidates = score_units(query, units_of(passages, sources), passages, AnswerSettings())
    unlikely, _ = why(query, candidates, answered=0.05)
    likely, near = why(query, candidates, answered=0.4)
    assert "do not say who leads the crew" in unlikely
    assert "do not say outright who leads the crew" in likely
    assert near


def test_that_somebody_is_not_named_is_an_answer():
    text = "A lorry hit the toll booth on Friday. The driver has not been named."
    made = ask("Who was the driver?", text)
    assert not made.abstained and "has not been named" in made.answer
