"""Shows the other side: what other voices set against the statements of an answer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conflicts import MEASURED
from bot.exchanges import Exchange, exchanges, takes_back
from bot.query import Query
from bot.sides import agreeing, blamed, counted_otherwise, judged, said_yes_and_no
from bot.stated import Stated
from bot.terms import overlap, stem, stems
from bot.types import Conflict

_TOPICAL = 0.5
"""Least share of the question's words that the sentences of an exchange meet."""


def contested(query: Query, stated: Stated) -> tuple[Conflict, ...]:
    """The conflicts that statements of an answer are part of, the other sides stated too."""
    if not stated.placed:
        return ()
    found = (
        blamed(query, stated)
        or agreeing(query, stated)
        or said_yes_and_no(query, stated)
        or counted_otherwise(query, stated)
        or judged(query, stated)
    )
    if query.kind in ("said", "who says"):
        return found
    return (*found, *answered_back(query, stated))


def lead_of(conflicts: Sequence[Conflict]) -> str:
    """The sentence that opens an answer with these conflicts; empty without any."""
    if not conflicts:
        return ""
    corrected = all(conflict.kind == "superseded" for conflict in conflicts)
    return "One of the sources has corrected itself." if corrected else "The sources differ."


def answered_back(query: Query, stated: Stated) -> tuple[Conflict, ...]:
    """The exchanges that statements of the answer are part of, both sides stated."""
    found: list[Conflict] = []
    for exchange in exchanges(stated.units):
        if not _concerns(query, exchange, stated):
            continue
        first = _first(query, exchange, stated)
        reply = [
            place
            for number, unit in enumerate(exchange.reply)
            if (place := stated.state(unit, whole=number == 0)) is not None
        ]
        both = tuple(dict.fromkeys((*first, *reply)))
        if not first or not reply or len(both) < 2:
            continue
        if any(set(both) <= set(known.statements) for known in found):
            continue
        summary = _summary(exchange, stated.voice(first[-1]), stated.voice(reply[-1]))
        found.append(Conflict(kind=exchange.kind, summary=summary, statements=both))
    return tuple(found)


def _summary(exchange: Exchange, one: str, other: str) -> str:
    if exchange.kind == "superseded":
        return f"{one[:1].upper()}{one[1:]} corrected what it had said before."
    if one == other or exchange.kind == "figures":
        return "The figures differ." if exchange.kind == "figures" else "The sources differ."
    verb = "rejects" if exchange.kind == "denial" else "disagrees with"
    return f"{other[:1].upper()}{other[1:]} {verb} what {one} says."


def _concerns(query: Query, exchange: Exchange, stated: Stated) -> bool:
    """True when an exchange is about what is asked, and a statement of the answer is part of it."""
    if exchange.kind == "superseded" and any(
        stated.tells(candidate, unit) and takes_back(unit)
        for _, candidate in stated.answering()
        for unit in (*exchange.first, *exchange.reply)
    ):
        return True  # what a source took back is never told without what it says now
    measured = query.wanted in MEASURED
    if measured if exchange.about == "guilt" else exchange.about == "figure" and not measured:
        return False
    sides = (*exchange.first, *exchange.reply, *((exchange.topic,) if exchange.topic else ()))
    told = stems(" ".join(unit.text for unit in sides))
    if overlap(query.terms, told) < _TOPICAL or overlap(_acts(query), told) < _TOPICAL:
        return False
    return any(
        stated.tells(candidate, unit) for _, candidate in stated.answering() for unit in sides
    )


def _acts(query: Query) -> list[str]:
    """Words of a question that are no names; all where there are no others."""
    named = stems(" ".join(query.names))
    return [term for term in query.terms if stem(term) not in named] or list(query.terms)


def _first(query: Query, exchange: Exchange, stated: Stated) -> list[int]:
    """Places of what an exchange disputes: what is stated of it, and where nothing is, the best.

    Where a reply only says that it sees it otherwise, the sentence before it belongs to it.
    """
    wanted = [unit for unit in exchange.first if stated.place_of(unit) is not None]
    alike = [
        place
        for place, candidate in stated.answering()
        if any(stated.tells(candidate, unit) for unit in exchange.first)
    ]
    if not wanted and not alike:
        nearest = reversed(exchange.first)
        wanted = [max(nearest, key=lambda unit: overlap(query.terms, stems(unit.text)))]
    if exchange.kind == "opinion" and exchange.first[-1] not in wanted:
        wanted.append(exchange.first[-1])
    places = [stated.state(unit) for unit in wanted]
    return list(dict.fromkeys((*alike, *(place for place in places if place is not None))))
