"""Which gold questions ``onrecord eval`` asks: all, some sets, or a part of each."""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.settings import Settings, SettingsError
from eval.gold_checks import GoldError
from eval.gold_sets import GOLD, find_gold, load_gold
from eval.gold_types import GoldSet


def chosen_sets(options: argparse.Namespace, settings: Settings) -> list[GoldSet]:
    """The gold sets that are asked for.

    :raises SettingsError: where the flags do not go together or nothing is found.
    """
    wanted = options.gold or ([settings.eval.gold] if settings.eval.gold else [])
    if options.corpus and len(wanted) != 1:
        raise SettingsError("--corpus needs one --gold FILE whose documents it holds")
    files: list[Path] = [] if wanted else find_gold()
    for name in wanted:
        path = Path(name)
        built_in = find_gold([name]) if not path.exists() else []
        found = [path] if path.is_file() else sorted(path.rglob("gold.yaml")) or built_in
        if not found:
            names = ", ".join(sorted(p.parent.name for p in GOLD.rglob("gold.yaml")))
            raise SettingsError(f"--gold {name}: no such file, folder or set; built-in are {names}")
        files += found
    sets = [load_gold(f, Path(options.corpus) if options.corpus else None) for f in files]
    if options.limit:
        sets = [_spread(gold, options.limit) for gold in sets]
    if options.sample:
        sets = _drawn(sets, options.sample, settings.eval.seed)
    if not any(gold.questions for gold in sets):
        raise GoldError("the gold sets hold no questions")
    return sets


def _spread(gold: GoldSet, limit: int) -> GoldSet:
    step = max(len(gold.questions) // limit, 1)
    return replace(gold, questions=gold.questions[::step][:limit])


def _drawn(sets: Sequence[GoldSet], size: int, seed: int) -> list[GoldSet]:
    """A random sample of all questions, each with the same chance, in their order."""
    every = [(number, question.id) for number, g in enumerate(sets) for question in g.questions]
    drawn = set(random.Random(seed).sample(every, min(size, len(every))))
    kept = [
        replace(gold, questions=tuple(q for q in gold.questions if (number, q.id) in drawn))
        for number, gold in enumerate(sets)
    ]
    return [gold for gold in kept if gold.questions]
