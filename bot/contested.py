"""Shows the other side: what other voices set against the statements of an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.blame import Blame, asks_involvement, blame_in, clauses, differ
from bot.compose import Page
from bot.conflicts import voice_of
from bot.exchanges import Exchange, exchanges
from bot.phrasing import joined
from bot.positions import near_copies
from bot.quantities import Quantity, relation
from bot.query import BLAME, Query
from bot.relevance import Candidate
from bot.rival_figures import Rival, rivals
from bot.signs import sign_of
from bot.terms import overlap, stem, stems
from bot.types import Conflict
from bot.units import Unit, claim_in
from index.types import Claim

_MEASURED = ("number", "money", "percent", "age", "duration")
_TOPICAL = 0.5
"""Least share of the question's words that the sentences of an exchange meet."""

Placed = dict[int, Candidate]
"""Place of each statement with what it states; what is added to an answer goes in as well."""


def contested(
    query: Query, placed: Placed, page: Page, units: Sequence[Unit]
) -> tuple[Conflict, ...]:
    """The conflicts that statements of an answer are part of, the other sides stated too.

    :param units: all sentences found.
    """
    found = (
        blamed(query, placed, page, units)
        or said_yes_and_no(query, placed, page, units)
        or counted_otherwise(query, placed, page, units)
    )
    if query.kind in ("said", "who says"):
        return found
    return (*found, *answered_back(query, placed, page, units))


def answered_back(
    query: Query, placed: Placed, page: Page, units: Sequence[Unit]
) -> tuple[Conflict, ...]:
    """The exchanges that statements of the answer are part of, both sides stated."""
    found: list[Conflict] = []
    for exchange in exchanges(units):
        if not _concerns(query, exchange, placed):
            continue
        first = _first(query, exchange, placed, page)
        reply = [
            place
            for number, unit in enumerate(exchange.reply)
            if (place := _state(unit, placed, page, whole=number == 0)) is not None
        ]
        both = tuple(dict.fromkeys((*first, *reply)))
        if not first or not reply or len(both) < 2:
            continue
        if any(set(both) <= set(known.statements) for known in found):
            continue
        one, other = voice_of(placed[first[-1]]), voice_of(placed[reply[-1]])
        verb = "rejects" if exchange.kind == "denial" else "disagrees with"
        summary = (
            "The sources differ."
            if one == other
            else f"{other[:1].upper()}{other[1:]} {verb} what {one} says."
        )
        found.append(Conflict(kind=exchange.kind, summary=summary, statements=both))
    return tuple(found)


def _concerns(query: Query, exchange: Exchange, placed: Placed) -> bool:
    """True when an exchange is about what is asked, and a statement of the answer is part of it."""
    if not placed:
        return False
    measured = query.wanted in _MEASURED
    if measured if exchange.about == "guilt" else exchange.about == "figure" and not measured:
        return False
    sides = (*exchange.first, *exchange.reply, *((exchange.topic,) if exchange.topic else ()))
    told = stems(" ".join(unit.text for unit in sides))
    if overlap(query.terms, told) < _TOPICAL or overlap(_acts(query), told) < _TOPICAL:
        return False
    best = max(candidate.score for candidate in placed.values())
    return any(
        _same_sentence(candidate.unit, unit) and candidate.score >= 0.75 * best
        for candidate in placed.values()
        for unit in sides
    )


def _acts(query: Query) -> list[str]:
    """Words of a question that are no names; all where there are no others."""
    named = stems(" ".join(query.names))
    return [term for term in query.terms if stem(term) not in named] or list(query.terms)


def _first(query: Query, exchange: Exchange, placed: Placed, page: Page) -> list[int]:
    """Places of what an exchange disputes: what is stated of it, and where nothing is, the best.

    Where a reply only says that it sees it otherwise, the sentence before it belongs to it.
    """
    wanted = [u for u in exchange.first if _place_of(u, placed) is not None]
    if not wanted:
        nearest = reversed(exchange.first)
        wanted = [max(nearest, key=lambda unit: overlap(query.terms, stems(unit.text)))]
    if exchange.kind == "opinion" and exchange.first[-1] not in wanted:
        wanted.append(exchange.first[-1])
    places = [_state(unit, placed, page) for unit in wanted]
    return [place for place in places if place is not None]


def _same_sentence(a: Unit, b: Unit) -> bool:
    return a.source.id == b.source.id and a.start == b.start


def _place_of(unit: Unit, placed: Placed) -> int | None:
    return next((n for n, made in placed.items() if _same_sentence(made.unit, unit)), None)


def _state(
    unit: Unit, placed: Placed, page: Page, whole: bool = False, claim: Claim | None = None
) -> int | None:
    """The place of a sentence in the answer, stated now where it does not stand yet."""
    known = _place_of(unit, placed)
    if known is not None:
        return known
    made = Candidate(unit, claim or claim_in(unit), 0.0, 0.0, None, 0.0, None)
    place = page.state(made, whole=whole)
    if place is not None:
        placed.setdefault(place, made)
    return place


def said_yes_and_no(
    query: Query, placed: Placed, page: Page, units: Sequence[Unit]
) -> tuple[Conflict, ...]:
    """For a yes/no question: the voices that say so against those that say the contrary."""
    if query.wanted != "yes/no" or not placed:
        return ()
    signs: dict[int, bool] = {}
    for place, candidate in placed.items():
        sign = sign_of(query, candidate.claim, candidate.unit.text)
        if sign is not None:
            signs[place] = sign
    if not signs:
        return ()
    if len(set(signs.values())) == 1:
        other = _best_other(query, placed, units, not next(iter(signs.values())))
        if other is None:
            return ()
        place = _state(other, placed, page)
        if place is None or place in signs:
            return ()
        signs[place] = not next(iter(signs.values()))
    against = {voice_of(placed[place]) for place, sign in signs.items() if not sign}
    pro = {voice_of(placed[place]) for place, sign in signs.items() if sign}
    if pro == against or not pro or not against:
        return ()
    summary = f"{joined(sorted(pro))} against {joined(sorted(against))}."
    return (Conflict(kind="denial", summary=summary, statements=tuple(sorted(signs))),)


def counted_otherwise(
    query: Query, placed: Placed, page: Page, units: Sequence[Unit]
) -> tuple[Conflict, ...]:
    """For a question of a figure: figures that others set against those of the answer."""
    if query.wanted not in _MEASURED:
        return ()
    found: list[Conflict] = []
    best = max((candidate.score for candidate in placed.values()), default=0.0)
    for place, candidate in list(placed.items()):
        words = candidate.words
        if words is None or not isinstance(words.value, Quantity) or words.fit < 0.6:
            continue
        if candidate.score < 0.75 * best:
            continue
        for rival in rivals(query, candidate, words, units):
            other = _rival_place(rival, candidate, place, placed, page)
            if other is None:
                continue
            close = "" if relation(words.value, rival.figure) == "contradict" else _NOT_EXCLUSIVE
            voice = voice_of(placed[other]) if other != place else "another"
            summary = (
                f"The figures differ. {voice_of(candidate)}: {words.text}; "
                f"{voice}: {rival.figure.text}.{close}"
            )
            places = tuple(dict.fromkeys((place, other)))
            found.append(Conflict(kind="figures", summary=summary, statements=places))
    return tuple(found[:1])


_NOT_EXCLUSIVE = " They do not exclude each other."


def _rival_place(
    rival: Rival, candidate: Candidate, place: int, placed: Placed, page: Page
) -> int | None:
    """Place of the statement that gives a rival figure: the candidate's own where it holds both."""
    if rival.unit.text.rstrip(" .") in page.statements[place].text:
        return place
    made = Candidate(rival.unit, rival.claim, 0.0, 0.0, None, 0.0, None)
    other = page.state(made)
    if other is not None:
        placed.setdefault(other, made)
    return other


def _best_other(query: Query, placed: Placed, units: Sequence[Unit], sign: bool) -> Unit | None:
    """The sentence that answers a yes/no question with this sign and meets most of its words."""
    voices = {voice_of(candidate) for candidate in placed.values()}

    def fits(unit: Unit) -> bool:
        claim = claim_in(unit)
        made = Candidate(unit, claim, 0.0, 0.0, None, 0.0, None)
        return (
            claim.stance not in ("asked", "planned")
            and voice_of(made) not in voices
            and sign_of(query, claim, unit.text) is sign
        )

    return _best(query, units, fits)


def _best(
    query: Query, units: Sequence[Unit], fits: Callable[[Unit], bool], least: float = 0.6
) -> Unit | None:
    """Of the sentences that fit, the one that meets most of the question; None below ``least``."""
    scored = [(overlap(query.terms, stems(u.text)), -n, u) for n, u in enumerate(units) if fits(u)]
    good = [entry for entry in scored if entry[0] >= least]
    return max(good, key=lambda entry: entry[:2])[2] if good else None


def blamed(query: Query, placed: Placed, page: Page, units: Sequence[Unit]) -> tuple[Conflict, ...]:
    """For a question of blame: those who make different ones responsible."""
    if not (query.asks_blame or asks_involvement(query)):
        return ()
    topic = [term for term in query.terms if not BLAME.search(term)]
    sides: list[tuple[Unit, Blame, str]] = []
    for unit in units:
        if topic and overlap(topic, stems(f"{unit.text} {unit.before}")) < _TOPICAL:
            continue
        for clause in clauses(unit.text):
            blame = blame_in(clause)
            if blame.accused or blame.cleared:
                voice = voice_of(Candidate(unit, claim_in(unit), 0.0, 0.0, None, 0.0, None))
                sides.append((unit, blame, voice))
    pair = _first_pair(sides, placed)
    if pair is None:
        return ()
    chosen = list(pair)
    places = [_state(unit, placed, page) for unit in chosen]
    kept = tuple(dict.fromkeys(place for place in places if place is not None))
    if not kept or (len(kept) < 2 and not _same_sentence(*pair)):
        return ()
    summary = "The sources differ on who is responsible."
    return (Conflict(kind="responsibility", summary=summary, statements=kept),)


def _first_pair(
    sides: Sequence[tuple[Unit, Blame, str]], placed: Placed
) -> tuple[Unit, Unit] | None:
    """Two sentences that make different ones responsible, those of the answer before others."""
    ordered = sorted(sides, key=lambda side: _place_of(side[0], placed) is None)
    for number, (first, one, voice) in enumerate(ordered):
        for second, two, other in ordered[number + 1 :]:
            inside = _same_sentence(first, second)
            if not differ(one, two) or (voice == other and not inside):
                continue
            if inside or not near_copies(first.text, second.text):
                return first, second
    return None
