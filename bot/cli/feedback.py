"""``onrecord feedback``: what readers said of answers."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from bot.cli.flags import add_json, add_settings, loaded_of, print_json


def add_feedback(parser: argparse.ArgumentParser) -> None:
    """Flags of ``feedback``."""
    parser.add_argument(
        "--export", action="store_true", help="print gold-set candidates as YAML for an editor"
    )
    parser.add_argument("--out", metavar="F", help="write them to this file")
    add_settings(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print how often each verdict was given, or the candidates."""
    from bot.feedback import VERDICTS, FeedbackStore, candidates
    from bot.library import home_of

    kept = FeedbackStore(home_of(loaded_of(options))).all()
    if not options.export:
        counts = Counter(feedback.verdict for feedback in kept)
        if options.json:
            print_json({verdict: counts[verdict] for verdict in VERDICTS})
        else:
            for verdict in VERDICTS:
                print(f"{counts[verdict]:5} {verdict}")
        return 0
    if options.json:
        print_json(candidates(kept))
        return 0
    import yaml

    text = yaml.safe_dump(
        {"candidates": candidates(kept)}, allow_unicode=True, sort_keys=False, width=100
    )
    if options.out:
        Path(options.out).write_text(text, encoding="utf-8")
        print(f"onrecord: {len(kept)} candidates in {options.out}", file=sys.stderr)
    else:
        sys.stdout.write(text)
    return 0
