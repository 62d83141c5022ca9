from __future__ import annotations

import gzip
import json
import random

import pytest

from bot.reader import Reading
from training.reader import asked
from training.reader.asked import Asked, read_asked, score
from training.reader.examples import ANSWERS, OTHER

TEXT = "The mill shut in 1911. Its owner moved to Leeds. The wheel was sold. Nobody was paid."
SENTENCES = [[0, 22], [23, 48], [49, 68], [69, 85]]


@pytest.fixture
def news(tmp_path, monkeypatch):
    ids = ["aa", "ab", "ac", "ad", "ae", "af", "ag", "ah", "ai", "aj", "ak"]
    with gzip.open(tmp_path / "some.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps({"id": name, "text": TEXT}) + "\n" for name in ids)
    rows = [
        {"article": name, "question": question, "answers": answers, "unsure": unsure,
         "sentences": SENTENCES}
        for name in ids
        for question, answers, unsure in (
            ("When did the works close?", [[0, 22]], [[23, 48]]),
            ("Who bought the wheel?", [], []),
        )
    ]  # fmt: skip
    with gzip.open(tmp_path / "asked.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    monkeypatch.setattr(asked, "FILE", tmp_path / "asked.gz")
    return tmp_path


def test_no_article_is_both_learnt_from_and_measured_on(news):
    learnt = {one.article for one in read_asked(news)}
    kept = {one.article for one in read_asked(news, measuring=True)}
    assert learnt and kept and not learnt & kept


def test_a_group_has_the_answer_and_others_but_nothing_unsure(news):
    for group in Asked(news).epoch(random.Random(1)):
        told = {one.text: one.labels[0] for one in group.told}
        assert not any("Leeds" in text for text in told) or group.question.startswith("Who")
        if group.question.startswith("When"):
            assert told["The mill shut in 1911."] == ANSWERS
        others = [label for text, label in told.items() if "1911" not in text]
        assert others and set(others) == {OTHER}


def test_few_are_one_answer_and_at_most_four_wrong_ones(news):
    for group in Asked(news).epoch(random.Random(2), few=True):
        labels = [one.labels[0] for one in group.told]
        assert labels.count(ANSWERS) == (1 if group.question.startswith("When") else 0)
        assert 1 <= labels.count(OTHER) <= 4


class Knows:
    """Finds the year, and is less sure of everything else."""

    def read_spans(self, question, passages, spans):
        return [
            [
                Reading(0.9 if "1911" in text[a:b] and "When" in question else 0.1, 0, 0, 0.0)
                for a, b in inner
            ]
            for text, inner in zip(passages, spans, strict=True)
        ]


def test_a_reader_that_knows_scores_fully(news):
    figures = score(Knows(), read_asked(news, measuring=True))
    assert figures == {"asked_first": 1.0, "asked_precision": 1.0, "asked_answerable": 1.0}
