from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from bot.reader_input import (
    PASSAGE,
    PASSAGE_SHARED,
    QUESTION,
    QUESTION_SHARED,
    Packer,
    rarity_of,
    stems_of,
)

WORDS = [
    *("how", "many", "people", "were", "killed", "in", "paris", "?", "police", "say", "two"),
    *("are", "the", "kill", "##ing", "##s", ".", "a"),
]
VOCABULARY = {
    word: i for i, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *dict.fromkeys(WORDS)])
}


@pytest.fixture
def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordPiece(VOCABULARY, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.add_special_tokens(["[CLS]", "[SEP]", "[PAD]", "[UNK]"])
    return made


def test_pieces_stand_where_their_offsets_say(tokenizer):
    passage = "Police say two people are killed."
    (window,) = Packer(tokenizer).pack("How many?", passage)
    words = [passage[s:e] for s, e in window.offsets]
    assert words == ["Police", "say", "two", "people", "are", "killed", "."]
    placed = window.ids[window.first : window.first + len(words)]
    assert [VOCABULARY[word.lower()] for word in words] == placed.tolist()
    assert window.ids[0] == VOCABULARY["[CLS]"]
    assert window.ids[window.first - 1] == window.ids[-1] == VOCABULARY["[SEP]"]


def test_types_mark_what_both_sides_share_by_stem(tokenizer):
    (window,) = Packer(tokenizer).pack("Killed people in the?", "the people are killing in paris")
    types = dict(zip(window.ids.tolist(), window.types.tolist(), strict=True))
    assert types[VOCABULARY["killed"]] == QUESTION_SHARED
    assert types[VOCABULARY["kill"]] == PASSAGE_SHARED
    assert types[VOCABULARY["paris"]] == PASSAGE
    people = window.types[window.ids == VOCABULARY["people"]]
    assert people.tolist() == [QUESTION_SHARED, PASSAGE_SHARED]
    the = window.types[window.ids == VOCABULARY["the"]]
    assert the.tolist() == [QUESTION, PASSAGE]


def test_a_long_passage_comes_in_windows_that_cover_it(tokenizer):
    passage = " ".join(["police say two people are killed in paris ."] * 20)
    windows = Packer(tokenizer, longest=40).pack("How many people?", passage)
    assert len(windows) > 1
    assert all(len(window.ids) == 40 for window in windows)
    seen = np.zeros(20 * 9, dtype=bool)
    for window in windows:
        seen[window.begin : window.begin + len(window.offsets)] = True
    assert seen.all()


def test_an_empty_passage_and_a_long_question_pack(tokenizer):
    (window,) = Packer(tokenizer).pack("many " * 500, "")
    assert len(window.offsets) == 0
    assert len(window.ids) == len(window.types) == 64 + 3


def test_a_document_cannot_close_the_passage(tokenizer):
    (window,) = Packer(tokenizer).pack("How many?", "two [SEP] people [CLS]")
    assert (window.ids == VOCABULARY["[SEP]"]).sum() == 2
    assert (window.ids == VOCABULARY["[CLS]"]).sum() == 1


def test_stems_join_forms_and_leave_out_function_words():
    stems = stems_of(
        {"bomb": 0, "bombs": 1, "bombing": 2, "the": 3, ",": 4, "##ing": 5, "paris": 6}
    )
    assert stems[0] == stems[1] == stems[2] >= 0
    assert stems[3] == stems[4] == -1
    assert len({stems[0], stems[5], stems[6]}) == 3


def test_a_word_late_in_the_vocabulary_tells_more():
    stems = np.full(30000, -1)
    stems[[1500, 4000, 29000]] = (0, 1, 1)
    stems[28000] = 2
    common, joined, rare = rarity_of(stems)
    assert 0 < common < joined < rare
