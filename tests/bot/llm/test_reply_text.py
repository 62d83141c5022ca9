import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.llm.reply_text import whole_characters, without_thoughts

PIECES = st.lists(st.sampled_from(["<", "think", ">", "<think>", "</think>", "a ", " ", "</"]))


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["<think>", "Hm.", "</think>", "\n\nYes."], "Yes."),
        (["<thi", "nk>Hm.</thi", "nk> Yes", "."], "Yes."),
        (["\n<think></think>Yes."], "Yes."),
        (["<think>Hm, for ever"], ""),
        (["<this is text>"], "<this is text>"),
        (["<th"], "<th"),
        (["Yes, <think>so</think>."], "Yes, <think>so</think>."),
        ([], ""),
    ],
)
def test_only_thoughts_that_open_a_reply_are_left_out(pieces, text):
    assert "".join(without_thoughts(iter(pieces))) == text


@given(PIECES)
def test_how_a_reply_is_cut_into_pieces_does_not_matter(pieces):
    whole = "".join(pieces)
    opened = re.match(r"\s*<think>", whole)
    rest = whole.partition("</think>")[2].lstrip() if opened else whole
    assert "".join(without_thoughts(iter(pieces))).strip() == rest.strip()


@given(st.lists(st.text(st.characters(), max_size=4) | st.sampled_from(["\ud83d", "\ude00"])))
def test_text_is_always_whole_characters(pieces):
    text = "".join(whole_characters(iter(pieces)))
    text.encode()
    bare = [p for p in pieces if p not in ("\ud83d", "\ude00")]
    if len(bare) == len(pieces):
        assert text == "".join(pieces)


@given(st.text(max_size=8), st.integers(0, 30))
def test_characters_that_were_cut_in_two_are_joined(text, place):
    halves = text.encode("utf-16-le")
    units = [
        halves[i : i + 2].decode("utf-16-le", "surrogatepass") for i in range(0, len(halves), 2)
    ]
    assert "".join(whole_characters(iter(units))) == text
