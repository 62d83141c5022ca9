"""What one visitor's conversation consists of: plain data, so that the browser can keep it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from bot.memory import Memory
from bot.memory import Turn as Remembered
from bot.query import parse
from bot.types import Answer
from index.filters import Filters

KEPT = 30
"""Turns that the browser keeps; older ones are let go."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer."""

    question: str
    full: str
    """The question with what it left out filled in from the turns before."""
    answer: Answer
    evidence: str = ""
    """HTML of the cards; made anew when the browser brings a conversation back."""


@dataclass(frozen=True, slots=True)
class Session:
    """The turns of one conversation, in order, and the filters it is held under."""

    turns: tuple[Turn, ...] = ()
    filters: Filters = field(default_factory=Filters)

    def memory(self) -> Memory:
        """What the next question is understood from."""
        memory = Memory()
        for turn in self.turns[-memory.keep :]:
            holders = tuple(dict.fromkeys(s.holder for s in turn.answer.statements if s.holder))
            memory.turns.append(Remembered(turn.question, parse(turn.full), holders))
        return memory

    def upto(self, count: int) -> Session:
        """The first turns alone."""
        return replace(self, turns=self.turns[: max(count, 0)])

    def plus(self, turn: Turn) -> Session:
        """With one turn more; the oldest goes when there are too many."""
        return replace(self, turns=(*self.turns, turn)[-KEPT:])


def to_browser(session: Session, user: str | None) -> dict[str, Any]:
    """The conversation as the browser keeps it, with the name of whose it is."""
    filters = session.filters
    return {
        "user": user,
        "turns": [
            {"question": t.question, "full": t.full, "answer": t.answer.model_dump(mode="json")}
            for t in session.turns
        ],
        "filters": {
            "sources": list(filters.sources),
            "publishers": list(filters.publishers),
            "since": filters.since,
            "until": filters.until,
            "speakers": list(filters.speakers),
        },
    }


def from_browser(kept: object, user: str | None) -> Session:
    """The conversation that a browser kept; an empty one if it is another person's or unreadable.

    What comes from a browser is no more trusted than a question: it is checked against the types,
    and shown as text like everything else.
    """
    if not isinstance(kept, dict) or kept.get("user") != user:
        return Session()
    try:
        turns = tuple(
            Turn(str(t["question"]), str(t["full"]), Answer.model_validate(t["answer"]))
            for t in kept["turns"][-KEPT:]
        )
        named = dict(kept.get("filters") or {})
        filters = Filters(
            tuple(map(str, named.get("sources", ()))),
            tuple(map(str, named.get("publishers", ()))),
            named.get("since"),
            named.get("until"),
            tuple(map(str, named.get("speakers", ()))),
        )
    except (KeyError, TypeError, ValueError, ValidationError):
        return Session()
    return Session(turns, filters)
