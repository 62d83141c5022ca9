"""Passages cut down to the sentences in which chosen people speak: the filter by speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.names import same_name
from index.search import ScoredPassage
from index.types import Claim, Passage


def spoken(found: Sequence[ScoredPassage], speakers: Sequence[str]) -> list[ScoredPassage]:
    """Of each passage the sentences whose claims are of one of the speakers, in the same order.

    :param speakers: names of holders; empty: everything stays as it is.
    """
    if not speakers:
        return list(found)
    return [
        replace(scored, passage=part)
        for scored in found
        for part in _sentences(scored.passage, speakers)
    ]


def _sentences(passage: Passage, speakers: Sequence[str]) -> list[Passage]:
    held: dict[tuple[int, int], list[Claim]] = {}
    for claim in passage.claims:
        start, end = claim.sentence
        inside = passage.start <= start < end <= passage.end
        if inside and any(
            same_name(name, speaker) for name in _names(claim) for speaker in speakers
        ):
            held.setdefault(claim.sentence, []).append(claim)
    return [
        replace(
            passage,
            start=start,
            end=end,
            text=passage.text[start - passage.start : end - passage.start],
            claims=tuple(claims),
        )
        for (start, end), claims in sorted(held.items())
    ]


def _names(claim: Claim) -> list[str]:
    return [name for name in (claim.holder, *claim.chain) if name]
