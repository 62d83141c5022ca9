"""Score who holds each claim, and how firmly, against labels made by reading.

Labels and their meaning: eval/gold/README.md. The articles themselves come from the data files
named on the command line, so the repository holds none of them::

    python -m eval.claims_eval --polnear dev.jsonl.gz --news same-event-even.jsonl.gz --split dev
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.attribution.claims import claims_of
from index.attribution.linking import Labelled
from index.attribution.tagger import LabelledSpan, Tagger
from index.types import STANCES, Claim, Source, Span

GOLD = Path(__file__).parent / "gold"
_NEWS = {"polnear/dev": "polnear", "same-event-even": "news"}


@dataclass(slots=True)
class HolderScore:
    """Counts over labelled holders."""

    right: int = 0
    wrong_name: int = 0
    """Another's name: neither the words of the text nor part of an accepted name."""
    missed: int = 0
    """No claim at the label's place."""
    n: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        """Share of the labels whose holder is right; a missed claim is not right. 0 to 1."""
        return self.right / self.n if self.n else 0.0

    @property
    def wrong_name_rate(self) -> float:
        """Share of the labels given a wrong name. 0 to 1."""
        return self.wrong_name / self.n if self.n else 0.0


def score_holders(
    labels: Iterable[Mapping[str, Any]], claims: Mapping[str, Sequence[Claim]]
) -> HolderScore:
    """Score found claims, keyed by article id, against rows of holders.json."""
    score = HolderScore()
    for label in labels:
        score.n += 1
        claim = best_claim(claims[label["article"]], tuple(label["content"]))
        if claim is None:
            score.missed += 1
            score.errors.append(f"missed: {label['holder']!r}")
            continue
        accepted = {_plain(n) for n in (label["holder"], *label["accept"])}
        found = _plain(claim.holder)
        if found in accepted:
            score.right += 1
            continue
        score.wrong_name += _misnames(found, _plain(claim.holder_words), accepted)
        score.errors.append(
            f"{label['article'][:30]} {label['content'][0]}: {claim.holder!r} "
            f"<{claim.holder_words}> for {label['holder']!r} ({label['kind']}) {claim.text[:60]!r}"
        )
    return score


def _misnames(found: str, kept: str, accepted: set[str]) -> bool:
    """Tell whether a holder is another's name: not the text's words, nor a part of a right name."""
    if not found or found == kept:
        return False
    words = set(found.split())
    return not any(words <= set(a.split()) or set(a.split()) <= words for a in accepted)


def score_stance(
    labels: Iterable[Mapping[str, Any]], claims: Mapping[str, Sequence[Claim]]
) -> tuple[dict[str, float], list[str]]:
    """Return F1 of each stance and their mean ("macro_f1", over those labelled), and the errors.

    A label without a claim at its place counts against its stance.
    """
    hits: dict[str, int] = defaultdict(int)
    found: dict[str, int] = defaultdict(int)
    labelled: dict[str, int] = defaultdict(int)
    errors = []
    for label in labels:
        claim = best_claim(claims[label["article"]], tuple(label["content"]))
        labelled[label["stance"]] += 1
        if claim is None:
            errors.append(f"missed: {label['stance']}")
            continue
        found[claim.stance] += 1
        hits[label["stance"]] += claim.stance == label["stance"]
        if claim.stance != label["stance"]:
            errors.append(
                f"{label['article'][:30]} {label['content'][0]}: {claim.stance} for "
                f"{label['stance']} {label['hedges']} cue {claim.cue!r} {claim.text[:110]!r}"
            )
    scores: dict[str, float] = {
        s: 2 * hits[s] / (found[s] + labelled[s]) if found[s] + labelled[s] else 0.0
        for s in STANCES
        if labelled[s]
    }
    scores["macro_f1"] = sum(scores.values()) / len(scores) if scores else 0.0
    return scores, errors


def best_claim(claims: Sequence[Claim], content: Span) -> Claim | None:
    """Return the claim that shares most with ``content``, None when none shares a third of either.

    Shared characters count against the length of both, so that a sentence of a long quotation is
    found by the label of the whole, and a label inside a long claim by that claim.
    """
    best, most = None, 0.0
    for claim in claims:
        shared = min(claim.end, content[1]) - max(claim.start, content[0])
        if shared <= 0:
            continue
        share = shared / min(claim.end - claim.start, content[1] - content[0])
        union = max(claim.end, content[1]) - min(claim.start, content[0])
        if share >= 1 / 3 and share + shared / union > most:
            best, most = claim, share + shared / union
    return best


def _plain(name: str | None) -> str:
    """A name without case, leading article, short form in brackets and form of apostrophes."""
    name = re.sub(r"\s*\([^)]*\)", "", (name or "").lower().replace("’", "'"))
    return re.sub(r"^(?:the|a|an)\s+", "", name).strip(" .,")


def read_articles(path: Path) -> dict[str, Mapping[str, Any]]:
    """Read a gzipped JSON lines file into rows keyed by id."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def _gold_spans(row: Mapping[str, Any]) -> list[Labelled]:
    found = {
        (label, start, end)
        for attribution in row["attributions"]
        for label in ("source", "cue", "content")
        for start, end in attribution[label]
    }
    return [LabelledSpan(label, a, b, 1.0) for label, a, b in sorted(found, key=lambda f: f[1])]  # type: ignore[arg-type]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores of holders and stances."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m eval.claims_eval")
    parser.add_argument("--polnear", type=Path, help="articles of polnear/dev, JSON lines, gzipped")
    parser.add_argument("--news", type=Path, help="articles of same-event-even, likewise")
    parser.add_argument("--split", choices=["dev", "test", "all"], default="dev")
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of the labels")
    parser.add_argument(
        "--gold-spans", action="store_true", help="PolNeAR's spans, not the tagger's"
    )
    parser.add_argument("--errors", action="store_true", help="list what is wrong (not for test)")
    options = parser.parse_args(arguments)
    tagger = None if options.gold_spans else Tagger()
    claims: dict[str, list[Claim]] = {}
    labels = {
        name: json.loads((options.gold / f"{name}.json").read_text("utf-8"))
        for name in ("holders", "stance")
    }
    read = {
        data: read_articles(path)
        for data, key in _NEWS.items()
        if (path := getattr(options, key)) is not None
    }
    for name, rows in labels.items():
        chosen = [
            r
            for r in rows
            if r["data"] in read
            and (options.split in ("all", r["split"]))
            and not (options.gold_spans and r["data"] != "polnear/dev")
        ]
        for row in chosen:
            if row["article"] in claims:
                continue
            article = read[row["data"]][row["article"]]
            spans = tagger.tag([article["text"]])[0] if tagger else _gold_spans(article)
            source = Source(row["article"], article["text"], article["title"])
            claims[row["article"]] = claims_of(source, spans)
        _report(name, chosen, claims, options.errors)


def _report(
    name: str,
    rows: Sequence[Mapping[str, Any]],
    claims: Mapping[str, Sequence[Claim]],
    errors: bool,
) -> None:
    if name == "holders":
        held = score_holders(rows, claims)
        print(
            f"holders n={held.n} accuracy={held.accuracy:.3f} "
            f"wrong_names={held.wrong_name_rate:.3f} missed={held.missed}"
        )
        wrong = held.errors
    else:
        scores, wrong = score_stance(rows, claims)
        print(f"stance n={len(rows)} " + " ".join(f"{k}={v:.3f}" for k, v in scores.items()))
    if errors:
        print("\n".join(f"  {e}" for e in wrong))


if __name__ == "__main__":
    main()
