"""Only sentences that are likely to answer are set against each other."""

from dataclasses import replace

import pytest
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


def clash_of(question, *texts, chance=0.9):
    query = parse(question)
    passages, sources = found(*texts)
    units = units_of(passages, sources)
    candidates = score_units(query, units, passages, AnswerSettings(), *models())
    return find_clash(query, group([replace(one, chance=chance) for one in candidates]))


@pytest.mark.parametrize(("chance", "shown"), [(0.9, True), (0.3, False)])
def test_figures_in_other_words_clash_where_both_are_likely_to_answer(chance, shown):
    made = clash_of(
        "How wide is the crack in the pillar?",
        source("office", "Largest width of crack: 11 millimetres (pillar 4).", "Town Office"),
        source("blog", "He measured 18 millimetres, and has a photo with a ruler.", "Mill Blog"),
        chance=chance,
    )
    assert (made is not None) is shown


def test_a_sum_without_its_currency_is_compared():
    made = clash_of(
        "What does the stoppage cost a day?",
        source("firm", "The stoppage costs 3.2 million crowns a day, the firm said.", "Ledger"),
        source("bank", "An analyst puts the cost of the stoppage closer to 2 million.", "Courier"),
    )
    assert made is not None and made.kind == "figures"


@pytest.mark.parametrize(("chance", "shown"), [(0.06, True), (0.02, False)])
def test_a_toll_in_quite_other_words_clashes_with_another(chance, shown):
    bare = source("echo", "Nine people have now died.", "Echo")
    passages, texts = found(POST, bare)
    units = units_of(passages, texts)
    candidates = score_units(QUERY, units, passages, AnswerSettings(), *models())
    weighed = [replace(c, chance=chance if c.unit.source.id == "echo" else 0.9) for c in candidates]
    assert (find_clash(QUERY, group(weighed)) is not None) is shown


def test_two_likely_answers_clash():
    found_clash = clash()
    assert found_clash is not None
    assert found_clash.kind == "figures"


def test_an_unlikely_answer_contradicts_nobody():
    assert clash(echo=0.02) is None
    assert clash(post=0.02) is None
