"""Score found claims against a table of all claims of some documents, labelled by reading.

The table is YAML: source id -> list of {text, holder, stance, chain?, after?}; see
eval/gold/crocus/claims.yaml for the meaning of each key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from index.types import Claim, Source

_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Expected:
    """One labelled claim."""

    source_id: str
    start: int
    end: int
    holders: tuple[str | None, ...]
    """Names that are right; None: the source's own words; "any": whatever is found."""
    stances: tuple[str, ...]
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a labelled claim was found."""

    expected: Expected
    found: Claim | None
    """The claim at this place that agrees best."""
    span: bool
    holder: bool
    stance: bool

    @property
    def right(self) -> bool:
        """Holder, stance and span are all right."""
        return self.span and self.holder and self.stance


def load_table(path: Path, sources: Mapping[str, Source]) -> list[Expected]:
    """The labelled claims with their places in the normalised texts.

    :raises ValueError: if a text does not stand in its source.
    """
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    expected = []
    for name, rows in table.items():
        text = sources[name].text
        for row in rows:
            lead = f"{row['after']} " if row.get("after") else ""
            at = text.find(lead + row["text"])
            if at < 0:
                raise ValueError(f"{path.name}: {name} has no {lead + row['text']!r}")
            start = at + len(lead)
            holders = row["holder"] if isinstance(row["holder"], list) else [row["holder"]]
            expected.append(
                Expected(
                    name,
                    start,
                    start + len(row["text"]),
                    tuple(holders),
                    tuple(row["stance"]),
                    tuple(row.get("chain", ())),
                )
            )
    return expected


def judge(expected: Sequence[Expected], claims: Sequence[Claim]) -> list[Verdict]:
    """The verdict on each labelled claim: the claim that agrees best with it counts."""
    verdicts = []
    for label in expected:
        near = [c for c in claims if c.source_id == label.source_id and _touches(label, c)]
        judged = [
            Verdict(label, c, _span(label, c), _holder(label, c), c.stance in label.stances)
            for c in near
        ]
        verdicts.append(
            max(judged, key=lambda v: (v.right, v.span + v.holder + v.stance), default=None)
            or Verdict(label, None, False, False, False)
        )
    return verdicts


def _touches(label: Expected, claim: Claim) -> bool:
    return claim.start < label.end and label.start < claim.end


def _span(label: Expected, claim: Claim) -> bool:
    shared = min(label.end, claim.end) - max(label.start, claim.start)
    union = max(label.end, claim.end) - min(label.start, claim.start)
    return shared / union >= _OVERLAP


def _holder(label: Expected, claim: Claim) -> bool:
    for name in label.holders:
        if name == "any" or (name is None and claim.holder is None):
            return _chain(label, claim)
        if name and claim.holder and _same(name, claim.holder):
            return _chain(label, claim)
    return False


def _chain(label: Expected, claim: Claim) -> bool:
    told = " ".join((*claim.chain, claim.holder or "")).casefold()
    return all(name.casefold() in told for name in label.chain)


def _same(name: str, holder: str) -> bool:
    """Equal without case, articles and a short form in brackets."""

    def bare(text: str) -> set[str]:
        words = text.casefold().replace("(", " ").replace(")", " ").split()
        return {word for word in words if word != "the"}

    return bare(name) == bare(holder) or bare(name) < bare(holder)
