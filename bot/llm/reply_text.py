"""What of a streamed reply is text: whole characters, and no thoughts before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

SURROGATE = re.compile("[\ud800-\udfff]")
_OPEN, _CLOSE = "<think>", "</think>"


def whole_characters(pieces: Iterator[str]) -> Iterator[str]:
    """The same text without halves of characters: two that meet are joined, one alone is U+FFFD."""
    held = ""
    for piece in pieces:
        text, held = held + piece, ""
        if "\ud800" <= text[-1:] <= "\udbff":
            text, held = text[:-1], text[-1]
        if text:
            yield _joined(text)
    if held:
        yield "\ufffd"


def _joined(text: str) -> str:
    if not SURROGATE.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def without_thoughts(pieces: Iterator[str]) -> Iterator[str]:
    """The reply behind the block of thoughts that some models open it with; others unchanged."""
    held, thinking, speaking = "", False, False
    for piece in pieces:
        if speaking:
            yield piece
            continue
        held += piece
        if not thinking:
            opening = held.lstrip()
            thinking = opening.startswith(_OPEN)
            if not thinking and not _OPEN.startswith(opening):
                speaking = True
                yield held
        spoken = held.partition(_CLOSE)[2].lstrip() if thinking else ""
        if spoken:
            speaking = True
            yield spoken
    if not speaking and not thinking and held:
        yield held
