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
    "The council decided not to evacuate Fenby. Holm shares fell by a tenth."
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
    ],
)
def test_what_is_supposed_and_not_told(question):
    assert not told(question)


def test_the_premise_reads_as_a_clause():
    assert premise_of(parse("Why did the union welcome the cuts?")).told == (
        "the union did welcome the cuts"
    )
    assert premise_of(parse("When was Fenby evacuated?")).told == "Fenby was evacuated"
