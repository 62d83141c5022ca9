from hypothesis import given
from hypothesis import strategies as st

from bot.llm.sentences import LONGEST, Splitter, sentences_of, split, tidied

REPLIES = st.lists(
    st.sampled_from(
        [
            "Dr. Bell of the U.S. Navy said no [1].", " ", "\n", "\n\n", "He said “It was shut.” [2]",
            "- The union disagrees [3].", "1. One. [1][2]", "At 3.5 million it is [1].", "[2]", "…",
            "“", "”", "...", "?!", "Sure, here is the answer:", "and", "Mr. A. Smith", "[", "]", "é",
        ]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(REPLIES | st.text(max_size=200), st.lists(st.integers(1, 9), min_size=1, max_size=40))
def test_any_cutting_into_pieces_gives_the_same_sentences(text, sizes):
    pieces, at = [], 0
    while at < len(text):
        size = sizes[len(pieces) % len(sizes)]
        pieces.append(text[at : at + size])
        at += size
    splitter = Splitter()
    found = list(sentences_of(pieces, splitter))
    found += [splitter.unfinished] if splitter.unfinished else []
    assert found == split(text)


@given(REPLIES | st.text(max_size=200))
def test_no_character_but_space_is_lost(text):
    def kept(words):
        return [c for c in words if not c.isspace() and c not in ".!?"]

    assert kept("".join(split(text))) == kept(text)


def test_abbreviations_quotations_and_figures_end_no_sentence():
    text = "Dr. Bell of the U.S. Navy said 3.5 million [1]. “It was shut.” he said [2]. Really?"
    assert split(text) == [
        "Dr. Bell of the U.S. Navy said 3.5 million [1].", "“It was shut.” he said [2].", "Really?",
    ]  # fmt: skip


def test_markers_behind_the_stop_stay_with_their_sentence():
    assert split("Bell said no. [1] Oke said yes. [2][3] Then") == [
        "Bell said no. [1]", "Oke said yes. [2][3]", "Then",
    ]  # fmt: skip
    assert split("[1] Bell said no. [2] Oke said yes.") == [
        "[1] Bell said no.", "[2] Oke said yes.",
    ]  # fmt: skip


def test_a_sentence_comes_as_soon_as_the_next_word_shows_its_end():
    splitter = Splitter()
    assert list(splitter.feed("Bell said no [1]. Oke")) == []
    assert list(splitter.feed(" said")) == ["Bell said no [1]."]


def test_a_reply_cut_off_keeps_its_last_words_apart():
    splitter = Splitter()
    assert list(sentences_of(["Bell said no [1]. Oke said that"], splitter)) == [
        "Bell said no [1]."
    ]
    assert splitter.unfinished == "Oke said that"


def test_a_line_without_an_end_is_cut():
    assert all(len(s) <= LONGEST + 1 for s in split("word " * 2000))


def test_what_a_model_puts_around_its_answer_is_taken_off():
    assert tidied("2. **Bell said no.** [1]") == "Bell said no [1]."
    assert tidied("Answer: Bell said no [Claim 1].") == "Bell said no [1]."
    assert tidied("Based on the provided claims, Bell said no [1].") == "Bell said no [1]."
    for chatter in (
        "Sure, here is the answer:", "The sources differ.", "However, the accounts differ:",
        "I hope this helps!", "[1]", "---", "Here are the claims.",
    ):  # fmt: skip
        assert tidied(chatter) == ""
    assert tidied("The mill burned down.") == "The mill burned down."
