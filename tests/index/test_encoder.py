import numpy as np
import pytest

from index.encoder import Encoder, RememberingEncoder
from index.errors import ModelError


@pytest.fixture(scope="module")
def encoder():
    return Encoder()


def test_vectors_have_length_one_and_the_order_of_the_texts(encoder):
    texts = ["Rain fell on the hills.", "The minister resigned.", "It rained in the highlands."]
    vectors = encoder.embed(texts)
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-3)
    assert vectors[0] @ vectors[2] > vectors[0] @ vectors[1]


def test_no_text_and_endless_text(encoder):
    assert encoder.embed([]).shape == (0, 384)
    assert np.isfinite(encoder.embed(["", "word " * 3000])).all()


def test_what_is_remembered_is_what_was_encoded(encoder):
    remembering = RememberingEncoder(encoder, keep=2)
    first = remembering.embed(["The minister resigned.", "Rain fell.", "Rain fell."])
    again = remembering.embed(["Rain fell.", "The minister resigned."])
    assert np.array_equal(first[[1, 0]], again)
    assert np.array_equal(first[1], first[2])
    remembering.embed(["one", "two", "three"])
    # Forgotten vectors are made again; int8 vectors differ a little with what is in the batch.
    assert remembering.embed(["Rain fell."])[0] @ first[1] > 0.98


def test_a_missing_model_is_told_in_one_line(tmp_path):
    with pytest.raises(ModelError) as error:
        Encoder(tmp_path).embed(["x"])
    assert "\n" not in str(error.value)
