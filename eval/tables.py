"""Scores on the terminal: a table of metrics, a bar while it runs, and what limits were broken."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from eval.intervals import Interval
from eval.metrics import BY_NAME
from eval.runner import Progress as Callback
from eval.scoring import Scored, against_first

_WIDTH = 160
"""Columns of the table where it does not go to a terminal."""


@contextmanager
def progress_bar() -> Iterator[Callback | None]:
    """A bar on stderr where that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    bar = Progress(
        TextColumn("{task.description:40}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("opening", total=None)

        def step(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=name[:40])

        yield step


def print_scores(runs: Sequence[Scored], names: Sequence[str] = ()) -> None:
    """The table of one or several runs, with paired differences to the first.

    :param names: only these metrics; empty: all that were measured.
    """
    console = Console() if sys.stdout.isatty() else Console(width=_WIDTH)
    sizes = {len(scored.run.outcomes) for scored in runs}
    size = "/".join(map(str, sorted(sizes)))
    table = Table(title=f"{size} questions, 95 % intervals; \u2193 low is good")
    table.add_column("metric", no_wrap=True)
    differences = against_first(runs)
    for scored in runs:
        table.add_column(scored.run.name, justify="right")
    for name in differences:
        table.add_column(f"{name} - first", justify="right")
    for name in dict.fromkeys(n for scored in runs for n in scored.total):
        if names and name not in names:
            continue
        low = name in BY_NAME and BY_NAME[name].better == "low"
        cells = [_cell(scored.total.get(name), short=bool(differences)) for scored in runs]
        cells += [_cell(found.get(name), signed=True) for found in differences.values()]
        table.add_row(f"{name} \u2193" if low else name, *cells)
    console.print(table)
    for scored in () if names else runs:
        passed = len(scored.run.outcomes) - len(scored.failed)
        console.print(
            f"{scored.run.name}: {passed} of {len(scored.run.outcomes)} questions without a fault, "
            f"{scored.run.seconds:.1f} s",
            highlight=False,
        )
        if scored.run.sentences:
            told = ", ".join(f"{n} {what}" for what, n in scored.run.sentences.items())
            console.print(f"  sentences of the model: {told}", highlight=False)


def _cell(found: Interval | None, signed: bool = False, short: bool = False) -> str:
    if found is None or found.value is None or found.low is None or found.high is None:
        return "-"
    if short:
        return f"{found.value:.1f}" if found.value >= 10 else f"{found.value:.3f}"
    if abs(found.value) >= 10:
        return f"{found.value:.1f} \\[{found.low:.1f}, {found.high:.1f}]"
    form = "+.3f" if signed else ".3f"
    return f"{found.value:{form}} \\[{found.low:{form}}, {found.high:{form}}]"
