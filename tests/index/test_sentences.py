"""Sentences: every character stands in one, and news' many full stops do not cut names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import is_heading, is_question, paragraph_spans, sentence_spans


def sentences(text):
    return [text[a:b] for a, b in sentence_spans(text)]


WHOLE = [
    "Mr. Obama met Sen. J. D. Vance of Ohio.",
    "The U.S. Senate voted on Sept. 11 at 5 p.m. Friday.",
    "It was No. 5 on the list, said Gov. Mary O'Neil.",
    '"Is it over?" Clinton asked.',
    "“Stop!” the officer shouted.",
    "Prices rose 1.5 percent, vs. 2.1 in 2019.",
    "Lt. Col. James T. Kirk of Acme Corp. declined.",
    "He said on ajc.com that Node.js is fine.",
    "Well ... perhaps not.",
    "George W. Bush won.",
    "John A. I. Smith left.",
]
CUT = [
    ("He left the U.S. The talks failed.", ["He left the U.S.", "The talks failed."]),
    ("“I go.” He went.", ["“I go.”", "He went."]),
    ('He said "no." She said "yes."', ['He said "no."', 'She said "yes."']),
    ("Was it him? No. It was not.", ["Was it him?", "No.", "It was not."]),
    ("She works at Acme Inc. It is big.", ["She works at Acme Inc.", "It is big."]),
    ("That was Plan B. The next failed.", ["That was Plan B.", "The next failed."]),
    ("He denied it.Then he left, they say.", ["He denied it.", "Then he left, they say."]),
    ("They stopped... Nobody knew.", ["They stopped...", "Nobody knew."]),
    ("He was ill. Nobody came.", ["He was ill.", "Nobody came."]),
    ("One line.\nTwo lines.", ["One line.", "Two lines."]),
    ("(He was late.) They began.", ["(He was late.)", "They began."]),
    ("他说了。是的。", ["他说了。", "是的。"]),
    ("قال الوزير ذلك. لم يحدث شيء.", ["قال الوزير ذلك.", "لم يحدث شيء."]),
    ("Он ушёл. Она осталась.", ["Он ушёл.", "Она осталась."]),
]


@pytest.mark.parametrize("text", WHOLE)
def test_stays_whole(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_is_cut(text, expected):
    assert sentences(text) == expected


def test_a_wrapped_line_is_no_paragraph():
    text = "The minister said on Monday that the government\nwould not resign over it.\n\nHe left."
    assert len(paragraph_spans(text)) == 2


def test_each_line_that_ends_a_sentence_is_a_paragraph():
    assert len(paragraph_spans("He left.\nShe stayed.\n\n\nThey met.")) == 3


news = st.text(alphabet=st.sampled_from("aB.!?…\"”“ \n\t'1,;:) (。\u00a0é\u200fش"), max_size=80)


@given(st.one_of(st.text(max_size=80), news))
def test_spans_are_ordered_disjoint_and_cover_all_ink(text):
    for split in (sentence_spans, paragraph_spans):
        at = 0
        for start, end in split(text):
            assert at <= start < end <= len(text)
            assert not text[at:start].strip()
            assert text[start:end] == text[start:end].strip()
            at = end
        assert not text[at:].strip()


@given(news)
def test_no_sentence_crosses_a_paragraph(text):
    paragraphs = paragraph_spans(text)
    for start, end in sentence_spans(text):
        assert any(a <= start and end <= b for a, b in paragraphs)


def test_headings():
    text = "Flood hits town\n\nBy Ann Lee\n\nWho is to blame?\n\nThe river rose on Monday."
    spans = sentence_spans(text)
    assert [is_heading(text, s) for s in spans] == [True, True, True, False]


def test_a_lone_line_is_a_statement():
    assert not is_heading("The attack killed 137 people", (0, 28))


def test_a_lead_in_and_a_list_item_are_no_headings():
    text = "The paper reports:\n- two killed\nAll is told."
    assert not any(is_heading(text, s) for s in sentence_spans(text))


def test_a_question_asked_in_a_quotation_is_not_the_narrators():
    asked = "Is he guilty?"
    reported = "The judge asked: “Is he guilty?”"
    assert is_question(asked, (0, len(asked)))
    assert not is_question(reported, (0, len(reported)))
