import gzip
import json

import pytest

from eval.attribution import (
    Whole,
    by_words,
    common_of_shorter,
    common_of_union,
    matched,
    read_rows,
    score_articles,
    score_pieces,
)
from eval.cue_rule import rule_labels
from eval.span_scores import Tagged, f1_scores, jaccard
from index.attribution.decoding import bio_spans
from index.attribution.tagger import LabelledSpan
from index.errors import CorpusError


def test_perfect_and_empty_predictions():
    spans = ((0, 2, "source"), (2, 3, "cue"), (3, 9, "content"))
    perfect = f1_scores([Tagged("a", spans, spans)])
    assert all(score.value == 1 for score in perfect.values())
    nothing = f1_scores([Tagged("a", spans, ())])
    assert all(score.value == 0 for score in nothing.values())


def test_one_end_wrong_counts_for_begin_and_in_part_for_jaccard():
    true, found = ((3, 7, "content"),), ((3, 5, "content"),)
    scores = f1_scores([Tagged("a", true, found)])
    assert scores["exact_content"].value == 0
    assert scores["begin_content"].value == 1
    assert scores["jaccard_content"].value == pytest.approx(0.5)


def test_spurious_spans_lower_every_measure():
    true, found = ((0, 2, "cue"),), ((0, 2, "cue"), (5, 6, "cue"))
    scores = f1_scores([Tagged("a", true, found)])
    for measure in ("exact", "begin", "jaccard"):
        assert scores[f"{measure}_cue"].value == pytest.approx(2 / 3)


def test_labels_must_agree():
    assert jaccard((0, 2, "cue"), (0, 2, "source")) == 0
    assert jaccard((0, 2, "cue"), (2, 4, "cue")) == 0
    assert jaccard((0, 3, "cue"), (1, 4, "cue")) == pytest.approx(0.5)


def test_intervals_hold_the_value():
    spans = [((0, 2, "source"), (2, 3, "cue"), (3, 9, "content"))] * 12
    tagged = [
        Tagged(str(k), true, true if k % 3 else ((0, 2, "source"),)) for k, true in enumerate(spans)
    ]
    for score in f1_scores(tagged, resamples=200).values():
        assert score.low <= score.value <= score.high


def test_pieces_are_scored_with_their_documents():
    rows = [
        {"id": "x", "tokens": ["He", "said", "no"], "labels": ["B-source", "B-cue", "B-content"]},
        {"id": "x", "tokens": ["Rain"], "labels": ["O"]},
    ]
    asked = []

    def labeller(words, ids):
        asked.append((words, ids))
        return [row["labels"] for row in rows]

    assert score_pieces(rows, labeller)["exact_macro"].value == 1
    assert asked == [([["He", "said", "no"], ["Rain"]], ["x", "x"])]


def test_character_spans_become_words():
    words = [(0, 2), (3, 7), (8, 11)]
    assert by_words(words, {(0, 7, "cue"), (5, 9, "content"), (20, 30, "cue")}) == [
        (0, 2, "cue"),
        (1, 3, "content"),
    ]


def test_overlap_of_interrupted_content():
    assert common_of_shorter([(0, 10), (20, 30)], [(5, 25)]) == pytest.approx(0.5)
    assert common_of_union([(0, 10)], [(5, 15)]) == pytest.approx(1 / 3)
    assert common_of_union([(0, 10)], [(10, 15)]) == 0


def test_an_attribution_needs_its_own_source():
    gold = [Whole(((0, 5),), ((10, 20),)), Whole((), ((30, 40),))]
    assert matched(gold, gold, common_of_union) == 2
    wrong = [Whole(((50, 55),), ((10, 20),)), Whole(((0, 5),), ((30, 40),))]
    assert matched(gold, wrong, common_of_union) == 0
    twice = [Whole(((0, 5),), ((10, 20),))] * 2
    assert matched(gold, twice, common_of_union) == 1


def test_true_spans_score_full_on_an_article():
    text = "The mayor said that the bridge was safe. Rain fell."
    attribution = {"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 39]]}
    spans = [
        LabelledSpan("source", 0, 9, 1.0),
        LabelledSpan("cue", 10, 14, 1.0),
        LabelledSpan("content", 15, 39, 1.0),
    ]
    rows = [{"id": "a", "text": text, "attributions": [attribution]}]
    scores = score_articles(rows, [spans])
    assert scores["exact_macro"].value == 1
    assert scores["attribution_f1"].value == scores["attribution_strict_f1"].value == 1
    assert score_articles(rows, [[]])["attribution_f1"].value == 0


def test_files_in_neither_format_are_refused(tmp_path):
    good, bad, broken = (tmp_path / name for name in ("good.jsonl.gz", "bad.jsonl", "broken.jsonl"))
    with gzip.open(good, "wt") as out:
        out.write(json.dumps({"tokens": ["a"], "labels": ["O"]}) + "\n")
    bad.write_text('{"text": "no attributions"}\n')
    broken.write_text("{\n")
    assert len(read_rows(good)) == 1
    for path in (bad, broken, tmp_path / "none.jsonl"):
        with pytest.raises(CorpusError):
            read_rows(path)


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        (
            "The mayor said that the bridge was safe .",
            {(0, 2, "source"), (2, 3, "cue"), (3, 8, "content")},
        ),
        (
            "`` We will rebuild the school , '' said Anna Kovacs .",
            {(0, 8, "content"), (8, 9, "cue"), (9, 11, "source")},
        ),
        (
            "Exports rose sharply , according to the ministry .",
            {(0, 3, "content"), (4, 6, "cue"), (6, 8, "source")},
        ),
        ("Rain fell on Monday .", set()),
    ],
)
def test_the_rule_reads_plain_reports(words, spans):
    assert set(bio_spans(rule_labels(words.split()))) == spans
