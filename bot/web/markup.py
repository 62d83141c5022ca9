"""Answers and evidence as markup. Words of documents and of users come out as text, never as markup."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from bot.types import Answer, Citation
from index.types import Passage, Source

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_MARKER = re.compile(r"\[(\d+)\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def as_text(text: str) -> str:
    """HTML that shows exactly this text."""
    return html.escape(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text), quote=True)


def as_markdown_text(text: str) -> str:
    """Markdown that shows exactly this text: no link, image, emphasis or formula can arise.

    Every ASCII punctuation mark becomes a numeric character reference, which CommonMark reads as
    the literal character (section "Entity and numeric character references").
    """
    clean = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    return _PUNCTUATION.sub(lambda found: f"&#{ord(found.group())};", clean)


def chat_markdown(text: str, turn: int, markers: set[int]) -> str:
    """An answer's text for the chat: its markers become links to the cards of its turn."""
    pieces: list[str] = []
    last = 0
    for found in _MARKER.finditer(text):
        if int(found.group(1)) in markers:
            pieces.append(as_markdown_text(text[last : found.start()]))
            pieces.append(f"[&#91;{found.group(1)}&#93;](#cite-{turn}-{found.group(1)})")
            last = found.end()
    pieces.append(as_markdown_text(text[last:]))
    return "".join(pieces).replace("\n", "\n\n")


def evidence_html(
    answer: Answer, turn: int, sources: Mapping[str, Source], passages: Mapping[str, Passage]
) -> str:
    """The cards of one answer: for each citation its source, the passage, the cited words marked."""
    if not answer.citations:
        return '<p class="quiet">No passage is cited.</p>'
    held = {
        marker: statement
        for statement in reversed(answer.statements)
        for marker in statement.citations
    }
    cards = []
    for citation in answer.citations:
        statement = held.get(citation.marker)
        speaker = statement.holder if statement else None
        stance = statement.stance if statement else ""
        cards.append(
            _card(citation, turn, speaker, stance, sources.get(citation.source_id), passages)
        )
    return "".join(cards)


def _card(
    citation: Citation,
    turn: int,
    speaker: str | None,
    stance: str,
    source: Source | None,
    passages: Mapping[str, Passage],
) -> str:
    about = [citation.publisher, source.author if source else "", citation.published or ""]
    passage = passages.get(citation.passage_id)
    span = (citation.start, citation.end)
    shown = (
        marked(passage.text, (span[0] - passage.start, span[1] - passage.start))
        if passage
        else f"<mark>{as_text(citation.quote)}</mark>"
    )
    whole = (
        f'<details class="document"><summary>Show in document</summary>'
        f'<div class="whole">{marked(source.text, span)}</div></details>'
        if source
        else ""
    )
    said = f'<p class="holder">{as_text(speaker)} <span>{as_text(stance)}</span></p>' if speaker else ""
    return (
        f'<article class="card" id="cite-{turn}-{citation.marker}" tabindex="-1">'
        f"<header><b>[{citation.marker}]</b> {as_text(citation.title or citation.source_id)}</header>"
        f'<p class="about">{as_text(" · ".join(part for part in about if part))}</p>'
        f"{said}<blockquote>{shown}</blockquote>{whole}</article>"
    )


def marked(text: str, span: tuple[int, int]) -> str:
    """HTML of a text with one span of it highlighted."""
    start, end = max(span[0], 0), min(span[1], len(text))
    if start >= end:
        return as_text(text)
    return f"{as_text(text[:start])}<mark>{as_text(text[start:end])}</mark>{as_text(text[end:])}"
