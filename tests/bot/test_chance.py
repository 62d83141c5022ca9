import math

import numpy as np
import pytest
from scene import claim, found, models, source

from bot.answer_settings import AnswerSettings
from bot.chance import MEASURED, OVERALL, barred, measured, overall, weigh
from bot.query import parse
from bot.relevance import score_units
from bot.units import units_of

TEXT = (
    "Twelve people were hurt when the bridge gave way. The mayor blames the builder. "
    "Was the bridge ever inspected? Anna Lund said the bridge had been closed twice. "
    "The market was full of flowers."
)


def candidates(question):
    query = parse(question)
    passages, sources = found(source("a", TEXT, "Echo"))
    return query, score_units(query, units_of(passages, sources), passages, AnswerSettings())


def test_every_measure_has_its_column_and_a_number():
    query, given = candidates("How many people were injured?")
    table = measured(query, given, False, [barred(query, one) for one in given])
    assert table.shape == (len(given), len(MEASURED))
    assert np.isfinite(table).all()


def test_the_best_sentence_lacks_nothing_to_the_best():
    query, given = candidates("How many people were injured?")
    table = measured(query, given, False, [barred(query, one) for one in given])
    for name in ("lexical", "meaning", "score"):
        column = table[:, MEASURED.index(f"behind_{name}")]
        assert column.min() == pytest.approx(0)
        assert (column >= 0).all()


def test_a_sentence_that_answers_is_likelier_than_one_beside_the_point():
    query, given = candidates("How many people were injured?")
    made = weigh(query, given, doubted=False).candidates
    assert made[0].unit.text.startswith("Twelve people")
    assert all(0 <= one.score <= 1 for one in made)
    assert [one.score for one in made] == sorted((one.score for one in made), reverse=True)


def test_what_the_documents_do_not_tell_lowers_every_chance():
    query, given = candidates("Why was the bridge closed?")
    sure = weigh(query, given, doubted=False).candidates
    doubted = {one.unit.start: one.score for one in weigh(query, given, doubted=True).candidates}
    assert all(doubted[one.unit.start] <= one.score for one in sure)


def test_a_question_and_anothers_words_cannot_answer():
    query, given = candidates("Was the bridge inspected?")
    asked = next(one for one in given if one.unit.text.endswith("?"))
    assert barred(query, asked)
    assert next(c.score for c in weigh(query, given, False).candidates if c.unit == asked.unit) == 0
    query, given = candidates("What did Anna Lund say about the bridge?")
    open_to = {one.unit.text for one in given if not barred(query, one)}
    assert not any("mayor" in text or "market" in text for text in open_to)


def test_no_sentences_no_chances():
    weighed = weigh(parse("Who was hurt?"), [], doubted=False)
    assert weighed.candidates == []
    assert weighed.answered == 0


def test_what_is_told_is_likelier_to_be_answered_than_what_is_not():
    told = weigh(*candidates("How many people were hurt?"), doubted=False)
    open_ = weigh(*candidates("What is the name of the builder's lawyer?"), doubted=False)
    assert told.answered > open_.answered


def test_a_question_is_measured_whatever_the_number_of_its_sentences():
    for count in (1, 2, 5):
        table = np.zeros((count, len(MEASURED)))
        row = overall(np.linspace(0.1, 0.9, count), table, names_asked=False)
        assert row.shape == (len(OVERALL),)
        assert row[0] == row[:3].max()


def test_weights_are_numbers_for_every_measure():
    from bot.chance import _weights

    for part, names in (("reader", MEASURED), ("plain", MEASURED), ("reader_all", OVERALL)):
        weights, bias = _weights(part)
        assert weights.shape == (len(names),)
        assert math.isfinite(bias)


@pytest.mark.parametrize(
    ("text", "able"),
    [
        ("All the attackers were captured on Saturday.", False),
        ("The attackers were 19 and 23 years old.", True),
        ("The attackers, all teenagers, were captured.", True),
    ],
)
def test_what_tells_no_age_answers_no_question_of_age(text, able):
    query = parse("How old were the attackers?")
    passages, texts = found(source("a", text, "Echo"))
    units = units_of(passages, texts)
    (candidate,) = score_units(query, units, passages, AnswerSettings(), *models())
    assert barred(query, candidate) is not able


def test_a_speaker_has_not_spoken_of_what_nobody_mentions():
    query, given = candidates("What did Anna Lund say about the insurance payments?")
    assert all(barred(query, one) for one in given)
    query, given = candidates("What did Anna Lund say about the bridge?")
    assert not all(barred(query, one) for one in given)


def test_which_person_wrote_it_is_told_by_whom_a_sentence_names():
    text = "A report by the Harbour Post says the dam leaks. Ida Moor wrote that the dam leaks."
    paper = source("a", text, "Echo")
    said = claim(paper, "that the dam leaks", "Ida Moor", cue="wrote")
    query = parse("Which journalist wrote that the dam leaks?")
    passages, sources = found(paper, claims=[said])
    given = score_units(query, units_of(passages, sources), passages, AnswerSettings())
    able = {one.unit.text[:8]: not barred(query, one) for one in given}
    assert able == {"A report": False, "Ida Moor": True}


def test_to_claim_responsibility_is_not_to_claim():
    text = "The Red Lantern claimed responsibility for the raid. Moor claimed she was asleep."
    query = parse("Who claimed responsibility?")
    passages, sources = found(source("a", text, "Echo"))
    given = score_units(query, units_of(passages, sources), passages, AnswerSettings())
    assert {one.unit.text.split()[0]: barred(query, one) for one in given} == {
        "The": False,
        "Moor": True,
    }


@pytest.mark.parametrize(
    ("question", "out"),
    [("How many gunmen were there?", True), ("How many people were charged?", False)],
)
def test_a_further_seven_are_not_all_of_those_counted(question, out):
    text = "All the gunmen were caught, with a further seven people who were charged as helpers."
    query = parse(question)
    passages, sources = found(source("a", text, "Echo"))
    (one,) = score_units(query, units_of(passages, sources), passages, AnswerSettings())
    assert barred(query, one) is out
