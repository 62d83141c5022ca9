"""What a run leaves: files that other programs can read, and a page that needs no network."""

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from bot.types import Answer
from eval.controls import NEGATIVE, GoldAnswerer
from eval.outcomes import Reply
from eval.ranking import Found, Ranking
from eval.report_files import slug, write_files
from eval.report_page import page
from eval.runner import run_gold
from eval.saved_answers import SavedAnswers
from eval.scoring import against_first, score_run


@pytest.fixture
def perfect(small):
    return score_run(run_gold(GoldAnswerer("perfect"), [small]), 50, 1)


@pytest.fixture
def stripped(small):
    manners, _ = NEGATIVE["strips attributions"]
    return score_run(run_gold(GoldAnswerer("strips <b>", manners), [small]), 50, 1)


class Ranked:
    """Answers nothing and ranks two passages."""

    name = "ranked"
    settings = ""

    def open(self, gold):
        found = (Found("p:0:9", "post", 0, 44), Found("n 1", "news", 0, 39))
        answer = Answer(question="?", answer="", abstained=True)
        return lambda question: Reply(answer, Ranking(found, frozenset({"n 1"})), 12.0)


class Broken:
    """Fails on every question."""

    name = "broken"
    settings = ""

    def open(self, gold):
        def ask(question):
            raise RuntimeError("no\nanswer")

        return ask


def test_summary_has_the_keys_of_the_contract(tmp_path, perfect):
    write_files(tmp_path, [perfect])
    run = json.loads((tmp_path / "summary.json").read_text())["runs"][0]
    assert (run["suite"], run["n"]) == ("gold", 5)
    assert set(run["metrics"]["laundering_rate"]) == {"value", "low", "high"}
    assert run["metrics"]["answer_recall"]["value"] == 1


def test_a_line_a_question(tmp_path, small, stripped):
    write_files(tmp_path, [stripped])
    rows = [json.loads(line) for line in (tmp_path / "questions.jsonl").read_text().splitlines()]
    assert [row["id"] for row in rows] == [q.id for q in small.questions]
    assert "laundered: dead-14 is stated flat" in rows[0]["faults"]
    assert rows[3]["passed"]


def test_saved_lines_are_judged_as_they_were(tmp_path, small, stripped):
    write_files(tmp_path, [stripped])
    again = run_gold(SavedAnswers(tmp_path / "questions.jsonl"), [small])
    assert [o.faults for o in again.outcomes] == [o.faults for o in stripped.run.outcomes]


def test_junit_counts_failures_and_errors(tmp_path, small, stripped):
    write_files(tmp_path, [stripped])
    suite = ET.parse(tmp_path / "junit.xml").getroot().find("testsuite")
    failed = len(stripped.failed)
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == (
        "5",
        str(failed),
        "0",
    )
    write_files(tmp_path, [score_run(run_gold(Broken(), [small]), 0, 1)])
    suite = ET.parse(tmp_path / "junit.xml").getroot().find("testsuite")
    assert suite.get("errors") == "5"
    assert suite.find("testcase/error").get("message") == "RuntimeError: no answer"


def test_trec_files_agree_on_names(tmp_path, small):
    write_files(tmp_path, [score_run(run_gold(Ranked(), [small]), 0, 1)])
    run = [line.split() for line in (tmp_path / "run.trec").read_text().splitlines()]
    qrels = [line.split() for line in (tmp_path / "qrels.trec").read_text().splitlines()]
    assert {len(row) for row in run} == {6} and {len(row) for row in qrels} == {4}
    assert run[:2] == [
        ["small/dead", "Q0", "small/p:0:9", "1", "2", "ranked"],
        ["small/dead", "Q0", "small/n_1", "2", "1", "ranked"],
    ]
    assert {row[0] for row in qrels} == {q.id for q in small.questions if q.answerable}
    assert {row[2] for row in qrels} <= {row[2] for row in run}


def test_several_runs_get_folders_and_paired_differences(tmp_path, perfect, stripped):
    write_files(tmp_path, [perfect, stripped])
    summary = json.loads((tmp_path / "summary.json").read_text())
    difference = summary["differences_to_first"]["strips <b>"]["attribution_recall"]
    assert difference["value"] == -1 and difference["high"] < 0
    assert (tmp_path / slug("strips <b>") / "questions.jsonl").is_file()
    assert against_first([perfect]) == {}


class Tags(HTMLParser):
    """Collects tags and what they load."""

    def __init__(self):
        super().__init__()
        self.names, self.loads = [], []

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.loads += [v for k, v in attrs if k in ("src", "href", "action", "data")]


def test_page_fetches_nothing_and_shows_every_question(perfect, stripped, small):
    html = page([perfect, stripped])
    tags = Tags()
    tags.feed(html)
    assert tags.loads == [] and "link" not in tags.names and "img" not in tags.names
    assert not re.search(r"@import|url\(|fetch\(|https?://", html)
    assert tags.names.count("article") == 2 * len(small.questions)
    assert "strips &lt;b&gt;" in html and "strips <b>" not in html


def test_page_says_what_was_expected_of_a_failed_question(stripped):
    html = page([stripped])
    assert "laundered: dead-14 is stated flat" in html
    assert "At least 14 people died, the coastguard said" in html


def test_documents_and_answers_cannot_inject_markup(small):
    class Hostile:
        name = "hostile"
        settings = ""

        def open(self, gold):
            answer = Answer(question="?", answer="<script>alert(1)</script>")
            return lambda question: Reply(answer)

    html = page([score_run(run_gold(Hostile(), [small]), 0, 1)])
    assert "<script>alert" not in html and "&lt;script&gt;alert" in html
