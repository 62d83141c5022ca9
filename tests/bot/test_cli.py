import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def onrecord(*words, stdin="", cwd=ROOT, data=None):
    extra = ["--set", f'index.path="{data}"'] if data else []
    return subprocess.run(
        [sys.executable, "-m", "bot", *words, *extra],
        input=stdin, capture_output=True, text=True, cwd=cwd, timeout=120,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(cwd)},
    )  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    done = onrecord("index", data=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_indexing_twice_changes_nothing(data):
    again = json.loads(onrecord("index", "--json", data=data).stdout)
    assert again["unchanged"] == 2
    assert not again["added"] and not again["changed"] and not again["removed"]


def test_an_answer_as_json_is_whole_and_its_quotes_are_exact(data):
    done = onrecord("ask", "--json", "Who claimed responsibility?", data=data)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert not answer["abstained"]
    assert answer["statements"] and answer["citations"]
    texts = {}
    for citation in answer["citations"]:
        name = citation["source_id"]
        texts.setdefault(name, onrecord("sources", name, data=data).stdout)
        assert texts[name][citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['marker']}]" in answer["answer"]


def test_chat_answers_line_after_line(data):
    done = onrecord("chat", stdin="Who claimed responsibility?\nWhat did Peskov say?\n", data=data)
    assert done.returncode == 0, done.stderr
    assert "Peskov" in done.stdout


def test_search_shows_passages_with_their_places(data):
    rows = json.loads(onrecord("search", "--json", "synagogue in Moscow", data=data).stdout)
    assert "synagogue" in rows[0]["text"]
    assert rows[0]["end"] - rows[0]["start"] == len(rows[0]["text"])


def test_a_filter_keeps_other_documents_out(data):
    rows = json.loads(
        onrecord("search", "--json", "--publisher", "pism", "attack", data=data).stdout
    )
    assert {row["source_id"] for row in rows} == {"pism-moscow-attack"}
    wrong = onrecord("ask", "--publisher", "PISN", "Who?", data=data)
    assert wrong.returncode == 2
    assert "PISM" in wrong.stderr


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["config", "--set", "retrieval.topk=3"], 2, "retrieval.top_k"),
        (["ask", "--since", "yesterday", "Who?"], 2, "--since"),
        (["ask", "--corpus", "nowhere", "Who?"], 1, "nowhere"),
        (["sources", "nothing"], 1, "nothing"),
        (["ask", "--settings", "nothing.toml", "Who?"], 2, "nothing.toml"),
        (["index", "nothing.txt"], 1, "nothing.txt"),
    ],
)
def test_errors_are_one_line_without_traceback(data, words, status, said):
    done = onrecord(*words, data=data)
    assert done.returncode == status
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_wrong_usage_is_2():
    assert onrecord("ask").returncode == 2
    assert onrecord("dance").returncode == 2


def test_an_index_folder_that_cannot_be_used_is_one_line(tmp_path):
    (tmp_path / "file").write_text("in the way")
    done = onrecord("index", data=tmp_path / "file" / "index")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_bad_files_are_named_and_the_rest_is_indexed(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "good.txt").write_text("The mayor said the bridge was safe. It was opened in May.")
    (corpus / "empty.txt").write_text("")
    (corpus / "binary.txt").write_bytes(b"\x00\x01\x02abc")
    (corpus / "latin.txt").write_bytes("Der Bürgermeister lügt.".encode("latin-1"))
    (corpus / "line.txt").write_bytes(b"word " * 10_000_000)
    (corpus / "sources.toml").write_text('[gone]\nfile = "gone.txt"\n')
    done = onrecord("index", "--corpus", str(corpus), data=tmp_path / "data")
    assert done.returncode == 0
    lines = done.stderr.strip().splitlines()
    for name in ("empty.txt", "binary.txt", "latin.txt", "line.txt", "gone.txt"):
        assert sum(name in line for line in lines) == 1, lines
    assert len(lines) == 5
    assert done.stdout.startswith("1 documents")


def test_a_changed_corpus_is_indexed_on_the_way(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The mayor said the bridge was safe.")
    onrecord("index", "--corpus", str(corpus), data=tmp_path / "data")
    (corpus / "b.txt").write_text("The engineer warned that the bridge would collapse.")
    (corpus / "a.txt").unlink()
    rows = json.loads(
        onrecord(
            "search", "--json", "--corpus", str(corpus), "bridge", data=tmp_path / "data"
        ).stdout
    )
    assert [row["source_id"] for row in rows] == ["b"]


def test_an_index_of_other_settings_is_not_read_as_if_it_were_fresh(data):
    done = onrecord("search", "--json", "attack", "--set", "index.passage_tokens=40", data=data)
    rows = json.loads(done.stdout)
    assert "other settings" in done.stderr
    assert all(len(row["text"]) < 600 for row in rows)


def test_a_file_indexed_besides_the_corpus_stays(tmp_path):
    corpus = tmp_path / "corpus"
    shutil.copytree(ROOT / "corpus", corpus)
    extra = tmp_path / "extra.txt"
    extra.write_text("The harbour master resigned on Friday.")
    data = tmp_path / "data"
    assert onrecord("index", str(extra), "--corpus", str(corpus), data=data).returncode == 0
    rows = json.loads(
        onrecord("search", "--json", "harbour master", "--corpus", str(corpus), data=data).stdout
    )
    assert rows[0]["source_id"] == "extra"


def test_batch_answers_in_order_and_one_bad_line_stops_nothing(data, tmp_path):
    documents = [
        {
            "id": "a",
            "publisher": "The Gazette",
            "text": "Twelve people died when the dam broke on Monday.",
        },
        {
            "id": "b",
            "publisher": "The Herald",
            "text": "Officials said nine people died when the dam broke.",
        },
    ]
    question = "How many people died when the dam broke?"
    lines = [
        json.dumps({"id": "1", "question": question, "documents": documents}),
        "no json",
        json.dumps({"id": "3", "question": ""}),
        json.dumps({"id": "4", "question": question, "documents": [{"id": "x"}]}),
        json.dumps({"id": "5", "question": "Who claimed responsibility?"}),
        json.dumps({"id": "6", "question": question, "documents": documents[:1]}),
    ]
    out = tmp_path / "out.jsonl"
    done = onrecord("batch", "--out", str(out), stdin="\n".join(lines), data=data)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["id"] for row in rows] == ["1", None, "3", "4", "5", "6"]
    assert ["error" in row for row in rows] == [False, True, True, True, False, False]
    by_source = {c["source_id"] for c in rows[0]["answer"]["citations"]}
    assert by_source == {"a", "b"}


def test_doctor_is_well(data):
    done = onrecord("doctor", data=data)
    assert done.returncode == 0, done.stdout


def test_config_says_where_each_value_came_from(data):
    done = json.loads(onrecord("config", "--json", "--set", "retrieval.top_k=3").stdout)
    assert done["retrieval"]["top_k"] == {"value": 3, "from": "--set"}
    assert done["corpus"]["path"]["from"] == "onrecord.toml"
