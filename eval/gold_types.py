"""What a gold set holds: documents, facts, conflicts and the questions put to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from index.types import Source


class Place(NamedTuple):
    """Where something stands: characters [start, end) of a document's normalised text."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement that the documents make, and how an answer may word it."""

    key: str
    source: str
    """Id of the document that says or reports it, the first of them where there are copies."""
    words: tuple[tuple[str, ...], ...]
    """Groups of alternatives: of each group one phrase must stand in the answer's sentence."""
    holder: str | None = None
    """Key of who holds it; None: the document's own words."""
    names: tuple[str, ...] = ()
    """The names that attribute it rightly: those of the holder, or of the document."""
    hedges: tuple[str, ...] = ()
    """Alternatives of which one must stand in the sentence; empty: nothing is hedged."""
    stances: tuple[str, ...] = ()
    """Stances that are right; empty: not judged."""
    places: tuple[Place, ...] = ()
    """Where it stands; any one of them supports it."""

    @property
    def sources(self) -> frozenset[str]:
        """Every document that holds it: its own and those that copy it."""
        return frozenset(place.source for place in self.places)


@dataclass(frozen=True, slots=True)
class GoldConflict:
    """Facts that do not agree, grouped by side."""

    key: str
    kinds: tuple[str, ...]
    sides: tuple[tuple[str, ...], ...]
    """Keys of facts; a conflict is found when facts of two sides are set against each other."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what a right answer to it holds."""

    id: str
    """Unique: set, question and, for another wording, its number ("crocus/killed~2")."""
    kind: str
    ask: str
    after: tuple[str, ...] = ()
    """Questions of the same conversation, asked before."""
    expect: tuple[tuple[str, ...], ...] = ()
    """What a right answer states: of each group of equivalent facts (their keys) one."""
    optional: tuple[str, ...] = ()
    """Facts that it may state."""
    conflicts: tuple[str, ...] = ()
    """Keys of the conflicts that it shows."""
    silent: str | None = None
    """The documents do not answer: "near" (about it, but not this) or "nothing"."""
    correction: tuple[str, ...] = ()
    """For a false premise: facts that set it right; stating one is as good as abstaining."""
    nearest: tuple[str, ...] = ()
    """Facts that an abstention may offer."""
    must_not: tuple[str, ...] = ()
    """Phrases that no answer may state."""
    variant: str = ""
    """"paraphrase" or "misspelt" for another wording of a question."""

    @property
    def answerable(self) -> bool:
        """Whether the documents answer it."""
        return self.silent is None

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that bears on the question."""
        expected = tuple(key for group in self.expect for key in group)
        return expected + self.optional + self.correction + self.nearest


@dataclass(frozen=True, slots=True)
class GoldSet:
    """One folder of documents with its questions."""

    name: str
    subject: str
    split: str
    corpus: Path
    documents: Mapping[str, Source]
    holders: Mapping[str, tuple[str, ...]]
    source_names: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, Fact]
    conflicts: Mapping[str, GoldConflict]
    questions: tuple[Question, ...] = field(default=())
