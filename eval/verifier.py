"""How well the verifier judges free sentences: false alarms on right ones, catches of wrong ones.

``python -m eval.verifier`` holds three groups of sentences to the claims they cite: rewrites by
hand (right and wrong, eval/gold/verifier.yaml), the composed statements of all gold questions, and
those same statements with one thing broken by rule: hedge dropped, figure changed, speaker taken
from another claim, marker moved or invented, speaker dropped.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.compose import Page, marked
from bot.engine import Bot
from bot.names import same_name
from bot.relevance import Candidate
from bot.settings import load
from bot.units import own_words, units_of
from bot.verdict import judge
from bot.verify import Evidence
from eval.answerers import Bench
from eval.breaking import broken
from eval.gold_sets import find_gold, load_gold
from eval.gold_types import Fact, GoldSet
from index.search import ScoredPassage
from index.types import Claim

REWRITES = Path(__file__).with_name("gold") / "verifier.yaml"
Claims = Mapping[int, Sequence[Evidence]]


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with what its markers stand for."""

    group: str
    """"rewritten", "unseen" (the second part of verifier.yaml) or "composed"."""
    text: str
    claims: Claims
    broken: str = ""
    """What is wrong with it; empty for a right sentence."""


def rewritten(gold: GoldSet, bot: Bot) -> Iterator[Case]:
    """The sentences of verifier.yaml on one set, but for claims that the index has not got."""
    for entry in yaml.safe_load(REWRITES.read_text(encoding="utf-8")):
        if not entry["facts"][0].startswith(f"{gold.name}/"):
            continue
        claims: dict[int, Sequence[Evidence]] = {}
        unknown = ""
        for number, name in enumerate(entry["facts"], 1):
            fact = gold.facts[name.partition("/")[2]]
            try:
                claims[number] = evidence_of(fact, gold, bot)
            except LookupError:
                continue
            if not _held(claims[number][0].claim, fact, gold):
                # No judge of sentences can know who speaks where the index does not.
                unknown = ", speaker not found by the index"
        if len(claims) < len(entry["facts"]):
            continue
        group = entry.get("part", "rewritten") + unknown
        for text in entry["right"]:
            yield Case(group, text, claims)
        for wrong in entry["wrong"]:
            yield Case(group, wrong["text"], claims, wrong["how"])


def evidence_of(fact: Fact, gold: GoldSet, bot: Bot) -> tuple[Evidence, ...]:
    """A fact's claim as an answer would cite it.

    :raises LookupError: if the index finds no claim at the fact's place.
    """
    place = fact.places[0]
    passages = [ScoredPassage(p, 1.0) for p in bot.shelf.store.all_passages(place.source)]
    best: tuple[float, Candidate] | None = None
    for unit in units_of(passages, gold.documents):
        common = min(unit.end, place.end) - max(unit.start, place.start)
        if common <= 0:
            continue
        for claim in (*unit.claims, own_words(unit)):
            fits = _held(claim, fact, gold)
            shared = min(claim.end, place.end) - max(claim.start, place.start)
            score = (2.0 if fits else 0.0) + shared / max(claim.end - claim.start, 1)
            if best is None or score > best[0]:
                best = score, Candidate(unit, claim, 1.0, 0.0, None, 1.0, None)
    if best is None:
        raise LookupError(f"no claim for {gold.name}/{fact.key}")
    return (Page().rests(best[1], best[1].claim),)


def _held(claim: Claim, fact: Fact, gold: GoldSet) -> bool:
    """True when a claim's holder is the fact's (none for a source's own words)."""
    if fact.holder is None:
        return claim.holder is None
    name = claim.holder or ""
    return any(same_name(name, n) or n in name for n in gold.holders.get(fact.holder, ()))


def composed(gold: GoldSet, bot: Bot) -> Iterator[Case]:
    """What the bot composes for the gold questions, and the same broken by rule."""
    seen: set[str] = set()
    for question in gold.questions:
        if question.after:
            continue
        made = bot.draft(question.ask)
        claims: dict[int, list[Evidence]] = defaultdict(list)
        for pieces in made.evidence:
            for piece in pieces:
                claims[piece.citation.marker].append(piece)
        for statement, pieces in zip(made.answer.statements, made.evidence, strict=False):
            if statement.text in seen or not pieces:
                continue
            seen.add(statement.text)
            yield Case("composed", marked(statement), dict(claims))
            for how, text in broken(statement, pieces, made.evidence):
                yield Case("composed", text, dict(claims), how)


def measure(cases: Sequence[Case]) -> dict[str, Any]:
    """Counts of right and of wrong sentences, each with those that were judged wrongly."""
    right: Counter[str] = Counter()
    alarms: dict[str, list[str]] = defaultdict(list)
    wrong: Counter[tuple[str, str]] = Counter()
    missed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for case in cases:
        why = judge(case.text, case.claims).why
        if not case.broken:
            right[case.group] += 1
            if why is not None:
                alarms[case.group].append(f"{case.text}  <- {why}")
        else:
            wrong[case.group, case.broken] += 1
            if why is None:
                missed[case.group, case.broken].append(case.text)
    return {
        "right": {g: {"n": n, "false_alarms": alarms[g]} for g, n in right.items()},
        "wrong": {
            f"{g}: {how}": {"n": n, "missed": missed[g, how]} for (g, how), n in wrong.items()
        },
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the rates and every sentence that was judged wrongly."""
    parser = argparse.ArgumentParser(prog="python -m eval.verifier", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--rewritten", action="store_true", help="only the rewrites by hand")
    options = parser.parse_args(arguments)
    bench = Bench(load().settings)
    cases: list[Case] = []
    for path in find_gold():
        gold = load_gold(path)
        bot = bench.bot(gold)
        cases += rewritten(gold, bot)
        if not options.rewritten:
            cases += composed(gold, bot)
    found = measure(cases)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    for group, row in found["right"].items():
        share = len(row["false_alarms"]) / row["n"]
        print(f"{group}, right: {row['n']}, false alarms {len(row['false_alarms'])} ({share:.1%})")
        for line in row["false_alarms"]:
            print(f"    {line}")
    for group, row in found["wrong"].items():
        print(f"{group}: {row['n']}, missed {len(row['missed'])}")
        for line in row["missed"]:
            print(f"    {line}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
