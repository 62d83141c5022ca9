"""Export and feedback."""

import html
import json
import re
import sqlite3

import pytest
import yaml
from markdown_it import MarkdownIt

from bot.cli import main
from bot.export import export
from bot.feedback import FILE, Feedback, FeedbackStore, candidates
from bot.library import home_of
from bot.settings import load
from bot.types import Answer, Citation, Conflict, Statement
from index.errors import OnRecordError

EVIL = "<img src=x onerror=alert(1)> [a](http://x.test)"


def answer():
    citation = Citation(
        marker=1, source_id="s", passage_id="s:0-9:x", title=EVIL, publisher="Post", published="2024-05-03",
        start=4, end=9, quote="ferry",
    )  # fmt: skip
    statement = Statement(text="The ferry sank", holder="Calder", source_id="s", citations=(1,))
    conflict = Conflict(kind="figures", summary="12 or 14.", statements=(0,))
    return Answer(
        question=f"What sank? {EVIL}", answer="The ferry sank [1].\n\nNot [9].",
        statements=(statement,), citations=(citation,), conflicts=(conflict,),
    )  # fmt: skip


def test_json_is_the_answer_itself():
    assert [Answer.model_validate(row) for row in json.loads(export([answer()], "json"))] == [
        answer()
    ]


def test_html_stands_alone_and_runs_nothing():
    text = export([answer(), answer()], "html")
    assert "<img" not in text and "http-equiv" in text
    assert html.escape(EVIL) in text
    assert '<a href="#c1-1">[1]</a>' in text and 'id="c1-1"' in text and "[9]" in text
    assert text.count("ferry</blockquote>") == 2


def test_markdown_names_source_place_and_words_and_stays_text():
    text = export([answer()], "markdown")
    shown = MarkdownIt("commonmark").render(text)
    assert not re.search(r"<(img|a)\b", shown)
    plain = html.unescape(re.sub(r"<[^>]+>", "", shown))
    for words in (
        "What sank?",
        EVIL,
        "The ferry sank [1].",
        "Post",
        "2024-05-03",
        "4–9",
        "“ferry”",
    ):
        assert words in plain


def feedback(verdict="wrong citation"):
    return Feedback(
        verdict, "no", "And why?", "Why did it sink?", answer(), {"answer": {"x": 1}}, "ada"
    )


def test_feedback_is_kept_and_comes_back(tmp_path):
    store = FeedbackStore(tmp_path / "new")
    assert store.all() == []
    store.add(feedback())
    (kept,) = store.all()
    assert kept.answer == answer() and kept.complete == "Why did it sink?" and kept.person == "ada"
    assert kept.at.endswith("+00:00")
    with pytest.raises(OnRecordError, match="right"):
        store.add(feedback("splendid"))
    with sqlite3.connect(tmp_path / "new" / FILE) as db:
        assert db.execute("SELECT count(*) FROM feedback").fetchone() == (1,)


def test_a_candidate_holds_what_an_editor_needs():
    (row,) = candidates([feedback()])
    assert row["ask"] == "And why?" and row["complete"] == "Why did it sink?"
    assert row["verdict"] == "wrong citation" and row["comment"] == "no"
    assert row["facts"][0]["quote"] == ["ferry"] and row["facts"][0]["holder"] == "Calder"
    assert row["conflicts"] == [{"kind": "figures", "statements": [0]}]


def test_the_command_exports_candidates(tmp_path, capsys):
    data = f'index.path="{tmp_path / "data"}"'
    FeedbackStore(home_of(load(overrides=[data]))).add(feedback())
    assert main(["feedback", "--export", "--set", data]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["candidates"][0]["ask"] == "And why?"
    assert main(["feedback", "--set", data]) == 0
    assert "1 wrong citation" in capsys.readouterr().out
