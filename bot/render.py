"""An answer for the terminal: text, conflicts, and the cited words below."""

from __future__ import annotations

import re
import shutil
import textwrap

from bot.types import Answer

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Text that a terminal shows as it is: control characters, which could command it, are gone."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def answer_text(
    answer: Answer, colour: bool = False, width: int | None = None, told: bool = False
) -> str:
    """The answer with its conflicts and citations, wrapped to ``width`` columns.

    :param told: the text itself has been shown as it came: only what belongs below it.
    """
    width = width or min(shutil.get_terminal_size().columns, 100)
    bold, dim, off = ("\x1b[1m", "\x1b[2m", "\x1b[0m") if colour else ("", "", "")
    paragraphs = [] if told else plain(answer.answer).split("\n")
    lines = [_wrap(paragraph, width) for paragraph in paragraphs]
    for conflict in answer.conflicts:
        lead = conflict.summary.partition(". ")[0]
        if lead not in answer.answer:
            said = _wrap(f"Sources differ ({conflict.kind}): {plain(conflict.summary)}", width)
            lines.append(f"{bold}{said}{off}")
    if answer.citations:
        lines.append("")
    for citation in answer.citations:
        about = ", ".join(
            part for part in (citation.publisher, citation.title, citation.published) if part
        )
        quote = " ".join(plain(citation.quote).split())
        lines.append(f"{bold}[{citation.marker}]{off} {plain(about) or citation.source_id}")
        lines.append(dim + _wrap(quote, width, "    ") + off)
    for withdrawn in answer.withdrawn:
        lines.append(_wrap(f"(withdrawn: {plain(withdrawn.text)}: {withdrawn.why})", width))
    if answer.note:
        lines.append(_wrap(f"({answer.generator}: {plain(answer.note)})", width))
    return "\n".join(lines)


def _wrap(text: str, width: int, indent: str = "") -> str:
    return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent)
