from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reader import BATCH_PIECES, MODEL_DIR, Reader, ReaderModelError, batches
from index.sentences import sentence_spans

trained = pytest.mark.skipif(
    not (MODEL_DIR / "model.onnx").is_file(), reason="the reader's model is not there"
)


@given(st.lists(st.integers(1, 500), max_size=60))
def test_every_place_is_in_one_batch_of_bounded_size(lengths):
    grouped = batches(lengths)
    assert sorted(i for batch in grouped for i in batch) == list(range(len(lengths)))
    for batch in grouped:
        longest = max(lengths[i] for i in batch)
        assert len(batch) == 1 or longest * len(batch) <= BATCH_PIECES


def test_a_short_text_is_not_padded_to_a_long_one():
    grouped = batches([60, 20, 58, 19])
    assert sorted(sorted(batch) for batch in grouped) == [[0, 2], [1, 3]]


def test_a_missing_model_names_the_file_and_the_remedy(tmp_path):
    with pytest.raises(ReaderModelError, match=r"tokenizer\.json|config\.json"):
        Reader(tmp_path).read("Who?", ["Nobody."])


def test_a_broken_model_is_named(tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"no model")
    with pytest.raises(ReaderModelError, match="train it anew"):
        _ = Reader(tmp_path)._session


FLOOD = (
    "Heavy rain fell on the valley for three days. "
    "At least 42 people were killed when the river burst its banks, the governor said. "
    "Schools will stay closed until Monday."
)
SENTENCES = sentence_spans(FLOOD)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


@trained
def test_the_answering_sentence_comes_first(reader):
    (readings,) = reader.read_spans("How many people were killed?", [FLOOD], [SENTENCES])
    assert max(range(3), key=lambda i: readings[i].score) == 1
    (readings,) = reader.read_spans("When will schools open again?", [FLOOD], [SENTENCES])
    assert max(range(3), key=lambda i: readings[i].score) == 2


@trained
def test_text_about_something_else_scores_low(reader):
    asked = "How many people were killed in the flood?"
    told = FLOOD[slice(*SENTENCES[1])]
    answer, other = reader.read(asked, [told, "The museum shows paintings of the last century."])
    assert answer.score > 0.3
    assert other.score < 0.02
    assert other.start == other.end == 0


@trained
def test_a_batch_reads_as_one_by_one(reader):
    items = [
        ("How many people were killed?", FLOOD, SENTENCES),
        ("Who spoke?", "The governor spoke.", [(0, 19)]),
        ("Why?", "", [(0, 0)]),
    ]
    together = reader.read_many(items)
    for item, readings in zip(items, together, strict=True):
        (alone,) = reader.read_many([item])
        for one, other in zip(readings, alone, strict=True):
            # int8 scales depend on what else is in the batch.
            assert one.score == pytest.approx(other.score, abs=0.1)


@trained
def test_readings_stay_within_bounds_for_any_text(reader):
    texts = [
        "",
        "   ",
        "?",
        "🌊🌊 flood",
        "word " * 1500,
        "[SEP] [CLS] killed",
        "\x00",
        "日本語の文章",
    ]
    for text, reading in zip(texts, reader.read("How many were killed?", texts), strict=True):
        assert 0.0 <= reading.score <= 1.0
        assert 0.0 <= reading.span_score <= 1.0
        assert 0 <= reading.start <= reading.end <= len(text)


@trained
def test_an_answer_far_into_a_long_text_is_found(reader):
    filler = "The council discussed the budget of the coming year at length. "
    text = filler * 60 + "The fire killed 17 people. " + filler * 20
    at = text.index("The fire")
    spans = [(0, 62), (at, at + 26)]
    ((first, second),) = reader.read_spans("How many people did the fire kill?", [text], [spans])
    assert second.score > first.score
    assert text[second.start : second.end].startswith("17")
