"""Quotation marks of all kinds, over paragraphs, and marks that open nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.attribution.quotes import quoted_spans, share_quoted


def quoted(text):
    return [text[a:b] for a, b in quoted_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no” and “never.”", ["“no”", "“never.”"]),
        ('He said "no" again.', ['"no"']),
        ("He said ''no way'' again.", ["''no way''"]),
        ("Er sagte «nie» dazu.", ["«nie»"]),
        ("“First.\n“Second.”", ["“First.", "“Second.”"]),
        ('The 6" pipe broke.', []),
        ("It's the dogs' bowl and nobody's fault.", []),
        ("‘This was never our plan,’ he said.", ["‘This was never our plan,’"]),
        ("", []),
    ],
)
def test_quotations(text, expected):
    assert quoted(text) == expected


def test_share():
    spans = quoted_spans("a “bcd” e")
    assert share_quoted(spans, 2, 7) == 1.0
    assert share_quoted(spans, 0, 2) == 0.0
    assert share_quoted(spans, 3, 3) == 0.0


@given(st.text(alphabet="ab “”\"'‘’«»\n.,", max_size=60))
def test_spans_are_ordered_and_disjoint(text):
    at = 0
    for start, end in quoted_spans(text):
        assert at <= start < end <= len(text)
        at = end
