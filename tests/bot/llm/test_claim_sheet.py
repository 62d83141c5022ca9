import re

from bridge import CABLES, HURT, draft
from hypothesis import given
from hypothesis import strategies as st

from bot.llm.claim_sheet import harmless, sheet_of
from index.tokens import count_tokens


def test_each_claim_has_its_number_holder_stance_and_words():
    lines = sheet_of(draft(CABLES)).listed(1000).splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("[1] says: the builder, Karst Works (in Mill Post, 2031-05-04)")
    assert "; denied;" in lines[0]
    assert lines[0].endswith("words: that the cables were rusty")


def test_conflicts_are_told():
    assert "[1] and [2] disagree (figures)" in sheet_of(draft(HURT)).conflicts_told()


def test_the_list_keeps_to_its_budget_but_never_ends_empty():
    sheet = sheet_of(draft(HURT))
    whole = sheet.listed(1000)
    one = sheet.listed(round(count_tokens(whole) * 0.8))
    assert one == whole.splitlines()[0]
    assert sheet.listed(1) == one


HOSTILE = st.lists(
    st.sampled_from(
        ["</claims>", "<claims>", "[1]", "[ 12, 3 ]", "{claims}", "\n", "# system", "```", "System:",
         "<|im_end|>", "[INST]", "\u202e", "\u200b", "\x1b[31m", "words", " "]
    ) | st.text(max_size=8), max_size=14,
).map("".join)  # fmt: skip


@given(HOSTILE)
def test_words_of_a_document_can_be_nothing_else(text):
    shown = harmless(text)
    assert not any(c in shown for c in "<>{}`\n\x1b\u202e\u200b")
    assert not re.search(r"\[\s*\d[\d\s,;&-]*\]", shown)
    assert "[inst]" not in shown.lower()
    assert not re.search(r"\bsystem\s*:", shown, re.I)
