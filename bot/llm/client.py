"""Speaks to a language model's server through LlamaIndex, and comes back on time."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.llm.reply_text import SURROGATE, whole_characters, without_thoughts
from bot.llm.settings import LLMSettings
from bot.llm.types import LanguageModel, LLMError, Message

if TYPE_CHECKING:
    from bot.llm.connection import BoundedTransport

_TOKEN_CHARS = 16
"""Characters that a token has at most, generously: what ends a server that ignores max_tokens."""
_TOKEN_BYTES = 4096
"""Bytes of the event that carries one token, generously."""
_SPARE_BYTES = 1 << 20


def open_model(
    settings: LLMSettings, environment: Mapping[str, str] | None = None
) -> LanguageModel | None:
    """The language model that section [llm] names, or None where it names none.

    Nothing is sent before the first question.

    :param environment: where the key is looked up; None: that of the process.
    :raises LLMError: if the package for it is not installed, or the key cannot be one.
    """
    if settings.provider == "none":
        return None
    return OpenAILikeModel(settings, key_of(settings, environment))


def key_of(settings: LLMSettings, environment: Mapping[str, str] | None = None) -> str | None:
    """The key of the model's server, from the variable that the settings name."""
    values = os.environ if environment is None else environment
    return values.get(settings.key_env, "").strip() or None


class OpenAILikeModel:
    """A model behind any server that speaks the OpenAI chat API.

    Each call opens a connection of its own, so calls from several threads do not meet. No call
    outlasts ``timeout_s``, counted from the first piece asked for to the last that comes in. A
    reply that the server ends at ``max_tokens`` ends without an error, perhaps in mid-sentence.
    """

    def __init__(self, settings: LLMSettings, key: str | None = None) -> None:
        try:
            # Loaded now, so that the first reply has all of its time.
            import llama_index.llms.openai_like  # noqa: F401
            import openai.resources.chat  # noqa: F401
        except ImportError as error:
            raise LLMError(
                'llm.provider "openai-like" needs a package that is not installed: '
                "pip install 'onrecord[llm]'"
            ) from error
        if key and not (key.isascii() and key.isprintable()):
            raise LLMError(f"{settings.key_env} holds characters that no key has; set it anew")
        self.name = settings.model
        self._settings = settings
        self._key = key

    def complete(self, messages: Sequence[Message]) -> str:
        """The whole reply. :raises LLMError: as :meth:`stream`."""
        return "".join(self.stream(messages))

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The reply in pieces as they come; closing the generator ends the connection.

        :raises LLMError: if the server cannot be reached, refuses, sends what is no reply, breaks
            off, sends nothing or too much, or takes longer than the timeout; one line each.
        """
        from bot.llm.connection import BoundedTransport

        settings = self._settings
        deadline = time.monotonic() + settings.timeout_s
        most = _SPARE_BYTES + settings.max_tokens * _TOKEN_BYTES
        transport = BoundedTransport(settings.base_url, self._key, deadline, most)
        # A thread reads: whatever blocks there, the queue is left at the deadline.
        pieces: queue.Queue[str | LLMError | None] = queue.Queue()
        reader = threading.Thread(
            target=self._read, args=(messages, transport, pieces), name="llm", daemon=True
        )
        reader.start()
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(deadline - time.monotonic(), 0))
                except queue.Empty:
                    raise self._late() from None
                if piece is None:
                    return
                if isinstance(piece, LLMError):
                    raise piece
                yield piece
        finally:
            transport.cut()

    def _read(
        self,
        messages: Sequence[Message],
        transport: BoundedTransport,
        pieces: queue.Queue[str | LLMError | None],
    ) -> None:
        """Put the reply's pieces into the queue; last None, or what went wrong."""
        end: LLMError | None
        try:
            said = False
            for piece in whole_characters(without_thoughts(self._pieces(messages, transport))):
                said = said or bool(piece.strip())
                pieces.put(piece)
            end = None if said else self._silent()
        except LLMError as error:
            end = error
        except Exception as error:  # whatever a server sends, the caller gets one line
            end = self._told(error)
        finally:
            transport.close()
        pieces.put(end)

    def _pieces(self, messages: Sequence[Message], transport: BoundedTransport) -> Iterator[str]:
        import httpx
        from llama_index.core.llms import ChatMessage, MessageRole

        chat = [ChatMessage(role=MessageRole(m.role), content=m.content) for m in messages]
        most = self._settings.max_tokens * _TOKEN_CHARS
        count, finished = 0, False
        with httpx.Client(transport=transport, follow_redirects=False) as client:
            for part in self._llm(client).stream_chat(chat):
                delta = part.delta or ""
                count += len(delta)
                if count > most:
                    raise LLMError(
                        f"{self.name} writes without end (over {most} characters); "
                        "llm.max_tokens is not heeded"
                    )
                choices = getattr(part.raw, "choices", None) or [None]
                finished = finished or bool(getattr(choices[0], "finish_reason", None))
                if delta:
                    yield delta
        if not finished:
            what = "breaks off in mid-reply" if count else "sends nothing that is a reply"
            raise LLMError(f"the server at {self._settings.base_url} {what}")

    def _llm(self, client: Any) -> Any:
        """LlamaIndex's client, made to ask once and to take nothing from the environment."""
        from llama_index.llms.openai_like import OpenAILike

        settings = self._settings
        return OpenAILike(
            model=settings.model,
            api_base=settings.base_url,
            api_key="none",  # an empty one would be looked up; the transport sends the real one
            is_chat_model=True,
            is_function_calling_model=False,
            context_window=settings.context_tokens,
            max_tokens=settings.max_tokens,
            temperature=settings.temperature,
            timeout=settings.timeout_s,
            max_retries=0,
            http_client=client,
        )

    def _silent(self) -> LLMError:
        return LLMError(
            f"{self.name} wrote nothing; one that thinks first needs a larger llm.max_tokens"
        )

    def _late(self) -> LLMError:
        return LLMError(
            f"{self.name} at {self._settings.base_url} has not answered in full within "
            f"{self._settings.timeout_s:g} s (llm.timeout_s)"
        )

    def _told(self, error: Exception) -> LLMError:
        """What went wrong and how to mend it, in one line without the key."""
        import httpx
        import openai

        from bot.llm.connection import TooLate, TooMuch

        where = f"the server at {self._settings.base_url}"
        # The library wraps what happens before the first byte; later it comes as it is.
        cause = error if isinstance(error, httpx.HTTPError) else error.__cause__ or error
        if isinstance(cause, TooLate | httpx.TimeoutException):
            return self._late()
        if isinstance(cause, TooMuch):
            return LLMError(f"{where} sends more than a reply can be; cut off")
        if isinstance(error, openai.APIStatusError):
            body = error.body if isinstance(error.body, dict) else {}
            return LLMError(f"{where} {self._refusal(error.status_code, body.get('message'))}")
        if isinstance(cause, httpx.ConnectError):
            return LLMError(
                f"{where} cannot be reached ({self._line(str(cause))}); is it running, "
                "and is llm.base_url right?"
            )
        if isinstance(cause, httpx.TransportError):
            return LLMError(f"{where} breaks off in mid-reply")
        if isinstance(error, openai.APIError) and cause is error:
            return LLMError(f"{where} reports: {self._line(error.message)}")
        return LLMError(f"{where} sends what is no chat reply ({type(cause).__name__})")

    def _refusal(self, status: int, message: object) -> str:
        variable = self._settings.key_env
        if status in (401, 403):
            return (
                f"refuses the key in {variable} ({status})"
                if self._key
                else (f"wants a key ({status}): set {variable}")
            )
        if status == 404:
            return (
                f"knows no model {self.name!r} or no such path (404); "
                "base_url ends in /v1 with most servers"
            )
        if 300 <= status < 400:
            return f"points elsewhere ({status}), which is not followed; correct llm.base_url"
        return f"answers {status}: {self._line(str(message or 'no reason given'))}"

    def _line(self, text: str) -> str:
        """A server's words, short, on one line, without the key."""
        if self._key:
            text = text.replace(self._key, "***")
        return " ".join(SURROGATE.sub("\ufffd", text).split())[:200]
