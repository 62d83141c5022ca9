"""Answers by statement: the best sentences, and the voices among them that deny each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.answer_settings import AnswerSettings
from bot.compose import Page
from bot.conflicts import denies, opposed, rebuttal, voice_of
from bot.names import names_in, same_name
from bot.phrasing import joined
from bot.position_answer import finish
from bot.positions import near_copies
from bot.query import BLAME, Query
from bot.relevance import Candidate
from bot.terms import meets, overlap, stem, stems
from bot.types import Answer, Conflict
from bot.units import Unit, claim_in


def answer_by_statement(
    query: Query,
    kept: Sequence[Candidate],
    page: Page,
    settings: AnswerSettings,
    units: Sequence[Unit],
) -> Answer | None:
    """The best sentences, no two saying the same, and denials among them shown as such."""
    placed: dict[int, Candidate] = {}
    ratio = settings.further_ratio
    if query.wanted in ("person", "place", "name") and not query.asks_blame:
        # Names that only stand near the asked words: the further sentences are mostly beside it.
        ratio = (1.0 + ratio) / 2
    least = ratio * kept[0].score
    for candidate in kept:
        heard = any(voice_of(candidate) == voice_of(other) for other in placed.values())
        # Another voice is worth hearing at a lower score.
        if candidate.score < least * (1.0 if heard or query.speaker else 0.9):
            continue
        if len(placed) >= settings.max_statements:
            break
        if any(_repeats(candidate, other) for other in placed.values()):
            continue
        place = page.state(candidate)
        if place is not None:
            placed.setdefault(place, candidate)
    if not placed:
        return None
    conflicts = _yes_and_no(query, placed) or _blames(query, placed) or _denials(placed)
    if query.kind not in ("said", "who says"):
        conflicts += _rebutted(placed, page, units)
    lead = "The sources differ." if conflicts else ""
    text = page.text(sorted(placed))
    return finish(query, page, f"{lead} {text}".strip(), conflicts)


def _repeats(a: Candidate, b: Candidate) -> bool:
    if a.unit.start == b.unit.start and a.unit.source.id == b.unit.source.id:
        return True
    return near_copies(a.unit.text, b.unit.text)


def _blames(query: Query, placed: Mapping[int, Candidate]) -> tuple[Conflict, ...]:
    """For a question of blame: voices that name different ones."""
    if not query.asks_blame:
        return ()
    named = {place: _others_named(query, candidate) for place, candidate in placed.items()}
    sides = [place for place in placed if named[place]]
    for first in sides:
        for second in sides:
            if voice_of(placed[first]) == voice_of(placed[second]):
                continue
            if any(same_name(a, b) for a in named[first] for b in named[second]):
                continue
            summary = "The sources differ on who is responsible."
            return (Conflict(kind="responsibility", summary=summary, statements=tuple(sides)),)
    return ()


def _others_named(query: Query, candidate: Candidate) -> tuple[str, ...]:
    """Names in a claim that are neither its voice nor in the question."""
    claim = candidate.claim
    text = claim.text if claim.holder else candidate.unit.text
    if not any(meets(stem(term), stems(text)) for term in query.terms if BLAME.search(term)):
        return ()
    known = (*query.names, claim.holder or "", candidate.unit.source.publisher)
    names = tuple(text[a:b] for a, b in names_in(text))
    return tuple(n for n in names if not any(k and same_name(n, k) for k in known))


def _yes_and_no(query: Query, placed: Mapping[int, Candidate]) -> tuple[Conflict, ...]:
    """For a yes/no question: the voices that say so against those that say the contrary."""
    if query.wanted != "yes/no":
        return ()
    read = {
        place: denies(query, candidate)
        for place, candidate in placed.items()
        if candidate.lexical >= 0.5 and overlap(query.terms, stems(candidate.unit.text)) >= 0.3
    }
    signs = {place: sign for place, sign in read.items() if sign is not None}
    if len(set(signs.values())) < 2:
        return ()
    against = {voice_of(placed[place]) for place, sign in signs.items() if sign}
    pro = {voice_of(placed[place]) for place, sign in signs.items() if not sign}
    if pro == against:
        return ()
    summary = f"{joined(sorted(pro))} against {joined(sorted(against))}."
    return (Conflict(kind="denial", summary=summary, statements=tuple(sorted(signs))),)


def _rebutted(
    placed: dict[int, Candidate], page: Page, units: Sequence[Unit]
) -> tuple[Conflict, ...]:
    """Statements that another voice rebuts in the sentence behind: both are shown."""
    found: list[Conflict] = []
    for place, candidate in list(placed.items()):
        against: list[int] = []
        for unit in rebuttal(candidate, units):
            reply = Candidate(unit, claim_in(unit), 0.0, 0.0, None, 0.0, None)
            if voice_of(reply) == voice_of(candidate):
                break
            second = page.state(reply, whole=not against)
            if second is not None and second != place:
                placed.setdefault(second, reply)
                against.append(second)
        if against:
            summary = f"{voice_of(placed[against[0]])} rejects what {voice_of(candidate)} says."
            found.append(Conflict(kind="denial", summary=summary, statements=(place, *against)))
    return tuple(found)


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
