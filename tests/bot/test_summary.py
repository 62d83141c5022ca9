import pytest

from bot.engine import Bot
from bot.query import parse
from bot.settings import load
from bot.summary import asks_summary

PAPER = (
    "It was quiet at the harbour yesterday, and the gulls were many. "
    "About 450 people had to leave Larkspur House after cracks were found in its columns. "
    "The mayor spoke to them. Bread was handed out by the church."
)
PRESS = (
    "On Thursday the city cleared Larkspur House, a tower of 22 floors. "
    "A hall was opened for those who live there. The number to call is 5012."
)


@pytest.mark.parametrize(
    "question",
    [
        "Sum up the evacuation of the tower",
        "Give me a summary of the lost spacecraft story",
        "What happened at Larkspur House?",
        "What is going on at the port of Corrin?",
        "What happened?",
        "can you summarise this",
    ],
)
def test_questions_for_the_whole_story(question):
    assert asks_summary(parse(question))


@pytest.mark.parametrize(
    "question",
    [
        "What happened to the roof of the building?",
        "Who summed up the evidence?",
        "How many people left?",
        "What do the sources disagree about?",
    ],
)
def test_questions_for_one_thing(question):
    assert not asks_summary(parse(question))


def test_each_source_is_heard_with_its_main_sentence():
    documents = [
        {"id": "paper", "text": PAPER, "publisher": "Echo"},
        {"id": "press", "text": PRESS, "publisher": "City Press"},
    ]
    bot = Bot.over(documents, load(None, ["answer.reader=false"]).settings)
    answer = bot.ask("What happened at Larkspur House?")
    told = {statement.source_id: statement.text for statement in answer.statements}
    assert "450 people" in told["paper"]
    assert "cleared Larkspur House" in told["press"]
