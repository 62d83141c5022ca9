"""The page over HTTP: its named endpoints, their limits, what the headers say, who is let in."""

import json
import socket
import urllib.error
import urllib.request
from contextlib import contextmanager
from importlib.util import find_spec

import pytest

from bot import Bot
from bot.settings import Settings, WebSettings
from bot.web.page import build_page, launch

DOCUMENTS = [
    {
        "id": "post",
        "title": "Ferry aground",
        "publisher": "Harbour Post",
        "published": "2024-05-03",
        "text": "The harbour master, Ines Calder, said 12 passengers were hurt when the ferry Solvang "
        "struck a reef. The shipping company denied that the crew was at fault.",
    },
    {
        "id": "star",
        "title": "Ferry hits reef",
        "publisher": "Evening Star",
        "published": "2024-05-04",
        "text": "Doctors said 15 passengers were hurt when the ferry Solvang struck a reef.",
    },
]


@contextmanager
def page_over(allows=None, **web):
    bot = Bot.over(DOCUMENTS, Settings(web=WebSettings(**web)))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page = build_page(bot)
    launch(page, bot, "127.0.0.1", port, allows=allows)
    try:
        yield f"http://127.0.0.1:{port}/", bot
    finally:
        page.close(verbose=False)


@pytest.fixture(scope="module")
def page():
    with page_over() as opened:
        yield opened


def fetch(url, data=None, headers=None):
    body = None if data is None else json.dumps(data).encode()
    request = urllib.request.Request(
        url, body, {"Content-Type": "application/json", **(headers or {})}
    )
    with urllib.request.urlopen(request, timeout=60) as reply:
        return reply.read().decode(), reply.headers


def call(address, name, *arguments):
    """The result of a named endpoint; ValueError with its message if it refuses."""
    url = f"{address}gradio_api/call/{name}"
    event = json.loads(fetch(url, {"data": list(arguments)})[0])["event_id"]
    lines = fetch(f"{url}/{event}")[0].splitlines()
    kind, data = lines[-3 if lines[-1] == "" else -2], lines[-1] or lines[-2]
    result = json.loads(data.removeprefix("data: "))
    if kind != "event: complete":
        raise ValueError(str(result))
    return result[0]


def ask(address, question, sources=None, publishers=None, since=None, until=None, speakers=None):
    return call(address, "ask", question, sources, publishers, since, until, speakers)


def test_the_endpoints_are_named_and_described(page):
    address, _ = page
    info = json.loads(fetch(f"{address}gradio_api/info")[0])["named_endpoints"]
    assert set(info) == {"/ask", "/search", "/claims", "/sources"}
    names = [parameter["parameter_name"] for parameter in info["/ask"]["parameters"]]
    assert names == ["question", "sources", "publishers", "since", "until", "speakers"]


def test_an_answer_over_http_is_the_answer(page):
    address, bot = page
    question = "How many passengers were hurt?"
    given, made = ask(address, question), bot.ask(question).model_dump(mode="json")
    given.pop("timings_ms"), made.pop("timings_ms")
    assert given == made and given["citations"]


def test_filters_hold_over_http(page):
    address, _ = page
    question = "How many passengers were hurt?"
    for filters in (
        {"publishers": ["Evening Star"]},
        {"sources": ["star"]},
        {"since": "2024-05-04"},
    ):
        answer = ask(address, question, **filters)
        assert {citation["source_id"] for citation in answer["citations"]} == {"star"}
    spoken = ask(address, question, speakers=["Ines Calder"])
    assert {citation["source_id"] for citation in spoken["citations"]} == {"post"}
    assert "12" in spoken["answer"] and "15" not in spoken["answer"]


def test_search_claims_and_sources_over_http(page):
    address, bot = page
    assert [row["id"] for row in call(address, "sources")] == ["post", "star"]
    (first, *_) = call(address, "search", "passengers hurt", 1)
    assert (
        first["text"]
        == bot.shelf.store.texts([first["source_id"]])[first["source_id"]].text[
            first["start"] : first["end"]
        ]
    )
    holders = {claim["holder"] for claim in call(address, "claims", "post")}
    assert any("Ines Calder" in holder for holder in holders if holder)
    with pytest.raises(ValueError, match="no document"):
        call(address, "claims", "none")


def test_the_headers_let_nothing_in_from_elsewhere(page):
    policy = fetch(page[0])[1]["content-security-policy"]
    assert "default-src 'self'" in policy and "script-src-attr 'none'" in policy
    assert "http:" not in policy and "https:" not in policy and "*" not in policy


def test_the_page_names_no_other_host_to_load_from(page):
    import re

    text, _ = fetch(page[0])
    head = re.sub(
        r"<meta[^>]*>", "", text.split("window.gradio_config")[0] + text.split("</head>")[-1]
    )
    assert re.findall(r'(?:src|href)="https?://(?!127\.0\.0\.1)[^"]*"', head) == []


def test_who_asks_too_often_is_told_when_to_come_back():
    with page_over(questions_per_minute=2) as (address, _):
        for _ in range(2):
            ask(address, "How many passengers were hurt?")
        with pytest.raises(ValueError, match="too many"):
            ask(address, "How many passengers were hurt?")


def test_without_signing_in_nothing_is_answered():
    with page_over(allows=lambda name, password: False) as (address, _):
        for path in ("gradio_api/info", "gradio_api/call/ask"):
            with pytest.raises(urllib.error.HTTPError) as refused:
                fetch(f"{address}{path}", None if path.endswith("info") else {"data": ["x"]})
            assert refused.value.code == 401


@pytest.mark.skipif(find_spec("mcp") is None, reason="the package mcp is not installed")
def test_ask_search_and_claims_are_mcp_tools():
    with page_over(mcp=True) as (address, _):
        headers = {"Accept": "application/json, text/event-stream"}

        def rpc(method, **params):
            body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
            text, _ = fetch(f"{address}gradio_api/mcp/", body, headers)
            line = next(line for line in text.splitlines() if line.startswith(("data:", "{")))
            return json.loads(line.removeprefix("data:"))["result"]

        tools = {tool["name"]: tool for tool in rpc("tools/list")["tools"]}
        found = {
            wanted
            for wanted in ("ask", "search", "claims")
            if any(n.endswith(wanted) for n in tools)
        }
        assert found == {"ask", "search", "claims"}
        name = next(name for name in tools if name.endswith("ask"))
        assert "who holds each statement" in tools[name]["description"]
        result = rpc(
            "tools/call", name=name, arguments={"question": "How many passengers were hurt?"}
        )
        assert "15" in result["content"][0]["text"]
