"""Ends what a language model writes at a deadline, whoever serves it."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator

from bot.llm.types import LLMError


def until(deadline: float, start: Callable[[], Iterator[str]], most: int) -> Iterator[str]:
    """The pieces of a reply as they come.

    A thread of its own waits for them, so that whatever blocks there is left behind.

    :param deadline: of ``time.monotonic()``.
    :param most: characters after which the rest is left unread.
    :raises LLMError: what the model raises, or that the time is over.
    """
    pieces: queue.Queue[str | Exception | None] = queue.Queue()
    ended = threading.Event()

    def read() -> None:
        stream = start()
        try:
            for piece in stream:
                pieces.put(piece)
                if ended.is_set():
                    break
            pieces.put(None)
        except Exception as error:  # handed to the thread that waits
            pieces.put(error)
        finally:
            close = getattr(stream, "close", None)
            if close is not None:
                close()

    threading.Thread(target=read, name="llm-reply", daemon=True).start()
    count = 0
    try:
        while count <= most:
            left = deadline - time.monotonic()
            try:
                piece = pieces.get(timeout=max(left, 0.0))
            except queue.Empty:
                raise LLMError("the language model took too long") from None
            if piece is None:
                return
            if isinstance(piece, LLMError):
                raise piece
            if isinstance(piece, Exception):
                raise LLMError(f"the language model failed ({type(piece).__name__})") from piece
            count += len(piece)
            yield piece
    finally:
        ended.set()
