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
    named = source("a", "The Heron Fire burned 640 barns.", "Echo")
    other = source("b", "A fire burned 90 barns.", "Post")
    office = source(
        "c", "The Department of Fire Safety said a heron died as 20 barns burned.", "Sun"
    )
    query = parse("How many barns did the Heron Fire burn?")
    assert of_others(query, [named, other, office]) == {"b", "c"}
    assert of_others(query, [other, other]) == frozenset()
    assert of_others(parse("Who fought the Heron Fire?"), [named, other]) == frozenset()


def test_a_report_that_calls_the_place_otherwise_is_not_left_out():
    named = source("a", "A blast in Orlen on Monday hurt 40 people, Ana Lund of the clinic said.")
    other = source("b", "Ana Lund said that 55 people were hurt in the blast in the capital.")
    query = parse("How many people were hurt in the Orlen blast?")
    assert of_others(query, [named, other]) == frozenset()


def test_a_name_is_found_far_down_a_long_report():
    text = f"A fire burned 90 barns. {'It was a hot and dry month in the hills. ' * 400}"
    query = parse("How many barns did the Heron Fire burn?")
    named = source("a", "The Heron Fire burned 640 barns.", "Echo")
    late = source("b", f"{text}They called it the Heron Fire.", "Post")
    assert of_others(query, [named, late, source("c", text, "Sun")]) == {"c"}
