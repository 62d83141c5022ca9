"""The statements of an answer as it grows: where each sentence stands, and who says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.answer_figures import figures_in
from bot.compose import Page
from bot.conflicts import voice_of
from bot.quantities import Quantity, relation
from bot.relevance import Candidate
from bot.units import Unit, claim_in
from index.types import Claim

_LEADING = 0.75
"""Least share of the best score for a statement to count as answering, not as an addition."""


def same_sentence(a: Unit, b: Unit) -> bool:
    """True for one sentence of one source."""
    return a.source.id == b.source.id and a.start == b.start


def stating(unit: Unit, claim: Claim | None = None) -> Candidate:
    """A sentence as a candidate without scores."""
    return Candidate(unit, claim or claim_in(unit), 0.0, 0.0, None, 0.0, None)


@dataclass(slots=True)
class Stated:
    """What an answer states, and what further it is made to state."""

    page: Page
    placed: dict[int, Candidate]
    """Place of each statement with what it states."""
    candidates: Sequence[Candidate] = ()
    """All sentences found, with their scores."""
    alike: Mapping[int, Sequence[Candidate]] = field(default_factory=dict)
    """Further candidates that give the same answer as the statement at a place."""

    @property
    def units(self) -> list[Unit]:
        """The sentences found, each once, in the order of the search."""
        once = {(c.unit.source.id, c.unit.start): c.unit for c in self.candidates}
        return sorted(once.values(), key=lambda unit: (unit.passage, unit.start))

    def meaning(self, unit: Unit) -> float:
        """Cosine of a sentence to the question, 0 where it was not measured."""
        return max((c.meaning for c in self.candidates if same_sentence(c.unit, unit)), default=0.0)

    @staticmethod
    def tells(candidate: Candidate, unit: Unit) -> bool:
        """True when a sentence is that of a candidate, or gives its very figure."""
        if same_sentence(candidate.unit, unit):
            return True
        words = candidate.words
        if words is None or not isinstance(words.value, Quantity):
            return False
        lead = words.value
        return any(
            f.kind == lead.kind and relation(f, lead) == "same" for f in figures_in(unit.text)
        )

    def place_of(self, unit: Unit) -> int | None:
        """The place of the statement that states a sentence, None for none."""
        for place, made in self.placed.items():
            if same_sentence(made.unit, unit):
                return place
        return None

    def leading(self) -> dict[int, Candidate]:
        """The statements that answer, not those added or far behind the best."""
        best = max((made.score for made in self.placed.values()), default=0.0)
        return {n: made for n, made in self.placed.items() if made.score >= _LEADING * best > 0}

    def answering(self) -> list[tuple[int, Candidate]]:
        """The leading statements and the candidates that give the same answers."""
        return [
            (place, one)
            for place, made in self.leading().items()
            for one in (made, *self.alike.get(place, ()))
        ]

    def state(self, unit: Unit, whole: bool = False, claim: Claim | None = None) -> int | None:
        """The place of a sentence in the answer, stated now where it does not stand yet."""
        known = self.place_of(unit)
        if known is not None:
            return known
        made = stating(unit, claim)
        place = self.page.state(made, whole=whole)
        if place is not None:
            self.placed.setdefault(place, made)
        return place

    def voice(self, place: int) -> str:
        """Who speaks at a place."""
        return voice_of(self.placed[place])
