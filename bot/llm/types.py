"""What the writer needs of a language model, whoever serves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from index.errors import OnRecordError


class LLMError(OnRecordError):
    """The language model cannot be reached, is too slow or answers nonsense."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


class LanguageModel(Protocol):
    """A chat model. Both methods raise LLMError, at the latest when the timeout has passed."""

    name: str
    """As in ``Answer.generator``: ``llm:NAME``."""

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The reply in pieces as it comes; the generator may be closed early."""
        ...

    def complete(self, messages: Sequence[Message]) -> str:
        """The whole reply."""
        ...
