"""Answers by statement: the best sentences, and the voices among them that deny each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.answer_settings import AnswerSettings
from bot.compose import Page
from bot.conflicts import LIKELY, voice_of
from bot.contested import contested, lead_of
from bot.position_answer import finish
from bot.positions import near_copies
from bot.query import Query
from bot.relevance import Candidate
from bot.signs import opposed
from bot.stated import Stated
from bot.types import Answer, Conflict

_ALL_ASKED = re.compile(
    r"\W*(?:list|name\s+(?:all|every)|(?:what|which)\s+are\s+all|give\s+me\s+(?:all|every)|enumerate)\b",
    re.IGNORECASE,
)
"""Questions for a list: twice as much may be told."""
_ACCUSERS = 6
"""Most voices on who is to blame."""


def answer_by_statement(
    query: Query,
    kept: Sequence[Candidate],
    page: Page,
    settings: AnswerSettings,
    candidates: Sequence[Candidate],
) -> Answer | None:
    """The best sentences, no two saying the same, and who speaks against them.

    :param candidates: all sentences found, among which others may oppose what is stated.
    """
    placed: dict[int, Candidate] = {}
    ratio = settings.further_ratio
    if query.wanted in ("person", "place", "name") and not query.asks_blame:
        # Names that only stand near the asked words: the further sentences are mostly beside it.
        ratio = (1.0 + ratio) / 2
    least = ratio * kept[0].score
    most = settings.max_statements * (2 if _ALL_ASKED.match(query.complete) else 1)
    if query.asks_blame:
        most = max(most, _ACCUSERS)
    for candidate in kept:
        heard = any(voice_of(candidate) == voice_of(other) for other in placed.values())
        # Another voice is worth hearing at a lower score.
        if candidate.score < least * (1.0 if heard or query.speaker else 0.9):
            continue
        if len(placed) >= most:
            break
        if any(_repeats(candidate, other) for other in placed.values()):
            continue
        place = page.state(candidate)
        if place is not None:
            placed.setdefault(place, candidate)
    if not placed:
        return None
    likely = {place: one for place, one in placed.items() if one.chance >= LIKELY}
    conflicts = contested(query, Stated(page, likely, candidates)) or _denials(likely)
    placed |= likely
    lead = lead_of(conflicts)
    text = page.text(sorted(placed))
    return finish(query, page, f"{lead} {text}".strip(), conflicts)


def _repeats(a: Candidate, b: Candidate) -> bool:
    if a.unit.start == b.unit.start and a.unit.source.id == b.unit.source.id:
        return True
    return near_copies(a.unit.text, b.unit.text)


def _denials(placed: Mapping[int, Candidate]) -> tuple[Conflict, ...]:
    """Pairs of statements of different voices of which one denies what the other says."""
    found: list[Conflict] = []
    places = list(placed)
    for i, first in enumerate(places):
        for second in places[i + 1 :]:
            a, b = placed[first].claim, placed[second].claim
            same_voice = a.holder == b.holder and a.source_id == b.source_id
            if same_voice or not opposed(a, b):
                continue
            found.append(
                Conflict(
                    kind="denial",
                    summary="One of these statements denies what the other says.",
                    statements=(first, second),
                )
            )
    return tuple(found)
