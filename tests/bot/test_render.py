from bot.render import answer_text, plain
from bot.types import Answer, Citation, Conflict, Statement


def made(answer, summary):
    citation = Citation(
        marker=1,
        source_id="s",
        passage_id="p",
        publisher="The Gazette",
        start=0,
        end=4,
        quote="a\x1b[31m",
    )
    return Answer(
        question="q",
        answer=answer,
        statements=(Statement(text="x", source_id="s", citations=(1,)),),
        citations=(citation,),
        conflicts=(Conflict(kind="figures", summary=summary, statements=(0,)),),
    )


def test_control_characters_cannot_command_the_terminal():
    assert "\x1b" not in plain("\x1b[31mred")
    assert "\x1b" not in answer_text(made("x \x1b]0;title\x07 [1]", "They differ."))


def test_a_conflict_is_told_once():
    told = answer_text(made("The figures differ. A says 2 [1].", "The figures differ. A: 2; B: 3."))
    assert "Sources differ" not in told
    told = answer_text(made("A says 2 [1].", "The figures differ. A: 2; B: 3."))
    assert "Sources differ (figures)" in told


def test_each_citation_is_listed_with_its_publisher_and_words_within_the_width():
    told = answer_text(made("word " * 60 + "[1]", "x"), width=50)
    assert "[1] The Gazette" in told
    assert max(len(line) for line in told.splitlines()) <= 50
