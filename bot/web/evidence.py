"""The evidence of an answer: who says what, where the sides differ, and a card a citation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.types import Answer, Citation, Conflict, Statement
from bot.web.markup import as_text, marked, marker_link
from index.types import Passage, Source

EMPTY = '<p class="quiet">The cited passages of an answer appear here.</p>'
CONFLICTS = {
    "figures": "The figures differ",
    "responsibility": "The sources differ on who is responsible",
    "denial": "One side denies it",
    "opinion": "Opinions differ",
    "superseded": "A later report differs from an earlier one",
    "other": "The sources differ",
}


def panel(turns: Sequence[str]) -> str:
    """The evidence of all turns; the last one is seen, a click in the chat brings up another."""
    if not turns:
        return EMPTY
    last = len(turns) - 1
    return "".join(
        f'<section class="turn" data-turn="{n}"{"" if n == last else " hidden"}>{html}</section>'
        for n, html in enumerate(turns)
    )


def evidence_html(
    answer: Answer, turn: int | str, sources: Mapping[str, Source], passages: Mapping[str, Passage]
) -> str:
    """All evidence of one answer; its ids carry the number of the turn, so turns never mix."""
    head = f'<p class="asked">{as_text(answer.question)}</p>{_written(answer)}'
    banners = "".join(_banner(conflict, answer, turn) for conflict in answer.conflicts)
    if not answer.citations:
        return f'{head}{banners}<p class="quiet">No passage is cited.</p>{_withdrawn(answer)}'
    holding = {
        marker: statement
        for statement in reversed(answer.statements)
        for marker in statement.citations
    }
    cards = "".join(
        _card(citation, turn, holding.get(citation.marker), sources, passages)
        for citation in answer.citations
    )
    return f"{head}{banners}{_table(answer, turn)}{cards}{_withdrawn(answer)}"


def _banner(conflict: Conflict, answer: Answer, turn: int | str) -> str:
    """A conflict with its kind and its sides."""
    sides = "".join(
        f"<li>{_side(answer.statements[place], turn)}</li>"
        for place in conflict.statements
        if place < len(answer.statements)
    )
    return (
        f'<section class="conflict" role="note" data-kind="{conflict.kind}">'
        f"<h3>{CONFLICTS[conflict.kind]}</h3>"
        f"<p>{as_text(_beyond(conflict))}</p><ul>{sides}</ul></section>"
    )


def _beyond(conflict: Conflict) -> str:
    """The summary without what the heading says already."""
    rest = conflict.summary.removeprefix(f"{CONFLICTS[conflict.kind]}.").strip()
    return rest[:1].upper() + rest[1:]


def _side(statement: Statement, turn: int | str) -> str:
    links = " ".join(marker_link(turn, marker) for marker in statement.citations)
    return f"<b>{as_text(_voice(statement))}</b>: {as_text(statement.text)} {links}"


def _voice(statement: Statement) -> str:
    """Who speaks: the holder, else the source in its own words."""
    name = statement.holder or statement.publisher or statement.source_id
    return f"T{name[1:]}" if name.startswith("the ") else name


def _table(answer: Answer, turn: int | str) -> str:
    """Who says what: a row a statement."""
    by_marker = {citation.marker: citation for citation in answer.citations}
    rows = "".join(_row(statement, by_marker, turn) for statement in answer.statements)
    heads = "".join(
        f'<th scope="col">{head}</th>' for head in ("Who", "Says", "Stance", "Source", "Date")
    )
    return (
        '<section class="positions"><h3>Who says what</h3><div class="scroll" tabindex="0">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _row(statement: Statement, by_marker: Mapping[int, Citation], turn: int | str) -> str:
    cited = [by_marker[n] for n in statement.citations if n in by_marker]
    links = " ".join(marker_link(turn, citation.marker) for citation in cited)
    words = " … ".join(citation.quote for citation in cited) or statement.text
    stance = statement.stance + (f" ({', '.join(statement.hedges)})" if statement.hedges else "")
    dates = sorted({citation.published for citation in cited if citation.published})
    own = "" if statement.holder else ' <span class="quiet">(own words)</span>'
    return (
        f'<tr><th scope="row">{as_text(_voice(statement))}{own}</th>'
        f"<td>{as_text(words)} {links}</td><td>{as_text(stance)}</td>"
        f"<td>{as_text(statement.publisher or statement.source_id)}</td>"
        f"<td>{as_text(', '.join(dates) or '–')}</td></tr>"
    )


def _card(
    citation: Citation,
    turn: int | str,
    statement: Statement | None,
    sources: Mapping[str, Source],
    passages: Mapping[str, Passage],
) -> str:
    source = sources.get(citation.source_id)
    author = source.author if source else ""
    about = " · ".join(p for p in (citation.publisher, author, citation.published or "") if p)
    passage = passages.get(citation.passage_id)
    span = (citation.start, citation.end)
    words = (
        marked(passage.text, (span[0] - passage.start, span[1] - passage.start))
        if passage
        else f"<mark>{as_text(citation.quote)}</mark>"
    )
    said = ""
    if statement:
        names = (*statement.chain, statement.holder) if statement.holder else ()
        who = " → ".join(dict.fromkeys(name for name in names if name))
        said = (
            f'<p class="holder">{as_text(who or f"{_voice(statement)}, in its own words")} '
            f'<span class="stance">{as_text(statement.stance)}</span></p>'
        )
    name = as_text(citation.title or citation.source_id)
    whole = citation_text(citation, author)
    return (
        f'<article class="card" id="cite-{turn}-{citation.marker}" tabindex="-1" '
        f'aria-label="Citation {citation.marker}">'
        f"<header><b>[{citation.marker}]</b> {name}</header>"
        f'<p class="about">{as_text(about)}</p>{said}<blockquote>{words}</blockquote>'
        '<p class="actions">'
        f'<button type="button" class="show" data-source="{as_text(citation.source_id)}" '
        f'data-start="{span[0]}" data-end="{span[1]}">Show in document</button>'
        f'<button type="button" class="cite" data-citation="{as_text(whole)}">'
        "Copy as citation</button></p></article>"
    )


def citation_text(citation: Citation, author: str = "") -> str:
    """A citation as people write it: author, title, publisher, date and the words."""
    about = ", ".join(
        part
        for part in (author, citation.title, citation.publisher, citation.published or "n.d.")
        if part
    )
    return f"{about}: “{' '.join(citation.quote.split())}”"


def _written(answer: Answer) -> str:
    """Who wrote the sentences, where it is a language model, and why it did not write all."""
    model = answer.generator.removeprefix("llm:")
    told = f"Written by {model}; each sentence is verified." if model != answer.generator else ""
    words = " ".join(part for part in (told, answer.note) if part)
    return f'<p class="quiet">{as_text(words)}</p>' if words else ""


def _withdrawn(answer: Answer) -> str:
    """Sentences that failed the check against their source."""
    if not answer.withdrawn:
        return ""
    rows = "".join(f"<li>{as_text(w.text)} ({as_text(w.why)})</li>" for w in answer.withdrawn)
    head = "<summary>Withdrawn sentences</summary>"
    return f'<details class="withdrawn">{head}<ul>{rows}</ul></details>'


def document_html(source: Source, span: tuple[int, int]) -> str:
    """A whole document with the cited words marked, for the window that opens over the page."""
    about = " · ".join(p for p in (source.publisher, source.author, source.published or "") if p)
    return (
        f'<h2 id="document-title">{as_text(source.title or source.id)}</h2>'
        f'<p class="about">{as_text(about)}</p><div class="whole">{marked(source.text, span)}</div>'
    )
