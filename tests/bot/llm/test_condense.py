import pytest
import scripted_server as scripted
from scripted_server import ScriptedServer, say

from bot.llm.condense import holds, leans
from bot.llm.prompts import load_prompts
from bot.llm.writer import Writer
from bot.memory import Memory
from bot.query import parse
from bot.types import Answer

ASKED = "What did Minister Owen Bell say about the ferry?"


def memory():
    made = Memory()
    made.add(ASKED, parse(ASKED), Answer(question=ASKED, answer=""))
    return made


def condensed(question, *replies, **changed):
    turns = memory()
    with ScriptedServer(*replies) as server:
        writer = Writer(server.model(**changed), load_prompts(), server.settings(**changed))
        return writer.condensed(question, turns.complete(question), turns), len(server.asked)


def test_a_follow_up_is_completed_by_the_model():
    full = "Did Owen Bell say who was to blame for the ferry?"
    assert condensed("And did he say who was to blame?", say(full)) == (full, 1)


WRONG = {
    "a name is lost": "Did the minister say who was to blame?",
    "another name": "Did Ruth Bell say who was to blame?",
    "something new": "Did Owen Bell say who was to blame for the fire?",
    "a negation is added": "Did Owen Bell not say who was to blame?",
    "a figure is added": "Did Owen Bell say who was to blame for 14 deaths?",
    "an answer": "He declined to say who was to blame.",
    "two lines": "Owen Bell\nsaid who was to blame?",
    "no end": "Owen Bell said who was to blame " * 20,
    "nothing": "",
}


@pytest.mark.parametrize("how", WRONG)
def test_what_loses_or_adds_something_does_not_stand(how):
    question = "And did he say who was to blame?"
    ruled = memory().complete(question)
    assert not holds(WRONG[how], question, ruled, memory())


def test_a_negation_is_never_lost():
    question = "Why did he not resign?"
    ruled = memory().complete(question)
    assert not holds("Why did Owen Bell resign?", question, ruled, memory())
    assert holds("Why did Owen Bell not resign?", question, ruled, memory())


def test_figures_of_the_question_stay():
    question = "And what about the 84 passengers?"
    ruled = memory().complete(question)
    assert not holds(
        "What did Minister Owen Bell say about the passengers?", question, ruled, memory()
    )


def test_the_rules_stand_when_the_model_fails():
    question = "And did he say who was to blame?"
    ruled = memory().complete(question)
    for reply in (say(WRONG["another name"]), scripted.status(500), say("")):
        assert condensed(question, reply)[0] == ruled
    assert condensed(question, scripted.hang, timeout_s=1.0)[0] == ruled


def test_a_question_that_stands_alone_is_not_put_to_the_model():
    question = "How many passengers did Tresk Lines report on the Maren Light?"
    assert not leans(question)
    assert condensed(question, say("?")) == (question, 0)
