"""How often one visitor may ask."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

import gradio as gr

_VISITORS = 10_000
_WINDOW = 60.0


class RateLimit:
    """A number of questions in any minute, counted for each visitor by name."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = per_minute
        self._clock = clock
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, visitor: str) -> float:
        """Seconds until this visitor may ask; 0 when now, and then this counts as a question."""
        if not self._most:
            return 0.0
        now = self._clock()
        with self._lock:
            times = self._asked.setdefault(visitor, deque())
            self._asked.move_to_end(visitor)
            while len(self._asked) > _VISITORS:
                self._asked.popitem(last=False)
            while times and now - times[0] >= _WINDOW:
                times.popleft()
            if len(times) >= self._most:
                return _WINDOW - (now - times[0])
            times.append(now)
        return 0.0


def visitor_of(request: gr.Request) -> str:
    """Who is asking: the name signed in with, else the address; nothing of it is stored."""
    name = getattr(request, "username", None)
    client = getattr(request, "client", None)
    return f"user {name}" if name else f"address {getattr(client, 'host', '') or 'unknown'}"
