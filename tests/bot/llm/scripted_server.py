"""A server of the OpenAI chat API that says what a test has it say, or misbehaves as told.

    with ScriptedServer(say("One [1]. Two [2]."), status(500)) as server:
        model = server.model(timeout_s=2)      # a client of it; server.settings() are its settings
        model.complete([Message("user", "?")])  # the first reply; the next call gets the second
        server.asked[0]["messages"]             # what the first call sent

Replies are taken in turn; the last one serves all further calls.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bot.llm.client import OpenAILikeModel
from bot.llm.settings import LLMSettings

MODEL = "scripted"


class Wire:
    """The server's end of one call."""

    def __init__(self, handler: BaseHTTPRequestHandler, asked: dict, over: threading.Event) -> None:
        self._handler = handler
        self.asked = asked
        self._over = over

    def head(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self._handler.send_response(status)
        self._handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            self._handler.send_header(name.replace("_", "-"), value)
        self._handler.end_headers()

    def send(self, data: bytes) -> None:
        self._handler.wfile.write(data)
        self._handler.wfile.flush()

    def event(self, text: str | None, finish: str | None = None) -> None:
        self.send(event(text, finish))

    def wait(self, seconds: float) -> bool:
        """Wait; False when the test is over."""
        return not self._over.wait(seconds)


Reply = Callable[[Wire], None]


def event(text: str | None, finish: str | None = None) -> bytes:
    """One piece of a streamed reply."""
    delta = {} if text is None else {"content": text}
    chunk = {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": MODEL,
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


def whole(text: str, finish: str) -> bytes:
    """A reply that is not streamed."""
    message = {"role": "assistant", "content": text}
    choices = [{"index": 0, "message": message, "finish_reason": finish}]
    reply = {"id": "1", "object": "chat.completion", "created": 1, "model": MODEL}
    return json.dumps({**reply, "choices": choices}).encode()


def say(
    text: str | Callable[[list[dict]], str], pieces: int = 7, pause: float = 0.0, end: str = "stop"
) -> Reply:
    """Exactly this text (or what a function makes of the messages), so many characters a piece."""

    def reply(wire: Wire) -> None:
        said = text(wire.asked["messages"]) if callable(text) else text
        if not wire.asked.get("stream"):
            wire.head(kind="application/json")
            wire.send(whole(said, end))
            return
        wire.head()
        for start in range(0, len(said), pieces):
            wire.event(said[start : start + pieces])
            if pause and not wire.wait(pause):
                return
        wire.event(None, end)
        wire.send(b"data: [DONE]\n\n")

    return reply


def hang(wire: Wire) -> None:
    """Takes the call and never answers."""
    wire.wait(60)


def drip(wire: Wire) -> None:
    """A character a moment, without end."""
    wire.head()
    while wire.wait(0.05):
        wire.event("a")


def drip_bytes(wire: Wire) -> None:
    """A byte a moment, never a whole event."""
    wire.head()
    while wire.wait(0.05):
        wire.send(b" ")


def drip_headers(wire: Wire) -> None:
    """A byte of a header a moment, without end."""
    wire.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while wire.wait(0.05):
        wire.send(b"a")


def cut(text: str) -> Reply:
    """The text, then the connection closes in mid-reply."""

    def reply(wire: Wire) -> None:
        wire.head()
        wire.event(text)

    return reply


def cut_promised(text: str) -> Reply:
    """The same with a length promised that never comes."""

    def reply(wire: Wire) -> None:
        wire.head(Content_Length="100000")
        wire.event(text)

    return reply


def half_character(wire: Wire) -> None:
    """Half of a UTF-8 character within an event, then the connection closes."""
    wire.head()
    wire.event("The mayor said ")
    wire.send(b'data: {"choices":[{"delta":{"content":"\xc3')


def broken_character(wire: Wire) -> None:
    """Half of a UTF-8 character, and the reply goes on."""
    wire.head()
    wire.send(b'data: {"choices":[{"index":0,"delta":{"content":"caf\xc3 said"}}]}\n\n')
    wire.event(None, "stop")
    wire.send(b"data: [DONE]\n\n")


def status(code: int, message: str = "something is wrong", **headers: str) -> Reply:
    """An error of this status."""

    def reply(wire: Wire) -> None:
        wire.head(code, "application/json", **headers)
        wire.send(json.dumps({"error": {"message": message}}).encode())

    return reply


def raw(body: bytes, kind: str = "text/event-stream", **headers: str) -> Reply:
    """These bytes with status 200."""

    def reply(wire: Wire) -> None:
        wire.head(200, kind, **headers)
        wire.send(body)

    return reply


def flood(size: int = 10_000_000) -> Reply:
    """So many characters at once, in pieces of 10,000."""

    def reply(wire: Wire) -> None:
        wire.head()
        for _ in range(size // 10_000):
            wire.event("word " * 2_000)
        wire.event(None, "stop")

    return reply


def one_line(size: int = 10_000_000) -> Reply:
    """So many bytes that never end an event."""

    def reply(wire: Wire) -> None:
        wire.head()
        wire.send(b"data: ")
        for _ in range(size // 10_000):
            wire.send(b"x" * 10_000)

    return reply


def endless(phrase: str) -> Reply:
    """The same phrase again and again."""

    def reply(wire: Wire) -> None:
        wire.head()
        while wire.wait(0.0):
            wire.event(phrase)

    return reply


class ScriptedServer:
    """Listens on a free port of 127.0.0.1 for as long as the block lasts."""

    def __init__(self, *replies: Reply) -> None:
        self.asked: list[dict] = []
        """The JSON bodies of the calls, in order."""
        self.headers: list[dict[str, str]] = []
        """The headers of the calls, names in lower case."""
        self._replies = list(replies) or [say("Yes.")]
        self._over = threading.Event()
        self._lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                asked = json.loads(body)
                with server._lock:
                    turn = len(server.asked)
                    server.asked.append(asked)
                    server.headers.append({k.lower(): v for k, v in self.headers.items()})
                reply = server._replies[min(turn, len(server._replies) - 1)]
                self.close_connection = True
                with suppress(OSError):  # the client has gone
                    if self.path != "/v1/chat/completions":
                        reply = status(404, "no such path")
                    reply(Wire(self, asked, server._over))

            def log_message(self, *args: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.base_url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def __enter__(self) -> ScriptedServer:
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._http.shutdown()
        self._http.server_close()

    def values(self) -> dict[str, str]:
        """The keys of section [llm] that name this server."""
        return {"provider": "openai-like", "base_url": self.base_url, "model": MODEL}

    def settings(self, **changed: object) -> LLMSettings:
        """Section [llm] that names this server."""
        return LLMSettings.model_validate({**self.values(), "timeout_s": 20, **changed})

    def model(self, key: str | None = None, **changed: object) -> OpenAILikeModel:
        """A client of this server."""
        return OpenAILikeModel(self.settings(**changed), key)


def said_to(server: ScriptedServer) -> Sequence[str]:
    """The text of each call's messages, for tests of what is told to the model."""
    return ["\n".join(m["content"] for m in asked["messages"]) for asked in server.asked]


def closed_address() -> str:
    """A base_url at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/v1"
