import pytest
from scene import found, models, source

from bot.answer_settings import AnswerSettings
from bot.answering import answer
from bot.clarity import cleared
from bot.query import parse

TEXT = (
    "Ana Lund was elected mayor of Orlen on Sunday. She promised to stop the ring road. "
    "The council met on Monday. It was late."
)
PAPER = source("paper", TEXT, "Daily Echo")


def at(words):
    start = TEXT.index(words)
    return cleared(PAPER, start, TEXT.index(".", start) + 1)


def test_a_pronoun_gets_the_name_that_stands_before_it():
    found_name = at("She promised")
    assert found_name.text == "She [Ana Lund] promised to stop the ring road."
    assert PAPER.text[found_name.start :].startswith("Ana Lund was elected")


@pytest.mark.parametrize("words", ["Ana Lund was", "The council met", "It was late"])
def test_other_sentences_stay(words):
    assert at(words).name is None


def test_nobody_is_named_inside_a_quotation():
    text = 'Ana Lund met Per Holm. "He and she will decide," a clerk said.'
    paper = source("a", text, "Echo")
    assert cleared(paper, text.index('"He'), len(text)).name is None


def test_what_the_speaker_promised_behind_a_pronoun_is_found():
    passages, texts = found(PAPER)
    made = answer(parse("What did Ana Lund promise?"), passages, texts, AnswerSettings(), *models())
    assert not made.abstained
    assert "she [Ana Lund] promised" in made.answer
    citation = made.citations[0]
    assert PAPER.text[citation.start : citation.end] == citation.quote
    assert "Ana Lund" in citation.quote


def test_a_speaker_is_not_taken_for_the_one_spoken_of():
    text = "Police Chief Adam Lee said Ray Ott, 17, is wanted. Police believe he shot four people."
    paper = source("a", text, "Echo")
    assert cleared(paper, text.index("Police believe"), len(text)).name is None


def test_who_goes_on_speaking_is_named():
    text = "Adam Lee said Ray Ott is wanted. He said that no reward was offered."
    paper = source("a", text, "Echo")
    assert cleared(paper, text.index("He said"), len(text)).name == "Adam Lee"
