"""``onrecord index``: read the corpus into the index."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.cli.flags import add_json, add_settings, loaded_of, notice, print_json, progress


def add_index(parser: argparse.ArgumentParser) -> None:
    """Flags of ``index``."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files or folders besides the corpus"
    )
    parser.add_argument("--rebuild", action="store_true", help="index everything anew")
    add_settings(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Index, and say what was done. 1 if nothing could be indexed."""
    from bot.library import Library

    library = Library(loaded_of(options), notice)
    report = library.index([Path(p) for p in options.paths], options.rebuild, progress())
    total = report.unchanged + len(report.added) + len(report.changed)
    for problem in report.problems:
        notice(problem)
    if options.json:
        print_json(
            {
                "added": report.added,
                "changed": report.changed,
                "removed": report.removed,
                "unchanged": report.unchanged,
                "passages": library.store.count(),
                "problems": report.problems,
            }
        )
    else:
        print(
            f"{total} documents, {library.store.count()} passages "
            f"({len(report.added)} added, {len(report.changed)} changed, "
            f"{len(report.removed)} removed, {report.unchanged} unchanged)"
        )
    if not total:
        print(
            "onrecord: nothing was indexed: put .txt or .md files into the corpus folder",
            file=sys.stderr,
        )
        return 1
    return 0
