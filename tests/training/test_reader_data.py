from __future__ import annotations

import gzip
import json
import random

import pytest

from training.reader.attributions import Attributions
from training.reader.examples import ANSWERS, OTHER, UNKNOWN, Group, Told, apart, crop
from training.reader.news import turned
from training.reader.questions import Entailed, Selection, Squad, labelled
from training.reader.statements import Statements

TEXT = "The mill closed in 1911. Its owner moved to Leeds. The wheel was sold, and it rusted."
SPANS = ((0, 24), (25, 50), (51, 85))


def write(path, rows):
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def test_the_sentence_that_holds_the_answer_is_the_one_that_answers():
    told = labelled(TEXT, SPANS, (44, 49))
    assert told.labels == (OTHER, ANSWERS, OTHER)
    assert labelled(TEXT, SPANS, (18, 30)).labels == (ANSWERS, UNKNOWN, OTHER)


@pytest.mark.parametrize("seed", range(20))
def test_cropping_keeps_the_answer_and_its_words(seed):
    told = crop(labelled(TEXT, SPANS, (44, 49)), 60, random.Random(seed), keep=(44, 49))
    assert len(told.text) <= 60
    assert told.words
    assert told.text[slice(*told.words)] == "Leeds"
    at = told.labels.index(ANSWERS)
    assert told.text[slice(*told.spans[at])] == "Its owner moved to Leeds."


@pytest.mark.parametrize("before", [0.0, 1.0])
def test_sentences_taken_apart_keep_their_labels_and_words(before):
    told = labelled(TEXT, SPANS, (44, 49))
    group = apart(Group("Where did the owner move?", (told,)), random.Random(1), before=before)
    first, *others = group.told
    assert first.labels == (ANSWERS,)
    assert first.text[slice(*first.words)] == "Leeds"
    assert first.text[slice(*first.spans[0])] == "Its owner moved to Leeds."
    assert first.text.startswith("The mill" if before else "Its owner")
    assert [one.labels for one in others] == [(OTHER,), (OTHER,)]
    assert all(one.words == () for one in others)


def test_a_statement_is_answered_by_a_text_that_entails_it(tmp_path):
    for name in ("mnli-dev", "rte-train", "scitail-dev"):
        write(
            tmp_path / f"{name}.jsonl.gz",
            [{"premise": "It  rained all day.", "hypothesis": "It rained.", "label": "entailment"},
             {"premise": "It was dry.", "hypothesis": "It rained.", "label": "contradiction"}],
        )  # fmt: skip
    groups = Statements(tmp_path).epoch(random.Random(2), 10)
    assert len(groups) == 6
    for group in groups:
        (told,) = group.told
        assert group.question == "It rained."
        assert (told.labels == (ANSWERS,)) == (told.text == "It rained all day.")


def test_cropping_away_from_the_words_says_there_are_none():
    told = crop(Told(TEXT, SPANS, (0, 0, 0), (44, 49)), 30, random.Random(1), keep=SPANS[2])
    assert told.words == ()


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        ("At least 42 people were killed in the flood.",
         "How many people were killed in the flood?", "At least 42"),
        ("Nora Vale opened the new bridge yesterday.",
         "Who opened the new bridge yesterday?", "Nora Vale"),
        ("The Grand Hotel was sold in 2011.", "When was The Grand Hotel sold?", "in 2011"),
        ("Nora Vale was born in Oslo.", "Where was Nora Vale born?", "in Oslo"),
    ],
)  # fmt: skip
def test_a_sentence_is_turned_into_a_question_with_its_answer(sentence, question, answer):
    found = {one.question: sentence[slice(*one.words)] for one in turned(sentence)}
    assert found[question] == answer


def test_years_and_pronouns_are_no_answers():
    assert turned("He opened the new bridge yesterday.") == []
    assert all(one.shape != "number" for one in turned("In 2020 candidates were many there."))


@pytest.fixture
def squad(tmp_path):
    wall = "Hadrian built the wall. It is long. Sheep live there."
    rows = [
        {"title": "A", "context": TEXT, "question": "Where did the owner move?",
         "answer": "Leeds", "answer_start": TEXT.index("Leeds")},
        {"title": "B", "context": wall, "question": "Who built the wall?",
         "answer": "Hadrian", "answer_start": 0},
        {"title": "B", "context": wall, "question": "Who sold the wall?",
         "answer": None, "answer_start": None},
    ]  # fmt: skip
    return Squad(write(tmp_path / "squad.jsonl.gz", rows), 500)


@pytest.mark.parametrize("seed", range(10))
def test_only_the_own_paragraph_answers(squad, seed):
    for group in squad.epoch(random.Random(seed)):
        right = group.told[0]
        if group.origin == "squad":
            assert ANSWERS in right.labels
            answer = right.text[slice(*right.words)]
            assert answer in ("Leeds", "Hadrian")
            assert all(answer not in wrong.text for wrong in group.told[1:])
        else:
            assert ANSWERS not in right.labels
            assert right.words == ()
        for wrong in group.told[1:]:
            assert ANSWERS not in wrong.labels


def test_the_same_seed_gives_the_same_epoch(squad):
    assert squad.epoch(random.Random(4)) == squad.epoch(random.Random(4))


def test_questions_without_an_answer_are_left_out_of_selection(tmp_path):
    rows = [
        {"question": "a", "sentence": "one", "answers": 1},
        {"question": "a", "sentence": "two", "answers": 0},
        {"question": "b", "sentence": "three", "answers": 0},
    ]
    chosen = Selection(write(tmp_path / "s.jsonl.gz", rows), 500, one_text=True)
    assert {group.question for group in chosen.epoch(random.Random(1))} == {"a"}


def test_pairs_of_articles_that_are_measured_on_are_left_out(tmp_path):
    rows = [
        {"premise": "When did Tesla die?", "hypothesis": "Tesla died in 1943.",
         "label": "entailment"},
        {"premise": "Who built steam engines?", "hypothesis": "Newcomen built steam engines.",
         "label": "entailment"},
        {"premise": "What is the Rhine?", "hypothesis": "The Rhine is a river near Luther's home.",
         "label": "entailment"},
    ]  # fmt: skip
    groups = Entailed(write(tmp_path / "q.jsonl.gz", rows)).epoch(random.Random(1))
    assert [group.question for group in groups] == ["When did Tesla die?"]


def test_who_said_it_is_not_asked_of_another_speaker(tmp_path):
    text = (
        "Mayor Ann Reed said the harbour tunnel will open in May. "
        "Fishermen fear for their boats and their nets. "
        "Professor Tom Hale warned that glacier lakes are growing fast."
    )

    def span(words):
        return [[text.index(words), text.index(words) + len(words)]]

    attributions = [
        {"source": span("Mayor Ann Reed"), "cue": span("said"),
         "content": span("the harbour tunnel will open in May")},
        {"source": span("Professor Tom Hale"), "cue": span("warned"),
         "content": span("that glacier lakes are growing fast")},
    ]  # fmt: skip
    path = write(tmp_path / "p.jsonl.gz", [{"text": text, "attributions": attributions}])
    groups = Attributions(path, 600).epoch(random.Random(2), 60)
    assert {group.origin for group in groups} == {"attributions", "attributions-other"}
    for group in groups:
        words = ("Reed", "harbour", "tunnel", "open", "May")
        asks_reed = any(word in group.question for word in words)
        for told in group.told:
            for (start, end), label in zip(told.spans, told.labels, strict=True):
                if label == ANSWERS:
                    assert group.origin == "attributions"
                    assert ("tunnel" in told.text[start:end]) == asks_reed
