"""An answer while a language model's verified sentences come in: text, statements, citations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.compose import marked
from bot.events import Text
from bot.llm.claim_sheet import Entry
from bot.positions import near_copies
from bot.types import Answer, Citation, Conflict, Statement, Withdrawn
from bot.verdict import MARKER, without_markers
from bot.verify import Evidence

_MOST_WITHDRAWN = 12
_CUT = 300


@dataclass(slots=True)
class Frame:
    """What a composed answer says around its statements."""

    lead: str
    close: str

    @classmethod
    def of(cls, answer: Answer) -> Frame | None:
        """The words before and behind the statements; None where some stand between them."""
        at, lead = 0, ""
        for number, statement in enumerate(answer.statements):
            sentence = marked(statement)
            found = answer.answer.find(sentence, at)
            if found < 0:
                return None
            between = answer.answer[at:found].strip()
            if number == 0:
                lead = between
            elif between:
                return None
            at = found + len(sentence)
        return cls(lead, answer.answer[at:].strip())


@dataclass(slots=True)
class Written:
    """The sentences so far. Markers are numbered anew in the order in which they are shown."""

    composed: Answer
    statements: list[Statement] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    withdrawn: list[Withdrawn] = field(default_factory=list)
    covers: list[frozenset[int]] = field(default_factory=list)
    """For each statement the places of the composed ones that it stands for."""
    counts: Counter[str] = field(default_factory=Counter)
    pieces: list[str] = field(default_factory=list)

    @property
    def covered(self) -> frozenset[int]:
        """Places of the composed statements that are told."""
        return frozenset().union(*self.covers)

    @property
    def own(self) -> int:
        """Sentences of the model that are shown."""
        return self.counts["passed"] + self.counts["repaired"]

    def repeats(self, sentence: str) -> bool:
        """True when a sentence says what is shown already."""
        bare = without_markers(sentence)
        return any(bare == s.text or near_copies(bare, s.text) for s in self.statements)

    def add(self, sentence: str, evidence: Sequence[Evidence], places: Sequence[int]) -> str:
        """Put in a sentence of the model that has passed; returns its text as shown."""
        first = evidence[0]
        claim, source = first.claim, first.source
        shown = MARKER.sub(lambda m: f" {self._renumbered(m[1], evidence)}".rstrip(), sentence)
        bare = without_markers(sentence)
        self.statements.append(
            Statement(
                text=bare,
                holder=claim.holder,
                chain=tuple(claim.chain),
                stance=claim.stance,
                hedges=tuple(claim.hedges),
                quoted=claim.quoted and any(mark in bare for mark in '“"«'),
                source_id=source.id,
                publisher=source.publisher,
                citations=tuple(dict.fromkeys(self._marker(piece) for piece in evidence)),
            )
        )
        self.covers.append(frozenset(places))
        return shown.replace("] [", "][").strip()

    def add_composed(self, entry: Entry) -> str:
        """Put in the composed sentence of a claim; returns its text as shown."""
        numbers = tuple(dict.fromkeys(self._marker(piece) for piece in entry.evidence))
        statement = entry.statement.model_copy(update={"citations": numbers})
        self.statements.append(statement)
        self.covers.append(frozenset((entry.place,)))
        return marked(statement)

    def withdraw(self, sentence: str, why: str) -> None:
        """List a sentence that is not shown."""
        self.counts["withdrawn"] += 1
        text = without_markers(sentence)
        text = text if len(text) <= _CUT else text[:_CUT] + " …"
        if len(self.withdrawn) < _MOST_WITHDRAWN:
            self.withdrawn.append(Withdrawn(text=text, why=why))

    def shown(self, sentence: str) -> Text:
        """The next piece of the text: a sentence, after a space where it is not the first."""
        self.pieces.append(f" {sentence}" if self.pieces else sentence)
        return Text(self.pieces[-1])

    def composed_after_all(self, note: str) -> Answer:
        """The composed answer, with what was withdrawn and why it stands."""
        return self.composed.model_copy(
            update={
                "note": note,
                "withdrawn": (*self.composed.withdrawn, *self.withdrawn),
                "sentences": dict(self.counts),
            }
        )

    def answer(self, generator: str, note: str) -> Answer:
        """All that was shown, as an answer."""
        conflicts = []
        for conflict in self.composed.conflicts:
            told = [n for n, c in enumerate(self.covers) if c & set(conflict.statements)]
            if told:
                conflicts.append(
                    Conflict(kind=conflict.kind, summary=conflict.summary, statements=tuple(told))
                )
        return self.composed.model_copy(
            update={
                "answer": "".join(self.pieces),
                "generator": generator,
                "note": note,
                "statements": tuple(self.statements),
                "conflicts": tuple(conflicts),
                "citations": tuple(self.citations),
                "withdrawn": (*self.composed.withdrawn, *self.withdrawn),
                "sentences": dict(self.counts),
            }
        )

    def _renumbered(self, numbers: str, evidence: Sequence[Evidence]) -> str:
        by_old = {piece.citation.marker: piece for piece in evidence}
        old = [int(n) for n in re.findall(r"\d+", numbers)]
        made = [self._marker(by_old[n]) for n in old if n in by_old]
        return "".join(f"[{n}]" for n in dict.fromkeys(made))

    def _marker(self, piece: Evidence) -> int:
        """The number of a citation as shown: the next one when it is new."""
        wanted = piece.citation
        for known in self.citations:
            if (known.source_id, known.start, known.end) == (
                wanted.source_id,
                wanted.start,
                wanted.end,
            ):
                return known.marker
        self.citations.append(wanted.model_copy(update={"marker": len(self.citations) + 1}))
        return len(self.citations)
