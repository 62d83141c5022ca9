"""What a streamed answer consists of: stages, pieces of text, and at last the Answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.types import Answer


@dataclass(frozen=True, slots=True)
class Stage:
    """What the bot is doing now."""

    name: Literal["indexing", "searching", "reading", "writing"]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """The next piece of the answer's text; all pieces together are ``Answer.answer``."""

    text: str


Event = Stage | Text | Answer
