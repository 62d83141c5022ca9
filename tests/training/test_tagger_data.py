import random

import pytest
from tokenizers import Tokenizer

from index.attribution.decoding import LABELS, bio_spans
from index.attribution.tagger import MODEL_DIR
from training.tagger.data import article_pieces, collate, epoch_windows, read_articles

ARTICLE = {
    "id": "a",
    "text": "The mayor said “it is safe.\n\nIt will stay safe,” and left.\n",
    "attributions": [{"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 48]]}],
}


def test_a_span_across_paragraphs_begins_anew():
    pieces = article_pieces(ARTICLE)
    spans = [
        [(" ".join(words[a:b]), role) for a, b, role in bio_spans(labels)]
        for words, labels in pieces
    ]
    assert spans == [
        [("The mayor", "source"), ("said", "cue"), ("“ it is safe .", "content")],
        [("It will stay safe , ”", "content")],
    ]
    assert pieces[1][1][0] == "B-content"


def test_of_overlapping_spans_the_first_keeps_the_words():
    article = {
        "text": "Aides say he plans to run.",
        "attributions": [
            {"source": [[0, 5]], "cue": [[6, 9]], "content": [[10, 25]]},
            {"source": [[10, 12]], "cue": [[13, 18]], "content": [[19, 25]]},
        ],
    }
    ((words, labels),) = article_pieces(article)
    assert bio_spans(labels) == [(0, 1, "source"), (1, 2, "cue"), (2, 6, "content")]
    assert words[2:6] == ["he", "plans", "to", "run"]


@pytest.mark.parametrize("single", [0.0, 1.0])
def test_batches_point_at_the_words_they_label(tmp_path, single):
    import json

    path = tmp_path / "train.jsonl"
    path.write_text(json.dumps(ARTICLE) + "\n" + json.dumps(ARTICLE) + "\n")
    tokenizer = Tokenizer.from_file(str(MODEL_DIR / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    corpus = read_articles(path, tokenizer)
    windows = epoch_windows(corpus, random.Random(1), single)
    assert len(windows) == (4 if single else 2)
    batch = collate(corpus, windows)
    assert batch.lengths.tolist() == [8, 9] * 2
    cue = LABELS.index("B-cue")
    at = [(r, c) for r, c in zip(*(batch.labels == cue).nonzero(), strict=True)]
    pieces = [batch.ids[batch.rows[r, c], batch.columns[r, c]] for r, c in at]
    assert [tokenizer.id_to_token(int(p)) for p in pieces] == ["said", "said"]
