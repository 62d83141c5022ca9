"""The client against a server that misbehaves: a right reply, or one clear line in time."""

import json
import threading
import time

import pytest
import scripted_server as scripted
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted_server import ScriptedServer, say

from bot.llm.client import OpenAILikeModel, open_model
from bot.llm.connection import is_loopback
from bot.llm.settings import LLMSettings
from bot.llm.types import LLMError, Message
from bot.settings import Settings

ASKED = [Message("system", "Answer from the claims."), Message("user", "Who said so?")]


def failure(reply, **changed):
    with ScriptedServer(reply) as server, pytest.raises(LLMError) as error:
        server.model(**changed).complete(ASKED)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_reply_comes_whole_and_in_pieces():
    text = 'The mayor said "no" [1]. Café 😀, 北京 [2].'
    with ScriptedServer(say(text, pieces=3)) as server:
        assert server.model().complete(ASKED) == text
        pieces = list(server.model().stream(ASKED))
    assert "".join(pieces) == text
    assert len(pieces) > 5


def test_pieces_come_before_the_reply_is_over():
    go_on = threading.Event()

    def reply(wire):
        wire.head()
        wire.event("First. ")
        go_on.wait(20)
        wire.event("Second.", "stop")

    with ScriptedServer(reply) as server:
        stream = server.model().stream(ASKED)
        assert next(stream) == "First. "
        go_on.set()
        assert list(stream) == ["Second."]


def test_what_is_asked_is_what_the_settings_say():
    with ScriptedServer() as server:
        server.model(temperature=0.5, max_tokens=99).complete(ASKED)
        asked = server.asked[0]
    assert asked["model"] == scripted.MODEL
    assert (asked["temperature"], asked["max_tokens"]) == (0.5, 99)
    assert [(m["role"], m["content"]) for m in asked["messages"]] == [
        (m.role, m.content) for m in ASKED
    ]


def test_replies_are_taken_in_turn():
    with ScriptedServer(say("One."), scripted.status(500), say("Three.")) as server:
        model = server.model()
        assert model.complete(ASKED) == "One."
        with pytest.raises(LLMError):
            model.complete(ASKED)
        assert model.complete(ASKED) == "Three."
        assert len(server.asked) == 3  # a failed call is not made again


@pytest.mark.parametrize(
    "reply", [scripted.hang, scripted.drip, scripted.drip_bytes, scripted.drip_headers]
)
def test_a_server_that_hangs_or_drips_is_left_at_the_timeout(reply):
    assert "timeout_s" in failure(reply, timeout_s=0.3)


def test_what_came_in_time_is_given_before_the_timeout_is_told():
    def reply(wire):
        wire.head()
        wire.event("First.")
        wire.wait(20)

    with ScriptedServer(reply) as server:
        stream = server.model(timeout_s=3).stream(ASKED)
        assert next(stream) == "First."
        with pytest.raises(LLMError, match="within 3 s"):
            next(stream)


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (scripted.cut("The mayor sa"), "breaks off"),
        (scripted.cut_promised("The mayor sa"), "breaks off"),
        (scripted.half_character, "no chat reply"),
        (scripted.broken_character, "no chat reply"),
        (scripted.status(500), "answers 500: something is wrong"),
        (scripted.status(429, "slow\ndown"), "answers 429: slow down"),
        (scripted.status(404), "no such path"),
        (scripted.status(302, Location="http://127.0.0.1:9/"), "not followed"),
        (scripted.raw(b"<html>Welcome</html>", "text/html"), "nothing that is a reply"),
        (scripted.raw(b""), "nothing that is a reply"),
        (scripted.raw(b'data: {"choices": [\n\n'), "no chat reply"),
        (scripted.raw(b'data: {"answer": 42}\n\n'), "no chat reply"),
        (scripted.raw(b'data: [1]\n\ndata: "x"\n\n'), "no chat reply"),
        (scripted.raw(b'data: {"choices":[{"delta":{"content":7}}]}\n\n'), "no chat reply"),
        (scripted.raw(b'data: {"error":{"message":"no memory"}}\n\n'), "reports: no memory"),
        (scripted.raw(b"\x1f\x8b", Content_Encoding="gzip"), "no chat reply"),
        (scripted.flood(), "without end"),
        (scripted.one_line(), "more than a reply can be"),
        (scripted.endless("and so on "), "without end"),
        (say(""), "wrote nothing"),
        (say(" \n "), "wrote nothing"),
        (say("<think>Who said so? The mayor", end="length"), "larger llm.max_tokens"),
    ],
)
def test_nonsense_is_one_clear_line(reply, told):
    assert told in failure(reply, max_tokens=64)


@given(st.binary(max_size=300), st.booleans())
@settings(max_examples=40)
def test_whatever_bytes_come_there_is_text_or_one_line(body, framed):
    """Any bytes, bare or as the data of an event."""
    with ScriptedServer(scripted.raw(b"data: " + body + b"\n\n" if framed else body)) as server:
        try:
            said = server.model(max_tokens=16).complete(ASKED)
        except LLMError as error:
            said = str(error)
            assert "\n" not in said
    said.encode()


CHUNKS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["choices", "delta", "content", "finish_reason", "error", "message"]),
            inner,
        )
    ),
    max_leaves=12,
)


@given(st.lists(CHUNKS, max_size=3))
@settings(max_examples=60)
def test_whatever_json_comes_there_is_text_or_one_line(chunks):
    body = b"".join(b"data: " + json.dumps(chunk).encode() + b"\n\n" for chunk in chunks)
    with ScriptedServer(scripted.raw(body)) as server:
        try:
            said = server.model(max_tokens=16).complete(ASKED)
        except LLMError as error:
            said = str(error)
            assert "\n" not in said
    said.encode()


def test_a_server_that_is_not_there_is_named():
    address = scripted.closed_address()
    model = OpenAILikeModel(LLMSettings(provider="openai-like", base_url=address, model="m"))
    with pytest.raises(LLMError, match="cannot be reached") as error:
        model.complete(ASKED)
    assert address in str(error.value)


def test_halves_of_characters_that_meet_are_joined():
    body = (
        rb'data: {"choices":[{"index":0,"delta":{"content":"a\ud83d"}}]}' + b"\n\n"
        rb'data: {"choices":[{"index":0,"delta":{"content":"\ude00b\ud83d"},"finish_reason":"stop"}]}'
        + b"\n\n"
    )
    with ScriptedServer(scripted.raw(body)) as server:
        said = server.model().complete(ASKED)
    assert said == "a😀b\ufffd"
    said.encode()


def test_a_stream_that_is_closed_early_ends_the_call():
    gone = threading.Event()

    def reply(wire):
        wire.head()
        try:
            while wire.wait(0.01):
                wire.event("and so on ")
        finally:
            gone.set()

    with ScriptedServer(reply) as server:
        stream = server.model().stream(ASKED)
        next(stream)
        stream.close()
        assert gone.wait(20)
    for _ in range(200):
        if not any(thread.name == "llm" for thread in threading.enumerate()):
            return
        time.sleep(0.05)
    pytest.fail("the reading thread goes on")


def test_the_key_goes_out_and_nothing_else_that_tells_of_this_machine(monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, "of-another-service")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Extra: of-another-service")
    monkeypatch.setenv("OPENAI_BASE_URL", scripted.closed_address())
    with ScriptedServer() as server:
        server.model("secret-1").complete(ASKED)
        server.model().complete(ASKED)
        with_key, without = server.headers
    assert with_key["authorization"] == "Bearer secret-1"
    assert "authorization" not in without
    for headers in (with_key, without):
        assert "another" not in str(headers)
        assert set(headers) <= {
            "host", "accept", "accept-encoding", "content-type", "content-length",
            "user-agent", "connection", "authorization",
        }  # fmt: skip


def test_a_refused_key_is_never_shown():
    with ScriptedServer(scripted.status(401, "bad secret-1")) as server:
        with pytest.raises(LLMError, match="refuses the key in ONRECORD_LLM_KEY") as error:
            server.model("secret-1").complete(ASKED)
        with pytest.raises(LLMError, match="wants a key"):
            server.model().complete(ASKED)
    reply = scripted.status(400, "bad secret-1")
    with ScriptedServer(reply) as server, pytest.raises(LLMError) as other:
        server.model("secret-1").complete(ASKED)
    assert "secret-1" not in str(error.value) + str(other.value)


def test_no_model_is_opened_unless_one_is_set():
    assert open_model(Settings().llm, {"ONRECORD_LLM_KEY": "secret-1"}) is None


def test_the_key_comes_from_the_variable_that_is_named():
    with ScriptedServer() as server:
        settings = server.settings(key_env="OTHER_KEY")
        open_model(settings, {"OTHER_KEY": " secret-2\n"}).complete(ASKED)
        assert server.headers[0]["authorization"] == "Bearer secret-2"
    with pytest.raises(LLMError, match="OTHER_KEY"):
        open_model(settings, {"OTHER_KEY": "sécret"})


def test_a_proxy_is_never_asked_for_this_machine(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", scripted.closed_address())
    monkeypatch.setenv("ALL_PROXY", scripted.closed_address())
    with ScriptedServer() as server:
        assert server.model().complete(ASKED) == "Yes."
    assert is_loopback("localhost")
    assert is_loopback("[::1]")
    assert not is_loopback("example.org")
