from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reader import (
    MODEL_DIR,
    Pieces,
    Reader,
    ReaderModelError,
    batches,
    best_words,
    measure,
    merge,
    pooled,
)
from bot.reader_input import Window
from index.sentences import sentence_spans

trained = pytest.mark.skipif(
    not (MODEL_DIR / "model.onnx").is_file(), reason="the reader's model is not there"
)

NOTHING = (np.zeros(0, np.int64), np.zeros(0, np.float32))


def window(pieces: int, begin: int, first: int = 3) -> Window:
    ids = np.zeros(first + pieces + 1, np.int64)
    places = np.arange(begin, begin + pieces)
    offsets = np.stack((places * 2, places * 2 + 1), axis=1)
    return Window(ids, ids, first, offsets, begin, *NOTHING, np.full(pieces, -1))


def outputs(made: Window, fill: float) -> np.ndarray:
    return np.full((len(made.ids), 4), fill, np.float32)


@given(st.lists(st.integers(1, 500), max_size=60))
def test_every_place_is_in_one_batch_of_bounded_size(lengths):
    grouped = batches(lengths)
    assert sorted(i for batch in grouped for i in batch) == list(range(len(lengths)))
    for batch in grouped:
        longest = max(lengths[i] for i in batch)
        assert len(batch) == 1 or longest * len(batch) <= 2048


def test_merging_takes_a_piece_from_where_it_has_most_context():
    first, second = window(10, 0), window(10, 5)
    pieces = merge([first, second], [outputs(first, 1.0), outputs(second, 2.0)])
    assert len(pieces.logits) == 15
    assert pieces.logits[4, 0] == 1.0
    assert pieces.logits[10, 0] == 2.0
    assert pieces.null[10] == 4.0
    assert pieces.offsets[12].tolist() == [24, 25]


def test_answer_words_never_end_before_they_begin():
    start = np.array([0.0, 1.0, 9.0], np.float32)
    end = np.array([9.0, 3.0, 2.0], np.float32)
    assert best_words(start, end) == (2, 2, 11.0)
    assert best_words(start[:2], end[:2]) == (0, 0, 9.0)


def test_relevance_is_a_weighted_mean():
    rows = np.zeros((3, 4), np.float32)
    rows[:, 2] = (1.0, 5.0, 3.0)
    assert pooled(rows) == pytest.approx(3.0)
    rows[1, 3] = 50.0
    assert pooled(rows) == pytest.approx(5.0)


def test_a_span_is_measured_from_its_own_pieces_alone():
    logits = np.zeros((6, 4), np.float32)
    logits[4:, 2] = 7.0
    logits[0, :2] = 9.0  # the likeliest words stand outside the span
    logits[5, :2] = 3.0
    offsets = np.array([(i * 4, i * 4 + 3) for i in range(6)])
    asked, rarity = np.array([3, 7]), np.array([1.0, 3.0], np.float32)
    stems = np.array([3, 7, -1, -1, -1, 7])
    pieces = Pieces(logits, np.full(6, 1.0, np.float32), offsets, asked, rarity, stems)
    found = measure(pieces, (16, 23))
    assert found is not None
    assert found.relevance == pytest.approx(7.0)
    assert (found.first, found.last) == (5, 5)
    assert found.margin == pytest.approx(5.0)
    assert found.shared == pytest.approx(0.75)
    assert measure(pieces, (3, 4)) is None


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
def test_the_answering_sentence_comes_first_with_its_words(reader):
    (readings,) = reader.read_spans("How many people were killed?", [FLOOD], [SENTENCES])
    assert max(range(3), key=lambda i: readings[i].score) == 1
    assert "42" in FLOOD[readings[1].start : readings[1].end]
    (readings,) = reader.read_spans("When will schools open again?", [FLOOD], [SENTENCES])
    assert max(range(3), key=lambda i: readings[i].score) == 2
    assert "Monday" in FLOOD[readings[2].start : readings[2].end]


@trained
def test_text_about_something_else_scores_low(reader):
    asked = "How many people were killed in the flood?"
    answer, other = reader.read(asked, [FLOOD, "The museum shows paintings of the last century."])
    assert answer.score > 0.5 > other.score
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
            assert one.score == pytest.approx(other.score, abs=0.03)


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
