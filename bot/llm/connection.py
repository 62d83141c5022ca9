"""One connection to a model's server: it ends on time, and carries only what it must.

The client library waits for each byte anew, reads without limit, follows redirects and takes
headers and keys from variables that were set for another server. This transport does not.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpx

_KEPT = ("host", "content-type", "content-length", "accept")
"""Request headers that go out; the library's own tell of the machine it runs on."""


class TooMuch(Exception):
    """The server sends more than any reply can need."""


class TooLate(Exception):
    """The time for the whole reply is over."""


class BoundedTransport(httpx.BaseTransport):
    """Carries one request.

    :param key: sent as bearer token; None sends none, whatever the library was given.
    :param deadline: of ``time.monotonic()``, for the whole reply.
    :param most: bytes of a reply.
    """

    def __init__(self, base_url: str, key: str | None, deadline: float, most: int) -> None:
        self._key = key
        self._deadline = deadline
        self._most = most
        self._lock = threading.Lock()
        self._sockets: list[Any] = []
        self._ended = False
        url = httpx.URL(base_url)
        verify: ssl.SSLContext | bool = url.scheme == "https"
        self._inner = httpx.HTTPTransport(verify=verify, proxy=_proxy(url), trust_env=True)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, its headers cut down, and watch what comes back."""
        headers = {name: value for name, value in request.headers.items() if name in _KEPT}
        headers |= {"accept-encoding": "identity", "user-agent": "onrecord", "connection": "close"}
        if self._key:
            headers["authorization"] = f"Bearer {self._key}"
        left = max(self._deadline - time.monotonic(), 0.001)
        sent = httpx.Request(
            request.method,
            request.url,
            headers=headers,
            stream=request.stream,
            extensions={
                "timeout": {step: left for step in ("connect", "read", "write", "pool")},
                "trace": self._trace,
            },
        )
        response = self._inner.handle_request(sent)
        if response.headers.get("content-encoding", "identity") != "identity":
            response.close()
            raise httpx.DecodingError("a compressed reply that nobody asked for")
        return httpx.Response(
            response.status_code,
            headers=response.headers,
            stream=_Watched(response, self._deadline, self._most),
            extensions=response.extensions,
        )

    def cut(self) -> None:
        """End the connection from another thread: what waits for it wakes up."""
        with self._lock:
            self._ended = True
            sockets, self._sockets = self._sockets, []
        for each in sockets:
            _shut(each)

    def close(self) -> None:
        """Let go of the connection."""
        self._inner.close()

    def _trace(self, event: str, info: dict[str, Any]) -> None:
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            opened = info["return_value"].get_extra_info("socket")
            with self._lock:
                if not self._ended:
                    self._sockets.append(opened)
                    return
            _shut(opened)


class _Watched(httpx.SyncByteStream):
    """The bytes of a reply, counted, until the deadline."""

    def __init__(self, response: httpx.Response, deadline: float, most: int) -> None:
        self._response = response
        self._deadline = deadline
        self._most = most

    def __iter__(self) -> Iterator[bytes]:
        count = 0
        for piece in self._response.iter_raw():
            count += len(piece)
            if count > self._most:
                raise TooMuch
            if time.monotonic() > self._deadline:
                raise TooLate
            yield piece

    def close(self) -> None:
        self._response.close()


def _shut(opened: Any) -> None:
    if isinstance(opened, socket.socket):
        with suppress(OSError):
            opened.shutdown(socket.SHUT_RDWR)


def _proxy(url: httpx.URL) -> str | None:
    """The proxy that the environment names for an address; never one for this machine."""
    if is_loopback(url.host) or proxy_bypass(url.host):
        return None
    found = getproxies()
    return found.get(url.scheme) or found.get("all")


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine."""
    with suppress(ValueError):
        return ip_address(host.strip("[]")).is_loopback
    return host.lower() == "localhost"
