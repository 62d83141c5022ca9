"""Questions into attributed answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import index as index  # before numpy: it says how many threads that may start

if TYPE_CHECKING:
    from bot.engine import Bot, Conversation
    from bot.types import Answer

__all__ = ["Answer", "Bot", "Conversation"]

_HOMES = {"Bot": "bot.engine", "Conversation": "bot.engine", "Answer": "bot.types"}


def __getattr__(name: str) -> Any:
    """Import what is asked for only then: the command line starts quickly for small verbs."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'bot' has no attribute {name!r}")
