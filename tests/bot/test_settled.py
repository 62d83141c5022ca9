"""One source gives one answer: its whole count, its fullest date; other voices stay heard."""

from __future__ import annotations

from scene import claim, found, models, source

from bot.answer_settings import AnswerSettings
from bot.answering import answer
from bot.query import parse


def ask(question, *sources, claims=()):
    passages, by_id = found(*sources, claims=claims)
    return answer(parse(question), passages, by_id, AnswerSettings(), *models())


def test_parts_of_a_count_do_not_contradict_the_whole():
    one = source(
        "a",
        "Nine people were injured when a coach overturned. Three of the injured remained in "
        "hospital on Monday. A woman was hurt in the arm.",
        "Harbour Post",
    )
    two = source("b", "The coach crash injured nine people.", "Town Crier")
    made = ask("How many people were injured?", one, two)
    assert not made.conflicts
    assert {c.source_id for c in made.citations} == {"a", "b"}


def test_each_outlets_whole_count_is_told():
    one = source("a", "Two people were killed and nine injured in the crash.", "Harbour Post")
    two = source("b", "Six people were wounded and three killed in the crash.", "Town Crier")
    made = ask("How many people were injured?", one, two)
    text = " ".join(statement.text for statement in made.statements)
    assert "nine" in text and "six" in text.lower()
    assert [conflict.kind for conflict in made.conflicts] == ["figures"]


def test_people_shot_answer_where_nothing_more_exact_is_said():
    one = source("a", "Five people were shot outside a club on Friday.", "Harbour Post")
    made = ask("How many people were injured?", one)
    assert not made.abstained and "five" in made.statements[0].text


def test_dead_do_not_answer_for_injured():
    made = ask("How many people were injured?", source("a", "Five people were killed.", "Post"))
    assert made.abstained


def test_an_office_with_another_count_stays_heard_a_passer_by_does_not():
    text = "Nine people were injured in the fire. The hospital said 12 people were injured."
    one = source("a", text, "Harbour Post")
    held = claim(one, "12 people were injured", "the hospital", "The hospital")
    made = ask("How many people were injured?", one, claims=[held])
    assert "12" in made.answer and "nine" in made.answer.lower()
    text = "Nine people were injured in the fire. A neighbour said 12 people were injured."
    one = source("b", text, "Harbour Post")
    held = claim(one, "12 people were injured", "a neighbour", "A neighbour")
    made = ask("How many people were injured?", one, claims=[held])
    assert "12" not in made.answer


def test_a_source_that_repeats_a_count_with_another_voice_counts_as_such():
    one = source("a", "Nine people were injured in the fire.", "Harbour Post")
    two = source("b", "Police said nine people were injured in a blaze downtown.", "Town Crier")
    held = claim(two, "nine people were injured in a blaze downtown", "police", "Police")
    made = ask("How many people were injured?", one, two, claims=[held])
    assert not made.conflicts
    assert {c.source_id for c in made.citations} == {"a", "b"}


def test_the_fuller_date_of_a_source_is_given():
    text = "Porush was born in Jerusalem in 1916. Porush was born on 2 April 1916 at home."
    made = ask("When was Porush born?", source("a", text, "Harbour Post"))
    assert "2 April 1916" in made.statements[0].text


def test_a_time_beside_the_deed_outweighs_others_of_its_source():
    text = (
        "The father of Arthur Middleton, planter in Carolina, died in 1685. "
        "The tour of Arthur Middleton began in Rome in 1715. "
        "Arthur Middleton died on 17 September 1737."
    )
    made = ask("When did Arthur Middleton die?", source("a", text, "Harbour Post"))
    assert "1715" not in made.answer and "17 September 1737" in made.answer


def test_years_of_life_tell_of_a_birth_without_the_word():
    text = "Sir Horace Rumbold (2 July 1829 – 3 November 1913) was a British diplomat."
    made = ask("When was Horace Rumbold born?", source("a", text, "Harbour Post"))
    assert not made.abstained and "2 July 1829" in made.answer


def test_a_named_event_is_told_apart_from_others_of_its_kind():
    one = source(
        "a",
        "The Marlin Air crash on Sunday killed all 57 people on board. In May a plane of Tern "
        "Airways crashed in the bay, killing 89 people.",
        "Harbour Post",
    )
    two = source("b", "A Heron Lines plane crashed near Sork, killing 71 people.", "Town Crier")
    made = ask("How many people died in the Marlin Air crash?", one, two)
    text = " ".join(statement.text for statement in made.statements)
    assert "57" in text and "89" not in text and "71" not in text
    assert not made.conflicts


def test_people_are_counted_though_the_question_names_nobody():
    one = source("a", "Two people were killed and nine injured in the crash.", "Harbour Post")
    for question in ("how many died", "How many were killed in the crash?", "how many dead?"):
        assert (
            "Two people" in ask(question, one).answer or "two people" in ask(question, one).answer
        )
