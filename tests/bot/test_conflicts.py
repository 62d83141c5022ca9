"""Only sentences that are likely to answer are set against each other."""

from dataclasses import replace

from scene import found, models, source

from bot.answer_settings import AnswerSettings
from bot.conflicts import find_clash
from bot.positions import group
from bot.query import parse
from bot.relevance import score_units
from bot.units import units_of

QUERY = parse("How many people were killed in Tyrell?")
POST = source("post", "Five people were killed in Tyrell, the sheriff said.", "Post")
ECHO = source("echo", "Nine people were killed in Tyrell, a doctor said.", "Echo")


def clash(**changed):
    passages, texts = found(POST, ECHO)
    units = units_of(passages, texts)
    candidates = score_units(QUERY, units, passages, AnswerSettings(), *models())
    weighed = [replace(one, chance=changed.get(one.unit.source.id, 0.9)) for one in candidates]
    return find_clash(QUERY, group(weighed))


def test_two_likely_answers_clash():
    found_clash = clash()
    assert found_clash is not None
    assert found_clash.kind == "figures"


def test_an_unlikely_answer_contradicts_nobody():
    assert clash(echo=0.05) is None
    assert clash(post=0.05) is None
