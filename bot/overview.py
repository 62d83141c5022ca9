"""What the sources disagree about: conflicts among all claims, without a question, by topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answer_figures import AnswerWords
from bot.answer_settings import AnswerSettings
from bot.compose import Page
from bot.conflicts import voice_of
from bot.counted_things import as_told, content_of, of_a_thing, one_thing, shared_act
from bot.exchanges import exchanges
from bot.positions import near_copies
from bot.quantities import quantities
from bot.quantities import relation as figure_relation
from bot.query import Query
from bot.relevance import Candidate
from bot.sides import first_dispute
from bot.signs import opposed
from bot.stated import stating
from bot.terms import STOPWORDS, meets, stem, stems
from bot.types import Answer, Conflict, ConflictKind
from bot.units import Unit, own_words
from index.types import Claim


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two claims that differ, with what about."""

    kind: ConflictKind
    topic: str
    first: Candidate
    second: Candidate
    strength: float
    exclusive: bool


def overview(query: Query, units: Sequence[Unit], settings: AnswerSettings) -> Answer:
    """The disagreements among the sources, both sides with their voice; abstains without any."""
    page = Page(several=True)
    conflicts: list[Conflict] = []
    lines: list[str] = []
    used: list[Dispute] = []
    for dispute in sorted(disputes(units, query.terms), key=lambda d: -d.strength):
        if len(conflicts) >= settings.max_overview or any(_covers(old, dispute) for old in used):
            continue
        places = [page.state(dispute.first), page.state(dispute.second)]
        kept = [place for place in places if place is not None]
        if len(set(kept)) < 2:
            continue
        used.append(dispute)
        close = "" if dispute.exclusive else " They do not exclude each other."
        lines.append(f"On {dispute.topic}: {page.text(kept)}{close}")
        conflicts.append(
            Conflict(
                kind=dispute.kind, summary=f"On {dispute.topic}.{close}", statements=tuple(kept)
            )
        )
    if not conflicts:
        reason = "The documents show no disagreement" + (
            f" about {' '.join(query.terms)}." if query.terms else "."
        )
        return Answer(question=query.text, answer=reason, abstained=True, reason=reason)
    return Answer(
        question=query.text,
        answer="\n\n".join(lines),
        statements=tuple(page.statements),
        conflicts=tuple(conflicts),
        citations=tuple(page.citations),
        withdrawn=tuple(page.withdrawn),
    )


def _covers(old: Dispute, new: Dispute) -> bool:
    """True when a dispute is already told: same voices on the same topic."""
    return old.topic == new.topic and old.kind == new.kind


def disputes(units: Sequence[Unit], topic: Sequence[str] = ()) -> Iterator[Dispute]:
    """Pairs of claims by different voices that differ in a figure or in sign.

    :param topic: words that both sentences must meet, when given.
    """
    wanted = [stem(term) for term in topic]
    kept = [
        unit
        for unit in units
        if not wanted
        or sum(bool(meets(word, stems(unit.text))) for word in wanted) * 2 >= len(wanted)
    ]
    yield from _blamed(kept)
    yield from _figures(kept)
    yield from _signs(kept)
    yield from _exchanged(kept)


def _blamed(units: Sequence[Unit]) -> Iterator[Dispute]:
    """Two sentences that make different ones responsible."""
    pair = first_dispute(units, apart=True)
    if pair is not None:
        first, second = (stating(unit) for unit in pair)
        yield Dispute("responsibility", "who is responsible", first, second, 1.9, True)


def _exchanged(units: Sequence[Unit]) -> Iterator[Dispute]:
    """What is said, and the sentence in which another answers it."""
    for exchange in exchanges(units):
        first, second = stating(exchange.first[-1]), stating(exchange.reply[-1])
        if exchange.kind != "superseded" and voice_of(first) == voice_of(second):
            continue
        if exchange.about == "guilt":
            continue
        topic = f"what {voice_of(first)} says"
        yield Dispute(exchange.kind, topic, first, second, 1.6, True)


def _voice(unit: Unit, claim: Claim) -> tuple[str, str]:
    return (claim.holder or "", unit.source.id)


def _candidate(unit: Unit, claim: Claim, words: AnswerWords | None = None) -> Candidate:
    return Candidate(unit, claim, 1.0, 0.0, None, 1.0, words)


def _around(unit: Unit, start: int, end: int) -> Claim:
    """The smallest held claim around some characters of a source, else the sentence itself."""
    around = [c for c in unit.claims if c.holder and c.start <= start and end <= c.end]
    return min(around, key=lambda c: c.end - c.start) if around else own_words(unit)


def _figures(units: Sequence[Unit]) -> Iterator[Dispute]:
    """Counts of one thing with different values, told in sentences of much the same words."""
    figures = [
        (unit, figure)
        for unit in units
        for figure in quantities(unit.text)
        if figure.kind in ("count", "percent", "money") and of_a_thing(unit.text, figure)
    ]
    for i, (unit, figure) in enumerate(figures):
        for other, second in figures[i + 1 :]:
            if unit.source.name == other.source.name or not one_thing(unit, figure, other, second):
                continue
            act = shared_act(unit.text, figure, other.text, second)
            if act is None:
                continue
            related = figure_relation(figure, second)
            first_claim = _around(unit, unit.start + figure.start, unit.start + figure.end)
            second_claim = _around(other, other.start + second.start, other.start + second.end)
            yield Dispute(
                "figures",
                f"the number of {figure.unit} {as_told(act, unit.text, other.text)}"
                if figure.kind == "count"
                else f"the figure for {as_told(act, unit.text, other.text)}",
                _candidate(unit, first_claim),
                _candidate(other, second_claim),
                2.0 if related == "contradict" else 1.5,
                related == "contradict",
            )


_RESTATED = 0.6
"""Least share of a claim's words that its denial repeats."""


def _signs(units: Sequence[Unit]) -> Iterator[Dispute]:
    """Claims of different voices of which one denies what the other says."""
    held = [(unit, claim) for unit in units for claim in (*unit.claims, own_words(unit))]
    for i, (unit, claim) in enumerate(held):
        for other, second in held[i + 1 :]:
            if _voice(unit, claim) == _voice(other, second) or len(claim.text) < 25:
                continue
            if not (claim.holder or second.holder) or near_copies(claim.text, second.text):
                continue
            if (
                claim.start < second.end
                and second.start < claim.end
                and unit.source.id == other.source.id
            ):
                continue
            if not opposed(claim, second):
                continue
            shared = [
                w
                for w in stems(claim.text) & stems(second.text)
                if w not in STOPWORDS and len(w) > 3
            ]
            least = _RESTATED * min(len(content_of(claim.text)), len(content_of(second.text)))
            if len(shared) < max(3, least):
                continue
            topic = " ".join(sorted(shared, key=claim.text.lower().find)[:3])
            yield Dispute(
                "denial", topic, _candidate(unit, claim), _candidate(other, second),
                1.0 + 0.1 * len(shared), True,
            )  # fmt: skip
