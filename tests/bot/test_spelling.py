import pytest

from bot.query import parse
from bot.slips import slip_cost
from bot.spelling import respelt

TEXT = "Two people were killed in Orlen when militants attacked. Sorrel Vann said it was over."


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how many peple were kiled in Orlin", "how many people were killed in Orlen"),
        ("how meny peple did the militants kil", "how many people did the militants kill"),
        ("wat did vann sayed", "what did Vann said"),
        ("were did the atack hapen", "where did the attack happen"),
        ("wen did the millitants atack Orlen", "when did the militants attack Orlen"),
        ("what did Sorel Vann say", "what did Sorrel Vann say"),
        ("how many ppl dyed", "how many people died"),
        ("how many millitents were killed", "how many militants were killed"),
        ("by how mutch did prises fall", "by how much did prices fall"),
    ],
)
def test_each_slip_is_mended(typed, meant):
    assert respelt(parse(typed), [TEXT]).complete == meant


def test_what_is_counted_is_read_from_the_mended_question():
    assert respelt(parse("how meny peple were kild"), [TEXT]).counted == "people"


@pytest.mark.parametrize(
    "question",
    [
        "Who won the match?",
        "Were the militants caught?",
        "What did Rubio say about Gaza?",
        "Who is the prime minister of Estonia?",
        "How many gallons of kerosene were spilt?",
        "Did the two trains collide?",
    ],
)
def test_right_words_stay(question):
    query = parse(question)
    assert respelt(query, [TEXT, "The catch was won."]) == query


def test_sound_and_doubling_are_cheap():
    assert slip_cost("fotograf", "photograph", 2) < slip_cost("motograf", "photograph", 2)
    assert slip_cost("kil", "kill", 2) < slip_cost("kil", "kilt", 2)


def test_a_name_typed_small_gets_its_capital_back():
    told = ["Ana Tverdik said the bridge was safe. The mayor thanked Tverdik."]
    mended = respelt(parse("what did tverdik say?"), told)
    assert mended.complete == "what did Tverdik say?"
    assert mended.speaker == "Tverdik"
    assert respelt(parse("was the bridge safe?"), told).complete == "was the bridge safe?"
