import html
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.types import Answer, Citation, Statement
from bot.web.markup import as_markdown_text, as_text, chat_markdown, evidence_html, marked
from index.types import Passage, Source

NASTY = st.text(alphabet=st.sampled_from("<>&\"'[]()!*_`$\\/:.#ab 1\n"), max_size=60)


@given(NASTY)
def test_text_in_html_is_the_same_text(text):
    shown = as_text(text)
    assert html.unescape(shown) == text
    assert "<" not in shown and ">" not in shown


@given(NASTY)
def test_no_markdown_can_arise_from_text(text):
    shown = as_markdown_text(text)
    assert html.unescape(shown) == text
    bare = re.sub(r"&#\d+;", "", shown)
    assert not re.search(r"[!-/:-@\[-`{-~]", bare)


def test_only_markers_of_the_answer_become_links():
    shown = chat_markdown("He said so [1], not [7].", turn=2, markers={1})
    assert "(#cite-2-1)" in shown
    assert "#cite-2-7" not in shown


@given(NASTY, st.integers(0, 70), st.integers(0, 70))
def test_marking_a_span_changes_no_letter(text, start, end):
    assert html.unescape(re.sub(r"</?mark>", "", marked(text, (start, end)))) == text


def test_markup_in_a_document_stays_text():
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)"> [go](http://x.test) \x1b[31m'
    source = Source("s", evil, title=evil, author=evil)
    passage = Passage("s:0-9:x", "s", 0, len(evil), evil)
    citation = Citation(
        marker=1, source_id="s", passage_id=passage.id, title=evil, publisher=evil, start=0, end=9, quote=evil[:9]
    )
    statement = Statement(text="x", holder=evil, source_id="s", citations=(1,))
    answer = Answer(question="q", answer="x [1]", statements=(statement,), citations=(citation,))
    shown = evidence_html(answer, 0, {"s": source}, {passage.id: passage})
    assert "<script" not in shown and "<img" not in shown and "\x1b" not in shown
    assert "&lt;script&gt;" in shown
