"""Answers with their sources as a file that stands on its own: Markdown, HTML or JSON."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from typing import Literal

from bot.types import Answer, Citation

Format = Literal["markdown", "html", "json"]
FORMATS: dict[Format, str] = {"markdown": "md", "html": "html", "json": "json"}
"""Format to file suffix."""
_ACTIVE = re.compile(r"[\\`*_{}\[\]<>&|~#]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MARKER = re.compile(r"\[(\d+)\]")
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "blockquote{border-left:3px solid #888;margin:.3rem 0;padding-left:.8rem}"
    ".about{color:#666}"
)


def export(answers: Sequence[Answer], form: Format) -> str:
    """A conversation, or one answer, as the text of a file.

    JSON is the list of answers as the contract has them; the other two show question, answer and
    sources with the exact words. Words of documents are text in all of them.
    """
    if form == "json":
        rows = [answer.model_dump(mode="json") for answer in answers]
        return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    if form == "html":
        return _html(answers)
    return "\n\n---\n\n".join(_markdown(answer) for answer in answers) + "\n"


def _markdown(answer: Answer) -> str:
    parts = [f"## {_plain(answer.question)}", _paragraphs(answer.answer)]
    parts += [f"> **{conflict.kind}**: {_plain(conflict.summary)}" for conflict in answer.conflicts]
    if answer.citations:
        rows = [
            f"- \\[{c.marker}\\] {_plain(about(c))}, characters {c.start}–{c.end}: "
            f"“{_plain(c.quote)}”"
            for c in answer.citations
        ]
        parts.append("Sources:\n\n" + "\n".join(rows))
    parts += [f"Withdrawn: {_plain(w.text)} ({_plain(w.why)})" for w in answer.withdrawn]
    return "\n\n".join(parts)


def _html(answers: Sequence[Answer]) -> str:
    body = "\n<hr>\n".join(_html_answer(answer, turn) for turn, answer in enumerate(answers))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>OnRecord</title><style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _html_answer(answer: Answer, turn: int) -> str:
    known = {citation.marker for citation in answer.citations}

    def link(found: re.Match[str]) -> str:
        number = int(found[1])
        return f'<a href="#c{turn}-{number}">[{number}]</a>' if number in known else found[0]

    paragraphs = "".join(
        f"<p>{_MARKER.sub(link, _text(part))}</p>" for part in answer.answer.split("\n\n")
    )
    conflicts = "".join(
        f"<p><strong>{c.kind}</strong>: {_text(c.summary)}</p>" for c in answer.conflicts
    )
    rows = "".join(
        f'<li id="c{turn}-{c.marker}" value="{c.marker}"><span class="about">{_text(about(c))}, '
        f"characters {c.start}–{c.end}</span><blockquote>{_text(c.quote)}</blockquote></li>"
        for c in answer.citations
    )
    sources = f"<h3>Sources</h3><ol>{rows}</ol>" if rows else ""
    return f"<h2>{_text(answer.question)}</h2>{paragraphs}{conflicts}{sources}"


def about(citation: Citation) -> str:
    """Publisher, title and date of a citation, as far as they are known."""
    parts = (citation.publisher, citation.title, citation.published or "no date")
    return ", ".join(part for part in parts if part)


def _text(text: str) -> str:
    return html.escape(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))


def _plain(text: str) -> str:
    """Markdown that shows this text on one line."""
    clean = " ".join(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).split())
    return _ACTIVE.sub(lambda found: f"\\{found.group()}", clean)


def _paragraphs(text: str) -> str:
    return "\n\n".join(_plain(part) for part in text.split("\n\n"))
