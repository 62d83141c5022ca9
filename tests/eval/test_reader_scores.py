from __future__ import annotations

import gzip
import json

import pytest

from bot.reader import Reading
from eval.reader import area, evaluate, word_f1
from index.errors import CorpusError


class Counting:
    """Reads by counting shared words: enough to see what the scores make of readings."""

    def read_pairs(self, pairs):
        return [
            reading
            for ((reading,),) in zip(
                self.read_many([(asked, text, [(0, len(text))]) for asked, text in pairs]),
                strict=True,
            )
        ]

    def read_many(self, items):
        return [
            [self._read(asked, passage, span) for span in spans] for asked, passage, spans in items
        ]

    def _read(self, asked, passage, span):
        told = passage[slice(*span)].lower().strip(".").split()
        asked = set(asked.lower().strip("?").split())
        last = passage.rfind(" ", 0, span[1]) + 1
        return Reading(len(asked & set(told)) / len(asked), last, span[1] - 1, 0.5)


def write(path, rows):
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)


def test_word_overlap_ignores_articles_case_and_punctuation():
    assert word_f1("The River,", "a river") == 1.0
    assert word_f1("river bank", "river") == pytest.approx(2 / 3)
    assert word_f1("", "river") == 0.0


def test_area_is_the_chance_of_the_right_order():
    assert area([0.9, 0.8], [0.1, 0.2]) == 1.0
    assert area([0.5], [0.5]) == 0.5
    assert area([0.1, 0.9], [0.5]) == 0.5


def test_all_measures_of_a_small_set(tmp_path):
    folder = tmp_path / "answers"
    folder.mkdir()
    rain = "Clouds came over the hill. Rain filled the old well."
    cows = "The farmer sold his cows. The milk went to town."
    write(
        folder / "squad2-dev-part.jsonl.gz",
        [
            {"title": "A", "context": rain, "question": "Rain filled the old what?",
             "answer": "well", "answer_start": rain.index("well")},
            {"title": "B", "context": cows, "question": "The milk went to where?",
             "answer": "town", "answer_start": cows.index("town")},
            {"title": "B", "context": cows, "question": "Who painted roses?",
             "answer": None, "answer_start": None},
        ],
    )  # fmt: skip
    write(
        folder / "wikiqa-dev.jsonl.gz",
        [
            {"question": "where do owls nest", "sentence": "owls nest in barns", "answers": 1},
            {"question": "where do owls nest", "sentence": "mice run", "answers": 0},
            {"question": "where do mice run", "sentence": "mice run", "answers": 0},
            {"question": "where do mice run", "sentence": "mice hide here", "answers": 1},
            {"question": "nobody knows", "sentence": "nothing", "answers": 0},
        ],
    )
    found = evaluate(tmp_path, Counting())
    values = {name: metric["value"] for name, metric in found["metrics"].items()}
    assert values["first_sentence"] == values["words_f1"] == values["words_exact"] == 1.0
    assert values["adversarial_auc"] == values["wrong_paragraph_auc"] == 1.0
    assert values["wikiqa_dev_map"] == values["wikiqa_dev_mrr"] == 0.75
    assert found["n"] == 5
    for metric in found["metrics"].values():
        assert metric["low"] <= metric["value"] <= metric["high"]


def test_a_folder_without_sets_is_refused(tmp_path):
    with pytest.raises(CorpusError, match="squad2-dev-part"):
        evaluate(tmp_path, Counting())
