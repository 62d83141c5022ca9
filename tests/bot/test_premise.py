import pytest
from scene import found, source

from bot.premise import premise_of, supported
from bot.query import parse
from bot.units import units_of

TEXT = (
    "The Red Hand claimed responsibility for the blast, although the government blames Norland. "
    "Ana Lund resigned on Monday. Holm had made an offer to buy the yard, two people said. "
    "The union fears worse. A speech delivered by Jon Dahl was short. "
    "Brand should quit, a senator said. If Brand were to quit, others would follow. "
    "The council decided not to evacuate Fenby. Holm shares fell by a tenth. "
    "The board has suspended its chief conductor, Teo Lask. Ida Moor, arrested on Friday, wept. "
    "Mia Horn sued Per Olt. The union would not comment on Eva Stahl's firing."
)


def told(question):
    passages, sources = found(source("a", TEXT, "Echo"))
    premise = premise_of(parse(question))
    return premise is None or supported(premise, units_of(passages, sources))


@pytest.mark.parametrize(
    "question",
    [
        "Why did the Red Hand claim responsibility?",
        "Why did Ana Lund resign?",
        "When did Jon Dahl deliver his speech?",
        "By how much did Holm shares fall?",
        "Why did the council not evacuate Fenby?",
        "Why was Teo Lask suspended?",
        "When was Ida Moor arrested?",
        "Why was Per Olt sued?",
        "Why was Eva Stahl fired?",
        "How did it happen?",
        "Who claimed responsibility?",
    ],
)
def test_what_is_told_or_not_supposed(question):
    assert told(question)


@pytest.mark.parametrize(
    "question",
    [
        "Why did Norland claim responsibility?",
        "Why did the union welcome the cuts?",
        "For how much did Holm buy the yard?",
        "When was Fenby evacuated?",
        "Why did Brand quit?",
        "Why did Jon Dahl resign?",
        "Why was Mia Horn sued?",
    ],
)
def test_what_is_supposed_and_not_told(question):
    assert not told(question)


def test_the_premise_reads_as_a_clause():
    def clause(question):
        return premise_of(parse(question)).told

    assert clause("Why did the union welcome the cuts?") == "the union welcomed the cuts"
    assert clause("When was Fenby evacuated?") == "Fenby was evacuated"
    assert clause("For how much did Holm buy the yard?") == "Holm bought the yard"
    assert clause("Why does Lund deny the theft?") == "Lund denies the theft"


def test_a_deed_too_general_supposes_nothing():
    assert premise_of(parse("How did the thieves get into the bank's systems?")) is None
    assert premise_of(parse("How much are the stolen paintings worth?")) is None


@pytest.mark.parametrize(
    "question",
    ["How did the driver's wife get the news?", "How is the hurt farmer's eyesight now?"],
)
def test_a_possessive_supposes_no_deed(question):
    assert premise_of(parse(question)) is None
