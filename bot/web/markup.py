"""Words of documents and of users as markup that shows them as text, never as markup."""

from __future__ import annotations

import html
import re

_ALWAYS = re.compile(r"[\\`*_{}\[\]<>&|~#@$^!]")
_LINE_START = re.compile(r"(?m)^[ \t]*(?:([-+=])|(\d{1,9})([.)]))")
_LEADING = re.compile(r"(?m)^[ \t]+")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|www)(:(?=/)|\.)")
_MARKER = re.compile(r"\[(\d+)\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def as_text(text: str) -> str:
    """HTML that shows exactly this text."""
    return html.escape(visible(text), quote=True)


def visible(text: str) -> str:
    """The text with control characters shown as such: no terminal code, no reversed direction."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def as_markdown_text(text: str) -> str:
    """Markdown that shows exactly this text: no link, image, list, emphasis or formula can arise.

    Marks that can begin markup become numeric character references, which CommonMark reads as the
    literal character (section "Entity and numeric character references"). Others stay, so that
    the source reads like the text: it is what is copied and what a screen reader is given. Blanks
    at the start of a line go, as they would begin a code block.
    """
    clean = _LEADING.sub("", visible(text))
    clean = _ALWAYS.sub(lambda found: _reference(found.group()), clean)
    clean = _ADDRESS.sub(lambda found: found.group(1) + _reference(found.group(2)), clean)
    return _LINE_START.sub(
        lambda found: (
            _reference(found.group(1))
            if found.group(1)
            else found.group(2) + _reference(found.group(3))
        ),
        clean,
    )


def from_markdown_text(text: str) -> str:
    """The text that :func:`as_markdown_text` was given; typed text comes back as it is."""
    return html.unescape(text)


def _reference(character: str) -> str:
    return f"&#{ord(character)};"


def chat_markdown(text: str, turn: int, markers: set[int]) -> str:
    """An answer's text for the chat: its markers become links to the cards of its turn."""
    pieces: list[str] = []
    last = 0
    for found in _MARKER.finditer(text):
        if int(found.group(1)) in markers:
            pieces.append(as_markdown_text(text[last : found.start()]))
            pieces.append(f"[[{found.group(1)}]](#cite-{turn}-{found.group(1)})")
            last = found.end()
    pieces.append(as_markdown_text(text[last:]))
    return re.sub(r"\n+", "\n\n", "".join(pieces))


def marker_link(turn: int | str, marker: int) -> str:
    """A link to a card."""
    return f'<a class="marker" href="#cite-{turn}-{marker}">[{marker}]</a>'


def marked(text: str, span: tuple[int, int]) -> str:
    """HTML of a text with one span of it highlighted."""
    start, end = max(span[0], 0), min(span[1], len(text))
    if start >= end:
        return as_text(text)
    return f"{as_text(text[:start])}<mark>{as_text(text[start:end])}</mark>{as_text(text[end:])}"
