import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.types import Answer, Citation, Statement
from bot.web.evidence import evidence_html, panel
from bot.web.markup import as_markdown_text, as_text, chat_markdown, from_markdown_text, marked
from index.types import Passage, Source

NASTY = st.text(alphabet=st.sampled_from("<>&\"'[]()!*_`$\\/:.#=+-~| ab1\n"), max_size=60)
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def rendered_text(markdown):
    """Text of rendered Markdown, after a check that it is paragraphs and nothing else."""
    shown = MARKDOWN.render(markdown)
    assert not re.search(r"<(?!/?p>|br ?/?>)", shown), shown
    return html.unescape(re.sub(r"<[^>]*>", "", shown))


@given(NASTY)
def test_text_in_html_is_the_same_text(text):
    shown = as_text(text)
    assert html.unescape(shown) == text
    assert "<" not in shown and ">" not in shown


@given(NASTY)
def test_no_markdown_can_arise_from_text(text):
    assert rendered_text(as_markdown_text(text)).split() == text.split()


@pytest.mark.parametrize(
    "text",
    [
        "# head", "1. one", "- dash", "+ plus", "> quote", "    code", "a\n===", "a\n---", "***",
        "| a | b |\n|---|---|\n| c | d |", "[a](http://x.test)", "![a](http://x.test/i.png)",
        "<img src=x onerror=alert(1)>", "[a]: http://x.test", "~~gone~~", "&lt;b&gt;", "`code`",
    ],
)  # fmt: skip
def test_markdown_in_a_text_is_shown_not_obeyed(text):
    assert rendered_text(as_markdown_text(text)).split() == text.split()


@pytest.mark.parametrize("text", ["http://x.test/a", "see www.x.test now", "ann@x.test"])
def test_addresses_do_not_turn_into_links(text):
    shown = as_markdown_text(text)
    assert html.unescape(shown) == text
    assert not re.search(r"://|www\.|@", shown)


def test_an_ordinary_sentence_is_left_as_it_is():
    text = "Peskov said “no, we are not aware of that”; over 140 (of 6,000) died - didn't they?"
    assert as_markdown_text(text) == text


@given(NASTY)
def test_what_was_shown_can_be_edited_again(text):
    assert from_markdown_text(as_markdown_text(text)).split() == text.split()


def test_only_markers_of_the_answer_become_links():
    shown = chat_markdown("He said so! [1], not [7].", turn=2, markers={1})
    assert "(#cite-2-1)" in shown
    assert "#cite-2-7" not in shown
    assert '<a href="#cite-2-1">[1]</a>' in MARKDOWN.render(shown)


@given(NASTY, st.integers(0, 70), st.integers(0, 70))
def test_marking_a_span_changes_no_letter(text, start, end):
    assert html.unescape(re.sub(r"</?mark>", "", marked(text, (start, end)))) == text


EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)"> [go](http://x.test) \x1b[31m'


def evil_answer():
    source = Source("s", EVIL, title=EVIL, author=EVIL)
    passage = Passage("s:0-9:x", "s", 0, len(EVIL), EVIL)
    citation = Citation(
        marker=1, source_id="s", passage_id=passage.id, title=EVIL, publisher=EVIL, start=0, end=9, quote=EVIL[:9]
    )  # fmt: skip
    statement = Statement(text="x", holder=EVIL, source_id="s", citations=(1,))
    answer = Answer(question=EVIL, answer="x [1]", statements=(statement,), citations=(citation,))
    return answer, {"s": source}, {passage.id: passage}


def test_markup_in_a_document_stays_text():
    shown = evidence_html(evil_answer()[0], 0, *evil_answer()[1:])
    assert "<script" not in shown and "<img" not in shown and "\x1b" not in shown
    assert "&lt;script&gt;" in shown


def test_evidence_is_named_after_its_turn_and_only_the_last_is_seen():
    answer, sources, passages = evil_answer()
    shown = panel([evidence_html(answer, turn, sources, passages) for turn in (0, 1)])
    assert shown.count('id="cite-0-1"') == shown.count('id="cite-1-1"') == 1
    assert re.findall(r'data-turn="(\d)"( hidden)?', shown) == [("0", " hidden"), ("1", "")]
