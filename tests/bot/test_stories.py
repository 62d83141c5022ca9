"""Two events are told apart by the names in their reports; two reports of one are not."""

import pytest
from scene import found, models, source

from bot.answer_settings import AnswerSettings
from bot.answering import answer
from bot.query import parse
from bot.stories import of_others, two_stories

TARN = source(
    "tarn",
    "A ferry sank off Port Sallow on Monday, killing 14 people. The Maren Light had left the Isle "
    "of Keld in the morning. Captain Ruth Bell was rescued.",
    "Tarn Herald",
)
KELD = source(
    "keld",
    "Captain Ruth Bell was asked on Tuesday why the Maren Light capsized. The ferry sank off Port "
    "Sallow, killing 17 people.",
    "Keld Post",
)
OSTREY = source(
    "ostrey",
    "A ferry sank on Lake Ostrey on Monday, killing 40 people. The Dunmore belonged to Corvane "
    "Lines. Minister Paul Achter flew to Brannock.",
    "Northern Wire",
)
QUESTION = "How many people were killed when the ferry sank?"


@pytest.mark.parametrize(("other", "apart"), [(KELD, False), (OSTREY, True), (TARN, False)])
def test_reports_of_one_event_share_names(other, apart):
    assert two_stories(parse(QUESTION), TARN, other) is apart
    assert two_stories(parse(QUESTION), other, TARN) is apart


def test_what_the_question_names_makes_one_matter_of_them():
    text = "The Maren Light was built in {}. {} did the plans, and {} the hull at {}."
    one = source("one", text.format(1999, "Ada Moor", "Ben Lowe", "Fenby"), "Post")
    two = source("two", text.format(2001, "Carl Dray", "Eve Shaw", "Harmen"), "Mail")
    assert not two_stories(parse("When was the Maren Light built?"), one, two)


def test_too_few_names_tell_nothing():
    bare = source("bare", "Forty people were killed when a ferry sank, officials said.", "Echo")
    assert not two_stories(parse(QUESTION), TARN, bare)


@pytest.mark.parametrize(("other", "differ"), [(KELD, True), (OSTREY, False)])
def test_tolls_of_two_events_are_no_conflict(other, differ):
    passages, texts = found(TARN, other)
    made = answer(parse(QUESTION), passages, texts, AnswerSettings(), *models())
    assert bool(made.conflicts) is differ
    assert len({statement.source_id for statement in made.statements}) == 2


def test_figures_of_reports_that_never_name_what_is_asked_about_are_of_others():
    named = source("a", "The Camp Fire destroyed 9,800 homes.", "Echo")
    other = source("b", "A fire destroyed 2,000 homes.", "Post")
    office = source(
        "c", "The Department of Fire Safety said a camp lost 40 homes in a fire.", "Mail"
    )
    query = parse("How many homes were destroyed in the Camp Fire?")
    assert of_others(query, [named, other, office]) == [False, True, True]
    assert of_others(query, [other, other]) == [False, False]
    assert of_others(parse("Who fought the Camp Fire?"), [named, other]) == [False, False]
