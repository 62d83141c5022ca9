from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.encoder import MODELS, Encoder, RememberingEncoder
from index.errors import ModelError
from index.ranker import FILE, SentenceRanker, load, ranker_of


def ranker(d: int, h: int, out: float = 0.0) -> SentenceRanker:
    rng = np.random.default_rng(1)
    three = [rng.normal(size=(h, d)).astype(np.float32) for _ in range(3)]
    turn = np.eye(d, dtype=np.float32)
    return SentenceRanker(turn, *three, np.zeros(h, np.float32), np.full(h, out, np.float32))


@given(st.integers(1, 9), st.integers(1, 6), st.integers(0, 5))
def test_without_a_hidden_layer_and_unturned_it_is_the_cosine(d, h, sentences):
    rng = np.random.default_rng(d)
    question = rng.normal(size=d).astype(np.float32) * 3
    told = rng.normal(size=(sentences, d)).astype(np.float32)
    found = ranker(d, h).score(question, told)
    assert np.allclose(found, told @ question / np.linalg.norm(question), atol=1e-5)


def test_each_sentence_is_scored_by_itself():
    rng = np.random.default_rng(2)
    question, told = rng.normal(size=4), rng.normal(size=(5, 4)).astype(np.float32)
    made = ranker(4, 3, out=0.5)
    alone = [made.score(question, told[n : n + 1])[0] for n in range(5)]
    assert np.allclose(made.score(question, told), alone, atol=1e-5)


def test_an_answer_in_other_words_goes_before_a_sentence_that_repeats_the_question():
    question = "Who is going to pay for the new bridge?"
    told = [
        "The new bridge is going to be 300 metres long.",
        "The county will meet the cost of the crossing.",
    ]
    vectors = Encoder().embed([question, *told])
    made = load(MODELS / "encoder")
    assert made is not None
    beside, answer = made.score(vectors[0], vectors[1:])
    cosines = vectors[1:] @ vectors[0]
    assert answer - beside > cosines[1] - cosines[0]


def test_another_encoder_has_none_and_a_remembered_one_keeps_its_own(tmp_path):
    assert ranker_of(Encoder(tmp_path)) is None
    assert ranker_of(object()) is None
    assert ranker_of(RememberingEncoder(Encoder())) is load(MODELS / "encoder")


@settings(max_examples=20)
@given(st.binary(max_size=200))
@example(b"PK\x03\x04 cut off")
def test_a_broken_file_is_told_in_one_line(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("encoder")
    (folder / FILE).write_bytes(content)
    with pytest.raises(ModelError, match=r"ranker.*cannot be read") as told:
        load(folder)
    assert "\n" not in str(told.value)
