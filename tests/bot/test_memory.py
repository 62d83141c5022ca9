import pytest

from bot.memory import Memory
from bot.query import parse
from bot.types import Answer


def after(*questions):
    memory = Memory()
    for question in questions:
        whole = memory.complete(question)
        memory.add(question, parse(question, whole), Answer(question=question, answer=""))
    return memory


def test_pronoun_of_a_speaker():
    memory = after("What did Ruth Bell say about the door?")
    assert (
        memory.complete("And what did he say about Ukraine?")
        == "And what did Ruth Bell say about Ukraine?"
    )
    assert "Ruth Bell" in memory.complete("What about the cause?")


def test_bare_why_asks_about_the_question_before():
    whole = after("When did the ferry sink?").complete("Why?")
    assert whole.lower().startswith("why")
    assert "ferry" in whole


def test_a_new_subject_is_left_alone():
    memory = after("What did Ruth Bell say about the door?")
    question = "Who won the election in Ardmoor?"
    assert memory.complete(question) == question


def test_the_first_question_is_left_alone():
    assert Memory().complete("Why?") == "Why?"


@pytest.mark.parametrize("question", ["", "?", "and", "he", "And?", "what about", "who else?"])
def test_odd_follow_ups_never_fail(question):
    after("How many people died in Orlen?").complete(question)


def test_only_the_last_turns_are_kept():
    memory = after(*(f"Who is person {n}?" for n in range(20)))
    assert len(memory.turns) == memory.keep


def test_they_are_the_things_asked_about_before():
    memory = Memory()
    question = "Which side effects were reported?"
    memory.add(question, parse(question), Answer(question=question, answer=""))
    assert "the side effects" in memory.complete("How many users had them?")


def test_another_speaker_is_asked_about_the_same_thing():
    memory = Memory()
    question = "How many passengers did Holm Lines report?"
    memory.add(question, parse(question), Answer(question=question, answer=""))
    assert "passengers" in memory.complete("And what does the union say?")
