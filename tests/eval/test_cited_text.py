"""The text of another system, read as an answer: its markers, its abstentions, who speaks in it."""

import pytest

from eval.cited_text import answer_from
from eval.judging import judge
from index.annotate import Annotator
from index.passages import passages_of
from tests.bot.llm.scripted_server import ScriptedServer, said_to, say


@pytest.fixture(scope="module")
def annotator():
    return Annotator(threads=1)


@pytest.fixture
def shown(small):
    return [p for name in ("post", "news") for p in passages_of(small.documents[name], 128, 1)]


def read(text, shown, small, annotator):
    return answer_from("How many died?", text, shown, small, annotator)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("At least 14 people died [1].", [(1,)]),
        ("At least 14 people died. [1] Others say 20. [2]", [(1,), (2,)]),
        ("At least 14 people died [1][2].", [(1, 2)]),
        ("At least 14 people died [1, 2].", [(1, 2)]),
        ("At least 14 people died (Source 1).", [(1,)]),
        ("According to Source 2, 20 people had died.", [(2,)]),
        ("At least 14 people died [1-2].", [(1, 2)]),
    ],
)
def test_markers_belong_to_their_sentence(text, cited, shown, small, annotator):
    answer = read(text, shown, small, annotator)
    assert [s.citations for s in answer.statements] == cited
    assert not any("[" in s.text for s in answer.statements)
    assert {c.marker for c in answer.citations} == {n for each in cited for n in each}


def test_a_citation_is_the_whole_passage_that_was_shown(shown, small, annotator):
    (citation,) = read("20 people had died [2].", shown, small, annotator).citations
    source = small.documents["news"]
    assert citation.source_id == "news"
    assert source.text[citation.start : citation.end] == citation.quote == shown[1].text


@pytest.mark.parametrize(
    "text", ["The ferry was built in 2009.", "The ferry was built in 2009 [9]."]
)
def test_a_sentence_that_cites_nothing_is_given_the_likest_passage(text, shown, small, annotator):
    (statement,) = read(text, shown, small, annotator).statements
    assert statement.citations == (2,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "None of the sources are helpful.",
        "The sources do not say how many people were hurt [1].",
        "I cannot answer this question based on the provided sources.",
        "There is no information about this in the documents.",
    ],
)
def test_a_text_that_says_it_cannot_answer_abstains(text, shown, small, annotator):
    assert read(text, shown, small, annotator).abstained


@pytest.mark.parametrize(
    "text",
    [
        "The coastguard said that the door does not close [1].",
        "No passenger was hurt, the coastguard said [1].",
    ],
)
def test_a_denial_is_no_abstention(text, shown, small, annotator):
    assert not read(text, shown, small, annotator).abstained


def test_what_is_said_again_and_again_counts_once(shown, small, annotator):
    answer = read("At least 14 people died [1]. " * 5, shown, small, annotator)
    assert len(answer.statements) == 1


def test_it_is_judged_as_any_answer(shown, small, annotator):
    question = next(q for q in small.questions if q.id == "small/dead")
    text = "At least 14 people died, the coastguard said [1]. 20 people had died [2]."
    judged = judge(question, read(text, shown, small, annotator), small)
    assert judged.reported == (True, True)
    assert {(c.fact.key, c.manner) for c in judged.conveyed} == {
        ("dead-14", "named"),
        ("dead-20", "flat"),
    }
    assert all(c.supports for c in judged.citations)


def test_the_engine_asks_its_model_about_the_passages_and_its_answer_is_read(small):
    from bot.settings import Settings
    from eval.citation_engine import CitationEngine
    from eval.runner import run_gold

    with ScriptedServer(say("At least 14 people died [1].")) as server:
        run = run_gold(CitationEngine(Settings(), server.settings()), [small])
        told = said_to(server)
    assert len(told) == len(small.questions)
    assert all("Source 1:" in text and "Source 2:" in text for text in told)
    assert all("Harbour Post" in text for text in told)
    assert not any('"holder"' in text for text in told)  # our annotations are not for it
    assert not any(outcome.reply.error for outcome in run.outcomes)
    assert all(len(outcome.reply.answer.statements) == 1 for outcome in run.outcomes)
    assert all(outcome.reply.ranking for outcome in run.outcomes)
