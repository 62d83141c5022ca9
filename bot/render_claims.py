"""Claims for the terminal: as a table, or marked up in colour in the text they stand in."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence

from bot.render import plain
from index.types import Claim, Source, Stance

_COLOURS: dict[Stance, str] = {
    "stated": "green",
    "hedged": "yellow",
    "denied": "red",
    "asked": "cyan",
    "planned": "magenta",
}
_OWN = "the source itself"
_NOBODY = "(nobody named)"


def claims_table(
    source: Source, claims: Sequence[Claim], *, colour: bool = False, width: int | None = None
) -> str:
    """Return the claims of one document as a table: who, how firmly, by which words, what.

    :param claims: of ``source``, in the order to show.
    :param width: columns; by default those of the terminal.
    """
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(_title(source)), title_justify="left", expand=True, show_lines=False)
    table.add_column("holder", ratio=3)
    table.add_column("stance", no_wrap=True, width=8)
    table.add_column("cue", ratio=2)
    table.add_column("claim", ratio=8)
    for claim in claims:
        table.add_row(
            Text(_who(claim), style="dim" if claim.holder is None else "bold"),
            Text(claim.stance, style=_COLOURS[claim.stance]),
            Text(_line(claim.cue or "")),
            Text(_line(claim.text) + _hedges(claim)),
        )
    return _drawn(table, colour, width)


def claims_marked(
    source: Source, claims: Sequence[Claim], *, colour: bool = False, width: int | None = None
) -> str:
    """Return the document's text with each held claim marked by its stance, and numbered.

    Numbers stand in brackets where a claim begins and are explained below the text; the
    narrator's own words are left plain unless they are hedged.
    """
    from rich.console import Group
    from rich.text import Text

    shown = [c for c in claims if c.holder is not None or c.stance != "stated"]
    body = Text()
    at = 0
    legend = Text()
    for number, claim in enumerate(sorted(shown, key=lambda c: (c.start, -c.end)), 1):
        for start, end in claim.parts or ((claim.start, claim.end),):
            start = max(start, at)
            if start >= end:
                continue
            body.append(plain(source.text[at:start]))
            mark = f"[{number}] " if start <= claim.start or at <= claim.start else ""
            body.append(mark, style="dim")
            body.append(plain(source.text[start:end]), style=_COLOURS[claim.stance])
            at = end
        legend.append(f"[{number}] ", style="dim")
        legend.append(_who(claim), style="bold")
        legend.append(f" {_line(claim.cue)!r}" if claim.cue else "")
        legend.append(f" {claim.stance}", style=_COLOURS[claim.stance])
        legend.append(_hedges(claim) + "\n")
    body.append(plain(source.text[at:]))
    return _drawn(
        Group(Text(_title(source) + "\n", style="bold"), body, Text(), legend), colour, width
    )


def _drawn(thing: object, colour: bool, width: int | None) -> str:
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out,
        width=width or min(shutil.get_terminal_size().columns, 140),
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(thing)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def _title(source: Source) -> str:
    about = ", ".join(part for part in (source.publisher, source.title, source.published) if part)
    return _line(f"{source.id}: {about}" if about else source.id)


def _who(claim: Claim) -> str:
    if claim.holder is None:
        return _NOBODY if claim.cue else _OWN
    if claim.chain:
        return _line(" > ".join(claim.chain))
    words = claim.holder_words
    return _line(f"{claim.holder} ({words})" if words and words != claim.holder else claim.holder)


def _hedges(claim: Claim) -> str:
    return f"  [{_line(', '.join(claim.hedges))}]" if claim.hedges else ""


def _line(text: str) -> str:
    """One line that commands nothing: control characters shown, white space folded."""
    return " ".join(plain(text).split())
