"""The suites that ask questions with documents of their own: what they count as told."""

from __future__ import annotations

import gzip
import json

import pytest

from bot.types import Answer, Citation, Conflict, Statement
from eval import casualties, ramdocs, rgb
from eval.answer_strings import gives
from eval.batch_answers import ask_batch, cited, outlets, rates
from index.errors import CorpusError


def answer(*told, conflict=False, abstained=False):
    """An answer of (text, ids of the documents cited)."""
    citations, statements = [], []
    for text, sources in told:
        markers = []
        for source in sources:
            markers.append(len(citations) + 1)
            citations.append(
                Citation(
                    marker=markers[-1], source_id=source, passage_id="p", start=0, end=1, quote="x"
                )
            )
        statements.append(Statement(text=text, source_id=sources[0], citations=tuple(markers)))
    conflicts = (Conflict(kind="other", summary="They differ.", statements=(0,)),)
    return Answer(
        question="?",
        answer=" ".join(text for text, _ in told),
        abstained=abstained,
        statements=tuple(statements),
        citations=tuple(citations),
        conflicts=conflicts if conflict else (),
    )


def write(folder, name, rows):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("listed", "text", "told"),
    [
        ("3,559 people", "The town had a population of 3559.", True),
        ("March 3, 1912", "It opened on 3 March 1912.", True),
        ("José Peña", "It was built by Jose Pena's firm.", True),
        ("The Hague", "They met at the Hague.", True),
        ("12", "There were 120 of them.", False),
        ("New York", "They moved to York.", False),
        ("", "Anything.", False),
    ],
)
def test_listed_answers_are_found_in_other_wordings(listed, text, told):
    assert gives(listed, text) is told


def test_ramdocs_wants_each_answer_from_a_document_that_gives_it(tmp_path):
    documents = [
        {"text": "a", "type": "correct", "answer": "Ann"},
        {"text": "b", "type": "misinfo", "answer": "Bob"},
        {"text": "c", "type": "noise", "answer": "unknown"},
    ]
    rows = [{"question": "Who?", "documents": documents, "gold_answers": ["Ann"],
             "wrong_answers": ["Bob"]}] * 2  # fmt: skip
    write(tmp_path, ramdocs.FILE, rows)
    asked = []

    def ask(requests):
        asked.extend(requests)
        # The second tells of Bob, but from a document that does not; and then of nobody.
        return [
            answer(("Ann did it.", ["d0"]), ("Bob did it.", ["d1"])),
            answer(("Ann did it.", ["d0"]), ("Bob did it.", ["d2"]), ("It rained.", ["d2"])),
        ]

    found = ramdocs.evaluate(tmp_path, ask=ask)
    assert found["suite"] == "ramdocs" and found["n"] == 2
    assert found["metrics"]["answers_reported"]["value"] == 0.75
    assert found["metrics"]["answers_reported_dev"]["value"] == 1.0
    assert found["metrics"]["answers_reported_other"]["value"] == 0.5
    assert found["metrics"]["statements_carrying"]["value"] == 0.8
    assert asked[0]["documents"] == outlets(["a", "b", "c"])


def test_an_abstention_reports_nothing(tmp_path):
    row = {"question": "Who?", "documents": [{"text": "a", "type": "correct", "answer": "Ann"}],
           "gold_answers": ["Ann"], "wrong_answers": []}  # fmt: skip
    write(tmp_path, ramdocs.FILE, [row])
    silent = answer(("The nearest they come: Ann was there.", ["d0"]), abstained=True)
    metrics = ramdocs.evaluate(tmp_path, ask=lambda _: [silent])["metrics"]
    assert metrics["answers_reported"]["value"] == 0.0
    assert metrics["abstained"]["value"] == 1.0
    assert "statements_carrying" not in metrics


def test_rgb_wants_both_answers_and_no_conflict_among_true_snippets(tmp_path):
    row = {"query": "Where?", "answer": ["Rome", ["Roma"]], "fakeanswer": "Oslo",
           "positive": ["1", "2", "3", "4"], "positive_wrong": ["5", "6"]}  # fmt: skip
    write(tmp_path, rgb.FILE, [row, row])

    def ask(requests):
        assert [d["text"] for d in requests[0]["documents"]] == ["1", "5", "2", "6"]
        assert [d["text"] for d in requests[2]["documents"]] == ["1", "2", "3", "4"]
        told = answer(("In Roma.", ["d0"]), ("In Oslo.", ["d1"]), conflict=True)
        return [told, answer(("In Rome.", ["d0"])), told, answer(("In Rome.", ["d0"]))]

    metrics = rgb.evaluate(tmp_path, ask=ask)["metrics"]
    assert metrics["both_reported"]["value"] == 0.5
    assert metrics["conflict_shown"]["value"] == 0.5
    assert metrics["false_conflict"]["value"] == 0.5


def test_casualty_figures_must_stand_with_their_outlet():
    outlet = {"article": "a", "figure": "at least 20", "low": 20, "high": None}
    assert casualties.reported(answer(("20 or more were hurt.", ["a"])), outlet)
    assert not casualties.reported(answer(("At least 20 were hurt.", ["b"])), outlet)
    assert not casualties.reported(answer(("22 were hurt.", ["a"])), outlet)
    assert not casualties.reported(answer(("At least 20.", ["a"]), abstained=True), outlet)


def test_casualty_labels_are_asked_with_their_articles(tmp_path):
    labels = casualties.read_labels()
    ids = {outlet["article"] for label in labels for outlet in label["outlets"]}
    write(tmp_path, casualties.FILE, [{"id": name, "text": "Nothing."} for name in sorted(ids)])
    asked = []

    def ask(requests):
        asked.extend(requests)
        return [answer(("Nothing.", [r["documents"][0]["id"]])) for r in requests]

    found = casualties.evaluate(tmp_path, ask=ask)
    assert found["n"] == len(labels) == len(asked)
    assert found["metrics"]["figures_reported"]["value"] == 0.0
    assert {r["question"] for r in asked} == {
        "How many people were killed?", "How many people were injured?"
    }  # fmt: skip


def test_halves_are_counted_apart_and_empty_ones_left_out():
    found = rates({"told": [(1, 2), (0, 0)]}, [True, False])
    assert found["told"]["value"] == found["told_dev"]["value"] == 0.5
    assert "told_other" not in found


def test_missing_data_is_named(tmp_path):
    with pytest.raises(CorpusError, match="rgb-en-fact"):
        rgb.evaluate(tmp_path)


def test_the_batch_command_answers(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    texts = ["The old mill burnt down on Friday. Nobody was hurt, the Gazette learnt."]
    (found,) = ask_batch(
        [{"id": "1", "question": "When did the mill burn down?", "documents": outlets(texts)}]
    )
    assert not found.abstained
    assert cited(found, 0) == {"d0"}
