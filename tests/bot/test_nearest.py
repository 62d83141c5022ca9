"""Which sentences the reader gets, and the question it is asked about them."""

from __future__ import annotations

import pytest
from scene import claim, found, models, source

from bot.answer_settings import AnswerSettings
from bot.nearest import Meanings, nearness, question_for, readings_of
from bot.query import parse
from bot.reader import Reading
from bot.relevance import score_units
from bot.units import units_of


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("What does the Herald say about the bridge?", "What is said about the bridge?"),
        ("According to the Herald, who paid for the bridge?", "who paid for the bridge"),
        ("Who paid for the bridge?", "Who paid for the bridge?"),
        ("What did Ann Orr say about the bridge?", "What did Ann Orr say about the bridge?"),
    ],
)
def test_a_source_is_not_asked_about_itself_by_name(question, put):
    herald = source("a", "The bridge is paid for.", "Herald")
    assert question_for(parse(question), herald) == put


def test_another_source_is_asked_with_the_name():
    asked = "What does the Herald say about the bridge?"
    assert question_for(parse(asked), source("b", "It is shut.", "Echo Radio")) == asked


def test_the_words_of_the_speaker_asked_for_are_read_first():
    text = "The bridge will open in May. Orr said the piers are cracked."
    one = source("a", text, "Herald")
    held = claim(one, "the piers are cracked", "Orr")
    units = units_of(*found(one, claims=[held]))
    near = nearness(parse("What did Orr say?"), units, [0.5, 0.5], Meanings([0, 0]), [0, 0])
    assert near[1] > near[0]


class Counting:
    """Scores every sentence alike and keeps what it was given."""

    def __init__(self, score):
        self.score, self.given = score, []

    def read_spans(self, question, passages, spans):
        for text, inner in zip(passages, spans, strict=True):
            self.given += [text[a:b] for a, b in inner]
        return [[Reading(self.score, 0, 0, 0.0) for _ in inner] for inner in spans]


@pytest.mark.parametrize(("score", "read"), [(0.9, 2), (0.1, 5)])
def test_further_sentences_are_read_only_while_none_surely_answers(score, read):
    text = " ".join(f"The bridge has {n} piers." for n in ("two", "six", "ten", "nine", "no"))
    passages, texts = found(source("a", text))
    units = units_of(passages, texts)
    reader = Counting(score)
    settings = AnswerSettings(read_sentences=2, read_further=9)
    readings = readings_of(parse("How many piers?"), units, passages, settings, reader, [0.0] * 5)
    assert len(readings) == len(reader.given) == read
    assert len(set(reader.given)) == read


def test_an_answer_in_other_words_is_among_the_few_that_are_read():
    text = (
        "The new bridge is going to be 300 metres long. The new bridge is for walkers, too. "
        "People are going to ask about the new bridge on Monday. "
        "Taxpayers will cover its price through a levy."
    )
    passages, texts = found(source("a", text, "Herald"))
    asked = parse("Who is going to pay for the new bridge?")
    settings = AnswerSettings(read_sentences=3, read_further=0)
    scored = score_units(asked, units_of(passages, texts), passages, settings, *models())
    read = {one.unit.text for one in scored if one.read is not None}
    assert "Taxpayers will cover its price through a levy." in read
