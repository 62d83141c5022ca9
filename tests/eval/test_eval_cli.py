"""``onrecord eval`` as a person uses it, on a corpus and a gold set from elsewhere."""

import json

import pytest

from bot.cli import main
from bot.types import Answer
from tests.eval.conftest import write_small


@pytest.fixture
def files(tmp_path, monkeypatch):
    """The small gold set, saved answers that abstain throughout, and a folder to work in."""
    gold = write_small(tmp_path)
    answers = tmp_path / "answers.jsonl"
    silent = Answer(question="?", answer="", abstained=True).model_dump(mode="json")
    names = ("dead", "door", "built", "hurt", "open")
    rows = [{"id": f"small/{name}", "answer": silent} for name in names]
    answers.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return gold, answers


def ask(*words):
    return main(["eval", *map(str, words)])


def test_saved_answers_as_json(files, capsys):
    gold, answers = files
    assert ask("--gold", gold, "--answers", answers, "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["suite"], result["n"]) == ("gold", 5)
    assert result["metrics"]["answer_recall"]["value"] == 0
    assert result["metrics"]["abstention_precision"]["value"] == 0.4
    assert not (gold.parent / "out").exists()


def test_reports_are_written(files, capsys):
    gold, answers = files
    assert ask("--gold", gold, "--answers", answers, "--out", "here") == 0
    written = {path.name for path in (gold.parent / "here").iterdir()}
    assert written == {"summary.json", "questions.jsonl", "junit.xml", "report.html"}
    assert "answer_recall" in capsys.readouterr().out


def test_gate_stops_what_falls_under_it(files, capsys):
    gold, answers = files
    gate = gold.parent / "gates.toml"
    gate.write_text("[small]\nanswer_recall = 0.5\n")
    assert ask("--gold", gold, "--answers", answers, "--json", "--gate", gate) == 1
    assert "small: answer_recall is 0.000, must be >= 0.500" in capsys.readouterr().err
    gate.write_text("[all]\nabstention_recall = 1.0\n[elsewhere]\nanswer_recall = 1.0\n")
    assert ask("--gold", gold, "--answers", answers, "--json", "--gate", gate) == 0


def test_documents_in_another_folder(files, tmp_path, capsys):
    gold, answers = files
    moved = tmp_path / "questions" / "mine.yaml"
    moved.parent.mkdir()
    gold.rename(moved)
    assert ask("--gold", moved, "--corpus", tmp_path, "--answers", answers, "--json") == 0
    assert ask("--gold", moved, "--answers", answers) == 1
    assert "onrecord:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["nosuch"], 2, "no suite 'nosuch'"),
        (["--gold", "nosuch"], 2, "no such file, folder or set"),
        (["--corpus", "."], 2, "--corpus needs one --gold"),
        (["attribution"], 2, "needs --data"),
        (["--gold", "gold.yaml", "--answers", "none.jsonl"], 1, "cannot be read"),
        (["--gold", "gold.yaml", "--gate", "none.toml"], 1, "cannot be used"),
        (["--set", "retrieval.nonsense=1"], 2, "nonsense"),
    ],
)
def test_mistakes_are_one_line(files, capsys, words, status, says):
    assert ask(*words) == status
    error = capsys.readouterr().err
    assert says in error and error.count("\n") == 1


def test_bad_gate_is_named(files, capsys):
    gold, answers = files
    gate = gold.parent / "gates.toml"
    for text, says in (
        ("[all]\nanswer_recal = 1", "is no metric"),
        ("[all]\nanswer_recall = 'x'", "must be a number"),
        ("x = 1", "must be a section"),
    ):
        gate.write_text(text)
        assert ask("--gold", gold, "--answers", answers, "--gate", gate) == 1
        assert says in capsys.readouterr().err


def test_bad_answers_are_named_by_line(files, capsys):
    gold, answers = files
    answers.write_text('{"id": "small/dead", "answer": {"question": "?"}}\n')
    assert ask("--gold", gold, "--answers", answers) == 1
    assert "answers.jsonl:1: no Answer: answer" in capsys.readouterr().err


def test_the_bot_is_asked_and_its_passages_are_ranked(files, capsys):
    gold, _ = files
    assert ask("--gold", gold, "--corpus", gold.parent, "--json", "--baselines") == 0
    result = json.loads(capsys.readouterr().out)
    assert result["n"] == 5 and result["errors"] == 0
    assert result["metrics"]["recall_at_5"]["value"] == 1
    assert [other["name"] for other in result["others"]] == [
        "baseline: top passage",
        "baseline: BM25 only",
    ]
    assert all("answer_recall" in d for d in result["differences"].values())


def test_retrieval_suite_scores_only_the_retrieval(files, capsys):
    gold, _ = files
    assert ask("retrieval", "--gold", gold, "--json") == 0
    metrics = json.loads(capsys.readouterr().out)["metrics"]
    assert set(metrics) == {f"recall_at_{k}" for k in (1, 3, 5, 10)} | {"ndcg_at_10", "mrr"}


def test_a_sample_is_drawn_from_all_questions_and_stays_the_same(files, capsys):
    gold, answers = files
    drawn = []
    for _ in range(2):
        assert ask("--gold", gold, "--answers", answers, "--sample", 3, "--out", "drawn") == 0
        rows = (gold.parent / "drawn" / "questions.jsonl").read_text().splitlines()
        drawn.append([json.loads(row)["id"] for row in rows])
    assert len(drawn[0]) == 3
    assert drawn[0] == drawn[1]
    assert ask("--gold", gold, "--answers", answers, "--sample", 99, "--json") == 0
    assert '"n": 5' in capsys.readouterr().out


def test_what_needs_a_model_asks_the_one_that_is_set(files, capsys):
    from tests.bot.llm.scripted_server import ScriptedServer, say

    gold, _ = files
    with ScriptedServer(say("At least 14 people died, the coastguard said [1].")) as server:
        named = [f"--set=llm.{key}={value}" for key, value in server.values().items()]
        words = ["--gold", gold, "--answers", files[1], "--llm", "--sample", 2, "--json"]
        assert ask(*words, *named) == 0
        assert server.asked
    verified, alone, engine = json.loads(capsys.readouterr().out)["others"]
    assert verified["name"] == "scripted, verified"
    assert alone["name"] == "scripted, not verified"
    assert engine["name"] == "CitationQueryEngine, scripted"
    for run in (verified, alone, engine):
        assert (run["n"], run["errors"]) == (2, 0)
