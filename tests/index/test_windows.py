from itertools import pairwise

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.attribution.tagger import MODEL_DIR
from index.attribution.windows import CLS, SEP, by_length, collate, encode, length, pack


@pytest.fixture(scope="module")
def tokenizer():
    loaded = Tokenizer.from_file(str(MODEL_DIR / "tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def test_first_pieces_are_those_of_words(tokenizer):
    (one,) = encode(tokenizer, [["The", "\u200b", "antidisestablishmentarianism", "U.S.", "fell"]])
    assert one.words.tolist() == [0, 2, 3, 4]  # a word of no piece is left out
    assert tokenizer.id_to_token(int(one.ids[one.first[-1]])) == "fell"
    assert len(one.features) == len(one.ids) > 5


def test_windows_hold_whole_neighbours_in_order(tokenizer):
    encoded = encode(tokenizer, [["word"] * n for n in (50, 60, 200, 10, 10)])
    windows = list(pack(encoded, range(5), 120))
    assert [[part.paragraph for part in w] for w in windows] == [[0, 1], [2], [3, 4]]
    alone = list(pack(encoded, range(5), 1))
    assert [[part.paragraph for part in w] for w in alone] == [[0], [1], [2], [3], [4]]


def test_long_paragraphs_are_cut_between_words_and_nothing_is_lost(tokenizer):
    words = ["antidisestablishmentarianism", "ran"] * 200 + ["x" * 90]
    encoded = encode(tokenizer, [words])
    parts = [part for w in pack(encoded, [0], 256) for part in w]
    assert parts[0].begin == 0 and parts[-1].end == len(encoded[0].ids)
    assert all(a.end == b.begin for a, b in pairwise(parts))
    assert all(length([part]) <= 256 for part in parts)
    assert all(part.begin in encoded[0].first for part in parts)


def test_a_word_longer_than_a_window_is_cut(tokenizer):
    encoded = encode(tokenizer, [["7." * 400]])
    parts = [part for w in pack(encoded, [0], 256) for part in w]
    assert len(parts) > 1
    assert all(length([part]) <= 256 for part in parts)


def test_padded_arrays(tokenizer):
    encoded = encode(tokenizer, [["He", "said"], ["No", "."], ["Rain"]])
    windows = [*pack(encoded, [0, 1], 256), *pack(encoded, [2], 256)]
    ids, mask, features = collate(encoded, windows)
    assert ids.shape == mask.shape == features.shape == (2, 7)
    assert ids[0, [0, 3, 6]].tolist() == [CLS, SEP, SEP]
    assert mask.sum(1).tolist() == [7, 3]
    assert not ids[1, 3:].any()
    assert (features[0, [0, 3, 6]] == 0).all()


def test_batches_hold_all_windows_of_like_length(tokenizer):
    encoded = encode(tokenizer, [["word"] * n for n in (5, 100, 7, 90, 3)])
    windows = list(pack(encoded, range(5), 1))
    groups = list(by_length(windows, 64))
    assert sorted(part.paragraph for g in groups for w in g for part in w) == [0, 1, 2, 3, 4]
    for group in groups:
        assert len(group) == 1 or max(map(length, group)) * len(group) <= 64
    assert np.all(np.diff([length(w) for g in groups for w in g]) >= 0)
