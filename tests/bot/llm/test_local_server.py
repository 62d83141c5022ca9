"""The real model: llama.cpp serves it, the client streams from it, the doctor tells of it."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import scripted_server as scripted

from bot.llm import local_server
from bot.llm.client import open_model
from bot.llm.local_server import LocalServer, find_weights, is_installed
from bot.llm.types import LLMError, Message
from tests.bot.test_network import namespace

ROOT = Path(__file__).resolve().parents[3]
ASKED = [Message("user", "Name three fruits.")]

pytestmark = [
    pytest.mark.llm,
    pytest.mark.skipif(not is_installed(), reason="the small model is not installed"),
]


@pytest.fixture(scope="module")
def served():
    # One thread: two that wait for each other crawl where the tests share their cores.
    with LocalServer(threads=1) as server:
        yield server


def test_it_listens_on_loopback_alone_and_says_what_it_serves(served):
    assert served.base_url.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(f"{served.base_url}/models") as answer:
        listed = json.load(answer)["data"]
    assert [model["id"] for model in listed] == [served.model]
    assert listed[0]["meta"]["n_ctx"] >= local_server.CONTEXT


def test_a_reply_streams(served):
    model = open_model(served.settings(max_tokens=24), {})
    pieces = list(model.stream(ASKED))
    assert len(pieces) > 3
    assert "".join(pieces).strip()
    assert model.complete(ASKED).strip()


def test_a_reply_longer_than_the_time_for_it_is_told(served):
    slow = open_model(served.settings(max_tokens=3000, timeout_s=0.01), {})
    with pytest.raises(LLMError, match="timeout_s"):
        slow.complete([Message("user", "Count from one to one thousand in words.")])
    # The one that was left does not keep the next one waiting for ever.
    assert open_model(served.settings(max_tokens=16), {}).complete(ASKED)


def test_a_question_longer_than_the_context_is_one_line(served):
    with pytest.raises(LLMError, match="answers 400") as error:
        open_model(served.settings(), {}).complete([Message("user", "word " * 9000)])
    assert "\n" not in str(error.value)


def test_the_doctor_tells_that_it_answers(served, capsys):
    from bot.cli import main

    named = [f"--set=llm.{key}={value}" for key, value in served.values().items()]
    main(["doctor", "--settings", str(ROOT / "onrecord.toml"), *named])
    line = next(row for row in capsys.readouterr().out.splitlines() if "model:" in row)
    assert line.startswith("ok")
    assert served.model in line


def test_a_verb_runs_with_it_and_leaves_nothing_behind():
    code = (
        "import os, sys\n"
        "from bot.llm.local_server import main\n"
        "status = main(['config'])\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, cwd=ROOT, timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert f'model = "{LocalServer().model}"' in done.stdout
    address = next(row.split('"')[1] for row in done.stdout.splitlines() if "base_url" in row)
    assert not answers(address)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_it_ends_with_what_started_it(how):
    code = (
        "import signal, time\n"
        # What starts the tests in the background has it ignored, and that is inherited.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from bot.llm.local_server import LocalServer\n"
        "with LocalServer() as server:\n"
        "    print(server.base_url, flush=True)\n"
        "    time.sleep(600)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    address = process.stdout.readline().strip()
    assert answers(address)
    process.send_signal(how)
    process.wait(60)
    for _ in range(200):
        if not answers(address):
            break
        signal.sigtimedwait([], 0.1)
    assert not answers(address)
    process.stdout.close()


CLOSED = """
import sys
from bot.llm.client import open_model
from bot.llm.local_server import LocalServer
from bot.llm.types import Message
from bot.settings import Settings
from eval.citation_engine import CitationEngine
from eval.gold_sets import load_gold
from tests.eval.conftest import write_small
from dataclasses import replace
from pathlib import Path
with LocalServer(threads=1) as server:
    assert open_model(server.settings(max_tokens=16), {}).complete([Message("user", "Hello!")])
    gold = load_gold(write_small(Path(sys.argv[1])))
    ask = CitationEngine(Settings(), server.settings(max_tokens=16, timeout_s=200)).open(gold)
    print("SAID", ask(gold.questions[0]).answer.answer)
snmp = [line.split() for line in open("/proc/net/snmp") if line.startswith("Ip:")]
print("UNROUTED", dict(zip(*snmp))["OutNoRoutes"])
"""


def test_no_packet_leaves_the_machine(tmp_path):
    prefix = namespace()
    if not prefix:
        pytest.skip("this user may not make a network namespace")
    done = subprocess.run(
        [*prefix, sys.executable, "-c", CLOSED, str(tmp_path)],
        capture_output=True, text=True, cwd=ROOT, timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert "SAID" in done.stdout, done.stderr[-2000:]
    # The kernel counts what was meant for elsewhere, whoever sent it, native code included.
    assert "UNROUTED 0" in done.stdout


def test_weights_that_are_none_are_told_in_one_line(tmp_path):
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(b"GGUF but not really")
    for weights in (bad, tmp_path / "none.gguf"):
        with pytest.raises(LLMError) as error, LocalServer(weights):
            pass
        assert weights.name in str(error.value)
        assert "\n" not in str(error.value)


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(local_server, "PACKAGE", "no_such_package")
    with pytest.raises(LLMError, match="requirements-llm"):
        find_weights()
    assert not is_installed()


def answers(base_url):
    try:
        with urllib.request.urlopen(f"{base_url}/models", timeout=10):
            return True
    except OSError:
        return False


def test_nothing_answers_where_nothing_listens():
    assert not answers(scripted.closed_address())
